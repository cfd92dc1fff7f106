import type { Hex } from "../../codec/index.ts";
import { fromHex } from "../../codec/index.ts";
import { InvalidInputError, VerificationError } from "../../errors/index.ts";
import {
  BN254_ORDER,
  Point,
  assertBelowOrder,
  assertSecret,
  modQ,
  multiply,
  multiplyPublic,
} from "../commitment/bn254.ts";
import { DOMAIN } from "../domains.ts";
import { bigintToBytes } from "../primitives/bytes.ts";
import { type RandomBytes, randomScalar } from "../primitives/random.ts";
import { evaluateCommitments, evaluatePolynomial } from "../primitives/shamir.ts";
import { hashToScalar } from "./hashToScalar.ts";
import { notAnOfficer } from "./key.ts";
import { PUBLIC_OPERATIONS, decodePoint32, encodePoint32 } from "./points.ts";
import { type CustodySession, assertCustodySession } from "./session.ts";

/** Step 1, for everyone: one officer's commitments, and that it knows what they are of. */
export interface CustodyContribution {
  readonly index: number;
  /** `a_k·G`, 32 bytes each, as many as the threshold. */
  readonly commitments: readonly Hex[];
  /** Schnorr proof of a_0, bound to session and officer: nobody can make a contribution out of another's. */
  readonly proof: { readonly c: bigint; readonly z: bigint };
}

/** Step 1, for one officer's eyes. */
export interface DealtShare {
  readonly from: number;
  readonly to: number;
  readonly share: bigint;
}

/** Fresh coefficients of an officer's polynomial, as many as the threshold. */
export function custodyPolynomial({ threshold }: CustodySession, random?: RandomBytes): bigint[] {
  return Array.from({ length: threshold }, () => randomScalar(random, BN254_ORDER));
}

export interface CreateCustodyContributionParameters {
  readonly session: CustodySession;
  /** This officer's index. */
  readonly index: number;
  /** From {@link custodyPolynomial}, or derived for this one session. */
  readonly polynomial: readonly bigint[];
  readonly random?: RandomBytes | undefined;
}

/**
 * Step 1 of making a key without a dealer (Pedersen 1991 with Feldman 1987; proofs of possession as in Komlo and Goldberg 2020,
 * figure 1): commitments for everyone and a share for each officer, itself included.
 * @throws {InvalidInputError} for a malformed session or polynomial, or an index that is no officer's.
 */
export function createCustodyContribution(parameters: CreateCustodyContributionParameters): {
  readonly contribution: CustodyContribution;
  readonly shares: readonly DealtShare[];
} {
  const { session, index, polynomial, random } = parameters;
  assertCustodySession(session);
  if (!session.indices.includes(index)) throw notAnOfficer(index);
  const coefficients = polynomial.map((coefficient) => assertSecret(coefficient, "polynomial"));
  const [secret] = coefficients;
  if (secret === undefined || coefficients.length !== session.threshold) {
    throw new InvalidInputError(
      "POLYNOMIAL_INVALID",
      "A polynomial has as many coefficients as officers sign.",
    );
  }
  const commitments = coefficients.map((coefficient) => encodePoint32(multiply(Point.BASE, coefficient)));
  const w = randomScalar(random, BN254_ORDER);
  const c = proofChallenge(session, index, commitments, encodePoint32(multiply(Point.BASE, w)));
  return {
    contribution: { index, commitments, proof: { c, z: modQ(w + c * secret) } },
    shares: session.indices.map((to) => ({
      from: index,
      to,
      share: evaluatePolynomial(coefficients, to, BN254_ORDER),
    })),
  };
}

/**
 * Checks what is public of a contribution.
 * @throws {VerificationError} `CONTRIBUTION_INVALID` with the index.
 * @throws {InvalidInputError} for malformed points or scalars.
 */
export function verifyCustodyContribution(session: CustodySession, contribution: CustodyContribution): void {
  assertCustodySession(session);
  const { index, commitments, proof } = contribution;
  if (!session.indices.includes(index) || commitments.length !== session.threshold) throw invalid(index);
  const points = commitments.map((point, position) => decodePoint32(point, `commitments[${position}]`));
  const c = assertBelowOrder(proof.c, "proof.c");
  const z = assertBelowOrder(proof.z, "proof.z");
  const [first] = points;
  if (first === undefined) throw invalid(index);
  const r = multiplyPublic(Point.BASE, z).subtract(multiplyPublic(first, c));
  if (r.is0() || proofChallenge(session, index, commitments, encodePoint32(r)) !== c) throw invalid(index);
}

/**
 * Checks a share that one officer dealt to another: `share·G = Σ C_k·to^k`.
 * @throws {VerificationError} `DEALT_SHARE_INVALID` with `facts.dealer`.
 */
export function verifyDealtShare(contribution: CustodyContribution, { from, to, share }: DealtShare): void {
  const points = contribution.commitments.map((point) => decodePoint32(point, "commitments"));
  const committed = evaluateCommitments(points, to, PUBLIC_OPERATIONS);
  const holds =
    from === contribution.index && multiply(Point.BASE, assertBelowOrder(share, "share")).equals(committed);
  if (holds) return;
  throw new VerificationError(
    "DEALT_SHARE_INVALID",
    "An officer dealt a share that does not fit its commitments.",
    {
      facts: { dealer: contribution.index },
    },
  );
}

function proofChallenge(
  { sessionId, threshold }: CustodySession,
  index: number,
  commitments: readonly Hex[],
  nonceCommitment: Hex,
): bigint {
  return hashToScalar(
    DOMAIN.custodyProof,
    fromHex(sessionId, 32),
    bigintToBytes(BigInt(threshold), 4),
    bigintToBytes(BigInt(index), 4),
    ...commitments.map((point) => fromHex(point, 32)),
    fromHex(nonceCommitment, 32),
  );
}

function invalid(index: number): VerificationError {
  return new VerificationError("CONTRIBUTION_INVALID", "An officer's contribution to the key is false.", {
    facts: { index },
  });
}
