import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, it } from "node:test";
import type { Hex } from "@medlattice/sdk/codec";
import {
  batchHashOf,
  EMPTY_SECTIONS,
  headAfter,
  makeBatch,
  makeSection,
  type SectionHead,
  type SummaryItem,
} from "@medlattice/sdk/summary";
import { pino } from "pino";
import { openChains } from "../chains/openChains.ts";
import type { ChainConfig } from "../config/oracleConfig.ts";
import { MIGRATIONS } from "../database/migrations.ts";
import { openDatabase } from "../database/openDatabase.ts";
import type { PostedBatch } from "../summaries/postedBatches.ts";
import { type Audit, createAudit } from "./createAudit.ts";
import type { Auditor } from "./createAuditor.ts";
import { type Heads, headOf } from "./heads.ts";

const PRIVATE = 7101;
const id = (byte: number): Hex => `0x${byte.toString(16).padStart(2, "0").repeat(32)}`;
const address = (byte: number): Hex => `0x${byte.toString(16).padStart(2, "0").repeat(20)}`;
const contracts = {
  organizationRegistry: address(1),
  identityRegistry: address(2),
  consentRegistry: address(3),
  recordRegistry: address(4),
  usageLedger: address(5),
};
const config: ChainConfig = {
  chainId: PRIVATE,
  rpcUrls: ["http://127.0.0.1:9"],
  startBlock: 0,
  confirmations: 0,
  name: "hospital",
  home: "private",
  registryId: id(6),
  contracts,
};

/** What an audit goes by, each part of which a test can change. */
interface Setting {
  batches: readonly PostedBatch[];
  /** Hash of a block of the private chain. */
  blockHash: Hex;
  status: "sound" | "open";
  /** Sequences in the order of their audits, with the slips of the private chain before them. */
  readonly audited: (readonly [sequence: number, firstSlip: number])[];
}

/** Batches of one section with one item each, posted one after the other. */
function batchesOf(count: number, seed: number): readonly PostedBatch[] {
  const made: PostedBatch[] = [];
  let section: SectionHead = EMPTY_SECTIONS;
  for (let sequence = 1; sequence <= count; sequence += 1) {
    const item: SummaryItem = {
      kind: 1,
      chainId: PRIVATE,
      blockNumber: sequence,
      recordId: id(seed + sequence),
      version: 0,
      commitment: id(1),
      keywordRoot: id(2),
      ephemeral: id(3),
      tag: id(4),
    };
    const next = makeSection({
      institution: id(9),
      chainId: PRIVATE,
      head: section,
      items: [item],
      toBlockHash: id(7),
      registrations: 0,
    });
    const previous = made.at(-1);
    const head = { sequence: sequence - 1, batchHash: previous?.batchHash ?? id(0) };
    const { batch } = makeBatch({ head, sections: [next], dataDigest: id(8), authority: id(10) });
    made.push({
      sequence,
      batchHash: batchHashOf(batch),
      batch,
      sections: [next],
      txHash: id(11),
      block: sequence,
    });
    section = headAfter(next);
  }
  return made;
}

let folder: string;
let database: DatabaseSync;
let running: Audit | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "medlattice-audit-"));
  database = openDatabase({ folder, file: "audit.sqlite", migrations: MIGRATIONS, synchronous: "NORMAL" });
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

function setting(count: number): Setting {
  return { batches: batchesOf(count, 20), blockHash: id(7), status: "sound", audited: [] };
}

function start(given: Setting): Audit {
  const auditor: Auditor = async ({ sequence, batchHash }, heads: Heads) => {
    given.audited.push([sequence, headOf(heads, PRIVATE).nextSlip]);
    const isOpen = given.status === "open";
    const findings = isOpen ? [{ chainId: null, code: "AUDIT_DATA_MISSING", facts: {}, isOpen }] : [];
    return { sequence, batchHash, status: given.status, findings, unfollowed: 0 };
  };
  running = createAudit({
    auditor,
    chains: openChains([config]),
    chainId: 7100,
    posted: {
      sync: async () => undefined,
      after: (sequence, limit) => given.batches.filter((batch) => batch.sequence > sequence).slice(0, limit),
      find: (sequence) => given.batches.find((batch) => batch.sequence === sequence),
      newest: () => given.batches.at(-1) ?? { sequence: 0, batchHash: id(0) },
    },
    collector: { collect: () => undefined, block: () => 1_000, blockHash: () => given.blockHash },
    database,
    logger: pino({ level: "silent" }),
    nowSeconds: () => Math.floor(performance.now()),
  });
  running.start();
  return running;
}

async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!holds()) {
    if (performance.now() > end) assert.fail("it did not happen");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe("createAudit", () => {
  it("looks at each batch once, in order, with what came before it", async () => {
    const given = setting(3);
    const audit = start(given);
    await until(() => audit.state().sound === 3);
    assert.deepEqual(given.audited, [
      [1, 0],
      [2, 1],
      [3, 2],
    ]);
    assert.deepEqual(audit.state(), { batches: 3, sound: 3, differs: 0, open: 0, problem: null });
    await audit.stop();
    // After a restart it knows what it has seen, and goes on.
    given.batches = batchesOf(4, 20);
    const again = start(given);
    await until(() => again.state().sound === 4);
    assert.deepEqual(given.audited.slice(3), [[4, 3]]);
  });

  it("tries again what is open, until nothing is", async () => {
    const given = setting(2);
    given.status = "open";
    const audit = start(given);
    await until(() => given.audited.length > 4);
    assert.equal(audit.state().problem, "AUDIT_DATA_MISSING");
    given.status = "sound";
    await until(() => audit.state().sound === 2);
    assert.equal(audit.state().problem, null);
    // The heads are those of then.
    assert.deepEqual(
      given.audited
        .filter(([sequence]) => sequence === 2)
        .map(([, slips]) => slips)
        .every((slips) => slips === 1),
      true,
    );
  });

  it("begins again when the consortium's chain has other batches now", async () => {
    const given = setting(3);
    const audit = start(given);
    await until(() => audit.state().sound === 3);
    given.batches = batchesOf(2, 60);
    await until(() => audit.state().sound === 2 && given.audited.length === 5);
    assert.deepEqual(
      audit.after(0, 10, undefined).map(({ batchHash }) => batchHash),
      given.batches.map(({ batchHash }) => batchHash),
    );
  });

  it("begins again, once, when the private chain has another block there now", async () => {
    const given = setting(2);
    const audit = start(given);
    await until(() => audit.state().sound === 2);
    given.status = "open";
    given.blockHash = id(12);
    await until(() => audit.state().open === 2);
    assert.equal(audit.state().sound, 0);
  });

  it("stops where a batch does not follow the one before", async () => {
    const given = setting(3);
    given.batches = given.batches.filter(({ sequence }) => sequence !== 2);
    const audit = start(given);
    await until(() => audit.state().problem === "AUDIT_SEQUENCE_BROKEN");
    assert.equal(audit.state().sound, 1);
  });
});
