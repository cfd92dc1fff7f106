import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ABIS } from "@medlattice/sdk/abi";
import type { OracleClient, PostedSummaries } from "@medlattice/sdk/client";
import { VerificationError } from "@medlattice/sdk/errors";
import {
  type SectionItems,
  batchHashOf,
  batchMessage,
  readBatchData,
  recognizePseudonym,
  sectionMessage,
  verifyItemPath,
} from "@medlattice/sdk/summary";
import type { Hex } from "viem";
import { type MadeRecord, register, registerMany } from "./fixture/records.ts";
import { type BridgePatient, type World, startWorld } from "./fixture/world.ts";
import { inboxTotals, untilPosted, untilSeen } from "./fixture/waits.ts";

let world: World;
let alice: BridgePatient;
let bob: BridgePatient;
/** A patient who has published no keys. */
let silent: BridgePatient;
let asAlice: OracleClient;
/** At the authority, which reads the hospital's chain too (M2). */
let asAliceThere: OracleClient;
const records: MadeRecord[] = [];
let checked: Hex;

before(async () => {
  world = await startWorld();
  await world.start("hospital", "platform", "authority", "trust");
  const { hospital, platform } = world;
  [alice, bob, silent] = [
    await world.patient(hospital),
    await world.patient(platform),
    await world.patient(hospital),
  ];
  asAlice = await world.publish("hospital", alice);
  asAliceThere = await world.login("authority", alice);
  await world.publish("platform", bob);
  for (const { person } of [alice, silent, alice]) {
    records.push(await register(hospital.chain, hospital.doctor, person));
  }
  const many = await registerMany(hospital.chain, hospital.doctor, [alice.person], 12);
  checked = many.records[0]?.recordId ?? "0x";
  await many.checkFirst();
  records.push(...many.records);
  for (const { person } of [bob, bob]) {
    records.push(await register(platform.chain, platform.doctor, person));
  }
  await untilPosted(world, records.length);
  await untilSeen(world, "hospital", "platform", "authority");
});

after(() => world.close());

async function posted(): Promise<readonly (PostedSummaries & { readonly parts: readonly SectionItems[] })[]> {
  return Promise.all(
    (await asAuthoritySees()).map(async (batch) => ({
      ...batch,
      parts: readBatchData(batch.batch, await dataOf(batch.sequence)),
    })),
  );
}

/** Everybody who reads the consortium chain has the same list. */
async function asAuthoritySees(): Promise<readonly PostedSummaries[]> {
  return asAlice.summaries.list();
}

async function dataOf(sequence: number): Promise<Uint8Array> {
  return asAliceThere.summaries.data(sequence);
}

