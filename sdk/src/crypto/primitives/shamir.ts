import { invert } from "@noble/curves/abstract/modular.js";
import { InvalidInputError } from "../../errors/index.ts";
import { type RandomBytes, randomScalar } from "./random.ts";

/**
 * Shamir sharing over the scalars of a prime-order group, and the same polynomials "in the exponent" (Feldman 1987).
 * Indices are small public integers, 1 to 65 535; index 0 is the secret itself and therefore refused everywhere.
 */
const MAX_INDEX = 0xffff;

/** @throws {InvalidInputError} `INDEX_INVALID` unless the index is an integer from 1 to 65 535. */
export function assertIndex(index: number): number {
  if (!Number.isInteger(index) || index < 1 || index > MAX_INDEX) {
    throw new InvalidInputError("INDEX_INVALID", "A share index is an integer from 1 to 65535.", {
      facts: { index: String(index) },
    });
  }
  return index;
}

/** @throws {InvalidInputError} `INDEX_DUPLICATE` or `INDEX_INVALID`. */
export function assertIndices(indices: readonly number[]): readonly number[] {
  const seen = new Set<number>();
  for (const index of indices) {
    if (seen.has(assertIndex(index))) {
      throw new InvalidInputError("INDEX_DUPLICATE", "Two shares carry the same index.", {
        facts: { index },
      });
    }
    seen.add(index);
  }
  return indices;
}

/** @throws {InvalidInputError} `THRESHOLD_INVALID` unless 1 ≤ threshold ≤ count. */
export function assertThreshold(threshold: number, count: number): number {
  if (!Number.isInteger(threshold) || threshold < 1 || threshold > count) {
    throw new InvalidInputError(
      "THRESHOLD_INVALID",
      "The threshold is not between one and the number of shares.",
      {
        facts: { threshold: String(threshold), count },
      },
    );
  }
  return threshold;
}

export interface PolynomialParameters {
  readonly threshold: number;
  /** f(0). */
  readonly constant: bigint;
  readonly order: bigint;
  readonly random?: RandomBytes | undefined;
}

/** A fresh polynomial of degree threshold − 1; its other coefficients are non-zero, so that no commitment is the identity. */
export function randomPolynomial({ threshold, constant, order, random }: PolynomialParameters): bigint[] {
  return [constant, ...Array.from({ length: threshold - 1 }, () => randomScalar(random, order))];
}

/** f(index) mod order. */
export function evaluatePolynomial(coefficients: readonly bigint[], index: number, order: bigint): bigint {
  const x = BigInt(index);
  return coefficients.reduceRight((sum, coefficient) => (sum * x + coefficient) % order, 0n);
}

/** The coefficients λ_i with f(0) = Σ λ_i·f(i) for every polynomial of lower degree than there are indices. */
export function lagrangeAtZero(indices: readonly number[], order: bigint): bigint[] {
  assertIndices(indices);
  return indices.map((i) => {
    let numerator = 1n;
    let denominator = 1n;
    for (const j of indices) {
      if (j === i) continue;
      numerator = (numerator * BigInt(j)) % order;
      denominator = (denominator * (BigInt(j - i) + order)) % order;
    }
    return (numerator * invert(denominator, order)) % order;
  });
}

export interface GroupOperations<Element> {
  readonly multiply: (element: Element, scalar: bigint) => Element;
  readonly add: (a: Element, b: Element) => Element;
}

/** Π C_j^(index^j), the commitment to f(index), by Horner's rule. */
export function evaluateCommitments<Element>(
  commitments: readonly Element[],
  index: number,
  { multiply, add }: GroupOperations<Element>,
): Element {
  const x = BigInt(index);
  return commitments.reduceRight((sum, commitment) => add(multiply(sum, x), commitment));
}

/** Π E_i^λ_i: from values at the indices to the value at zero. */
export function interpolateAtZero<Element>(
  values: readonly { readonly index: number; readonly element: Element }[],
  order: bigint,
  { multiply, add }: GroupOperations<Element>,
): Element {
  const lambdas = lagrangeAtZero(
    values.map(({ index }) => index),
    order,
  );
  const terms = values.map(({ element }, position) => multiply(element, lambdas[position] ?? 0n));
  return terms.reduce(add);
}
