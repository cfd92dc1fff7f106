import type { CommitteeVote } from "./proposals.ts";

/**
 * Whether two votes are two payloads for one slot in one epoch (systems.md P14). Signed by the same station, they are the proof that
 * costs it its deposit.
 */
export function isEquivocation(one: CommitteeVote, other: CommitteeVote): boolean {
  return (
    one.epoch === other.epoch &&
    one.kind === other.kind &&
    one.slot.toLowerCase() === other.slot.toLowerCase() &&
    one.payload.toLowerCase() !== other.payload.toLowerCase()
  );
}
