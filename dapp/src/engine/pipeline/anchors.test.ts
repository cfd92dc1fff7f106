import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { AnchorsReply } from "@medlattice/sdk/client";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { parseNetwork } from "@medlattice/sdk/network";
import { numberToHex } from "viem";
import { anchorsView } from "./anchors.ts";

const hospital = orgIdOf("hospital.example");
const chain = (chainId: number, name: string, kind: string) => ({
  chainId,
  name,
  kind,
  rpcUrl: "http://127.0.0.1:9",
  registryId: null,
  contracts: null,
});
const network = parseNetwork({
  format: "medlattice/network/v1",
  name: "A network",
  proxyThreshold: 2,
  chains: [
    chain(7100, "consortium", "consortium"),
    chain(7199, "public", "public"),
    chain(7198, "other", "public"),
  ],
  organizations: [
    {
      orgId: hospital,
      name: "Riverside Hospital",
      kind: "Hospital",
      privateChainId: 7101,
      oracleUrl: null,
      sealingRecipient: null,
      proxyIndex: null,
      isProvider: false,
    },
  ],
});

const word = (value: number) => numberToHex(value, { size: 32 });
const score = (chainId: number, total: number) => ({
  chainId,
  faults: [],
  health: total,
  cost: total,
  finality: total,
  score: total,
});
const reply: AnchorsReply = {
  items: [
    {
      sequence: 3,
      previous: word(1),
      root: word(2),
      snapshots: [
        { chainId: 7100, sequence: 1, root: word(3) },
        { chainId: 7101, sequence: 4, root: word(4) },
      ],
      state: "posting",
      created: 1_790_000_000,
      choices: [
        { time: 1, chainIds: [7199], reason: "best", scores: [score(7199, 0.9)], observations: [] },
        {
          time: 2,
          chainIds: [7198],
          reason: "failed-over",
          scores: [{ ...score(7199, 0), faults: ["stalled"] }, score(7198, 0.7)],
          observations: [],
        },
      ],
      places: [
        { chainId: 7199, registry: `0x${"11".repeat(20)}`, state: "left", txHash: null, block: null },
        { chainId: 7198, registry: `0x${"22".repeat(20)}`, state: "sent", txHash: word(5), block: null },
      ],
    },
  ],
  snapshots: [
    { chainId: 7101, organization: hospital, sequence: 4, blockNumber: 9, root: word(4), state: "decided" },
  ],
  chains: [],
  problem: null,
};

describe("anchors as managers see them", () => {
  const [anchor] = anchorsView(network, reply).anchors;
  assert.ok(anchor);

  it("says whose books are under it, the network's own by no name", () => {
    assert.deepEqual(anchor.institutions, [null, "Riverside Hospital"]);
    assert.deepEqual(anchorsView(network, reply).snapshots, [
      { institution: "Riverside Hospital", state: "decided" },
    ]);
  });

  it("tells the last choice with its reason, best first, and what was given up before", () => {
    assert.equal(anchor.choice?.reason, "failed-over");
    assert.deepEqual(
      anchor.choice.chains.map(({ name, isChosen, faults }) => [name, isChosen, faults]),
      [
        ["other", true, []],
        ["public", false, ["stalled"]],
      ],
    );
    assert.deepEqual(anchor.places, [
      { name: "public", state: "left" },
      { name: "other", state: "sent" },
    ]);
  });
});
