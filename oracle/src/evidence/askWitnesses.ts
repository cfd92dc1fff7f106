import {
  type MedLatticeError,
  type MedLatticeErrorOptions,
  PermissionError,
  UnavailableError,
  VerificationError,
} from "@medlattice/sdk/errors";
import type { Hex } from "viem";
import { untilSettled } from "./untilSettled.ts";

/** An answer and who gave it. */
export interface Witnessed<T> {
  readonly answer: T;
  readonly witnesses: readonly Hex[];
}

/** A witness that is up answers in a fraction of this. */
const WITNESS_TIMEOUT_MS = 8_000;

/**
 * Asks all witnesses at once. Those that answer must say the same; one alone is enough while the others cannot be reached, so that
 * an institution that is down locks nobody out.
 *
 * @param essence what must agree of an answer
 * @throws UnavailableError WITNESS_UNREACHABLE | VerificationError EVIDENCE_DISAGREES | what a witness refuses with when none answers
 */
export async function askWitnesses<T>(options: {
  readonly chainId: number;
  readonly witnesses: readonly Hex[];
  readonly ask: (witness: Hex) => Promise<T>;
  readonly essence: (answer: T) => string;
}): Promise<Witnessed<T>> {
  const { chainId, witnesses, ask, essence } = options;
  return untilSettled(
    async () => {
      const results = await Promise.allSettled(witnesses.map((witness) => inTime(ask(witness))));
      const answered = results.flatMap((result, position) => {
        const witness = witnesses[position];
        return result.status === "rejected" || witness === undefined
          ? []
          : [{ witness, answer: result.value }];
      });
      const [first] = answered;
      if (first === undefined) throw refusalAmong(results) ?? unreachable(chainId, results);
      if (new Set(answered.map(({ answer }) => essence(answer))).size > 1) return undefined;
      return { answer: first.answer, witnesses: answered.map(({ witness }) => witness) };
    },
    () =>
      new VerificationError(
        "EVIDENCE_DISAGREES",
        "The institution and the health authority say different things of the record's chain.",
        { facts: { chainId }, hints: ["Nothing is opened until both agree: tell the health authority."] },
      ),
  );
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("no answer in time")), WITNESS_TIMEOUT_MS);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
}

/** A witness that says no has been reached: why it did is what counts. */
function refusalAmong(results: readonly PromiseSettledResult<unknown>[]): MedLatticeError | undefined {
  return results
    .map((result): unknown => (result.status === "rejected" ? result.reason : undefined))
    .find(
      (reason): reason is MedLatticeError =>
        reason instanceof PermissionError || reason instanceof VerificationError,
    );
}

/** When nobody could answer, why: the first reason that is one of ours. */
function unreachable(chainId: number, results: readonly PromiseSettledResult<unknown>[]): UnavailableError {
  const options: MedLatticeErrorOptions = {
    facts: { chainId, asked: results.length },
    hints: ["Try again when the record's institution or the health authority can be reached."],
    cause: results.find((result) => result.status === "rejected")?.reason,
  };
  return new UnavailableError(
    "WITNESS_UNREACHABLE",
    "Nobody who reads the record's chain can be asked at the moment.",
    options,
  );
}
