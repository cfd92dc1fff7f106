import { InvalidInputError, MedLatticeError, VerificationError } from "../../errors/index.ts";

export interface OptimisticParameters<Partial extends { readonly index: number }> {
  readonly partials: readonly Partial[];
  readonly threshold: number;
  /** Combines exactly the partials given and opens; its failure is what starts the verification. */
  readonly open: (partials: readonly Partial[]) => Uint8Array;
  /** Checks the caller's own input, once, before anybody is accused. */
  readonly check: () => void;
  /** Throws when this partial's proof fails. */
  readonly verify: (partial: Partial) => void;
}

/**
 * @internal Tries the first `threshold` partials without looking at proofs: what opens is authenticated, so a right result needs
 * no further proof, and verifying costs several times as much as opening (measured by `sdk/bench/crypto.ts`). Only when it does not
 * open is every proof verified, and the honest ones tried again if they suffice.
 */
export function openOptimistically<Partial extends { readonly index: number }>(
  parameters: OptimisticParameters<Partial>,
): Uint8Array {
  const { partials, threshold, open } = parameters;
  if (partials.length < threshold) throw tooFewPartials(partials.length, threshold);
  try {
    return open(partials.slice(0, threshold));
  } catch (error) {
    if (!(error instanceof MedLatticeError)) throw error;
    parameters.check();
    const { honest, liars } = separateLiars(partials, parameters.verify);
    if (liars.length === 0) throw error;
    if (honest.length < threshold) throw partialsFalse(liars, error);
    return open(honest.slice(0, threshold));
  }
}

/** @internal Runs every proof and tells the honest partials from the indices of the others. */
export function separateLiars<Partial extends { readonly index: number }>(
  partials: readonly Partial[],
  verify: (partial: Partial) => void,
): { readonly honest: Partial[]; readonly liars: number[] } {
  const honest: Partial[] = [];
  const liars: number[] = [];
  for (const partial of partials) {
    try {
      verify(partial);
      honest.push(partial);
    } catch (error) {
      if (!(error instanceof MedLatticeError)) throw error;
      liars.push(partial.index);
    }
  }
  return { honest, liars };
}

/** @internal */
export function partialsFalse(liars: readonly number[], cause?: unknown): VerificationError {
  return new VerificationError("PARTIALS_FALSE", "Too few honest answers are left.", {
    cause,
    facts: { liars: liars.join(",") },
    hints: ["Ask another proxy or holder, and report the ones named."],
  });
}

/** @internal */
export function tooFewPartials(partials: number, threshold: number): InvalidInputError {
  return new InvalidInputError("PARTIALS_TOO_FEW", "Fewer answers than the threshold.", {
    facts: { partials, threshold },
    hints: ["Ask further proxies or holders."],
  });
}
