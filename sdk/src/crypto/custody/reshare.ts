import type { Hex } from "../../codec/index.ts";
import { InvalidInputError, VerificationError } from "../../errors/index.ts";
import { BN254_ORDER, Point, assertBelowOrder, modQ, multiply, multiplyPublic } from "../commitment/bn254.ts";
import type { RandomBytes } from "../primitives/random.ts";
import {
  evaluateCommitments,
  evaluatePolynomial,
  lagrangeAtZero,
  randomPolynomial,
} from "../primitives/shamir.ts";
import type { DealtShare } from "./contribution.ts";
import { type CustodyKey, type CustodyShare, verificationPointOf, verifyCustodyShare } from "./key.ts";
import { PUBLIC_OPERATIONS, decodePoint32, encodePoint32 } from "./points.ts";
import { type CustodySession, assertCustodySession } from "./session.ts";

/** For everyone: an old officer's commitments to the sharing of its share; the first is its verification share. */
export interface ReshareOfCustody {
  readonly index: number;
  readonly commitments: readonly Hex[];
}

export interface ReshareCustodyParameters {
  readonly key: CustodyKey;
  readonly share: CustodyShare;
  /** The new officers. */
  readonly session: CustodySession;
  readonly random?: RandomBytes | undefined;
}

/**
 * An old officer's part in handing the trapdoor to other officers, or to the same ones anew (Desmedt and Jajodia 1997); H1 stays. As
 * many old officers as the old threshold do this and forget their shares once the new ones have finished.
 * @throws {VerificationError} `SHARE_INVALID` when the share is not of this key.
 */
export function reshareCustody({ key, share, session, random }: ReshareCustodyParameters): {
  readonly contribution: ReshareOfCustody;
  readonly shares: readonly DealtShare[];
} {
  assertCustodySession(session);
  verifyCustodyShare(key, share);
  const { threshold } = session;
  const f = randomPolynomial({ threshold, constant: share.share, order: BN254_ORDER, random });
  return {
    contribution: {
      index: share.index,
      commitments: f.map((coefficient) => encodePoint32(multiply(Point.BASE, coefficient))),
    },
    shares: session.indices.map((to) => ({
      from: share.index,
      to,
      share: evaluatePolynomial(f, to, BN254_ORDER),
    })),
  };
}

export interface FinishReshareOfCustodyParameters {
  readonly key: CustodyKey;
  readonly session: CustodySession;
  /** This new officer's index. */
  readonly index: number;
  /** Of exactly as many old officers as the old threshold; the same ones for every new officer. */
  readonly contributions: readonly ReshareOfCustody[];
  readonly shares: readonly DealtShare[];
}

/**
 * A new officer's end of the hand-over: every sharing is checked against the old key, every share against its sharing.
 * @throws {VerificationError} `RESHARE_INVALID` with `facts.dealer`.
 * @throws {InvalidInputError} `CONTRIBUTIONS_TOO_FEW`, `SHARE_MISSING`.
 */
export function finishReshareOfCustody(parameters: FinishReshareOfCustodyParameters): {
  readonly key: CustodyKey;
  readonly share: CustodyShare;
} {
  const { key, session, index, contributions, shares } = parameters;
  assertCustodySession(session);
  if (contributions.length !== key.threshold) {
    throw new InvalidInputError("CONTRIBUTIONS_TOO_FEW", "A hand-over takes exactly the old threshold.", {
      facts: { contributions: contributions.length, threshold: key.threshold },
    });
  }
  const ordered = contributions.toSorted((a, b) => a.index - b.index);
  const lambdas = lagrangeAtZero(
    ordered.map((contribution) => contribution.index),
    BN254_ORDER,
  );
  const rows = ordered.map((contribution) => checkedRow(key, session, contribution));
  const received = ordered.map(({ index: dealer }, position) => {
    const dealt = shares.find(({ from, to }) => from === dealer && to === index);
    if (dealt === undefined) {
      throw new InvalidInputError("SHARE_MISSING", "The share of an old officer is missing.", {
        facts: { dealer },
      });
    }
    const committed = evaluateCommitments(rows[position] ?? [], index, PUBLIC_OPERATIONS);
    const point = multiply(Point.BASE, assertBelowOrder(dealt.share, "share"));
    if (!point.equals(committed)) throw reshareInvalid(dealer);
    return modQ(dealt.share * (lambdas[position] ?? 0n));
  });
  const commitments = Array.from({ length: session.threshold }, (_, k) =>
    encodePoint32(
      rows
        .map((row, position) => multiplyPublic(row[k] ?? Point.ZERO, lambdas[position] ?? 0n))
        .reduce((sum, point) => sum.add(point)),
    ),
  );
  const next = { threshold: session.threshold, indices: [...session.indices], commitments };
  const share = { index, share: modQ(received.reduce((sum, part) => sum + part, 0n)) };
  verifyCustodyShare(next, share);
  return { key: next, share };
}

function checkedRow(key: CustodyKey, session: CustodySession, { index, commitments }: ReshareOfCustody) {
  const points = commitments.map((point) => decodePoint32(point, "commitments"));
  const fits =
    points.length === session.threshold && points[0]?.equals(verificationPointOf(key, index)) === true;
  if (!fits) throw reshareInvalid(index);
  return points;
}

function reshareInvalid(dealer: number): VerificationError {
  return new VerificationError("RESHARE_INVALID", "An old officer handed over a false share.", {
    facts: { dealer },
  });
}
