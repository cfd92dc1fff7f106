import { VerificationError } from "../../../errors/index.ts";
import { type GT, decodeGt, encodeGt, mulGt, powGt } from "../../bls/gt.ts";
import { G1_OPERATIONS, decodeCommitments } from "../../bls/operations.ts";
import { type G1, addG1, baseG1, encodePoint, mulG1 } from "../../bls/points.ts";
import { assertProofScalar, assertScalar, modR } from "../../bls/scalar.ts";
import { DOMAIN } from "../../domains.ts";
import { fromHex, type Hex } from "../../../codec/index.ts";
import { challenge } from "../../primitives/challenge.ts";
import { type RandomBytes, randomScalar } from "../../primitives/random.ts";
import { assertIndex, evaluateCommitments } from "../../primitives/shamir.ts";
import type { ScalarShare } from "../../threshold/scalarShares.ts";
import type { OrganizationKey } from "../key.ts";
import type { OrganizationPartial } from "./partial.ts";

export interface UnwrapPartialParameters extends ScalarShare {
  readonly key: OrganizationKey;
  /** W as combineReencrypted made it, GT bytes. */
  readonly w: Uint8Array;
  readonly accessId: Hex;
  readonly random?: RandomBytes | undefined;
}

/**
 * A holder's answer V = W^(u_i) with its proof (see key.ts). It goes to the reader named in the usage entry, sealed.
 * @throws {InvalidInputError} for a malformed W, share or access id.
 */
export function unwrapPartial(parameters: UnwrapPartialParameters): OrganizationPartial {
  const { key, accessId, random } = parameters;
  const index = assertIndex(parameters.index);
  const share = assertScalar(parameters.share, "share");
  const w = decodeGt(parameters.w, "w");
  const d = committedShare(key, index);
  const v = encodeGt(powGt(w, share));
  const nonce = randomScalar(random);
  const t1 = baseG1(nonce);
  const t2 = powGt(w, nonce);
  const c = unwrapChallenge({ accessId, d, w: parameters.w, v, t1, t2 });
  return { index, v, proof: { c, z: modR(nonce + c * share) } };
}

export interface VerifyUnwrapPartialParameters {
  readonly key: OrganizationKey;
  readonly partial: OrganizationPartial;
  readonly w: Uint8Array;
  readonly accessId: Hex;
}

/**
 * Checks that a holder raised W by the share committed to.
 * @throws {VerificationError} `PARTIAL_INVALID` with the holder's index.
 * @throws {InvalidInputError} for malformed points or scalars.
 */
export function verifyUnwrapPartial(parameters: VerifyUnwrapPartialParameters): void {
  const { key, partial, accessId } = parameters;
  const index = assertIndex(partial.index);
  const c = assertProofScalar(partial.proof.c, "proof.c");
  const z = assertProofScalar(partial.proof.z, "proof.z");
  const w = decodeGt(parameters.w, "w");
  const v = decodeGt(partial.v, "v");
  const d = committedShare(key, index);
  const t1 = addG1(baseG1(z), mulG1(d, -c));
  const t2 = mulGt(powGt(w, z), powGt(v, -c));
  if (unwrapChallenge({ accessId, d, w: parameters.w, v: partial.v, t1, t2 }) !== c) {
    throw new VerificationError("PARTIAL_INVALID", "A holder's answer is not what its share makes.", {
      facts: { index },
    });
  }
}

function committedShare(key: OrganizationKey, index: number): G1 {
  return evaluateCommitments(decodeCommitments(key.commitments), index, G1_OPERATIONS);
}

interface UnwrapTranscript {
  readonly accessId: Hex;
  readonly d: G1;
  readonly w: Uint8Array;
  readonly v: Uint8Array;
  readonly t1: G1;
  readonly t2: GT;
}

function unwrapChallenge({ accessId, d, w, v, t1, t2 }: UnwrapTranscript): bigint {
  const access = fromHex(accessId, 32);
  return challenge(DOMAIN.organizationPartial, access, encodePoint(d), w, v, encodePoint(t1), encodeGt(t2));
}
