import { InvalidInputError, VerificationError } from "../../errors/index.ts";
import {
  Point,
  assertBelowOrder,
  assertSecret,
  modQ,
  multiply,
  multiplyPublic,
} from "../commitment/bn254.ts";
import { partialsFalse, separateLiars, tooFewPartials } from "../threshold/openOptimistically.ts";
import { type CustodyShare, verificationPointOf } from "./key.ts";
import type { SigningNonces } from "./nonces.ts";
import { encodePoint32 } from "./points.ts";
import { type SigningRound, memberOf, openRound } from "./round.ts";

/** Round two, for everyone: z_i = d_i + ρ_i·e_i + λ_i·c·x_i. */
export interface SignatureShare {
  readonly index: number;
  readonly z: bigint;
}

export interface SignWithShareParameters extends SigningRound {
  readonly share: CustodyShare;
  /** Destroyed by the caller before the result leaves its hands. */
  readonly nonces: SigningNonces;
}

/**
 * Round two for one officer (RFC 9591 §5.2).
 * @throws {InvalidInputError} `NONCE_NOT_COMMITTED` when the round has other commitments for this officer than its nonces make;
 *   `SIGNERS_INVALID`, `NOT_AN_OFFICER`.
 */
export function signWithShare({ share, nonces, ...round }: SignWithShareParameters): SignatureShare {
  const { index } = share;
  const hiding = assertSecret(nonces.hiding, "nonce");
  const binding = assertSecret(nonces.binding, "nonce");
  const { challenge, members } = openRound(round);
  const { rho, lambda } = memberOf(members, index);
  const own = round.commitments.find((commitment) => commitment.index === index);
  const isOwn =
    own?.hiding === encodePoint32(multiply(Point.BASE, hiding)) &&
    own.binding === encodePoint32(multiply(Point.BASE, binding));
  if (!isOwn) {
    throw new InvalidInputError(
      "NONCE_NOT_COMMITTED",
      "The round does not hold what this officer committed to.",
      {
        facts: { index },
      },
    );
  }
  const secret = assertSecret(share.share, "share");
  return { index, z: modQ(hiding + rho * binding + modQ(lambda * challenge) * secret) };
}

/**
 * Checks one officer's share of a signature: `z_i·G = D_i + ρ_i·E_i + λ_i·c·(x_i·G)`.
 * @throws {VerificationError} `SIGNATURE_SHARE_INVALID` naming the officer.
 */
export function verifySignatureShare(round: SigningRound, { index, z }: SignatureShare): void {
  const { challenge, members } = openRound(round);
  const { lambda, nonce } = memberOf(members, index);
  const expected = nonce.add(multiplyPublic(verificationPointOf(round.key, index), lambda * challenge));
  if (multiplyPublic(Point.BASE, assertBelowOrder(z, "z")).equals(expected)) return;
  throw new VerificationError("SIGNATURE_SHARE_INVALID", "An officer's part of a signature is false.", {
    facts: { index },
  });
}

/**
 * Puts the shares together (RFC 9591 §5.3), each verified, so that a liar is named.
 * @returns the factor c of x and `z = Σ z_i` with `z·G = R + c·H1`.
 * @throws {VerificationError} `PARTIALS_FALSE` with `facts.liars`.
 * @throws {InvalidInputError} `PARTIALS_TOO_FEW`.
 */
export function combineSignatureShares(
  round: SigningRound,
  shares: readonly SignatureShare[],
): { readonly c: bigint; readonly z: bigint } {
  const { challenge, members } = openRound(round);
  const { honest, liars } = separateLiars(shares, (share) => verifySignatureShare(round, share));
  if (liars.length > 0) throw partialsFalse(liars);
  const signed = new Set(honest.map(({ index }) => index));
  if (signed.size !== members.length || honest.length !== members.length) {
    throw tooFewPartials(signed.size, members.length);
  }
  return { c: challenge, z: modQ(honest.reduce((sum, { z }) => sum + z, 0n)) };
}
