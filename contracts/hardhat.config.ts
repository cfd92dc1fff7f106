import { createRequire } from "node:module";
import hardhatIgnitionViem from "@nomicfoundation/hardhat-ignition-viem";
import hardhatViem from "@nomicfoundation/hardhat-viem";
import { defineConfig } from "hardhat/config";

// One profile: what is tested is what is deployed. Not by way of Yul (viaIR): that takes four times as long, minutes for
// all tests, for code that is a fifth smaller. A function that is "too deep" for the stack wants a part of its own.
// The compiler comes from npm as JavaScript: nothing is downloaded while building.
const soljson = createRequire(import.meta.url).resolve("solc/soljson.js");
const version = "0.8.37";

// The same sequences every time, so that a failure is one of the code; `npm run fuzz` sets others, and more of them.
const { MEDLATTICE_FUZZ_RUNS: runs, MEDLATTICE_FUZZ_DEPTH: depth, MEDLATTICE_FUZZ_SEED: seed } = process.env;

export default defineConfig({
  plugins: [hardhatViem, hardhatIgnitionViem],
  paths: { sources: "./src", tests: { solidity: "./test" } },
  solidity: {
    compilers: [
      {
        version,
        path: soljson,
        settings: {
          optimizer: { enabled: true, runs: 500 },
          evmVersion: "prague",
          metadata: { bytecodeHash: "none" }, // a comment changes no bytecode, so no deployment and no generated file
          outputSelection: { "*": { "*": ["storageLayout"] } },
        },
      },
    ],
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
