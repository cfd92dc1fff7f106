import type { Hex } from "../../codec/index.ts";
import { InvalidInputError, VerificationError } from "../../errors/index.ts";
import {
  type AffinePoint,
  type CurvePoint,
  Point,
  assertSecret,
  multiply,
  toAffine,
} from "../commitment/bn254.ts";
import { evaluateCommitments } from "../primitives/shamir.ts";
import { PUBLIC_OPERATIONS, decodePoint32, encodePoint32 } from "./points.ts";
import { MAX_OFFICERS } from "./session.ts";

/** The public side of a trapdoor that officers hold: everything there is to check by. */
export interface CustodyKey {
  readonly threshold: number;
  /** Share indices of the officers that hold one. */
  readonly indices: readonly number[];
  /** `f_j·G`, 32 bytes each as commitments are written, as many as the threshold; the first is H1. */
  readonly commitments: readonly Hex[];
}

/** One officer's secret: f(index). */
export interface CustodyShare {
  readonly index: number;
  readonly share: bigint;
}

/** H1 = x·G, what the institution registers. @throws {InvalidInputError} for a malformed key. */
export function custodyPublicKey(key: CustodyKey): AffinePoint {
  return toAffine(groupPointOf(key));
}

/** `f(index)·G`, 32 bytes: what an officer's share is checked against. */
export function verificationShareOf(key: CustodyKey, index: number): Hex {
  return encodePoint32(verificationPointOf(key, index));
}

/**
 * Checks an officer's own share against the public key.
 * @throws {VerificationError} `SHARE_INVALID`.
 */
export function verifyCustodyShare(key: CustodyKey, { index, share }: CustodyShare): void {
  const committed = verificationPointOf(key, index);
  if (multiply(Point.BASE, assertSecret(share, "share")).equals(committed)) return;
  throw new VerificationError("SHARE_INVALID", "A share does not fit the key of the officers.", {
    facts: { index },
  });
}

/** @internal */
export function groupPointOf(key: CustodyKey): CurvePoint {
  return firstOf(decodeCustodyKey(key));
}

/** @internal */
export function verificationPointOf(key: CustodyKey, index: number): CurvePoint {
  const commitments = decodeCustodyKey(key);
  if (!key.indices.includes(index)) throw notAnOfficer(index);
  return evaluateCommitments(commitments, index, PUBLIC_OPERATIONS);
}

/** @internal */
export function notAnOfficer(index: number): InvalidInputError {
  return new InvalidInputError("NOT_AN_OFFICER", "This index holds no share of the key.", {
    facts: { index },
  });
}

function decodeCustodyKey({ threshold, indices, commitments }: CustodyKey): CurvePoint[] {
  const fits =
    threshold >= 2 &&
    commitments.length === threshold &&
    indices.length >= threshold &&
    indices.length <= MAX_OFFICERS;
  if (!fits) {
    throw new InvalidInputError(
      "CUSTODY_KEY_INVALID",
      "A key of officers has another threshold than shares.",
      {
        facts: { threshold, commitments: commitments.length, officers: indices.length },
      },
    );
  }
  return commitments.map((point, position) => decodePoint32(point, `commitments[${position}]`));
}

function firstOf([first]: readonly CurvePoint[]): CurvePoint {
  if (first !== undefined) return first;
  throw new InvalidInputError("CUSTODY_KEY_INVALID", "A key of officers has no commitments.");
}
