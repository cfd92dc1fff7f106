import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, describe, it } from "node:test";
import { generateIdentity } from "age-encryption";
import { type Hex, utf8 } from "../codec/index.ts";
import { parseNetwork } from "../network/index.ts";
import { newId, type RecordEvidence } from "../record/index.ts";
import {
  batchHashOf,
  blindPseudonym,
  EMPTY_SECTIONS,
  ITEM_KIND,
  itemPath,
  makeBatch,
  makeSection,
  type SummaryItem,
} from "../summary/index.ts";
import { corrected, recordCorrection } from "../testing/corrected.ts";
import { withCode } from "../testing/errors.ts";
import { confirmed, createWorld } from "../testing/world.ts";
import {
  checkKeptRecords,
  type KeptRecord,
  type KeptRecords,
  ownItems,
  readKeptRecords,
  rootsFromNodes,
  rootsOf,
  writeKeptRecords,
} from "./index.ts";

const CONSORTIUM = 7100;
const NOBODY = "http://127.0.0.1:9";
const world = await createWorld();
const { registry, institution, patient } = world;
const { chainId } = registry;
const secret = crypto.getRandomValues(new Uint8Array(32));
const first = await confirmed(world);
const change = await corrected(world);

const contracts = {
  organizationRegistry: `0x${"0b".repeat(20)}`,
  identityRegistry: world.identityRegistry,
  consentRegistry: world.consentRegistry,
  recordRegistry: registry.address,
  usageLedger: `0x${"0f".repeat(20)}`,
  recordCorrection,
};
const network = parseNetwork({
  format: "medlattice/network/v1",
  name: "A network at rest",
  proxyThreshold: world.threshold,
  chains: [
    {
      chainId,
      name: "hospital",
      kind: "private",
      rpcUrl: NOBODY,
      registryId: registry.registryId,
      contracts,
    },
    {
      chainId: CONSORTIUM,
      name: "consortium",
      kind: "consortium",
      rpcUrl: NOBODY,
      registryId: newId(),
      contracts: { ...contracts, summaryInbox: `0x${"05".repeat(20)}` },
    },
  ],
  organizations: [
    {
      orgId: institution.orgId,
      name: "Riverside Hospital",
      kind: "Hospital",
      privateChainId: chainId,
      oracleUrl: null,
      sealingRecipient: null,
      proxyIndex: null,
      isProvider: false,
    },
  ],
});

function itemOf({ state }: RecordEvidence, kind: 1 | 2, version: number, recipient: string): SummaryItem {
  const { recordId, commitment, keywordRoot } = state;
  const name = { chainId, recordId, version, kind };
  const blinded = blindPseudonym({ secret, recipient, item: name });
  return { ...name, blockNumber: 7, commitment, keywordRoot, ...blinded };
}

const { recipient } = patient.sealing;
const items = [
  itemOf(first.evidence, ITEM_KIND.record, 0, recipient),
  itemOf(change.evidence, ITEM_KIND.record, 0, recipient),
  itemOf(change.evidence, ITEM_KIND.label, 1, recipient),
];
const section = makeSection({
  institution: institution.orgId,
  chainId,
  head: EMPTY_SECTIONS,
  items,
  toBlockHash: newId(),
  registrations: 1,
});
const { batch, sections } = makeBatch({
  head: { sequence: 0, batchHash: `0x${"00".repeat(32)}` },
  sections: [section],
  dataDigest: newId(),
  authority: newId(),
});
const batchHash = batchHashOf(batch);
const pathOf = (index: number) => itemPath({ batch, sections, institution: institution.orgId, items, index });
const keptItem = (index: number) => ({ item: items[index] ?? assert.fail(), path: pathOf(index) });
const recordOf = (evidence: RecordEvidence, ...places: number[]): KeptRecord => ({
  evidence,
  chameleonKey: institution.chameleonKey,
  items: places.map(keptItem),
});
const kept: KeptRecords = {
  format: "medlattice/own-records/v1",
  chainId,
  patient: patient.personId,
  institution: institution.orgId,
  keptAt: 1_790_000_000,
  records: [recordOf(first.evidence, 0), recordOf(change.evidence, 1, 2)],
  roots: [{ sequence: 1, batchHash }],
};
const identities = [patient.sealing.identity];
const options = { network, roots: rootsOf(kept), identities };

const brokenBy = async (record: KeptRecord, code: string, facts: Record<string, string | boolean> = {}) => {
  const [checked] = await checkKeptRecords({ ...kept, records: [record] }, options);
  assert.equal(checked?.status, "broken", code);
  withCode(code, facts)(checked.problem);
};

