import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sign } from "@medlattice/sdk/eip712";
import { MedLatticeError } from "@medlattice/sdk/errors";
import {
  type SummaryItem,
  type SummarySection,
  EMPTY_SECTIONS,
  blindStranger,
  makeSection,
} from "@medlattice/sdk/summary";
import { pino } from "pino";
import { loadConfig } from "../../oracle/src/index.ts";
import { type PeerClient, createPeerClient } from "../../oracle/src/peers/createPeerClient.ts";
import { followTlsFolder } from "../../oracle/src/pki/followTlsFolder.ts";
import { createCollector } from "../../oracle/src/summaries/collectItems.ts";
import {
  type InboxAt,
  type OfferBody,
  offerReply,
  sectionReply,
  typedSection,
} from "../../oracle/src/summaries/messages.ts";
import { newDatabase, configOf, newIndex } from "../oracle/fixture/readModel.ts";
import { oracleAccount } from "../oracle/fixture/chain.ts";
import { random32, register } from "./fixture/records.ts";
import { type World, startWorld } from "./fixture/world.ts";
import { inboxTotals, untilPosted } from "./fixture/waits.ts";

const RECORDS = 14;
let world: World;
let at: InboxAt;
let peers: PeerClient;
let tls: ReturnType<typeof followTlsFolder>;
/** What the hospital would hand in, made from its chain by whoever has its certificate and key. */
let items: readonly SummaryItem[];
let section: SummarySection;

before(async () => {
  world = await startWorld();
  await world.start("authority");
  const { chain, doctor } = world.hospital;
  const { person } = await world.patient(world.hospital);
  for (let made = 0; made < RECORDS; made += 1) await register(chain, doctor, person);
  const inbox: string = world.consortium.contracts.SummaryInbox ?? assert.fail();
  at = { chainId: world.consortium.chainId, inbox: `0x${inbox.slice(2).toLowerCase()}` };
  const config = loadConfig(world.of("hospital").configPath);
  tls = followTlsFolder(world.of("hospital").tlsFolder, pino({ level: "silent" }));
  peers = createPeerClient(config.peers, tls);
  await readChain();
  // Two slips are there, and the authority says how many it takes.
  assert.equal((await offer({ slips: 2 })).take, 0);
  await untilTaken();
});

after(async () => {
  await peers.close();
  tls.stop();
  await world.close();
});

async function readChain(): Promise<void> {
  const { chain } = world.hospital;
  const database = newDatabase(world.written.folder);
  const config = configOf(chain, chain.chain.url);
  await newIndex(config, database).index.sync();
  const collector = createCollector(database, () => 0);
  collector.collect(config);
  const secret = crypto.getRandomValues(new Uint8Array(32));
  items = collector
    .items(chain.chainId, 0, RECORDS)
    .map(({ patient: _patient, ...item }) => ({ ...item, ...blindStranger(secret, item) }));
  const toBlockHash = collector.blockHash(chain.chainId, items.at(-1)?.blockNumber ?? 0) ?? assert.fail();
  const registrations = collector.registrations(chain.chainId, 0, RECORDS);
  section = sectionOf(items, toBlockHash, registrations);
  assert.equal(section.registrations, 1);
  database.close();
}

function sectionOf(
  of: readonly SummaryItem[],
  toBlockHash = section.toBlockHash,
  registrations = section.registrations,
): SummarySection {
  const { chain } = world.hospital;
  const institution = world.of("hospital").orgId;
  const head = EMPTY_SECTIONS;
  return makeSection({ institution, chainId: chain.chainId, head, items: of, toBlockHash, registrations });
}

function offer(change: Partial<OfferBody>) {
  const json = { chainId: world.hospital.chain.chainId, firstSlip: 0, slips: 1, isFormed: false, ...change };
  const path = "/peer/v1/summaries/offers";
  return peers.json(world.of("authority").orgId, { method: "POST", path, json }, offerReply);
}

async function untilTaken(): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { take } = await offer({ slips: 2 });
    if (take === 2) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail("nothing was allotted");
}

async function handIn(
  of: SummarySection,
  its: readonly SummaryItem[],
  signer = oracleAccount(world.of("hospital").orgId),
): Promise<string> {
  const signature = await sign(signer, typedSection(at, of));
  const json = { section: of, signature, items: its };
  try {
    const path = "/peer/v1/summaries/sections";
    const answer = await peers.json(
      world.of("authority").orgId,
      { method: "POST", path, json },
      sectionReply,
    );
    return answer.status;
  } catch (error) {
    assert.ok(error instanceof MedLatticeError, String(error));
    return error.code;
  }
}

describe("an authority that is told what a chain does not hold (rule 17)", () => {
  it("refuses an item that was altered, left out or added", async () => {
    const altered = items.map((item, index) => (index === 7 ? { ...item, commitment: random32() } : item));
    assert.equal(await handIn(sectionOf(altered), altered), "SUMMARY_ITEM_DIFFERS");
    const fewer = items.toSpliced(3, 1);
    assert.equal(await handIn(sectionOf(fewer), fewer), "SUMMARY_ITEM_MISSING");
    const more = items.toSpliced(3, 0, { ...(items[2] ?? assert.fail()), recordId: random32() });
    assert.equal(await handIn(sectionOf(more), more), "SUMMARY_ITEM_ADDED");
  });

  it("refuses another block, count of patients, place, or items than were signed", async () => {
    assert.equal(await handIn({ ...section, toBlockHash: random32() }, items), "SUMMARY_BLOCK_DIFFERS");
    assert.equal(await handIn({ ...section, registrations: 0 }, items), "SUMMARY_REGISTRATIONS_DIFFER");
    assert.equal(await handIn({ ...section, fromBlock: 1 }, items), "SUMMARY_SECTION_DIFFERS");
    assert.equal(await handIn({ ...section, previous: random32() }, items), "SUMMARY_NOT_NEXT");
    assert.equal(await handIn(section, items.toReversed()), "SUMMARY_ITEMS_MISMATCH");
  });

  it("refuses whom the registry does not name, another chain, and more than was allotted", async () => {
    const stranger = oracleAccount(world.of("platform").orgId);
    assert.equal(await handIn(section, items, stranger), "SIGNATURE_INVALID");
    const { orgId: institution } = world.of("platform");
    assert.equal(await handIn({ ...section, institution }, items), "SUMMARY_CHAIN_NOT_YOURS");
    const { chainId } = world.platform.chain;
    assert.equal(await handIn({ ...section, chainId }, items), "SUMMARY_CHAIN_NOT_YOURS");
    const { slipCount } = section;
    assert.equal(await handIn({ ...section, slipCount: slipCount + 1 }, items), "SUMMARY_NOT_ALLOTTED");
    assert.deepEqual(await inboxTotals(world), { batches: 0, items: 0, registrations: 0 });
  });

  it("takes what is true, also when it is handed in again", async () => {
    assert.equal(await handIn(section, items), "accepted");
    assert.equal(await handIn(section, items), "accepted");
    await untilPosted(world, RECORDS);
    for (let tries = 0; tries < 100; tries += 1) {
      if ((await handIn(section, items)) === "posted") break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.equal(await handIn(section, items), "posted");
    assert.equal((await inboxTotals(world)).items, RECORDS);
  });
});
