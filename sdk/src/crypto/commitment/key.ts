import { encodeAbiParameters, keccak256 } from "viem/utils";
import { InvalidInputError, VerificationError } from "../../errors/index.ts";
import { bigintToBytes, bytesToBigint } from "../primitives/bytes.ts";
import { DOMAIN } from "../domains.ts";
import { concatBytes, fromHex, toHex, type Hex } from "../../codec/index.ts";
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

export interface ProveKeyPossessionParameters {
  readonly x: bigint;
  readonly chainId: bigint;
  /** Address of the `OrganizationRegistry` the key is registered at. */
  readonly organizationRegistry: Hex;
  readonly orgId: Hex;
  readonly random?: RandomBytes | undefined;
}

/**
 * Proof of possession of the trapdoor, `c ‖ z`, 64 bytes, as the registry verifies it: without it, H1 = a·H2 would be a key whose
 * owner knows a trapdoor that is not x. `R = w·G`, `z = w + c·x`,
 * `c = keccak256(abi.encode("medlattice/chameleon-pop/v1", chainId, organizationRegistry, orgId, H1, R)) mod q`.
 */
export function proveKeyPossession(parameters: ProveKeyPossessionParameters): Hex {
  const { x, random } = parameters;
  const h1 = commitmentKeyOf(x);
  const w = randomScalar(random, BN254_ORDER);
  const c = possessionChallenge(parameters, h1, multiply(Point.BASE, w));
  return toHex(concatBytes(bigintToBytes(c, 32), bigintToBytes(modQ(w + c * x), 32)));
}

export interface VerifyKeyPossessionParameters {
  readonly h1: AffinePoint;
  readonly chainId: bigint;
  readonly organizationRegistry: Hex;
  readonly orgId: Hex;
  /** 64 bytes. */
  readonly proof: Hex;
}

/**
 * Checks a proof of possession: `R = z·G − c·H1` gives c again.
 * @throws {VerificationError} `KEY_POSSESSION_INVALID`.
 * @throws {InvalidInputError} for a malformed key or proof.
 */
export function verifyKeyPossession(parameters: VerifyKeyPossessionParameters): void {
  const { h1 } = parameters;
  const words = fromHex(parameters.proof, 64);
  const c = assertBelowOrder(bytesToBigint(words.subarray(0, 32)), "proof.c");
  const z = assertBelowOrder(bytesToBigint(words.subarray(32)), "proof.z");
  const r = multiplyPublic(Point.BASE, z).subtract(multiplyPublic(decodeAffine(h1, "h1"), c));
  if (possessionChallenge(parameters, h1, r) !== c) {
    throw new VerificationError(
      "KEY_POSSESSION_INVALID",
      "The organisation does not hold the key it registers.",
    );
  }
}

/** H1 as the registry keeps it: `x ‖ y`, 64 bytes. */
export function encodeCommitmentKey(h1: AffinePoint): Hex {
  const { x, y } = toAffine(decodeAffine(h1, "h1"));
  return toHex(concatBytes(bigintToBytes(x, 32), bigintToBytes(y, 32)));
}

/** @throws {InvalidInputError} `POINT_INVALID`, `HEX_INVALID`, `HEX_LENGTH`. */
export function decodeCommitmentKey(key: Hex): AffinePoint {
  const words = fromHex(key, 64);
  const h1 = { x: bytesToBigint(words.subarray(0, 32)), y: bytesToBigint(words.subarray(32)) };
  return toAffine(decodeAffine(h1, "h1"));
}

const PARAMETERS = [
  { type: "string" },
  { type: "uint256" },
  { type: "address" },
  { type: "bytes32" },
  { type: "uint256" },
  { type: "uint256" },
  { type: "uint256" },
  { type: "uint256" },
] as const;

/** @internal c of a proof of possession. */
export function possessionChallenge(
  {
    chainId,
    organizationRegistry,
    orgId,
  }: Pick<ProveKeyPossessionParameters, "chainId" | "organizationRegistry" | "orgId">,
  h1: AffinePoint,
  nonceCommitment: CurvePoint,
): bigint {
  const r = toAffine(nonceCommitment);
  try {
    const place = [DOMAIN.commitmentKey, chainId, organizationRegistry, orgId] as const;
    return modQ(BigInt(keccak256(encodeAbiParameters(PARAMETERS, [...place, h1.x, h1.y, r.x, r.y]))));
  } catch {
    throw new InvalidInputError("KEY_POSSESSION_CONTEXT_INVALID", "A registration has a field out of range.");
  }
}
