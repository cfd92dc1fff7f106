import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sign } from "@medlattice/sdk/eip712";
import { MedLatticeError, UnavailableError } from "@medlattice/sdk/errors";
import {
  batchHashOf,
  blindStranger,
  buildBatchData,
  EMPTY_SECTIONS,
  headAfter,
  makeBatch,
  makeSection,
  type SectionHead,
  type SectionItems,
  type SummaryItem,
} from "@medlattice/sdk/summary";
import { type Hex, zeroHash } from "viem";
import { z } from "zod";
import { auditNetwork, type BatchAudit, type PostedBatch } from "../../oracle/src/audit/index.ts";
import { loadConfig } from "../../oracle/src/index.ts";
import { createCollector } from "../../oracle/src/summaries/collectItems.ts";
import { type InboxAt, typedBatch, typedSection } from "../../oracle/src/summaries/messages.ts";
import { writePostCall } from "../../oracle/src/summaries/postCall.ts";
import { oracleAccount, testAccount } from "../oracle/fixture/chain.ts";
import { configOf, newDatabase, newIndex } from "../oracle/fixture/readModel.ts";
import { random32, register } from "./fixture/records.ts";
import { type BridgePatient, type Institution, startWorld, type World } from "./fixture/world.ts";

const SECRET = new Uint8Array(32).fill(7);
/** A slip of ten, and two more for the second batch. */
const HOSPITALS = 12;

let world: World;
let alice: BridgePatient;
let at: InboxAt;
let head = { sequence: 0, batchHash: zeroHash as Hex };
const files = new Map<Hex, Uint8Array>();

before(async () => {
  world = await startWorld();
  const inbox: string = world.consortium.contracts.SummaryInbox ?? assert.fail();
  at = { chainId: world.consortium.chainId, inbox: `0x${inbox.slice(2).toLowerCase()}` };
  const { hospital, platform } = world;
  alice = await world.patient(hospital);
  const bob = await world.patient(platform);
  for (let made = 0; made < HOSPITALS; made += 1)
    await register(hospital.chain, hospital.doctor, alice.person);
  for (let made = 0; made < 2; made += 1) await register(platform.chain, platform.doctor, bob.person);
  const own = await partOf("hospital", hospital, { from: 0, count: 10 });
  await post([own, await partOf("platform", platform, { from: 0, count: 2 })]);
  // The hospital and whoever has the authority's key agree on a record that was never written.
  const invented = (item: SummaryItem, index: number) =>
    index === 1 ? { ...item, recordId: random32() } : item;
  const after10 = headAfter(own.section);
  await post([await partOf("hospital", hospital, { from: 10, count: 2, head: after10, change: invented })]);
});

after(() => world.close());

/** A section as an institution makes it of its chain. */
async function partOf(
  name: "hospital" | "platform",
  { chain }: Institution,
  {
    from,
    count,
    head: before = EMPTY_SECTIONS,
    change = (item) => item,
  }: {
    readonly from: number;
    readonly count: number;
    readonly head?: SectionHead;
    readonly change?: (item: SummaryItem, index: number) => SummaryItem;
  },
): Promise<SectionItems> {
  const database = newDatabase(world.written.folder);
  try {
    const config = configOf(chain, chain.chain.url);
    await newIndex(config, database).index.sync();
    const collector = createCollector(database, () => 0);
    collector.collect(config);
    const { chainId } = chain;
    const items = collector
      .items(chainId, from, count)
      .map(({ patient: _patient, ...item }) => ({ ...item, ...blindStranger(SECRET, item) }))
      .map(change);
    const section = makeSection({
      institution: world.of(name).orgId,
      chainId,
      head: before,
      items,
      toBlockHash: collector.blockHash(chainId, items.at(-1)?.blockNumber ?? 0) ?? assert.fail(),
      registrations: collector.registrations(chainId, from, from + count),
    });
    return { section, items };
  } finally {
    database.close();
  }
}

/** Posts a batch with the keys of its institutions and of the authority; its file is at hand, and nowhere else. */
async function post(parts: readonly SectionItems[]): Promise<void> {
  const sorted = parts.toSorted((a, b) => (a.section.institution < b.section.institution ? -1 : 1));
  const { bytes, digest } = buildBatchData(head.sequence + 1, sorted);
  const authority = world.of("authority").orgId;
  const sections = sorted.map(({ section }) => section);
  const { batch } = makeBatch({ head, sections, dataDigest: digest, authority });
  const signed = await Promise.all(
    sections.map(async (section) => ({
      section,
      signature: await sign(oracleAccount(section.institution), typedSection(at, section)),
    })),
  );
  const signature = await sign(oracleAccount(authority), typedBatch(at, batch));
  await world.consortium.send(testAccount("anyone"), at.inbox, writePostCall(batch, signed, signature));
  files.set(digest, bytes);
  head = { sequence: batch.sequence, batchHash: batchHashOf(batch) };
}

const fileOf = async ({ batch }: Pick<PostedBatch, "batch">): Promise<Uint8Array> =>
  files.get(batch.dataDigest) ?? assert.fail("no file");

