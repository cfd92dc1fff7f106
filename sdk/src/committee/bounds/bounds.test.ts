import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { withCode } from "../../testing/errors.ts";
import { checkProperty } from "../../testing/property.ts";
import { exactBinomial, exactBounds, exactPoisson } from "../testing/exactTails.ts";
import { type CommitteeQuestion, committeeBounds, parseFraction } from "./index.ts";
import { chooseQuorum } from "./quorum.ts";
import { tailBounds } from "./tailBounds.ts";

describe("committeeBounds (systems.md P7)", () => {
  it("gives the published example, member by member", () => {
    const bounds = committeeBounds({ lambda: 10, expected: 100, honest: "0.8" });
    assert.deepEqual(Object.keys(bounds), ["adversary", "honest", "all", "quorum", "why"]);
    const { why, ...numbers } = bounds;
    assert.deepEqual(numbers, {
      adversary: { min: 8, max: 35 },
      honest: { min: 54, max: 109 },
      all: { min: 71, max: 132 },
      quorum: null,
    });
    assert.match(why, /at least 71.*above 54/);
  });

  it("agrees with the definition on all sizes of the published table", () => {
    for (const expected of [100n, 200n, 300n, 400n, 500n]) {
      for (const lambda of [10, 15, 20]) {
        const found = committeeBounds({ lambda, expected: String(expected), honest: "4/5" });
        const exact = (numerator: bigint, terms: number) =>
          exactBounds(exactPoisson({ numerator, denominator: 5n }, terms), BigInt(lambda));
        assert.deepEqual(found.adversary, exact(expected, 500));
        assert.deepEqual(found.honest, exact(4n * expected, 1200));
        assert.deepEqual(found.all, exact(5n * expected, 1500));
      }
    }
  });

  it("takes 0.8, 4/5 and the number 0.8 for the same share", () => {
    const ask = (honest: string | number) => committeeBounds({ lambda: 20, expected: 500, honest });
    assert.deepEqual(ask("4/5"), ask("0.8"));
    assert.deepEqual(ask(0.8), ask("0.80"));
    assert.equal(ask("0.8").quorum, 306);
  });

  it("draws every token of its part when the number of tokens is known", () => {
    const { adversary, honest, all, quorum } = committeeBounds({
      lambda: 20,
      expected: 500,
      honest: "0.8",
      tokens: 12_000,
    });
    const chance = { numerator: 1n, denominator: 24n };
    assert.deepEqual(adversary, exactBounds(exactBinomial(2_400, chance), 20n));
    assert.deepEqual(honest, exactBounds(exactBinomial(9_600, chance), 20n));
    assert.deepEqual(all, exactBounds(exactBinomial(12_000, chance), 20n));
    assert.equal(quorum, 305);
  });

  it("gives honest hands the whole tokens of their share and the adversary the rest", () => {
    const { honest, adversary } = committeeBounds({ lambda: 1, expected: 10, honest: "0.75", tokens: 10n });
    assert.deepEqual([honest.min, adversary.max], [7, 3]);
  });

  it("answers at λ = 80 for a million tokens", () => {
    for (const expected of [500, 999_999]) {
      const { all } = committeeBounds({ lambda: 80, expected, honest: "0.8", tokens: 1_000_000 });
      assert.ok(all.min < expected && expected < all.max);
    }
  });

  const valid: CommitteeQuestion = { lambda: 10, expected: 100, honest: "0.8", tokens: 12_000 };
  for (const [what, change, code] of [
    ["λ = 0", { lambda: 0 }, "COMMITTEE_LAMBDA"],
    ["λ between whole numbers", { lambda: 10.5 }, "COMMITTEE_LAMBDA"],
    ["λ = 257", { lambda: 257 }, "COMMITTEE_LAMBDA"],
    ["λ that is no number", { lambda: Number.NaN }, "COMMITTEE_LAMBDA"],
    ["E = 0", { expected: 0 }, "COMMITTEE_EXPECTED"],
    ["E beyond a million", { expected: "1000000.1" }, "COMMITTEE_EXPECTED"],
    ["E below 0", { expected: -5 }, "NUMBER_INVALID"],
    ["E in words", { expected: "hundred" }, "NUMBER_INVALID"],
    ["h = 0", { honest: "0" }, "COMMITTEE_HONEST"],
    ["h = 1", { honest: "1.0" }, "COMMITTEE_HONEST"],
    ["h above 1", { honest: "3/2" }, "COMMITTEE_HONEST"],
    ["h over nothing", { honest: "1/0" }, "NUMBER_INVALID"],
    ["h in another notation", { honest: "8e-1" }, "NUMBER_INVALID"],
    ["no tokens", { tokens: 0 }, "COMMITTEE_TOKENS"],
    ["parts of tokens", { tokens: 0.5 }, "COMMITTEE_TOKENS"],
    ["tokens beyond bounds", { tokens: 10n ** 12n + 1n }, "COMMITTEE_TOKENS"],
    ["E above W", { tokens: 99 }, "COMMITTEE_TOKENS"],
  ] as const) {
    it(`refuses ${what}`, () => {
      assert.ok(committeeBounds(valid));
      assert.throws(() => committeeBounds({ ...valid, ...change }), withCode(code));
    });
  }
});

