import { createRequire } from "node:module";
import hardhatIgnitionViem from "@nomicfoundation/hardhat-ignition-viem";
import hardhatViem from "@nomicfoundation/hardhat-viem";
import { defineConfig } from "hardhat/config";

// The compiler comes from npm as JavaScript: nothing is downloaded while building.
const soljson = createRequire(import.meta.url).resolve("solc/soljson.js");
const version = "0.8.37";

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
          viaIR: true,
          evmVersion: "prague",
          outputSelection: { "*": { "*": ["storageLayout"] } },
        },
      },
    ],
  },
  test: {
    solidity: {
      fuzz: { runs: 256, seed: "0x4d65644c617474696365" },
      invariant: { runs: 64, depth: 50, failOnRevert: false },
    },
  },
});
