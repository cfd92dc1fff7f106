import { baseG1, decodeG2, encodePoint, mulG2 } from "../bls/points.ts";
import { FR_ORDER, assertScalar } from "../bls/scalar.ts";
import type { RandomBytes } from "../primitives/random.ts";
import {
  assertIndices,
  assertThreshold,
  evaluatePolynomial,
  randomPolynomial,
} from "../primitives/shamir.ts";

export interface DealReencryptionSharesParameters {
  /** The scalar whose capsules are granted. */
  readonly a: bigint;
  /** Y of whoever may read, G2. */
  readonly y: Uint8Array;
  readonly threshold: number;
  /** Indices of the proxies. */
  readonly indices: readonly number[];
  readonly random?: RandomBytes | undefined;
}

export interface ReencryptionDeal {
  /** C_j = g^(f_j), G1; C_0 = X. */
  readonly commitments: Uint8Array[];
  /** rk_i = Y^f(i), G2; each for one proxy's eyes. */
  readonly shares: { readonly index: number; readonly rk: Uint8Array }[];
}

/**
 * Splits the re-encryption key Y^a among proxies. The polynomial is fresh in every call: an old grantee who learns a proxy's
 * old share Y_old^f(i) gains no share of another deal (rule 6).
 * @throws {InvalidInputError} for a malformed Y, duplicate or zero indices, or a threshold out of range.
 */
export function dealReencryptionShares(parameters: DealReencryptionSharesParameters): ReencryptionDeal {
  const { a, threshold, indices, random } = parameters;
  const y = decodeG2(parameters.y, "y");
  assertThreshold(threshold, assertIndices(indices).length);
  const f = randomPolynomial({ threshold, constant: assertScalar(a, "a"), order: FR_ORDER, random });
  return {
    commitments: f.map((coefficient) => encodePoint(baseG1(coefficient))),
    shares: indices.map((index) => ({
      index,
      rk: encodePoint(mulG2(y, evaluatePolynomial(f, index, FR_ORDER))),
    })),
  };
}
