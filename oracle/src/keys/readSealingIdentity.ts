import { InvalidInputError } from "@medlattice/sdk/errors";
import { readSecret } from "../config/readSecret.ts";

const IDENTITY = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/;

/**
 * Reads an age X25519 identity (`AGE-SECRET-KEY-1…`) from its file; comment lines of `age-keygen` are skipped.
 * @throws InvalidInputError KEY_MALFORMED, never with the key itself
 */
export function readSealingIdentity(path: string): string {
  const lines = readSecret(path)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  const [identity] = lines;
  if (identity !== undefined && lines.length === 1 && IDENTITY.test(identity)) return identity;
  throw new InvalidInputError("KEY_MALFORMED", "A key file does not hold an age identity.", {
    facts: { path },
  });
}

/** The present identity and those it replaced, in that order. */
export function readIdentities(path: string, previous: readonly string[]): readonly string[] {
  return [path, ...previous].map(readSealingIdentity);
}
