import type { Hex } from "../codec/index.ts";
import { MedLatticeError, UnavailableError } from "../errors/index.ts";

/** A proxy that did not help, and why: its own refusal, its silence, or what was wrong with its answer. */
export interface ProxyFailure {
  readonly organization: Hex;
  readonly code: string;
  readonly message: string;
}

/** Entry of a list of failures; what is not an error of ours counts as unreachable, and its text is not passed on. */
export function failureOf(
  organization: Hex,
  error: unknown,
  unreachable = "PROXY_UNREACHABLE",
): ProxyFailure {
  if (error instanceof MedLatticeError) return { organization, code: error.code, message: error.message };
  return { organization, code: unreachable, message: "The organisation could not be reached." };
}

/**
 * Too few proxies helped. `failures` says of each why; `code` is their common reason when there is one, so that a revoked grant
 * reads as revoked.
 */
export class TooFewProxiesError extends UnavailableError {
  readonly failures: readonly ProxyFailure[];

  constructor(needed: number, usable: number, failures: readonly ProxyFailure[]) {
    const reasons = [...new Set(failures.map(({ code }) => code))];
    const common = failures.length > 0 && reasons.length === 1 ? failures[0] : undefined;
    const message =
      common === undefined
        ? `${needed} proxies are needed to open this record, ${usable} have helped.`
        : `${needed} proxies are needed to open this record, ${usable} have helped. ${common.message}`;
    super("READ_TOO_FEW_PROXIES", message, {
      facts: { needed, usable, reasons: reasons.join(",") },
      hints: failures.map((failure) => `${failure.organization}: ${failure.message}`),
      retryable: reasons.length === 0 || reasons.includes("PROXY_UNREACHABLE"),
    });
    this.failures = failures;
  }
}

/** No provider handed out the sealed file as it was committed to; `failures` says of each why. */
export class NoCopyError extends UnavailableError {
  readonly failures: readonly ProxyFailure[];

  constructor(failures: readonly ProxyFailure[]) {
    super("READ_NO_COPY", "No provider handed out the record's sealed file as it was committed to.", {
      facts: { tried: failures.length, reasons: [...new Set(failures.map(({ code }) => code))].join(",") },
      hints: failures.map(({ organization, message }) => `${organization}: ${message}`),
    });
    this.failures = failures;
  }
}

/** The proxies' answers are of different states: the record got a new manifest or version while it was read. */
export function recordChanged(): UnavailableError {
  return new UnavailableError("READ_RECORD_CHANGED", "The record was changed while it was being read.", {
    hints: ["Read it again."],
  });
}

/** Results in the order in which they come, each with the place of its question. */
export async function* inOrderOfArrival<T>(
  questions: readonly Promise<T>[],
): AsyncGenerator<{ readonly position: number; readonly result: PromiseSettledResult<T> }, void, undefined> {
  const pending = new Map(
    questions.map((question, position) => [
      position,
      question.then(
        (value) => ({ position, result: { status: "fulfilled" as const, value } }),
        (reason: unknown) => ({ position, result: { status: "rejected" as const, reason } }),
      ),
    ]),
  );
  while (pending.size > 0) {
    const next = await Promise.race(pending.values());
    pending.delete(next.position);
    yield next;
  }
}
