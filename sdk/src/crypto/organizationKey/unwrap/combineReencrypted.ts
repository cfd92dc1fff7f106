import { encodeGt } from "../../bls/gt.ts";
import type { Hex } from "../../../codec/index.ts";
import { assertCommitments } from "../../threshold/assertCommitments.ts";
import { interpolatePartials } from "../../threshold/combinePartials.ts";
import { partialsFalse, separateLiars, tooFewPartials } from "../../threshold/openOptimistically.ts";
import type { ReencryptionPartial } from "../../threshold/partial.ts";
import { verifyPartial } from "../../threshold/verifyPartial.ts";

export interface CombineReencryptedParameters {
  /** X of the capsule, G1. */
  readonly x: Uint8Array;
  /** C1 of the capsule, from the committed manifest. */
  readonly c1: Uint8Array;
  readonly partials: readonly ReencryptionPartial[];
  readonly threshold: number;
  /** Of the deal to the organisation's Y. */
  readonly commitments: readonly Uint8Array[];
  /** The organisation's Y, G2. */
  readonly y: Uint8Array;
  readonly accessId: Hex;
}

/**
 * From proxies' partials to `W = K^(1/u)`, every proof verified. A holder makes W itself in this way and never takes it from the
 * reader: raising any value it is handed would let a reader have other records' keys unwrapped under cover of this access.
 * @throws {VerificationError} `PARTIALS_FALSE` with `facts.liars` when too few honest partials are left, `DEAL_INVALID`.
 */
export function combineReencrypted(parameters: CombineReencryptedParameters): Uint8Array {
  const { c1, partials, threshold, commitments, y, accessId } = parameters;
  assertCommitments(parameters);
  if (partials.length < threshold) throw tooFewPartials(partials.length, threshold);
  const { honest, liars } = separateLiars(partials, (partial) =>
    verifyPartial({ c1, partial, commitments, y, accessId }),
  );
  if (honest.length < threshold) throw partialsFalse(liars);
  return encodeGt(interpolatePartials(honest, threshold));
}
