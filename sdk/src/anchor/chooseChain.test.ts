import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type ChainObservation, chooseChain, DEFAULT_CHAIN_POLICY } from "./chooseChain.ts";

const fine = (chainId: number, change: Partial<ChainObservation> = {}): ChainObservation => ({
  chainId,
  headAgeSeconds: 3,
  blockSeconds: 12,
  deepestReorganization: 0,
  reorganizations: 0,
  nodes: 2,
  agreeingNodes: 2,
  finalitySeconds: 900,
  cost: 2,
  ...change,
});

const anyObservation: fc.Arbitrary<ChainObservation> = fc.record({
  chainId: fc.integer({ min: 1, max: 1_000 }),
  headAgeSeconds: fc.option(fc.integer({ min: 0, max: 500 })),
  blockSeconds: fc.integer({ min: 1, max: 60 }),
  deepestReorganization: fc.nat(10),
  reorganizations: fc.nat(5),
  nodes: fc.nat(3),
  agreeingNodes: fc.nat(3),
  finalitySeconds: fc.integer({ min: 0, max: 5_000 }),
  cost: fc.double({ min: 0, max: 100, noNaN: true }),
});

describe("chooseChain (P21)", () => {
  it("takes the healthiest, cheapest, soonest final", () => {
    for (const worse of [
      { headAgeSeconds: 60 },
      { reorganizations: 2, deepestReorganization: 1 },
      { cost: 20 },
      { finalitySeconds: 3_000 },
    ]) {
      const { chainId, reason, scores } = chooseChain([fine(1, worse), fine(2)], null);
      assert.deepEqual([chainId, reason], [2, "best"]);
      assert.deepEqual(
        scores.map((score) => score.chainId),
        [2, 1],
      );
    }
  });

  for (const [fault, change] of [
    ["silent", { headAgeSeconds: null }],
    ["silent", { nodes: 0, agreeingNodes: 0 }],
    ["stalled", { headAgeSeconds: 121 }],
    ["reorganised", { deepestReorganization: 7 }],
    ["nodes-disagree", { agreeingNodes: 1 }],
    ["slow", { finalitySeconds: 3_601 }],
  ] as const) {
    it(`leaves a chain that is ${fault}, and says so: ${JSON.stringify(change)}`, () => {
      const { chainId, reason, scores } = chooseChain([fine(1, change), fine(2, { cost: 50 })], 1);
      assert.deepEqual([chainId, reason], [2, "failed-over"]);
      assert.deepEqual(scores.find((score) => score.chainId === 1)?.faults, [fault]);
    });
  }

  it("pays no more than it may", () => {
    const policy = { ...DEFAULT_CHAIN_POLICY, mostCost: 5 };
    assert.equal(chooseChain([fine(1, { cost: 5 })], null, policy).chainId, 1);
    const { chainId, reason, scores } = chooseChain([fine(1, { cost: 5.01 })], 1, policy);
    assert.deepEqual([chainId, reason, scores[0]?.faults], [null, "none", ["dear"]]);
  });

  it("does not move to and fro for a small change of price", () => {
    const [first, second] = [fine(1, { cost: 2.2 }), fine(2)];
    assert.deepEqual(chooseChain([first, second], 1).reason, "stays");
    assert.equal(chooseChain([first, second], 1).chainId, 1);
    assert.equal(chooseChain([first, second], null).chainId, 2);
    assert.deepEqual(chooseChain([fine(1, { cost: 8 }), second], 1).chainId, 2);
  });

  it("has nowhere to go where there is no chain", () => {
    assert.deepEqual(chooseChain([], 1), { chainId: null, reason: "none", scores: [] });
  });

  it("never takes a chain with a fault, and scores between 0 and 1, whatever is seen", () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyObservation, { selector: ({ chainId }) => chainId }), (seen) => {
        const { chainId, scores } = chooseChain(seen, seen[0]?.chainId ?? null);
        assert.equal(scores.length, seen.length);
        for (const { score, faults } of scores) {
          assert.ok(score >= 0 && score <= 1 + 1e-9);
          assert.ok(faults.length === 0 || score === 0);
        }
        const chosen = scores.find((score) => score.chainId === chainId);
        assert.equal(chosen === undefined, chainId === null);
        assert.deepEqual(chosen?.faults ?? [], []);
      }),
    );
  });
});
