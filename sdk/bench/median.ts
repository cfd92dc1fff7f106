/** Median time of some work in milliseconds, after a tenth of the rounds, at least two, as warm-up. */
export async function medianMsOf(work: () => Promise<unknown>, rounds: number): Promise<number> {
  for (let round = 0; round < Math.max(2, rounds / 10); round += 1) await work();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return medianOf(times);
}

/** The middle one. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
