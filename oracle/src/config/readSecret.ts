import { readFileSync, statSync } from "node:fs";
import { InvalidInputError } from "@medlattice/sdk/errors";

const READABLE_BY_OTHERS = 0o077;

/**
 * Reads a secret from its file; refuses one that other users of the machine may read.
 * The content never appears in an error.
 * @throws InvalidInputError KEY_FILE_MISSING, KEY_FILE_EXPOSED
 */
export function readSecret(path: string): string {
  const mode = modeOf(path);
  if ((mode & READABLE_BY_OTHERS) !== 0) {
    throw new InvalidInputError(
      "KEY_FILE_EXPOSED",
      "A key file may be read by other users of this machine.",
      {
        facts: { path, mode: (mode & 0o777).toString(8) },
        hints: [`Run: chmod 600 ${path}`],
      },
    );
  }
  return readFileSync(path, "utf8").trim();
}

function modeOf(path: string): number {
  try {
    return statSync(path).mode;
  } catch (cause) {
    throw new InvalidInputError("KEY_FILE_MISSING", "A key file is not there or cannot be opened.", {
      facts: { path },
      cause,
    });
  }
}
