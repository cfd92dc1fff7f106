import { type Chance, MOST_EXPECTED_SEATS } from "./seats.ts";

/**
 * Splits a heavy holder into parts that expect at most 40 seats each (rule 18): `n = max(1, ⌈w·p/40⌉)` parts of `⌊w/n⌋` tokens, the
 * first `w mod n` of them one more. The binomials of the parts add up to that of the whole.
 */
export function partsOf(weight: bigint, { numerator, denominator }: Chance): readonly bigint[] {
  const most = MOST_EXPECTED_SEATS * denominator;
  const wanted = (weight * numerator + most - 1n) / most;
  const count = wanted > 1n ? wanted : 1n;
  const [share, rest] = [weight / count, weight % count];
  return Array.from({ length: Number(count) }, (_, i) => (BigInt(i) < rest ? share + 1n : share));
}
