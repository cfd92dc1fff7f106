import { InvalidInputError, MedLatticeError, UnavailableError } from "@medlattice/sdk/errors";
import { CommanderError } from "commander";
import { BaseError } from "viem";

/** How a command ended: 0 done, 1 failed, 2 the input was wrong. */
export type ExitCode = 0 | 1 | 2;

const NETWORK_DOWN = "Is the network running? Start it with: npm start";

/** Anything that can be thrown, as an error with one sentence and hints. */
export function toMedLatticeError(error: unknown): MedLatticeError {
  if (error instanceof MedLatticeError) return withNetworkHint(error);
  if (error instanceof CommanderError) {
    return new InvalidInputError("USAGE", sentence(error.message.replace(/^error: /, "")), {
      hints: ["Add --help to see what the command takes, with an example."],
      cause: error,
    });
  }
  if (error instanceof BaseError) {
    return new UnavailableError("CHAIN_UNREACHABLE", "A chain's node does not answer as it should.", {
      hints: [NETWORK_DOWN],
      facts: { reason: error.name },
      cause: error,
    });
  }
  return new MedLatticeError(
    "UNEXPECTED",
    "Something went wrong that should not: this is a fault of MedLattice.",
    {
      hints: [`It said: ${error instanceof Error ? error.message : String(error)}`],
      cause: error,
    },
  );
}

export function exitCodeOf(error: MedLatticeError): ExitCode {
  return error instanceof InvalidInputError ? 2 : 1;
}

/** One sentence, and below it what to do. */
export function inWords({ message, hints }: MedLatticeError): string {
  return [message, ...hints.map((hint) => `  ${hint}`)].join("\n");
}

function withNetworkHint(error: MedLatticeError): MedLatticeError {
  if (error.code !== "ORACLE_UNREACHABLE") return error;
  const { code, message, facts, cause } = error;
  return new UnavailableError(code, message, { hints: [NETWORK_DOWN, ...error.hints], facts, cause });
}

function sentence(text: string): string {
  const [first = "", ...rest] = text.trim().split("\n").join(" ");
  const upper = first.toUpperCase() + rest.join("");
  return /[.?!)]$/.test(upper) ? upper : `${upper}.`;
}
