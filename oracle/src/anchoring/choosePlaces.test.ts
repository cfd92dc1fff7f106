import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type ChainObservation, DEFAULT_CHAIN_POLICY } from "@medlattice/sdk/anchor";
import type { KeptPlace } from "./anchorTable.ts";
import { choosePlaces } from "./choosePlaces.ts";

const policy = { ...DEFAULT_CHAIN_POLICY, mostCost: 10 };

function chain(chainId: number, change: Partial<ChainObservation> = {}): ChainObservation {
  return {
    chainId,
    headAgeSeconds: 1,
    blockSeconds: 12,
    deepestReorganization: 0,
    reorganizations: 0,
    nodes: 2,
    agreeingNodes: 2,
    finalitySeconds: 144,
    cost: 1,
    ...change,
  };
}

const place = (chainId: number, state: KeptPlace["state"]): KeptPlace => ({
  chainId,
  state,
  txHash: null,
  block: null,
  attempts: 0,
});

function choose(
  observations: ChainObservation[],
  places: KeptPlace[],
  more: { atOnce?: number; refused?: number[] } = {},
) {
  const { keep, leave, add, reason } = choosePlaces({
    observations,
    places,
    current: null,
    refused: new Set(more.refused),
    atOnce: more.atOnce ?? 1,
    policy,
  });
  return { keep, leave, add, reason };
}

const STALLED = { headAgeSeconds: 1_000 };
const DEAR = { cost: 11 };

describe("choosePlaces (systems.md P21)", () => {
  it("sends a new anchor to the best chain, or to several", () => {
    const chains = [chain(1, { cost: 5 }), chain(2), chain(3, { cost: 2 })];
    assert.deepEqual(choose(chains, []), { keep: [], leave: [], add: [2], reason: "best" });
    assert.deepEqual(choose(chains, [], { atOnce: 2 }).add, [2, 3]);
    assert.deepEqual(choose(chains, [], { atOnce: 9 }).add, [2, 3, 1]);
  });

  it("stays where it was sent although another one is better now", () => {
    const chains = [chain(1, { cost: 9 }), chain(2)];
    const { keep, leave, add } = choose(chains, [place(1, "sent")]);
    assert.deepEqual([keep, leave, add], [[1], [], []]);
  });

  it("leaves a chain that stalls for the next best, and says so", () => {
    const chains = [chain(1, STALLED), chain(2, { cost: 3 }), chain(3)];
    const moved = { keep: [], leave: [1], add: [3], reason: "failed-over" };
    assert.deepEqual(choose(chains, [place(1, "sent")]), moved);
    assert.deepEqual(choose(chains, [place(1, "seen")]), moved);
  });

  it("leaves a dear chain before it is in a block, and not after", () => {
    const chains = [chain(1, DEAR), chain(2)];
    assert.deepEqual(choose(chains, [place(1, "sent")]).leave, [1]);
    assert.deepEqual(choose(chains, [place(1, "seen")]).keep, [1]);
    assert.deepEqual(choose([chain(1, STALLED), chain(2)], [place(1, "final")]).keep, [1]);
  });

  it("comes back to a chain that was left when it is the only one that can be used", () => {
    const chains = [chain(1), chain(2, STALLED)];
    assert.deepEqual(choose(chains, [place(1, "left"), place(2, "sent")]), {
      keep: [],
      leave: [2],
      add: [1],
      reason: "failed-over",
    });
  });

  it("goes nowhere when no chain can be used, or all refuse it", () => {
    assert.deepEqual(choose([chain(1, STALLED), chain(2, DEAR)], []), {
      keep: [],
      leave: [],
      add: [],
      reason: "none",
    });
    assert.deepEqual(choose([chain(1)], [], { refused: [1] }).add, []);
    assert.deepEqual(choose([chain(1), chain(2)], [place(1, "sent")], { refused: [1] }), {
      keep: [],
      leave: [1],
      add: [2],
      reason: "failed-over",
    });
  });
});
