import { createHash, type Hash } from "node:crypto";
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { artifactFiles, parseArtifact } from "./artifacts.ts";
import { CONTRACTS_FOLDER } from "./contract-list.ts";

const STAMP_FILE = join(CONTRACTS_FOLDER, "artifacts", ".build-stamp");

/** Packages whose version decides what the compiler makes of the sources. */
const COMPILED_WITH = ["hardhat", "solc", "@openzeppelin/contracts"] as const;

/** Digest of everything the artifacts are made from. */
export function sourcesDigest(): string {
  const hash = createHash("sha256");
  const require = createRequire(import.meta.url);
  for (const name of COMPILED_WITH) hash.update(readFileSync(require.resolve(`${name}/package.json`)));
  addFiles(hash, ["hardhat.config.ts", ...globSync("src/**/*.sol", { cwd: CONTRACTS_FOLDER }).toSorted()]);
  return hash.digest("hex");
}

/** Whether the artifacts that lie there are those of these sources, and untouched since they were built. */
export function isBuilt(sources: string): boolean {
  return existsSync(STAMP_FILE) && readFileSync(STAMP_FILE, "utf8") === stampOf(sources);
}

/** Notes that the artifacts were just built from `sources`. */
export function markBuilt(sources: string): void {
  writeFileSync(STAMP_FILE, stampOf(sources));
}

/** Only what is used of an artifact counts: a test run may write the same contracts again beside its tests. */
function stampOf(sources: string): string {
  const hash = createHash("sha256");
  for (const file of artifactFiles()) {
    const { abi, bytecode } = parseArtifact(file);
    hash.update(JSON.stringify([file, abi, bytecode]));
  }
  return `${sources} ${hash.digest("hex")}\n`;
}

function addFiles(hash: Hash, files: readonly string[]): void {
  for (const file of files) {
    const content = readFileSync(join(CONTRACTS_FOLDER, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
}
