import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { type TestClient, createTestClient, http } from "viem";
import { observeChain } from "../../oracle/src/anchoring/observeChain.ts";
import { openPublicChain } from "../../oracle/src/anchoring/publicChain.ts";
import { type Gate, createGate } from "../bridge/fixture/gate.ts";
import { startHardhatNode } from "./fixture/hardhatNode.ts";
import { type PublicNode, createPublicNode } from "./fixture/publicNode.ts";

/** What an oracle sees of a public chain (systems.md P21), on a node that can be turned back, through one that may lie and one that may lag. */
const BLOCK_SECONDS = 12;
const MOST_MISSED = 5;
let hardhat: Awaited<ReturnType<typeof startHardhatNode>>;
let near: PublicNode;
let far: Gate;
let chain: TestClient;
let now = 0;

before(async () => {
  hardhat = await startHardhatNode(7197);
  near = await createPublicNode(hardhat.url);
  far = await createGate(hardhat.url);
  chain = createTestClient({ mode: "hardhat", transport: http(hardhat.url) });
});
after(async () => {
  await near.close();
  await far.close();
  await hardhat.close();
});
beforeEach(() => {
  near.open();
  far.open();
});

function observer(change: { blockSeconds?: number | undefined } = { blockSeconds: BLOCK_SECONDS }) {
  const config = {
    chainId: 7197,
    name: "public",
    registry: `0x${"a7".repeat(20)}`,
    rpcUrls: [near.url, far.url],
    confirmations: 2,
    patienceSeconds: 30,
    startBlock: 0,
    coinPrice: 3_000,
    ...(change.blockSeconds === undefined ? {} : { blockSeconds: change.blockSeconds }),
  } as const;
  const made = observeChain({
    chain: openPublicChain({ ...config, rpcUrls: [...config.rpcUrls] }),
    threshold: 3,
    mostMissedBlocks: MOST_MISSED,
    nowMs: () => now,
  });
  return {
    gasPrice: () => made.gasPrice(),
    async look() {
      await made.look();
      return made.seen() ?? assert.fail();
    },
  };
}

const mine = (blocks: number) => chain.mine({ blocks });

describe("an observed chain", () => {
  it("is as old as the time since its head last changed, whatever any clock says", async () => {
    const { look } = observer();
    await mine(5);
    assert.equal((await look()).headAgeSeconds, 0);
    now += 40_000;
    assert.equal((await look()).headAgeSeconds, 40);
    await mine(1);
    const seen = await look();
    assert.deepEqual([seen.headAgeSeconds, seen.blockSeconds, seen.finalitySeconds], [0, BLOCK_SECONDS, 24]);
    assert.deepEqual([seen.nodes, seen.agreeingNodes, seen.reorganizations], [2, 2, 0]);
  });

  it("does not age where blocks come only when there is work", async () => {
    const { look } = observer({});
    await look();
    now += 3_600_000;
    const { headAgeSeconds, blockSeconds, finalitySeconds } = await look();
    assert.deepEqual([headAgeSeconds, blockSeconds, finalitySeconds], [0, 6, 0]);
  });

  it("was reorganised as deep as the blocks that are gone, for an hour", async () => {
    const { look } = observer();
    await look();
    const id = await chain.snapshot();
    for (let blocks = 0; blocks < 3; blocks += 1) {
      await mine(1);
      await look();
    }
    await chain.revert({ id });
    await chain.setNextBlockTimestamp({ timestamp: BigInt(Math.floor(Date.now() / 1_000) + 10_000) });
    await mine(1);
    const { reorganizations, deepestReorganization } = await look();
    assert.deepEqual([reorganizations, deepestReorganization], [1, 3]);
    now += 3_600_001;
    assert.equal((await look()).reorganizations, 0);
  });

  it("has nodes that agree, lie, lag or are away", async () => {
    const { look } = observer();
    const agreement = async () => {
      const { nodes, agreeingNodes } = await look();
      return [nodes, agreeingNodes];
    };
    await mine(3);
    assert.deepEqual(await agreement(), [2, 2]);
    near.lie();
    assert.deepEqual(await agreement(), [2, 1]);
    near.open();
    await far.hold();
    await mine(MOST_MISSED);
    assert.deepEqual(await agreement(), [2, 2]);
    await mine(1);
    assert.deepEqual(await agreement(), [2, 1]);
    far.shut();
    assert.deepEqual(await agreement(), [1, 1]);
    near.shut();
    const seen = await look();
    assert.deepEqual([seen.nodes, seen.agreeingNodes, seen.headAgeSeconds], [0, 0, null]);
  });

  it("costs what gas costs, in the operator's currency", async () => {
    const { look, gasPrice } = observer();
    near.price(20_000_000_000n);
    const { cost } = await look();
    // 111 000 gas at 20 · 10⁻⁹ coins of 3 000 each.
    assert.ok(Math.abs(cost - 6.66) < 1e-9, String(cost));
    assert.equal(gasPrice(), 25_000_000_000n);
  });
});
