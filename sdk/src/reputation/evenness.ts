import { integerSqrt, ONE } from "./fixedPoint.ts";
import type { Tally } from "./tally.ts";

/** What a quantity is measured by. */
export interface Measure {
  readonly tally: Tally;
  /** What the sum is a part of; D. */
  readonly divisor: bigint;
  /** l, those without the quantity included. */
  readonly chunks: bigint;
}

/**
 * `q = mean / (1 + s)` of systems.md S8: how much, made less by how unevenly. `mean = S1/D`, and `s² = 1/l · Σ(v_i/(D/l) − mean)² =
 * (l·S2 − S1²)/D²`, in fractions of 10^18; 0 where there is nothing to be part of. The paper divides by the chunk size instead of D/l, which is
 * the same for what is counted by batches, and makes no share of what is not (docs/wire-formats.md).
 */
export function evenness({ tally, divisor, chunks }: Measure): bigint {
  if (divisor === 0n) return 0n;
  const mean = (tally.sum * ONE) / divisor;
  const numerator = chunks * tally.squares - tally.sum * tally.sum;
  return (mean * ONE) / (ONE + integerSqrt((numerator * ONE * ONE) / (divisor * divisor)));
}
