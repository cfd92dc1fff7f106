import { type GT, decodeGt, encodeGt, powGt } from "../bls/gt.ts";
import { GT_OPERATIONS } from "../bls/operations.ts";
import { FR_ORDER, assertScalar } from "../bls/scalar.ts";
import { invertScalar } from "../bls/invertScalar.ts";
import { assertIndices, assertThreshold, interpolateAtZero } from "../primitives/shamir.ts";
import { tooFewPartials } from "./openOptimistically.ts";
import type { ReencryptionPartial } from "./partial.ts";

export interface CombinePartialsParameters {
  /** At least `threshold` partials; the first ones are used. */
  readonly partials: readonly ReencryptionPartial[];
  readonly threshold: number;
  /** The secret behind Y. */
  readonly b2: bigint;
}

/**
 * From the partials of t proxies to K as GT bytes: `(Π P_i^λ_i)^(1/b2)`. Proofs are not looked at; openReencrypted does.
 * @throws {InvalidInputError} `PARTIALS_TOO_FEW`, duplicate indices, or a malformed partial.
 */
export function combinePartials({ partials, threshold, b2 }: CombinePartialsParameters): Uint8Array {
  const inverse = invertScalar(assertScalar(b2, "b2"));
  return encodeGt(powGt(interpolatePartials(partials, threshold), inverse));
}

/** @internal `Π P_i^λ_i` over the first `threshold` partials. */
export function interpolatePartials(partials: readonly ReencryptionPartial[], threshold: number): GT {
  assertIndices(partials.map(({ index }) => index));
  assertThreshold(threshold, Number.MAX_SAFE_INTEGER);
  if (partials.length < threshold) throw tooFewPartials(partials.length, threshold);
  const values = partials.slice(0, threshold).map(({ index, p }) => ({ index, element: decodeGt(p, "p") }));
  return interpolateAtZero(values, FR_ORDER, GT_OPERATIONS);
}
