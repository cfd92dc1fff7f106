import { encodeAbiParameters, keccak256 } from "viem/utils";
import { VerificationError } from "../../errors/index.ts";
import { DOMAIN } from "../domains.ts";
import { type Hex, fromHex } from "../primitives/bytes.ts";
import { type RandomBytes, randomScalar } from "../primitives/random.ts";
import {
  type AffinePoint,
  BN254_ORDER,
  type CurvePoint,
  Point,
  assertBelowOrder,
  assertSecret,
  decodeAffine,
  modQ,
  multiply,
  multiplyPublic,
  toAffine,
} from "./bn254.ts";

/** H1 = x·G. */
export function commitmentKeyOf(x: bigint): AffinePoint {
  return toAffine(multiply(Point.BASE, assertSecret(x, "x")));
}

/** A fresh chameleon key: trapdoor x and public H1. */
export function generateCommitmentKey(random?: RandomBytes): {
  readonly x: bigint;
  readonly h1: AffinePoint;
} {
  const x = randomScalar(random, BN254_ORDER);
  return { x, h1: commitmentKeyOf(x) };
}

/** Schnorr proof of possession of x, bound to the organisation. */
export interface KeyPossessionProof {
  readonly c: bigint;
  readonly z: bigint;
}

export interface ProveKeyPossessionParameters {
  readonly x: bigint;
  readonly orgId: Hex;
  readonly random?: RandomBytes | undefined;
}

/**
 * Proof of possession of the trapdoor, demanded when a key is registered: without it, H1 = a·H2 would be a key whose owner knows
 * a trapdoor that is not x. `A = w·G`, `c = keccak256(abi.encode("medlattice/ch-key/v1", orgId, H1, A)) mod q`, `z = w + c·x`.
 */
export function proveKeyPossession({ x, orgId, random }: ProveKeyPossessionParameters): KeyPossessionProof {
  const h1 = commitmentKeyOf(x);
  const w = randomScalar(random, BN254_ORDER);
  const c = possessionChallenge(orgId, h1, multiply(Point.BASE, w));
  return { c, z: modQ(w + c * x) };
}

export interface VerifyKeyPossessionParameters {
  readonly h1: AffinePoint;
  readonly orgId: Hex;
  readonly proof: KeyPossessionProof;
}

/**
 * Checks a proof of possession: `A = z·G − c·H1` gives c again.
 * @throws {VerificationError} `KEY_POSSESSION_INVALID`.
 * @throws {InvalidInputError} for a malformed key or proof.
 */
export function verifyKeyPossession({ h1, orgId, proof }: VerifyKeyPossessionParameters): void {
  const c = assertBelowOrder(proof.c, "proof.c");
  const z = assertBelowOrder(proof.z, "proof.z");
  const a = multiplyPublic(Point.BASE, z).subtract(multiplyPublic(decodeAffine(h1, "h1"), c));
  if (possessionChallenge(orgId, h1, a) !== c) {
    throw new VerificationError(
      "KEY_POSSESSION_INVALID",
      "The organisation does not hold the key it registers.",
    );
  }
}

const PARAMETERS = [
  { type: "string" },
  { type: "bytes32" },
  { type: "uint256" },
  { type: "uint256" },
  { type: "uint256" },
  { type: "uint256" },
] as const;

function possessionChallenge(orgId: Hex, h1: AffinePoint, first: CurvePoint): bigint {
  fromHex(orgId, "orgId", 32);
  const a = toAffine(first);
  const encoded = encodeAbiParameters(PARAMETERS, [DOMAIN.commitmentKey, orgId, h1.x, h1.y, a.x, a.y]);
  return modQ(BigInt(keccak256(encoded)));
}
