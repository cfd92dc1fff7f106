import fc from "fast-check";

/**
 * Seed of every property test of this run: `FC_SEED=… node --test …` repeats a failure. fast-check prints the seed with
 * each counterexample; this also fixes it for a whole run when asked.
 */
function parameters(numRuns: number): { numRuns: number; seed?: number } {
  const seed = process.env["FC_SEED"];
  return seed === undefined ? { numRuns } : { numRuns, seed: Number(seed) };
}

/** Runs a synchronous property. */
export function checkProperty<T>(property: fc.IProperty<T>, numRuns = 100): void {
  fc.assert(property, parameters(numRuns));
}

/** Runs an asynchronous property. */
export async function checkAsyncProperty<T>(property: fc.IAsyncProperty<T>, numRuns = 50): Promise<void> {
  await fc.assert(property, parameters(numRuns));
}