describe("summaries of two private chains (M3–M5)", () => {
  it("reach the inbox once each, in the order of their chains", async () => {
    const batches = await posted();
    const items = batches.flatMap(({ parts }) => parts.flatMap((part) => part.items));
    assert.deepEqual(
      items.map(({ recordId }) => recordId).toSorted(),
      records.map(({ recordId }) => recordId).toSorted(),
    );
    for (const { chain } of [world.hospital, world.platform]) {
      const order = items.filter(({ chainId }) => chainId === chain.chainId).map((item) => item.recordId);
      const wanted = records.map(({ recordId }) => recordId).filter((recordId) => order.includes(recordId));
      assert.deepEqual(order, wanted);
    }
    assert.ok(items.some(({ recordId }) => recordId === checked));
    const totals = await inboxTotals(world);
    assert.equal(totals.registrations, 3);
    assert.equal(totals.batches, batches.length);
    for (const { batch, batchHash } of batches) assert.equal(batchHashOf(batch), batchHash);
  });

  it("lead from a record to the inbox, at the hospital and at the authority, for the patient (M12)", async () => {
    const own = records.filter(({ patient }) => patient === alice.person.personId);
    for (const client of [asAlice, asAliceThere]) {
      for (const { recordId } of own.slice(0, 3)) {
        const { items, waiting } = await client.summaries.ofRecord(recordId);
        assert.equal(waiting, 0);
        const [proof, ...rest] = items;
        assert.ok(proof !== undefined && rest.length === 0);
        const { item, path } = proof;
        verifyItemPath(item, path);
        const holds = await world.inbox.readContract({
          address: world.consortium.contracts.SummaryInbox ?? "0x",
          abi: ABIS.SummaryInbox,
          functionName: "verifyItem",
          args: [
            { ...item, chainId: BigInt(item.chainId), blockNumber: BigInt(item.blockNumber) },
            {
              ...path,
              section: sectionMessage(path.section),
              batch: batchMessage(path.batch),
            },
          ],
        });
        assert.ok(holds);
      }
    }
    const others = records.find(({ patient }) => patient === silent.person.personId);
    await assert.rejects(asAlice.summaries.ofRecord(others?.recordId ?? "0x"), { code: "RECORD_NOT_FOUND" });
  });

  it("link two items of one patient for nobody but her", async () => {
    const items = (await posted()).flatMap(({ parts }) => parts.flatMap((part) => part.items));
    const hers = items.filter((item) =>
      recognizePseudonym(alice.keys.sealing.identity, item, { ephemeral: item.ephemeral, tag: item.tag }),
    );
    assert.deepEqual(
      hers.map(({ recordId }) => recordId).toSorted(),
      records
        .filter(({ patient }) => patient === alice.person.personId)
        .map(({ recordId }) => recordId)
        .toSorted(),
    );
    // What could tell that two items are of one patient: no value of 32 bytes occurs in two of them.
    const values = items.flatMap((item) => [
      item.recordId,
      item.commitment,
      item.keywordRoot,
      item.ephemeral,
      item.tag,
    ]);
    assert.equal(new Set(values).size, values.length);
    const unknown = items.filter(({ recordId }) =>
      records.some((each) => each.recordId === recordId && each.patient === silent.person.personId),
    );
    assert.equal(unknown.length, 1);
    for (const { keys } of [alice, bob, silent]) {
      for (const item of unknown) {
        assert.ok(
          !recognizePseudonym(keys.sealing.identity, item, { ephemeral: item.ephemeral, tag: item.tag }),
        );
      }
    }
  });

  it("show nobody's pseudonym in files, logs, metrics and health", async () => {
    const files = await Promise.all((await asAuthoritySees()).map(({ sequence }) => dataOf(sequence)));
    const shown = [
      ...files.map((bytes) => new TextDecoder().decode(bytes)),
      world.log(),
      ...(await Promise.all(
        (["hospital", "platform", "authority"] as const).flatMap((name) =>
          ["metrics", "health"].map(async (page) => (await fetch(`${world.url(name)}/${page}`)).text()),
        ),
      )),
    ];
    for (const { person } of [alice, bob, silent]) {
      const canary = person.personId.slice(2);
      for (const text of shown) assert.ok(!text.toLowerCase().includes(canary));
    }
    // No id of a record either, where operators look.
    for (const text of shown.slice(files.length)) {
      for (const { recordId } of records) assert.ok(!text.includes(recordId.slice(2)));
    }
    assert.match(world.log(), /items of patients who have published no keys/);
  });

  it("tell an operator how far they are", async () => {
    const metrics = await (await fetch(`${world.url("hospital")}/metrics`)).text();
    assert.match(metrics, /^medlattice_summary_backlog_items\{chain="7101"\} 0$/m);
    assert.match(metrics, /^medlattice_summary_strangers 1$/m);
    const health: unknown = await (await fetch(`${world.url("authority")}/health`)).json();
    const summaries =
      typeof health === "object" && health !== null && "summaries" in health ? health.summaries : null;
    assert.deepEqual(
      typeof summaries === "object" && summaries !== null && "intake" in summaries && summaries.intake,
      { sections: 0, slips: 0, offering: 0, problem: null },
    );
  });

  it("are noticed when a batch's file was altered", async () => {
    const [first] = await asAuthoritySees();
    assert.ok(first !== undefined);
    const bytes = await dataOf(first.sequence);
    const last = bytes.length - 1;
    bytes[last] = (bytes[last] ?? 0) ^ 1;
    assert.throws(
      () => readBatchData(first.batch, bytes),
      (error) => error instanceof VerificationError && error.code === "SUMMARY_DATA_ALTERED",
    );
  });
});