describe("tailBounds", () => {
  const small = fc.tuple(fc.bigInt(1n, 80n), fc.bigInt(1n, 20n));

  it("agrees with exact rationals for any Poisson mean", () => {
    checkProperty(
      fc.property(small, fc.bigInt(1n, 80n), ([numerator, denominator], lambda) => {
        const mean = { numerator, denominator };
        assert.deepEqual(
          tailBounds({ kind: "poisson", mean }, lambda),
          exactBounds(exactPoisson(mean, 400), lambda),
        );
      }),
      60,
    );
  });

  it("agrees with exact rationals for any binomial", () => {
    const chances = fc.bigInt(2n, 60n).chain((b) => fc.tuple(fc.bigInt(1n, b - 1n), fc.constant(b)));
    checkProperty(
      fc.property(fc.nat(300), chances, fc.bigInt(1n, 80n), (n, [numerator, denominator], lambda) => {
        const chance = { numerator, denominator };
        assert.deepEqual(
          tailBounds({ kind: "binomial", trials: BigInt(n), chance }, lambda),
          exactBounds(exactBinomial(n, chance), lambda),
        );
      }),
      200,
    );
  });

  it("counts a tail of exactly 2^−λ as small, where no precision shows a difference", () => {
    const chance = { numerator: 1n, denominator: 2n };
    // P[X < 1] = P[X > 7] = 2^−8 of eight fair coins.
    assert.deepEqual(tailBounds({ kind: "binomial", trials: 8n, chance }, 8n), { min: 1, max: 7 });
    assert.deepEqual(tailBounds({ kind: "binomial", trials: 8n, chance }, 9n), { min: 0, max: 8 });
    assert.deepEqual(tailBounds({ kind: "binomial", trials: 200n, chance }, 200n), { min: 1, max: 199 });
  });

  it("knows what is certain", () => {
    const certain = { numerator: 1n, denominator: 1n };
    assert.deepEqual(tailBounds({ kind: "binomial", trials: 9n, chance: certain }, 5n), { min: 9, max: 9 });
    const chance = { numerator: 1n, denominator: 3n };
    assert.deepEqual(tailBounds({ kind: "binomial", trials: 0n, chance }, 5n), { min: 0, max: 0 });
  });
});

describe("chooseQuorum", () => {
  const numbers = {
    adversary: { min: 0, max: 20 },
    honest: { min: 60, max: 90 },
    all: { min: 60, max: 100 },
  };

  it("takes the smallest number that is above both bounds", () => {
    assert.equal(chooseQuorum(numbers).quorum, 51);
    assert.equal(chooseQuorum({ ...numbers, all: { min: 60, max: 101 } }).quorum, 51);
    assert.equal(chooseQuorum({ ...numbers, all: { min: 60, max: 102 } }).quorum, 52);
    assert.equal(chooseQuorum({ ...numbers, adversary: { min: 0, max: 26 } }).quorum, 53);
  });

  it("takes one that is just reached, and none that is just missed", () => {
    assert.equal(chooseQuorum({ ...numbers, honest: { min: 51, max: 90 } }).quorum, 51);
    assert.equal(chooseQuorum({ ...numbers, honest: { min: 50, max: 90 } }).quorum, null);
  });
});

describe("parseFraction", () => {
  it("reads decimals and quotients exactly, in lowest terms", () => {
    assert.deepEqual(parseFraction("0.8", "x"), { numerator: 4n, denominator: 5n });
    assert.deepEqual(parseFraction("8/10", "x"), { numerator: 4n, denominator: 5n });
    assert.deepEqual(parseFraction("0.100000000000000001", "x").denominator, 10n ** 18n);
    assert.deepEqual(parseFraction("0", "x"), { numerator: 0n, denominator: 1n });
  });

  it("refuses what is neither", () => {
    for (const text of ["", ".5", "5.", "1/0", "-1", "+1", "1e3", "0x10", "1,5", " 1", "∞", "1/2/3"])
      assert.throws(() => parseFraction(text, "x"), withCode("NUMBER_INVALID", { name: "x" }));
  });
});
