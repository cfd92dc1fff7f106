import { isAbsolute, resolve } from "node:path";
import { parseArgs } from "node:util";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { projectRoot } from "../lib/run.ts";

export interface StartOptions {
  readonly once: boolean;
  readonly json: boolean;
  readonly reset: boolean;
  readonly help: boolean;
  /** The caller's FHIR file, absolute; null for the sample that comes with the project. */
  readonly bundle: string | null;
  /** The state folder, absolute. */
  readonly state: string;
  /** Whether the state folder is the caller's own, which makes the network take free ports. */
  readonly hasOwnState: boolean;
}

export const usage = `npm start -- [options]

  --once         stop after the job (exit code 0; 1 if a step failed, 2 for bad input)
  --json         print one JSON object as the last line of standard output
  --bundle FILE  the FHIR R4 JSON to take through the network (default: the sample that comes along)
  --state DIR    keep the network's state in DIR and use free ports (default: .medlattice)
  --reset        start over: forget the state folder first
  --help         show this`;

/** @throws InvalidInputError `OPTION_INVALID` */
export function parseStartOptions(args: readonly string[]): StartOptions {
  const values = parse(args);
  const callerDirectory = process.env["MEDLATTICE_CALLER_DIR"] ?? process.cwd();
  const fromCaller = (path: string): string => (isAbsolute(path) ? path : resolve(callerDirectory, path));
  return {
    once: values.once ?? false,
    json: values.json ?? false,
    reset: values.reset ?? false,
    help: values.help ?? false,
    bundle: values.bundle === undefined ? null : fromCaller(values.bundle),
    state: values.state === undefined ? resolve(projectRoot, ".medlattice") : fromCaller(values.state),
    hasOwnState: values.state !== undefined,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        once: { type: "boolean" },
        json: { type: "boolean" },
        reset: { type: "boolean" },
        help: { type: "boolean", short: "h" },
        bundle: { type: "string" },
        state: { type: "string" },
      },
    }).values;
  } catch (error) {
    throw new InvalidInputError("OPTION_INVALID", error instanceof Error ? error.message : String(error), {
      hints: ["npm start -- --help shows the options."],
      cause: error,
    });
  }
}
