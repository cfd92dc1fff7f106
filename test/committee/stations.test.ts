import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ABIS } from "@medlattice/sdk/abi";
import type { OracleClient } from "@medlattice/sdk/client";
import { toHex } from "@medlattice/sdk/codec";
import { platformRandom } from "@medlattice/sdk/crypto";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { encodeFunctionData, type Hex, numberToHex } from "viem";
import { foundCommittee } from "../../network/src/stack/foundCommittee.ts";
import { NAMES } from "../bridge/fixture/world.ts";
import { authorityAccount } from "../oracle/fixture/chain.ts";
import { votingSecret } from "../oracle/fixture/oracle.ts";
import { createPuppet, type PuppetVote } from "./fixture/puppet.ts";
import { begin, type CommitteeWorld, founderOf, startCommitteeWorld, STATIONS } from "./fixture/world.ts";

let world: CommitteeWorld;
let reader: OracleClient;

before(async () => {
  world = await startCommitteeWorld();
  await world.write();
  reader = await world.login("authority", await world.reader());
});
after(() => world.close());

/** The decision on a batch, as the authority's oracle has read it. */
async function decisionOn(sequence: number) {
  await world.untilPinned(sequence);
  for (;;) {
    const { decisions } = await reader.committee.status();
    const found = decisions.find(({ slot }) => slot === numberToHex(sequence, { size: 32 }));
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${world.url("hospital")}/metrics`)).text();
  const line = text.split("\n").find((each) => each.startsWith(name));
  return Number(line?.split(" ")[1] ?? Number.NaN);
}

const pinOf = (sequence: number, payload: Hex): PuppetVote => ({
  epoch: 1,
  kind: 5,
  slot: numberToHex(sequence, { size: 32 }),
  payload,
});

const random32 = (): Hex => toHex(platformRandom(32));

describe("stations", () => {
  it("pin every batch of the inbox, all four of them, and say so", async () => {
    const decision = await decisionOn(1);
    assert.deepEqual([decision.present, decision.absent], [[0, 1, 2, 3], []]);
    const { stations, station, epoch, pinned, proposals, problem } = await reader.committee.status();
    assert.deepEqual([station, epoch, pinned, proposals, problem], [2, 1, 1, [], null]);
    assert.deepEqual(
      stations.map(({ organization }) => organization),
      STATIONS.map((name) => orgIdOf(NAMES[name])),
    );
    assert.ok(stations.every(({ seats, isActing, deposit }) => seats === 1 && isActing && deposit === "50"));
    assert.equal(await metric("medlattice_committee_epoch"), 1);
  });

  it("are founded and begun once, however often that is done", async () => {
    const before = await world.inbox.getBlockNumber();
    await foundCommittee(world.place, { authority: authorityAccount, stations: STATIONS.map(founderOf) });
    await begin(world, world.place);
    assert.equal(await world.inbox.getBlockNumber(), before);
  });

  it("decide without one of them, and name it", async () => {
    await world.stop("trust");
    const decision = await decisionOn(await world.write());
    assert.deepEqual([decision.present, decision.absent], [[0, 1, 2], [3]]);
  });

  it("do not wait long for one that is silent", async (t) => {
    const puppet = await createPuppet(world, "trust").answer(() => new Promise(() => undefined));
    t.after(() => puppet.close());
    const sequence = await world.write();
    const began = performance.now();
    const decision = await decisionOn(sequence);
    assert.deepEqual(decision.absent, [3]);
    assert.ok(performance.now() - began < 10_000);
  });

  it("find a false vote, leave it out and name its sender", async (t) => {
    const station = createPuppet(world, "trust");
    const puppet = await station.answer(async (vote) => ({
      status: "signed",
      signature: station.sign({ ...vote, slot: random32() }),
    }));
    t.after(() => puppet.close());
    const decision = await decisionOn(await world.write());
    assert.deepEqual([decision.present, decision.absent], [[0, 1, 2], [3]]);
    assert.match(world.log(), /"station":3,"reason":"VOTE_FALSE"/);
  });

  it("leave out whose organisation is suspended, and take it in again", async () => {
    await world.start("trust");
    await setStatus("trust", 2);
    const decision = await decisionOn(await world.write());
    assert.deepEqual([decision.present, decision.absent], [[0, 1, 2], [3]]);
    await setStatus("trust", 1);
  });

  it("vote once more when their oracles were started again", async () => {
    await world.stop(...STATIONS);
    await world.start(...STATIONS);
    const decision = await decisionOn(await world.write());
    assert.deepEqual(decision.absent, []);
  });

  it("wait while more than a third is away, tell why, and go on when it is back", async () => {
    await world.stop("trust", "platform");
    const sequence = await world.write();
    // Whoever's turn it is.
    await Promise.any(
      (["hospital", "authority"] as const).map((name) => world.untilHeldUp(name, "COMMITTEE_TOO_FEW")),
    );
    assert.equal(BigInt(await world.pinOf(sequence)), 0n);
    await world.start("trust", "platform");
    assert.deepEqual((await decisionOn(sequence)).absent, []);
  });

  it("sign no second payload for a slot, and nothing that the inbox does not have", async () => {
    await world.stop("trust");
    const station = createPuppet(world, "trust");
    const first = await station.ask("hospital", pinOf(1, await world.pinOf(1)), null);
    assert.deepEqual([first.status, statusOf(first.body)], [200, "signed"]);
    const second = await station.ask("hospital", pinOf(1, random32()), null);
    assert.equal(statusOf(second.body), "otherwise");
    const unknown = await station.ask("hospital", pinOf(99, random32()), null);
    assert.deepEqual(unknown.body, { status: "later", code: "PIN_BATCH_UNREAD" });
    const past = await station.ask("hospital", { ...pinOf(1, random32()), epoch: 0 + 2 }, null);
    assert.deepEqual(past.body, { status: "later", code: "COMMITTEE_NODE_BEHIND" });
    const storage = await station.ask("hospital", { ...pinOf(1, random32()), kind: 3 }, null);
    assert.deepEqual(storage.body, { status: "no", code: "COMMITTEE_NO_JUDGE" });
  });

  it("bring whoever votes two ways to the chain, which takes its deposit", async () => {
    const station = createPuppet(world, "trust");
    const [one, other] = [pinOf(1, await world.pinOf(1)), pinOf(1, random32())];
    const before = await balanceOf(authorityAccount.address);
    for (const vote of [one, other]) await station.ask("hospital", vote, station.sign(vote));
    await until(async () => (await stationAt(3)).status === 3);
    assert.equal((await stationAt(3)).deposit, 0n);
    assert.equal((await balanceOf(authorityAccount.address)) - before, 50n);
    await until(async () => (await metric("medlattice_committee_equivocations")) === 1);
    assert.deepEqual((await decisionOn(await world.write())).present, [0, 1, 2]);
  });

  it("hold a station's vote against a decision that it is in", async () => {
    await world.stop("platform");
    const station = createPuppet(world, "platform");
    const vote = pinOf(1, random32());
    const asked = await station.ask("hospital", vote, station.sign(vote));
    assert.equal(statusOf(asked.body), "otherwise");
    await until(async () => (await stationAt(1)).status === 3);
  });

  it("say nothing of keys and votes in logs, metrics and problems", async () => {
    const metrics = await (await fetch(`${world.url("hospital")}/metrics`)).text();
    const text = `${world.log()}${metrics}`.toLowerCase();
    assert.ok(text.includes("medlattice_committee_epoch") && text.includes("/peer/v1/committee/votes"));
    for (const name of STATIONS) {
      const secret = votingSecret(orgIdOf(NAMES[name])).toString(16);
      assert.ok(!text.includes(secret), name);
    }
  });
});

async function setStatus(name: "trust", status: number): Promise<void> {
  const { contracts, send } = world.consortium;
  const args = [orgIdOf(NAMES[name]), status] as const;
  const abi = ABIS.OrganizationRegistry;
  const data = encodeFunctionData({ abi, functionName: "setOrganizationStatus", args });
  await send(authorityAccount, contracts.OrganizationRegistry, data);
}

function stationAt(station: number) {
  return world.inbox.readContract({
    address: world.place.committee,
    abi: ABIS.Committee,
    functionName: "stationAt",
    args: [BigInt(station)],
  });
}

function balanceOf(account: Hex): Promise<bigint> {
  const { medToken: address } = world.place;
  return world.inbox.readContract({
    address,
    abi: ABIS.MedToken,
    functionName: "balanceOf",
    args: [account],
  });
}

function statusOf(body: unknown): unknown {
  return typeof body === "object" && body !== null && "status" in body ? body.status : undefined;
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(world.warnings());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
