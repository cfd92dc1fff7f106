import { MedLatticeError } from "@medlattice/sdk/errors";
import type { PublicClient } from "viem";

/** Null is an answer, too. */
export interface Told<T> {
  readonly answer: T;
}

/** Nodes that could not be reached a moment ago: asking them again for every question would make each one wait. */
export interface Absences {
  /**
   * Asks a node, and does not wait long for it. Only its silence makes it away, never what it says.
   * @returns undefined when it is away
   */
  unlessAway<T>(node: PublicClient, ask: () => Promise<T>): Promise<Told<T> | undefined>;
}

const ANSWER_MS = 3_000;
const FORGET_MS = 5_000;

export function createAbsences(now: () => number = () => performance.now()): Absences {
  const awayUntil = new WeakMap<PublicClient, number>();

  return {
    async unlessAway(node, ask) {
      if (now() < (awayUntil.get(node) ?? 0)) return undefined;
      const { promise: silence, resolve } = Promise.withResolvers<undefined>();
      const timer = setTimeout(() => resolve(undefined), ANSWER_MS);
      const told = await Promise.race([tell(ask), silence]).finally(() => clearTimeout(timer));
      if (told === undefined) awayUntil.set(node, now() + FORGET_MS);
      return told;
    },
  };
}

async function tell<T>(ask: () => Promise<T>): Promise<Told<T> | undefined> {
  try {
    return { answer: await ask() };
  } catch (error) {
    if (error instanceof MedLatticeError && error.code === "CHAIN_UNREACHABLE") return undefined;
    throw error;
  }
}
