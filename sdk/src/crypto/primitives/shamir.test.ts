import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { withCode } from "../../testing/errors.ts";
import { checkProperty } from "../../testing/property.ts";
import { FR_ORDER } from "../index.ts";
import { scalars } from "../testing/fixtures.ts";
import {
  assertIndices,
  assertThreshold,
  evaluateCommitments,
  evaluatePolynomial,
  interpolateAtZero,
  lagrangeAtZero,
  randomPolynomial,
} from "./shamir.ts";

/** Scalars as their own "group": what holds here holds in the exponent. */
const additive = {
  multiply: (a: bigint, k: bigint) => (a * k) % FR_ORDER,
  add: (a: bigint, b: bigint) => (a + b) % FR_ORDER,
};
const thresholds = fc.integer({ min: 1, max: 6 });
const indexSets = fc.uniqueArray(fc.integer({ min: 1, max: 0xffff }), { minLength: 6, maxLength: 9 });

describe("Shamir sharing", () => {
  it("gives the secret back from any threshold of shares", () => {
    checkProperty(
      fc.property(scalars, thresholds, indexSets, (constant, threshold, indices) => {
        const f = randomPolynomial({ threshold, constant, order: FR_ORDER });
        const values = indices
          .slice(0, threshold)
          .map((index) => ({ index, element: evaluatePolynomial(f, index, FR_ORDER) }));
        assert.equal(interpolateAtZero(values, FR_ORDER, additive), constant);
        assert.equal(interpolateAtZero(values.toReversed(), FR_ORDER, additive), constant);
      }),
    );
  });

  it("is consistent with every secret below the threshold", () => {
    // For t − 1 shares and any wished secret there is exactly one polynomial through both: nothing is learned.
    checkProperty(
      fc.property(
        scalars,
        scalars,
        fc.integer({ min: 2, max: 6 }),
        indexSets,
        (secret, wished, threshold, indices) => {
          const f = randomPolynomial({ threshold, constant: secret, order: FR_ORDER });
          const known = indices.slice(0, threshold - 1);
          const [last = 1] = indices.slice(threshold - 1);
          const chosen = [...known, last];
          const lambdas = lagrangeAtZero(chosen, FR_ORDER);
          const fromKnown = known.reduce(
            (sum, index, i) => sum + evaluatePolynomial(f, index, FR_ORDER) * (lambdas[i] ?? 0n),
            0n,
          );
          // The missing share that would lead to the wished secret exists.
          const lambda = lambdas[threshold - 1] ?? 0n;
          assert.notEqual(lambda, 0n);
          let missing = 1n;
          for (let e = FR_ORDER - 2n, base = lambda; e > 0n; e >>= 1n, base = (base * base) % FR_ORDER) {
            if (e & 1n) missing = (missing * base) % FR_ORDER;
          }
          missing = ((((wished - fromKnown) % FR_ORDER) + FR_ORDER) * missing) % FR_ORDER;
          assert.equal((fromKnown + missing * lambda) % FR_ORDER, wished);
        },
      ),
      30,
    );
  });

  it("does not give it back from one share fewer", () => {
    const f = randomPolynomial({ threshold: 3, constant: 42n, order: FR_ORDER });
    const values = [1, 2].map((index) => ({ index, element: evaluatePolynomial(f, index, FR_ORDER) }));
    assert.notEqual(interpolateAtZero(values, FR_ORDER, additive), 42n);
  });

  it("commits to shares as to coefficients", () => {
    checkProperty(
      fc.property(scalars, thresholds, fc.integer({ min: 1, max: 0xffff }), (constant, threshold, index) => {
        const f = randomPolynomial({ threshold, constant, order: FR_ORDER });
        assert.equal(evaluateCommitments(f, index, additive), evaluatePolynomial(f, index, FR_ORDER));
      }),
    );
  });
});

describe("assertIndices and assertThreshold", () => {
  it("refuse zero, fractions, negatives, too large and duplicates", () => {
    for (const index of [0, -1, 1.5, 0x10000, Number.NaN]) {
      assert.throws(() => assertIndices([1, index]), withCode("INDEX_INVALID", { index: String(index) }));
    }
    assert.throws(() => lagrangeAtZero([1, 2, 1], FR_ORDER), withCode("INDEX_DUPLICATE", { index: 1 }));
    assert.deepEqual(assertIndices([1, 0xffff]), [1, 0xffff]);
  });

  it("refuse a threshold that is no number of shares", () => {
    for (const threshold of [0, -1, 4, 1.5]) {
      assert.throws(() => assertThreshold(threshold, 3), withCode("THRESHOLD_INVALID"));
    }
    assert.equal(assertThreshold(3, 3), 3);
  });
});
