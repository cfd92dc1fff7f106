import { InvalidInputError } from "../../../errors/index.ts";
import { baseGt, encodeGt } from "../../bls/gt.ts";
import { baseG1, baseG2, encodePoint } from "../../bls/points.ts";
import { FR_ORDER } from "../../bls/scalar.ts";
import { type RandomBytes, randomScalar } from "../../primitives/random.ts";
import { evaluatePolynomial, randomPolynomial } from "../../primitives/shamir.ts";
import type { KeyContribution, KeyContributionShare } from "./contribution.ts";
import { proveConstant } from "./proofOfConstant.ts";
import { type KeyGenerationSession, assertSession, zeroCoefficients } from "./session.ts";

export interface CreateKeyContributionParameters {
  readonly session: KeyGenerationSession;
  /** This member's index. */
  readonly index: number;
  readonly random?: RandomBytes | undefined;
}

/**
 * Step 1 of the generation without a dealer (see key.ts): a member's commitments for everyone and one share for each member,
 * itself included.
 * @throws {InvalidInputError} for a malformed session or an index that is no member.
 */
export function createKeyContribution({ session, index, random }: CreateKeyContributionParameters): {
  readonly contribution: KeyContribution;
  readonly shares: readonly KeyContributionShare[];
} {
  assertSession(session);
  if (!session.indices.includes(index)) {
    throw new InvalidInputError("NOT_A_MEMBER", "This index is no member of the session.", {
      facts: { index },
    });
  }
  const { threshold } = session;
  const polynomial = () =>
    randomPolynomial({ threshold, constant: randomScalar(random), order: FR_ORDER, random });
  const u = polynomial();
  const r = polynomial();
  const zero = [0n, ...Array.from({ length: zeroCoefficients(threshold) }, () => randomScalar(random))];
  const prove = (side: "u" | "r", secret = 0n) => proveConstant({ side, session, index, secret, random });
  return {
    contribution: {
      index,
      u: u.map((k) => encodePoint(baseG1(k))),
      r: r.map((k) => encodePoint(baseG2(k))),
      zero: zero.slice(1).map((k) => encodeGt(baseGt(k))),
      proofs: { u: prove("u", u[0]), r: prove("r", r[0]) },
    },
    shares: session.indices.map((to) => ({
      from: index,
      to,
      u: evaluatePolynomial(u, to, FR_ORDER),
      r: evaluatePolynomial(r, to, FR_ORDER),
      zero: evaluatePolynomial(zero, to, FR_ORDER),
    })),
  };
}
