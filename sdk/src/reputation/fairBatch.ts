import { InvalidInputError } from "../errors/index.ts";
import { ONE } from "./fixedPoint.ts";

/** What an institution hands in. */
export interface Queue<Item> {
  /** Names it, and decides between equal reputations: the lower comes first. */
  readonly organization: string;
  /** In fractions of 10^18. */
  readonly reputation: bigint;
  /** Oldest first. */
  readonly items: readonly Item[];
}

/** What is taken of one institution, in one turn. */
export interface Turn<Item> {
  readonly organization: string;
  readonly items: readonly Item[];
}

/**
 * Fair processing (systems.md S10): in the order of reputation each institution has `t = ⌊10·R⌋` items taken, round after round,
 * until `most` are taken or nothing is left. However much one hands in, it delays nobody's turn; who has a reputation below a tenth
 * has none, unless `leastQuota` gives one.
 * @param leastQuota what everyone has taken in a turn however low its reputation; 0 as published
 * @returns the turns in their order, without empty ones
 * @throws {InvalidInputError} `FAIR_BATCH_INVALID` for a size, or a reputation out of range, or an institution twice
 */
export function fairBatch<Item>(
  queues: readonly Queue<Item>[],
  most: number,
  leastQuota = 0,
): readonly Turn<Item>[] {
  requireValid(queues, [most, leastQuota]);
  const ordered = queues.toSorted(
    (a, b) =>
      (a.reputation === b.reputation ? 0 : a.reputation > b.reputation ? -1 : 1) ||
      (a.organization < b.organization ? -1 : 1),
  );
  const waiting = ordered
    .map((queue) => ({
      ...queue,
      quota: Math.max(leastQuota, Number((10n * queue.reputation) / ONE)),
      next: 0,
    }))
    .filter(({ quota, items }) => quota > 0 && items.length > 0);
  const turns: Turn<Item>[] = [];
  let room = most;
  while (room > 0 && waiting.some(({ next, items }) => next < items.length)) {
    for (const queue of waiting) {
      const items = queue.items.slice(queue.next, queue.next + Math.min(queue.quota, room));
      if (items.length === 0) continue;
      queue.next += items.length;
      room -= items.length;
      turns.push({ organization: queue.organization, items });
    }
  }
  return turns;
}

function requireValid(queues: readonly Queue<unknown>[], sizes: readonly number[]): void {
  const names = new Set(queues.map(({ organization }) => organization));
  const inRange = queues.every(({ reputation }) => reputation >= 0n && reputation <= ONE);
  const areWhole = sizes.every((size) => Number.isSafeInteger(size) && size >= 0);
  if (areWhole && inRange && names.size === queues.length) return;
  throw new InvalidInputError(
    "FAIR_BATCH_INVALID",
    "A size is not whole, a reputation is not within 0 and 1, or an institution comes twice.",
  );
}
