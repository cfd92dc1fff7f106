import { InvalidInputError } from "../../errors/index.ts";
import type { Distribution } from "./distribution.ts";
import { complementOf, type Decimal, type Fraction, multiplyFractions, parseFraction } from "./fraction.ts";
import { type CommitteeNumbers, chooseQuorum, type Quorum } from "./quorum.ts";
import { tailBounds } from "./tailBounds.ts";

export interface CommitteeQuestion {
  /** Security level: a bound may fail with a probability of 2^−lambda; 1 to 256. */
  readonly lambda: number;
  /** Expected size of the committee, E: above 0, at most 1 000 000. */
  readonly expected: Decimal;
  /** Share of all tokens in honest hands, h: above 0 and below 1. */
  readonly honest: Decimal;
  /** All tokens, W, at most 10^12: every one is drawn with chance E/W. Without it, Poisson tails, as for very many tokens. */
  readonly tokens?: bigint | number | undefined;
}

export type CommitteeBounds = CommitteeNumbers & Quorum;

const MOST_LAMBDA = 256;
const MOST_EXPECTED = 1_000_000n;
const MOST_TOKENS = 10n ** 12n;

/**
 * Bounds of a committee drawn by sortition and the quorum that they allow (systems.md P7), in exact arithmetic. With `tokens`,
 * honest hands hold the whole tokens in their share, ⌊h·W⌋, and the adversary all others.
 * @throws {InvalidInputError} `NUMBER_INVALID`, `COMMITTEE_LAMBDA`, `COMMITTEE_EXPECTED`, `COMMITTEE_HONEST`, `COMMITTEE_TOKENS`
 * @example committeeBounds({ lambda: 10, expected: 100, honest: "0.8" }).honest // { min: 54, max: 109 }
 */
export function committeeBounds(question: CommitteeQuestion): CommitteeBounds {
  const { lambda, tokens } = question;
  if (!Number.isInteger(lambda) || lambda < 1 || lambda > MOST_LAMBDA)
    throw refused("COMMITTEE_LAMBDA", `Lambda is a whole number from 1 to ${MOST_LAMBDA}.`);
  const expected = parseFraction(question.expected, "expected");
  if (expected.numerator === 0n || expected.numerator > MOST_EXPECTED * expected.denominator)
    throw refused("COMMITTEE_EXPECTED", "The expected size is above 0 and at most 1000000.");
  const honest = parseFraction(question.honest, "honest");
  if (honest.numerator === 0n || honest.numerator >= honest.denominator)
    throw refused("COMMITTEE_HONEST", "The honest share is above 0 and below 1.");
  const parts =
    tokens === undefined ? poissonParts(expected, honest) : binomialParts(expected, honest, tokens);
  const numbers = {
    adversary: tailBounds(parts.adversary, BigInt(lambda)),
    honest: tailBounds(parts.honest, BigInt(lambda)),
    all: tailBounds(parts.all, BigInt(lambda)),
  };
  return { ...numbers, ...chooseQuorum(numbers) };
}

type Parts = Readonly<Record<keyof CommitteeNumbers, Distribution>>;

function poissonParts(expected: Fraction, honest: Fraction): Parts {
  const part = (share: Fraction): Distribution => ({
    kind: "poisson",
    mean: multiplyFractions(expected, share),
  });
  return {
    adversary: part(complementOf(honest)),
    honest: part(honest),
    all: { kind: "poisson", mean: expected },
  };
}

function binomialParts(expected: Fraction, honest: Fraction, tokens: bigint | number): Parts {
  if (typeof tokens === "number" && !Number.isSafeInteger(tokens)) throw notTokens();
  const all = BigInt(tokens);
  if (all < 1n || all > MOST_TOKENS) throw notTokens();
  if (expected.numerator > all * expected.denominator) {
    throw refused("COMMITTEE_TOKENS", "A committee cannot have more identities than there are tokens.", {
      tokens: String(all),
    });
  }
  const chance = { numerator: expected.numerator, denominator: expected.denominator * all };
  const part = (trials: bigint): Distribution => ({ kind: "binomial", trials, chance });
  const honestTokens = (honest.numerator * all) / honest.denominator;
  return { adversary: part(all - honestTokens), honest: part(honestTokens), all: part(all) };
}

function notTokens(): InvalidInputError {
  return refused("COMMITTEE_TOKENS", `Tokens are a whole number from 1 to ${MOST_TOKENS}.`);
}

function refused(code: string, message: string, facts: Record<string, string> = {}): InvalidInputError {
  return new InvalidInputError(code, message, { facts });
}
