import { encodeAbiParameters, keccak256 } from "viem/utils";
import { concatBytes, fromHex, type Hex, toHex } from "../../codec/index.ts";
import { InvalidInputError, VerificationError } from "../../errors/index.ts";
import type { AffinePoint } from "../commitment/bn254.ts";
import type { ProveKeyPossessionParameters, VerifyKeyPossessionParameters } from "../commitment/key.ts";
import { DOMAIN } from "../domains.ts";
import { bigintToBytes, bytesToBigint } from "../primitives/bytes.ts";
import { type RandomBytes, randomScalar } from "../primitives/random.ts";
import {
  BABY_JUBJUB_ORDER,
  type CurvePoint,
  Point,
  assertBelowOrder,
  assertSecret,
  decodeAffine,
  modL,
  multiply,
  multiplyPublic,
} from "./curve.ts";

/** H1 = x·B8. */
export function commitmentKeyOf(x: bigint): AffinePoint {
  return multiply(Point.BASE, assertSecret(x, "x")).toAffine();
}

/** A fresh chameleon key: trapdoor x and public H1. */
export function generateCommitmentKey(random?: RandomBytes): {
  readonly x: bigint;
  readonly h1: AffinePoint;
} {
  const x = randomScalar(random, BABY_JUBJUB_ORDER);
  return { x, h1: commitmentKeyOf(x) };
}

/**
 * Proof of possession of the trapdoor, `c ‖ z`, 64 bytes, as the registry verifies it (Schnorr): `R = w·B8`, `z = w + c·x`,
 * `c = keccak256(abi.encode("medlattice/chameleon-babyjubjub-pop/v1", chainId, organizationRegistry, orgId, H1, R)) mod l`.
 */
export function proveKeyPossession(parameters: ProveKeyPossessionParameters): Hex {
  const { x, random } = parameters;
  const h1 = commitmentKeyOf(x);
  const w = randomScalar(random, BABY_JUBJUB_ORDER);
  const c = possessionChallenge(parameters, h1, multiply(Point.BASE, w));
  return toHex(concatBytes(bigintToBytes(c, 32), bigintToBytes(modL(w + c * x), 32)));
}

/**
 * Checks a proof of possession: `R = z·B8 − c·H1` gives c again.
 * @throws {VerificationError} `KEY_POSSESSION_INVALID`.
 * @throws {InvalidInputError} for a malformed key or proof; a key outside the subgroup is malformed.
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
  const { x, y } = decodeAffine(h1, "h1").toAffine();
  return toHex(concatBytes(bigintToBytes(x, 32), bigintToBytes(y, 32)));
}

/** @throws {InvalidInputError} `POINT_INVALID`, `HEX_INVALID`, `HEX_LENGTH`. */
export function decodeCommitmentKey(key: Hex): AffinePoint {
  const words = fromHex(key, 64);
  const h1 = { x: bytesToBigint(words.subarray(0, 32)), y: bytesToBigint(words.subarray(32)) };
  return decodeAffine(h1, "h1").toAffine();
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

function possessionChallenge(
  { chainId, organizationRegistry, orgId }: Omit<ProveKeyPossessionParameters, "x">,
  h1: AffinePoint,
  nonceCommitment: CurvePoint,
): bigint {
  const r = nonceCommitment.toAffine();
  try {
    const place = [DOMAIN.babyJubjubKey, chainId, organizationRegistry, orgId] as const;
    return modL(BigInt(keccak256(encodeAbiParameters(PARAMETERS, [...place, h1.x, h1.y, r.x, r.y]))));
  } catch {
    throw new InvalidInputError("KEY_POSSESSION_CONTEXT_INVALID", "A registration has a field out of range.");
  }
}
