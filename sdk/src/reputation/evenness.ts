import { integerSqrt, ONE } from "./fixedPoint.ts";
import type { Tally } from "./tally.ts";

/** What a quantity is measured by. */
export interface Measure {
  readonly tally: Tally;
  /** What the sum is a part of; D. */
  readonly divisor: bigint;
  /** l, those without the quantity included. */
  readonly chunks: bigint;
  /** c, batches a chunk. */
  readonly chunkSize: bigint;
}

/**
 * `q = mean / (1 + s)` of systems.md S8: how much, made less by how unevenly. `mean = S1/D`, and
 * `s² = 1/l · Σ(v_i/c − mean)² = (S2·D² − 2·c·D·S1² + l·c²·S1²) / (l·c²·D²)`, in fractions of 10^18; 0 where there is nothing to be
 * part of.
 */
export function evenness({ tally, divisor, chunks, chunkSize }: Measure): bigint {
  if (divisor === 0n) return 0n;
  const mean = (tally.sum * ONE) / divisor;
  return (mean * ONE) / (ONE + deviation({ tally, divisor, chunks, chunkSize }));
}

/** One denominator for all, so that only the quotient and its root are rounded. */
function deviation({ tally, divisor, chunks, chunkSize }: Measure): bigint {
  const square = tally.sum * tally.sum;
  const size = chunkSize * chunkSize;
  const numerator =
    tally.squares * divisor * divisor - 2n * chunkSize * divisor * square + chunks * size * square;
  return integerSqrt((numerator * ONE * ONE) / (chunks * size * divisor * divisor));
}
