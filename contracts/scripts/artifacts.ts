import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Artifact } from "@nomicfoundation/ignition-core";
import { CONTRACTS_FOLDER } from "./contract-list.ts";
import { DeploymentError } from "./deployment-error.ts";

/** Files that `hardhat build` writes for the contracts below `src/`, sorted, relative to `contracts/`. */
export function artifactFiles(): readonly string[] {
  return globSync("artifacts/src/**/*.json", { cwd: CONTRACTS_FOLDER }).toSorted();
}

/**
 * Reads what the compiler made of one contract.
 * @throws DeploymentError `CONTRACT_NOT_BUILT` when there is no such artifact.
 */
export function readArtifact(contractName: string): Artifact {
  const file = artifactFiles().find((path) => basename(path) === `${contractName}.json`);
  if (file === undefined) {
    throw new DeploymentError("CONTRACT_NOT_BUILT", `There is no compiled contract ${contractName}.`, {
      hints: ["Run `npm run build`."],
    });
  }
  return parseArtifact(file);
}

/** Reads an artifact by its file name relative to `contracts/`. The compiler wrote it, so its shape is not checked. */
export function parseArtifact(file: string): Artifact {
  const artifact: Artifact = JSON.parse(readFileSync(join(CONTRACTS_FOLDER, file), "utf8"));
  return artifact;
}
