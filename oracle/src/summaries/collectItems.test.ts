import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { after, before, beforeEach, describe, it } from "node:test";
import { ABIS } from "@medlattice/sdk/abi";
import { type Abi, type Hex, encodeAbiParameters, encodeEventTopics, toHex, zeroHash } from "viem";
import type { ChainConfig } from "../config/oracleConfig.ts";
import { MIGRATIONS } from "../database/migrations.ts";
import { openDatabase } from "../database/openDatabase.ts";
import { createCollector } from "./collectItems.ts";

const CHAIN = 7101;
const random32 = (): Hex => toHex(crypto.getRandomValues(new Uint8Array(32)));
const address = (byte: string): Hex => `0x${byte.repeat(20)}`;
const contracts = {
  organizationRegistry: address("01"),
  identityRegistry: address("02"),
  consentRegistry: address("03"),
  recordRegistry: address("04"),
  usageLedger: address("05"),
  recordCorrection: address("06"),
};
const chain: ChainConfig = {
  chainId: CHAIN,
  name: "test",
  home: "private",
  registryId: zeroHash,
  rpcUrls: [],
  startBlock: 0,
  confirmations: 0,
  contracts,
};
const patient = random32();
let folder: string;
let database: DatabaseSync;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "medlattice-items-"));
});
after(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  const file = `${Math.random()}.sqlite`;
  database = openDatabase({ folder, file, migrations: MIGRATIONS, synchronous: "NORMAL" });
});

type Args = Readonly<Record<string, unknown>>;

/** An event as the index keeps it. */
function eventOf(abi: Abi, eventName: string, args: Args): { readonly topics: unknown; readonly data: Hex } {
  const event = abi.find((item) => item.type === "event" && item.name === eventName);
  assert.ok(event?.type === "event");
  const inputs = event.inputs.filter(({ indexed }) => indexed !== true);
  return {
    topics: encodeEventTopics({ abi, eventName, args }),
    data: encodeAbiParameters(
      inputs,
      inputs.map(({ name }) => args[name ?? ""]),
    ),
  };
}

const hashOf = (block: number, fork: number): Hex => toHex(block * 1_000 + fork, { size: 32 });

/** Blocks with their events, as the index would write them. */
function index(
  blocks: readonly (readonly (readonly [Hex, ReturnType<typeof eventOf>])[])[],
  from = 1,
  fork = 0,
): void {
  database.prepare("DELETE FROM logs WHERE block >= ?").run(from);
  database.prepare("DELETE FROM blocks WHERE block >= ?").run(from);
  for (const [offset, events] of blocks.entries()) {
    const block = from + offset;
    database.prepare("INSERT INTO blocks VALUES (?, ?, ?, ?)").run(CHAIN, block, hashOf(block, fork), 0);
    for (const [at, [to, { topics, data }]] of events.entries()) {
      const row = [CHAIN, block, at, random32(), to, JSON.stringify(topics), data] as const;
      database.prepare("INSERT INTO logs VALUES (?, ?, ?, ?, ?, ?, ?)").run(...row);
    }
  }
  const end = from + blocks.length - 1;
  database
    .prepare("INSERT OR REPLACE INTO checkpoints VALUES (?, ?, ?, ?)")
    .run(CHAIN, zeroHash, end, hashOf(end, fork));
}

function stateOf(recordId: Hex) {
  const [author, institution, treatmentId, categoryTag] = [random32(), random32(), random32(), random32()];
  const [commitment, commitmentProof, manifestHash] = [random32(), random32(), random32()];
  const [keywordRoot, stationRoot] = [random32(), zeroHash];
  const ids = { recordId, patient, author, institution, treatmentId, categoryTag };
  const content = { commitment, commitmentProof, manifestHash, keywordRoot, stationRoot };
  return { ...ids, ...content, version: 0, sequence: 1, status: 2 };
}

type State = ReturnType<typeof stateOf>;
const { author } = stateOf(zeroHash);

const confirmed = (state: State) =>
  [
    contracts.recordRegistry,
    eventOf(ABIS.RecordRegistry, "RecordConfirmed", {
      ...state,
      signer: address("aa"),
      mandateId: zeroHash,
      height: 1n,
      head: random32(),
      state,
    }),
  ] as const;

const claimed = (state: State) =>
  [
    contracts.recordRegistry,
    eventOf(ABIS.RecordRegistry, "RecordClaimed", {
      ...state,
      authorSigner: address("aa"),
      authorManifest: random32(),
      signer: address("bb"),
      r: random32(),
      vs: random32(),
      state,
    }),
  ] as const;

const labelled = ({ recordId, patient: whose }: State, version: number, keywordRoot: Hex) => {
  const [digest, fieldRoot, manifestHash] = [random32(), random32(), random32()];
  const correction = {
    recordId,
    patient: whose,
    author,
    signer: address("aa"),
    kind: 1,
    reason: 1,
    version,
    sequence: version,
    digest,
    fieldRoot,
    manifestHash,
    keywordRoot,
    stationRoot: zeroHash,
    policyRoot: zeroHash,
  };
  const args = {
    recordId,
    patient: whose,
    author,
    index: 0n,
    leaf: random32(),
    root: random32(),
    correction,
  };
  return [contracts.recordCorrection, eventOf(ABIS.RecordCorrection, "RecordLabelled", args)] as const;
};

describe("collectItems", () => {
  it("takes records and labels in the order of their chain, each once", () => {
    const [a, b, c] = [stateOf(random32()), stateOf(random32()), stateOf(random32())];
    const newRoot = random32();
    index([[confirmed(a), claimed(b)], [], [labelled(a, 1, newRoot), confirmed(b)], [confirmed(c)]]);
    const collector = createCollector(database, () => 7);
    collector.collect(chain);
    collector.collect(chain);
    const item = ({ recordId, commitment, keywordRoot }: State, blockNumber: number) => ({
      kind: 1,
      chainId: CHAIN,
      blockNumber,
      recordId,
      version: 0,
      commitment,
      keywordRoot,
      patient,
    });
    assert.deepEqual(collector.items(CHAIN, 0, 10), [
      item(a, 1),
      item(b, 1),
      // A label carries the record's commitment, which a correction never changes.
      { ...item(a, 3), kind: 2, version: 1, keywordRoot: newRoot },
      item(c, 4),
    ]);
    assert.equal(collector.count(CHAIN), 4);
    assert.deepEqual(collector.positionsOf(CHAIN, a.recordId), [0, 2]);
    assert.equal(collector.seen(CHAIN, 3), 7);
    assert.equal(collector.block(CHAIN), 4);
  });

  it("goes on where it was, in another process too", () => {
    const states = Array.from({ length: 5 }, () => stateOf(random32()));
    for (const [at, state] of states.entries()) {
      index([[confirmed(state)]], at + 1);
      createCollector(database, () => at).collect(chain);
    }
    const collector = createCollector(database, () => 9);
    assert.deepEqual(
      collector.items(CHAIN, 0, 9).map(({ recordId }) => recordId),
      states.map(({ recordId }) => recordId),
    );
    assert.equal(collector.seen(CHAIN, 2), 2);
  });

  it("begins again when the chain has reorganised", () => {
    const [a, b, c] = [stateOf(random32()), stateOf(random32()), stateOf(random32())];
    const collector = createCollector(database, () => 0);
    index([[confirmed(a)], [confirmed(b)]]);
    collector.collect(chain);
    index([[confirmed(c)], []], 2, 1);
    collector.collect(chain);
    assert.deepEqual(
      collector.items(CHAIN, 0, 9).map(({ recordId }) => recordId),
      [a.recordId, c.recordId],
    );
  });
});
