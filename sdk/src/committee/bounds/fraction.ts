import { InvalidInputError } from "../../errors/index.ts";

/** An exact non-negative number: `numerator / denominator`, the denominator at least 1. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A number as people write it: `0.8`, `4/5`, `100`. A `number` counts as its shortest decimal form. */
export type Decimal = string | number;

const DECIMAL = /^(\d{1,12})(?:\.(\d{1,18}))?$/;
const QUOTIENT = /^(\d{1,12})\/(\d{1,12})$/;

/**
 * Reads a decimal or a quotient exactly; binary floating point never touches it.
 * @throws {InvalidInputError} `NUMBER_INVALID` with the name of what it was to be.
 */
export function parseFraction(text: Decimal, name: string): Fraction {
  const written = String(text);
  const decimal = DECIMAL.exec(written);
  if (decimal !== null) {
    const [, whole = "", digits = ""] = decimal;
    return reduced(BigInt(whole + digits), 10n ** BigInt(digits.length));
  }
  const quotient = QUOTIENT.exec(written);
  if (quotient !== null && BigInt(quotient[2] ?? "0") > 0n)
    return reduced(BigInt(quotient[1] ?? ""), BigInt(quotient[2] ?? ""));
  throw new InvalidInputError("NUMBER_INVALID", `${name} is not a number such as 0.8, 4/5 or 100.`, {
    facts: { name },
  });
}

/** The product of two. */
export function multiplyFractions(a: Fraction, b: Fraction): Fraction {
  return reduced(a.numerator * b.numerator, a.denominator * b.denominator);
}

/** 1 − x, for x at most 1. */
export function complementOf({ numerator, denominator }: Fraction): Fraction {
  return { numerator: denominator - numerator, denominator };
}

function reduced(numerator: bigint, denominator: bigint): Fraction {
  let [a, b] = [numerator, denominator];
  while (b !== 0n) [a, b] = [b, a % b];
  return { numerator: numerator / a, denominator: denominator / a };
}
