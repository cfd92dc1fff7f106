import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CommitteeReply } from "@medlattice/sdk/client";
import { VOTE_KIND } from "@medlattice/sdk/committee";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { parseNetwork } from "@medlattice/sdk/network";
import { numberToHex } from "viem";
import { committeeView } from "./committee.ts";

const [hospital, authority, unknown] = ["hospital.example", "authority.example", "other.example"].map(
  orgIdOf,
);
assert.ok(hospital && authority && unknown);
const network = parseNetwork({
  format: "medlattice/network/v1",
  name: "A network",
  proxyThreshold: 2,
  chains: [],
  organizations: [
    [hospital, "Riverside Hospital", "Hospital"],
    [authority, "Health Authority", "HealthAuthority"],
  ].map(([orgId, name, kind]) => ({
    orgId,
    name,
    kind,
    privateChainId: null,
    oracleUrl: null,
    sealingRecipient: null,
    proxyIndex: null,
    isProvider: false,
  })),
});

const word = (value: number) => numberToHex(value, { size: 32 });
const station = (number: number, organization: typeof hospital) => ({
  station: number,
  organization,
  status: "active" as const,
  isActing: true,
  deposit: "100",
  seats: 7,
  reputation: "1",
  isRegistered: true,
  falseVotes: 0,
});
const reply: CommitteeReply = {
  chainId: 7100,
  contract: `0x${"11".repeat(20)}`,
  station: 0,
  epoch: 4,
  endsAt: 1_790_000_000,
  seats: 14,
  reputation: "2",
  stations: [
    station(0, hospital),
    { ...station(1, authority), seats: 0, isRegistered: false },
    { ...station(2, unknown), status: "expelled", isActing: false },
  ],
  exchange: null,
  pinned: 1,
  decisions: [
    {
      kind: VOTE_KIND.pin,
      slot: word(1),
      payload: word(9),
      epoch: 4,
      present: [0],
      absent: [1],
      txHash: word(5),
      block: 12,
    },
  ],
  proposals: [
    {
      kind: VOTE_KIND.pin,
      slot: word(2),
      payload: word(9),
      since: 5,
      waits: null,
      missing: [{ station: 1, reason: "x" }],
    },
    { kind: 77, slot: word(2), payload: word(9), since: 6, waits: "SOMETHING", missing: [] },
  ],
  counts: { signed: 1, collected: 1, equivocations: 0 },
  problem: null,
};

describe("the committee as managers see it", () => {
  const { stations, open, decisions } = committeeView(network, reply);

  it("calls stations by the names of their organisations, and says who may vote", () => {
    assert.deepEqual(
      stations.map(({ name, isOwn, state, isReady }) => [name, isOwn, state, isReady]),
      [
        ["Riverside Hospital", true, "votes", true],
        ["Health Authority", false, "waits", false],
        ["–", false, "expelled", true],
      ],
    );
  });

  it("says which batch a vote is about, who was away, and of a kind it does not know that it is another", () => {
    assert.deepEqual(
      decisions.map(({ kind, batch, present, absent }) => [kind, batch, present, absent]),
      [["pin", 1, 1, ["Health Authority"]]],
    );
    assert.deepEqual(
      open.map(({ kind, batch, waits, missing }) => [kind, batch, waits, missing]),
      [
        ["pin", 2, null, ["Health Authority"]],
        ["other", null, "SOMETHING", []],
      ],
    );
  });
});
