import { decodeCommitments, G1_OPERATIONS } from "../bls/operations.ts";
import { type GT, baseGt, encodeGt, pair, pairWithBase } from "../bls/gt.ts";
import { type G1, addG2, baseG2, decodeG1, decodeG2, encodePoint, mulG1, mulG2 } from "../bls/points.ts";
import { DOMAIN } from "../domains.ts";
import { challenge } from "../primitives/challenge.ts";
import { fromHex, type Hex } from "../../codec/index.ts";
import { type RandomBytes, randomScalar } from "../primitives/random.ts";
import { assertIndex, evaluateCommitments } from "../primitives/shamir.ts";
import type { ReencryptionPartial } from "./partial.ts";

export interface PartialReencryptParameters {
  /** C1 of the capsule, from the committed manifest. */
  readonly c1: Uint8Array;
  /** This proxy's share, G2. */
  readonly rk: Uint8Array;
  readonly index: number;
  readonly commitments: readonly Uint8Array[];
  /** Y the share re-encrypts to, G2. */
  readonly y: Uint8Array;
  /** The access this answer is for, 32 bytes. */
  readonly accessId: Hex;
  readonly random?: RandomBytes | undefined;
}

/**
 * One proxy's re-encryption `P = e(C1, rk)`, with a proof that the rk behind the commitments made it (Chaum–Pedersen 1992 for
 * the homomorphism rk ↦ (e(g, rk), e(C1, rk))): `W = ĝ^w`, `T1 = e(g, W)`, `T2 = e(C1, W)`,
 * `c = H(accessId ‖ C1 ‖ D ‖ Y ‖ P ‖ T1 ‖ T2)`, `Z = W·rk^c`, with `D = Π C_j^(index^j)`.
 *
 * The share itself is not verified here; a proxy does that once, on receipt, with verifyReencryptionShare.
 * @throws {InvalidInputError} for malformed points, index or access id.
 */
export function partialReencrypt(parameters: PartialReencryptParameters): ReencryptionPartial {
  const { accessId, random } = parameters;
  const index = assertIndex(parameters.index);
  const c1 = decodeG1(parameters.c1, "c1");
  const rk = decodeG2(parameters.rk, "rk");
  decodeG2(parameters.y, "y");
  const d = evaluateCommitments(decodeCommitments(parameters.commitments), index, G1_OPERATIONS);
  const p = encodeGt(pair(c1, rk));
  const w = randomScalar(random);
  const t1 = baseGt(w);
  // e(C1, ĝ^w) = e(C1^w, ĝ), which has the generator's Miller lines ready.
  const t2 = pairWithBase(mulG1(c1, w));
  const c = partialChallenge({ accessId, c1: parameters.c1, d, y: parameters.y, p, t1, t2 });
  return { index, p, proof: { c, z: encodePoint(addG2(baseG2(w), mulG2(rk, c))) } };
}

/** @internal */
export interface PartialTranscript {
  readonly accessId: Hex;
  readonly c1: Uint8Array;
  readonly d: G1;
  readonly y: Uint8Array;
  readonly p: Uint8Array;
  readonly t1: GT;
  readonly t2: GT;
}

/** @internal `SHA-256("medlattice/partial/v1" ‖ accessId ‖ C1 ‖ D ‖ Y ‖ P ‖ T1 ‖ T2) mod r`. */
export function partialChallenge({ accessId, c1, d, y, p, t1, t2 }: PartialTranscript): bigint {
  const access = fromHex(accessId, 32);
  return challenge(DOMAIN.partial, access, c1, encodePoint(d), y, p, encodeGt(t1), encodeGt(t2));
}
