/** One who may vote, with what the vote weighs. */
export interface Standing {
  readonly station: number;
  readonly seats: number;
  /** S8, in units of 10^−18. */
  readonly reputation: bigint;
}

/**
 * Whether an attestation is pinned (systems.md S7): signed by more than two thirds of the committee's seats **and** by more than
 * two thirds of its reputation.
 */
export function isPinned(committee: readonly Standing[], signers: readonly number[]): boolean {
  const signed = new Set(signers);
  const standing = committee.filter(({ station }) => signed.has(station));
  const seats = (of: readonly Standing[]) => of.reduce((sum, each) => sum + BigInt(each.seats), 0n);
  const reputation = (of: readonly Standing[]) => of.reduce((sum, each) => sum + each.reputation, 0n);
  return (
    3n * seats(standing) > 2n * seats(committee) && 3n * reputation(standing) > 2n * reputation(committee)
  );
}