function audit(change: Partial<Parameters<typeof auditNetwork>[0]> = {}): ReturnType<typeof auditNetwork> {
  const { network } = loadConfig(world.of("authority").configPath);
  const chains = [world.hospital.chain, world.platform.chain, world.consortium];
  const nodes = new Map(chains.map(({ chainId, chain }) => [chainId, [chain.url]]));
  return auditNetwork({ network, nodes, dataOf: fileOf, ...change });
}

const essence = ({ status, findings }: BatchAudit) => [
  status,
  findings.map(({ chainId, code }) => `${chainId} ${code}`),
];

describe("an audit by one's own nodes (M2, M12)", () => {
  it("finds what institution and authority agreed to post, and relies on all the rest", async () => {
    const told: number[] = [];
    const { audits, chains } = await audit({ onBatch: ({ sequence }) => told.push(sequence) });
    assert.deepEqual(audits.map(essence), [
      ["sound", []],
      ["differs", ["7101 SUMMARY_ITEM_ADDED"]],
    ]);
    assert.deepEqual(audits[1]?.findings[0]?.facts, { item: 1 });
    assert.deepEqual(told, [1, 2]);
    assert.deepEqual(chains, [
      { chainId: 7101, items: HOSPITALS, posted: HOSPITALS },
      { chainId: 7102, items: 2, posted: 2 },
    ]);
  });

  it("tells a file that is missing from one that was altered", async () => {
    const away = async (): Promise<Uint8Array> => {
      throw new UnavailableError("AUDIT_DATA_MISSING", "Nobody has it.");
    };
    const missing = await audit({
      dataOf: async (batch) => await (batch.sequence === 1 ? away() : fileOf(batch)),
    });
    // What follows is compared all the same.
    assert.deepEqual(missing.audits.map(essence), [
      ["open", ["null AUDIT_DATA_MISSING"]],
      ["differs", ["7101 SUMMARY_ITEM_ADDED"]],
    ]);
    const altered = await audit({
      async dataOf(batch) {
        const bytes = (await fileOf(batch)).slice();
        bytes[99] = (bytes[99] ?? 0) ^ 1;
        return bytes;
      },
    });
    for (const each of altered.audits)
      assert.deepEqual(essence(each), ["differs", ["null SUMMARY_DATA_ALTERED"]]);
  });

  it("says how much it could not compare without a node of a private chain", async () => {
    const nodes = new Map([
      [world.consortium.chainId, [world.consortium.chain.url]],
      [world.platform.chain.chainId, [world.platform.chain.chain.url]],
    ]);
    const { audits } = await audit({ nodes });
    assert.deepEqual(
      audits.map(({ status, unfollowed }) => [status, unfollowed]),
      [
        ["sound", 1],
        ["sound", 1],
      ],
    );
  });

  it("needs a node of the consortium", async () => {
    await assert.rejects(
      audit({ nodes: new Map() }),
      (error) => error instanceof MedLatticeError && error.code === "AUDIT_NODE_MISSING",
    );
  });
});

describe("the authority's audit of batches that it did not post", () => {
  const healthSchema = z.looseObject({
    audit: z.strictObject({
      batches: z.int(),
      sound: z.int(),
      differs: z.int(),
      open: z.int(),
      problem: z.string().nullable(),
    }),
  });

  async function untilAudited(
    isSo: (state: z.infer<typeof healthSchema>["audit"]) => boolean,
  ): Promise<void> {
    const end = Date.now() + 40_000;
    for (;;) {
      const answer = await fetch(`${world.url("authority")}/health`);
      const state = healthSchema.parse(await answer.json()).audit;
      if (isSo(state)) return;
      if (Date.now() > end) assert.fail(JSON.stringify(state));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  it("waits while nobody has the files", async () => {
    await world.start("authority");
    await untilAudited(
      ({ batches, open, problem }) => batches === 2 && open === 2 && problem === "AUDIT_DATA_MISSING",
    );
  });

  it("compares them when a provider has them, and names the first difference to its operator", async () => {
    await world.start("hospital");
    const client = await world.login("hospital", alice);
    for (const bytes of files.values()) await client.objects.put(new Uint8Array(bytes));
    await untilAudited(
      ({ sound, differs, open, problem }) =>
        sound === 1 && differs === 1 && open === 0 && problem === "SUMMARY_ITEM_ADDED",
    );
    const there = await world.login("authority", alice);
    const { items } = await there.summaries.audits({ status: "differs" });
    assert.deepEqual(
      items.map(({ sequence, findings }) => [sequence, findings]),
      [[2, [{ chainId: 7101, code: "SUMMARY_ITEM_ADDED", facts: { item: 1 }, isOpen: false }]]],
    );
    const metrics = await (await fetch(`${world.url("authority")}/metrics`)).text();
    assert.match(metrics, /medlattice_audit_batches\{status="differs"\} 1\n/);
    assert.match(metrics, /medlattice_audit_problem 1\n/);
  });

  it("is not asked for where there is none, and remembers over a restart", async () => {
    const client = await world.login("hospital", alice);
    await assert.rejects(
      client.summaries.audits(),
      (error) => error instanceof MedLatticeError && error.code === "AUDIT_NOT_HERE",
    );
    await world.stop("hospital");
    await world.stop("authority");
    await world.start("authority");
    await untilAudited(({ sound, differs }) => sound === 1 && differs === 1);
  });
});
