import { resolve } from "node:path";
import { z } from "zod";
import { projectRoot } from "../../lib/run.ts";
import { fromCaller } from "./files.ts";

/** What every command takes. */
export const COMMON_OPTIONS = [
  ["--json", "print one JSON object; everything else goes to standard error"],
  ["--state <dir>", "folder of the network (default: .medlattice of the project)"],
  ["--as <who>", "act as this profile: its key or name, or a folder"],
  ["--passphrase-file <file>", "read the wallet's passphrase from this file"],
  ["--yes", "do not ask before something that cannot be undone"],
] as const;

const schema = z.object({
  json: z.boolean().default(false),
  state: z.string().min(1).optional(),
  as: z.string().min(1).optional(),
  passphraseFile: z.string().min(1).optional(),
  yes: z.boolean().default(false),
});

export interface CommonOptions {
  readonly json: boolean;
  /** Absolute. */
  readonly state: string;
  readonly as: string | null;
  /** Absolute. */
  readonly passphraseFile: string | null;
  readonly yes: boolean;
}

/** Names of the common options, as commander gives them. */
export const COMMON_NAMES: ReadonlySet<string> = new Set(Object.keys(schema.shape));

export function commonOptions(given: unknown): CommonOptions {
  const { json, state, as, passphraseFile, yes } = schema.parse(given);
  return {
    json,
    yes,
    state: state === undefined ? resolve(projectRoot, ".medlattice") : fromCaller(state),
    as: as ?? null,
    passphraseFile: passphraseFile === undefined ? null : fromCaller(passphraseFile),
  };
}
