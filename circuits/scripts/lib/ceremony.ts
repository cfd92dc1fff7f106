import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rename } from "node:fs/promises";

/** How often the beacon is hashed: 2^10 times is snarkjs' least. */
export const BEACON_EXPONENT = 10;
/** Contributions of fresh randomness before the beacon; each alone keeps the trapdoor secret if its maker forgot it. */
export const CONTRIBUTIONS = 2;

/** One step of a ceremony and the file it left. */
export interface Step {
  readonly name: string;
  /** SHA-256 of the file after it. */
  readonly sha256: string;
}

/** SHA-256 of a file, hexadecimal. */
export async function hashFile(path: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
}

/** Makes a file unless it is there; under another name until it is complete, so that a step that was stopped is done again. */
export async function make(path: string, write: (partial: string) => Promise<unknown>): Promise<void> {
  if (existsSync(path)) return;
  const partial = `${path}.partial`;
  await write(partial);
  await rename(partial, path);
}

/** Randomness for one contribution: made here, handed over, written nowhere. snarkjs mixes it with its own. */
export function entropy(): string {
  return randomBytes(64).toString("hex");
}

/**
 * What the last step hashes to, so that nobody could choose it; for a ceremony among people who do not trust each other it must be
 * public randomness of a time after the last contribution instead (docs/circuits.md).
 */
export async function localBeacon(lastFile: string): Promise<string> {
  return createHash("sha256")
    .update("medlattice/setup-beacon/v1")
    .update(await hashFile(lastFile))
    .digest("hex");
}
