import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import hardhatIgnitionViem from "@nomicfoundation/hardhat-ignition-viem";
import hardhatViem from "@nomicfoundation/hardhat-viem";
import { defineConfig } from "hardhat/config";

// What is deployed is compiled by way of Yul: a quarter fewer steps of the EVM, which is what a node spends its time on. Tests, which
// deploy those very artifacts (test/records/Artifacts.sol), are compiled without: by way of Yul they take four times as long.
// The compiler comes from npm as JavaScript: nothing is downloaded while building.
const soljson = createRequire(import.meta.url).resolve("solc/soljson.js");
const version = "0.8.37";

// The same sequences every time, so that a failure is one of the code; `npm run fuzz` sets others, and more of them.
const { MEDLATTICE_FUZZ_RUNS: runs, MEDLATTICE_FUZZ_DEPTH: depth, MEDLATTICE_FUZZ_SEED: seed } = process.env;

function compiler(viaIR: boolean) {
  return {
    version,
    path: soljson,
    settings: {
      viaIR,
      optimizer: { enabled: true, runs: viaIR ? 20_000 : 500 },
      evmVersion: "prague",
      metadata: { bytecodeHash: "none" }, // a comment changes no bytecode, so no deployment and no generated file
      outputSelection: { "*": { "*": ["storageLayout"] } },
    },
  };
}

/** Sources with a contract that is neither abstract nor a library nor an interface. */
function deployable(): readonly string[] {
  const files = globSync("src/**/*.sol", { cwd: import.meta.dirname });
  return files.filter((file) => /^contract /m.test(readFileSync(join(import.meta.dirname, file), "utf8")));
}

export default defineConfig({
  plugins: [hardhatViem, hardhatIgnitionViem],
  paths: { sources: "./src", tests: { solidity: "./test" } },
  solidity: {
    compilers: [compiler(false)],
    overrides: Object.fromEntries(deployable().map((file) => [file, compiler(true)])),
  },
  test: {
    solidity: {
      fuzz: { runs: Number(runs ?? 256), seed: seed ?? "0x4d65644c617474696365" },
      invariant: {
        runs: Number(runs ?? 20),
        depth: Number(depth ?? 120),
        shrinkRunLimit: Number(process.env["MEDLATTICE_FUZZ_SHRINK"] ?? 5000),
        failOnRevert: false,
      },
    },
  },
});
