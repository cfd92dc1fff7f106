/** A quantity over all chunks of batches: all that its mean and its deviation need, so that nothing is ever looped over. */
export interface Tally {
  /** S1 = Σ v_i. */
  readonly sum: bigint;
  /** S2 = Σ v_i². */
  readonly squares: bigint;
}

/** The tally of a quantity chunk by chunk. */
export function tallyOf(perChunk: readonly bigint[]): Tally {
  return {
    sum: perChunk.reduce((sum, value) => sum + value, 0n),
    squares: perChunk.reduce((sum, value) => sum + value * value, 0n),
  };
}