describe("what a lightweight client keeps (M12)", () => {
  it("is checked without any node, and comes back from its file as it was", async () => {
    const read = readKeptRecords(writeKeptRecords(kept));
    assert.deepEqual(read, kept);
    const checked = await checkKeptRecords(read, options);
    assert.deepEqual(
      checked.map(({ recordId, version, status, isRecognized }) => [recordId, version, status, isRecognized]),
      [
        [first.evidence.state.recordId, 0, "posted", true],
        [change.evidence.state.recordId, 1, "posted", true],
      ],
    );
  });

  it("waits while the consortium was not told of every version", async () => {
    for (const record of [recordOf(first.evidence), recordOf(change.evidence, 1)]) {
      const [checked] = await checkKeptRecords({ ...kept, records: [record] }, options);
      assert.equal(checked?.status, "waiting");
    }
  });

  it("is nobody's to anyone else", async () => {
    const stranger = await generateIdentity();
    const records = [recordOf(first.evidence, 0)];
    const recognized = async (given: readonly string[]) =>
      (await checkKeptRecords({ ...kept, records }, { ...options, identities: given }))[0]?.isRecognized;
    assert.equal(await recognized([stranger]), false);
    assert.equal(await recognized([]), null);
    assert.deepEqual(ownItems([stranger], [{ section, items }]), []);
    assert.deepEqual(ownItems(identities, [{ section, items }]), items);
  });

  it("names what an oracle told wrong", async () => {
    const record = recordOf(first.evidence, 0);
    const [own] = record.items;
    assert.ok(own !== undefined);
    const withItem = (changed: Partial<SummaryItem>): KeptRecord => ({
      ...record,
      items: [{ ...own, item: { ...own.item, ...changed } }],
    });
    await brokenBy(withItem({ recordId: newId() }), "KEPT_ITEM_FOREIGN", { member: "recordId" });
    await brokenBy(withItem({ commitment: newId() }), "KEPT_ITEM_FOREIGN", { member: "commitment" });
    await brokenBy(withItem({ version: 1 }), "KEPT_ITEM_FOREIGN", { member: "version" });
    await brokenBy(withItem({ blockNumber: 8 }), "SUMMARY_PATH_BROKEN", { link: "item" });
    await brokenBy({ ...record, items: [own, own] }, "KEPT_ITEM_TWICE");
    await brokenBy(recordOf(first.evidence, 1), "KEPT_ITEM_FOREIGN", { member: "recordId" });
    const { state } = record.evidence;
    const other = { ...record.evidence, state: { ...state, manifestHash: newId() } };
    await brokenBy({ ...record, evidence: other }, "MANIFEST_MISMATCH");
  });

  it("is not believed without its batch in the inbox", async () => {
    const check = async (root: Hex | null) =>
      (await checkKeptRecords(kept, { ...options, roots: async () => root })).map(({ problem }) => problem);
    for (const problem of await check(newId())) withCode("KEPT_ROOT_DIFFERS", { isThere: true })(problem);
    for (const problem of await check(null)) withCode("KEPT_ROOT_DIFFERS", { isThere: false })(problem);
  });

  it("of another patient or institution is none", async () => {
    const [other] = await checkKeptRecords({ ...kept, patient: newId() }, options);
    withCode("KEPT_RECORD_FOREIGN", { member: "patient" })(other?.problem);
  });

  it("is unreadable when it is something else", () => {
    assert.throws(() => readKeptRecords(utf8("{}")), withCode("KEPT_RECORDS_UNREADABLE"));
    const bytes = writeKeptRecords(kept);
    assert.throws(
      () => readKeptRecords(bytes.slice(0, bytes.length - 1)),
      withCode("KEPT_RECORDS_UNREADABLE", { reason: "DOCUMENT_NOT_JSON" }),
    );
  });
});

describe("roots from nodes", () => {
  const open: { close(): void }[] = [];
  after(() => {
    for (const server of open) server.close();
  });

  /** A node of a chain whose inbox has this root. */
  async function nodeWith(root: Hex, chain = CONSORTIUM): Promise<string> {
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (text: Buffer) => (body += text.toString()));
      request.on("end", () => {
        const asked: unknown = JSON.parse(body);
        const calls = Array.isArray(asked) ? asked : [asked];
        const answers = calls.map(({ id, method }: { id: number; method: string }) => ({
          jsonrpc: "2.0",
          id,
          result: method === "eth_chainId" ? `0x${chain.toString(16)}` : root,
        }));
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(Array.isArray(asked) ? answers : answers[0]));
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    open.push(server);
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it("are what all nodes that answer say", async () => {
    const here = await nodeWith(batchHash);
    assert.equal(await rootsFromNodes(network, [here])(1), batchHash);
    assert.equal(await rootsFromNodes(network, [NOBODY, here])(1), batchHash);
    assert.equal(await rootsFromNodes(network, [await nodeWith(`0x${"00".repeat(32)}`)])(1), null);
  });

  it("are refused from nodes that disagree, of another chain, or when none answers", async () => {
    const [here, liar] = [await nodeWith(batchHash), await nodeWith(newId())];
    await assert.rejects(rootsFromNodes(network, [here, liar])(1), withCode("NODES_DISAGREE"));
    const other = await nodeWith(batchHash, 1);
    await assert.rejects(
      rootsFromNodes(network, [here, other])(1),
      withCode("NODE_OTHER_CHAIN", { found: 1 }),
    );
    await assert.rejects(rootsFromNodes(network)(1), withCode("CHAIN_UNREACHABLE"));
  });
});
