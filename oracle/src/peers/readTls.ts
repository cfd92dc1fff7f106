import { readFileSync } from "node:fs";
import { join } from "node:path";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { readSecret } from "../config/readSecret.ts";

/** What an oracle shows to others, and whom it believes. */
export interface PeerTls {
  /** Own certificate with its organisation's intermediate, PEM. */
  readonly cert: string;
  readonly key: string;
  /** The health authority's root, PEM. */
  readonly ca: string;
}

/**
 * Reads the TLS folder: `certificate.pem` (leaf, then intermediate), `key.pem` (mode 0600), `roots.pem`.
 * @throws InvalidInputError TLS_UNREADABLE, KEY_FILE_EXPOSED, KEY_FILE_MISSING
 */
export function readTls(folder: string): PeerTls {
  return {
    cert: read(join(folder, "certificate.pem")),
    key: readSecret(join(folder, "key.pem")),
    ca: read(join(folder, "roots.pem")),
  };
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new InvalidInputError("TLS_UNREADABLE", "A certificate file is not there or cannot be opened.", {
      facts: { path },
      hints: ["Have the health authority issue the oracle's certificate."],
      cause,
    });
  }
}
