import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type OracleClient, createOracleClient, createSessionKey } from "@medlattice/sdk/client";
import { orgIdOf, sign, typed } from "@medlattice/sdk/eip712";
import { MasterKey } from "@medlattice/sdk/keys";
import { RECORD_STATUS, newId, registryDomain } from "@medlattice/sdk/record";
import type { Hex } from "viem";
import { type TestChain, startTestChain, testAccount } from "./fixture/chain.ts";
import { codeOf } from "./fixture/errors.ts";
import { type TestOracles, hospitalPlan, startOracles } from "./fixture/oracle.ts";
import { ROLE, type TestPerson, enroll, random32 } from "./fixture/person.ts";
import {
  type RecordPeople,
  type WrittenRecord,
  confirm,
  prepare,
  proposalCall,
  propose,
} from "./fixture/record.ts";

const dnsName = "hospital.example";
const hospital = orgIdOf(dnsName);
let chain: TestChain;
let oracles: TestOracles;
let people: RecordPeople;
const as: Record<"doctor" | "colleague" | "patient" | "stranger" | "visitor", OracleClient> =
  Object.create(null);

before(async () => {
  const elsewhere = "elsewhere.example";
  chain = await startTestChain(7101, "private", [
    { dnsName, kind: 1 },
    { dnsName: elsewhere, kind: 1 },
  ]);
  oracles = await startOracles(hospitalPlan(dnsName, chain));
  const manager = await enroll(chain, hospital, ROLE.manager);
  const doctor = await enroll(chain, hospital, ROLE.doctor, manager);
  const patient = await enroll(chain, hospital, ROLE.patient, manager);
  people = { chain, oracle: oracles.get(dnsName), doctor, patient, master: MasterKey.generate() };
  as.doctor = await loggedIn(doctor);
  as.colleague = await loggedIn(await enroll(chain, hospital, ROLE.doctor, manager));
  as.patient = await loggedIn(patient);
  as.stranger = await loggedIn(await enroll(chain, hospital, ROLE.patient, manager));
  const otherManager = await enroll(chain, orgIdOf(elsewhere), ROLE.manager);
  as.visitor = await loggedIn(await enroll(chain, orgIdOf(elsewhere), ROLE.doctor, otherManager));
});

after(async () => {
  await oracles.close();
  await chain.close();
});

describe("a proposed record", () => {
  let written: WrittenRecord;
  before(async () => {
    written = await propose(people, as.doctor, '{"resourceType":"Observation"}');
    await as.patient.records.account({ atLeastBlock: written.block });
  });

  it("is in the index with all of its state, for author and patient", async () => {
    const entry = await as.doctor.records.get(written.recordId);
    const { proposal } = written.prepared;
    assert.deepEqual(entry.state, {
      recordId: proposal.recordId,
      patient: proposal.patient,
      author: proposal.author,
      institution: hospital,
      treatmentId: proposal.treatmentId,
      categoryTag: proposal.categoryTag,
      commitment: proposal.commitment,
      commitmentProof: proposal.commitmentProof,
      manifestHash: proposal.manifestHash,
      keywordRoot: proposal.keywordRoot,
      stationRoot: proposal.stationRoot,
      version: 0,
      sequence: 0,
      status: RECORD_STATUS.proposed,
    });
    assert.equal(entry.confirmation, null);
    assert.deepEqual(await as.patient.records.get(written.recordId), entry);
    assert.deepEqual((await as.patient.records.list({ status: 1 })).items, [entry]);
    assert.deepEqual((await as.doctor.records.list({ as: "author" })).items, [entry]);
    assert.deepEqual((await as.doctor.records.ofTreatment(written.treatmentId)).items, [entry]);
    assert.deepEqual((await as.patient.records.list({ treatmentId: newId() })).items, []);
  });

  it("is fetched by author and patient: state, manifest, address, sealed file", async () => {
    for (const client of [as.doctor, as.patient]) {
      const signed = await client.records.getManifest(written.prepared.manifest.stored.hash);
      assert.equal(signed.document, written.prepared.manifest.signed.document);
      const address = await client.records.address(written.recordId);
      assert.deepEqual(address, { cid: written.cid, providers: [hospital] });
      assert.equal((await bytesOf(client, written.cid)).length, written.sealedBytes);
    }
  });

  it("is nothing to anybody else, by any route", async () => {
    for (const client of [as.stranger, as.colleague, as.visitor]) {
      assert.equal(await codeOf(client.records.get(written.recordId)), "RECORD_NOT_FOUND");
      assert.equal(await codeOf(client.records.address(written.recordId)), "RECORD_NOT_FOUND");
      const { hash } = written.prepared.manifest.stored;
      assert.equal(await codeOf(client.records.getManifest(hash)), "MANIFEST_NOT_FOUND");
      assert.equal(await codeOf(bytesOf(client, written.cid)), "OBJECT_NOT_PERMITTED");
      assert.equal(await codeOf(client.objects.info(written.cid)), "OBJECT_NOT_PERMITTED");
      assert.deepEqual((await client.records.list()).items, []);
      assert.deepEqual((await client.records.list({ as: "author" })).items, []);
      assert.deepEqual((await client.records.ofTreatment(written.treatmentId)).items, []);
    }
  });

  it("is nothing to who names an access that does not exist", async () => {
    assert.equal(await codeOf(bytesOf(as.stranger, written.cid, random32())), "OBJECT_NOT_PERMITTED");
  });

  it("answers the same for objects that do not exist", async () => {
    const cid = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";
    assert.equal(await codeOf(bytesOf(as.stranger, cid)), "OBJECT_NOT_PERMITTED");
  });
});

describe("a confirmed record", () => {
  let written: WrittenRecord;
  let block: number;
  before(async () => {
    written = await propose(people, as.doctor, '{"resourceType":"Procedure"}');
    block = await confirm(people, as.patient, written);
  });

  it("is in the account chain, with who confirmed it", async () => {
    const entry = await as.patient.records.get(written.recordId, { atLeastBlock: block });
    assert.equal(entry.state.status, RECORD_STATUS.confirmed);
    assert.equal(entry.confirmation?.signer, people.patient.account.address);
    assert.equal(entry.confirmation.height, 1);
    const account = await as.patient.records.account();
    assert.equal(account.height, 1);
    assert.notEqual(account.head, `0x${"00".repeat(32)}`);
  });

  it("is still fetched by its patient", async () => {
    assert.equal((await bytesOf(as.patient, written.cid)).length, written.sealedBytes);
    assert.equal((await as.patient.records.address(written.recordId)).cid, written.cid);
  });

  it("is no longer given to its author, who still sees that it exists", async () => {
    assert.equal((await as.doctor.records.get(written.recordId, { atLeastBlock: block })).state.sequence, 1);
    assert.equal(await codeOf(as.doctor.records.address(written.recordId)), "RECORD_NOT_FOUND");
    assert.equal(await codeOf(bytesOf(as.doctor, written.cid)), "OBJECT_NOT_PERMITTED");
  });

  it("pages its list, newest first, without leaving any out", async () => {
    const { block: atLeastBlock } = await propose(people, as.doctor, '{"resourceType":"Patient"}');
    const all = (await as.doctor.records.list({ as: "author", atLeastBlock })).items;
    assert.ok(all.length >= 3);
    const paged: Hex[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await as.doctor.records.list({ as: "author", limit: 1, cursor });
      paged.push(...page.items.map(({ state }) => state.recordId));
      if (page.next === null) break;
      cursor = page.next;
    }
    assert.deepEqual(
      paged,
      all.map(({ state }) => state.recordId),
    );
  });

  it("waits for a block, and says when it does not come", async () => {
    const started = performance.now();
    const error = await codeOf(as.patient.records.account({ atLeastBlock: block + 1_000 }));
    assert.equal(error, "INDEX_BEHIND");
    assert.ok(performance.now() - started > 1_000);
  });
});

describe("a manifest", () => {
  it("is refused under another hash than its own", async () => {
    const { prepared } = await prepare(people, as.doctor, "{}");
    const { signed } = prepared.manifest;
    assert.equal(await codeOf(as.doctor.records.putManifest(random32(), signed)), "MANIFEST_MISMATCH");
  });

  it("is refused with another's signature, or by another than who signed it", async () => {
    const { prepared, recordId } = await prepare(people, as.doctor, "{}");
    const { stored } = prepared.manifest;
    const domain = registryDomain({
      chainId: chain.chainId,
      address: chain.contracts.RecordRegistry,
      registryId: chain.registryId,
    });
    const stranger = testAccount("stranger");
    const message = { manifestHash: stored.hash, recordId, version: 0, signer: stranger.address };
    const signature = await sign(stranger, typed("Manifest", domain, message));
    const foreign = { ...prepared.manifest.signed, signer: stranger.address, signature };
    assert.equal(await codeOf(as.doctor.records.putManifest(stored.hash, foreign)), "CONTROLLER_UNKNOWN");
    const forged = { ...prepared.manifest.signed, signature };
    assert.equal(await codeOf(as.doctor.records.putManifest(stored.hash, forged)), "SIGNATURE_INVALID");
    const brought = as.colleague.records.putManifest(stored.hash, prepared.manifest.signed);
    assert.equal(await codeOf(brought), "CONTROLLER_UNKNOWN");
  });

  it("is refused from patients and visitors before its record exists", async () => {
    const { prepared } = await prepare(people, as.doctor, "{}");
    const { stored, signed } = prepared.manifest;
    for (const client of [as.patient, as.visitor]) {
      assert.equal(await codeOf(client.records.putManifest(stored.hash, signed)), "MANIFEST_NOT_PERMITTED");
    }
  });

  it("is refused when the sealed file it speaks of is not here, or another one is", async () => {
    const absent = await prepare(people, as.doctor, "{}", async () => `b${"a".repeat(58)}`);
    const code = await codeOf(
      as.doctor.records.putManifest(absent.prepared.manifest.stored.hash, absent.prepared.manifest.signed),
    );
    assert.equal(code, "OBJECT_NOT_FOUND");
    const { cid } = await as.doctor.objects.put(new Blob(["something else"]));
    const other = await prepare(people, as.doctor, "{}", async () => cid);
    const put = as.doctor.records.putManifest(
      other.prepared.manifest.stored.hash,
      other.prepared.manifest.signed,
    );
    assert.equal(await codeOf(put), "MANIFEST_MISMATCH");
  });

  it("of an existing record is taken from its author and patient only", async () => {
    const { prepared } = await prepare(people, as.doctor, "{}");
    await as.doctor.relay(proposalCall(chain, prepared));
    const { stored, signed } = prepared.manifest;
    const { block } = await propose(people, as.doctor, "{}");
    await as.doctor.records.account({ atLeastBlock: block });
    assert.equal(
      await codeOf(as.colleague.records.putManifest(stored.hash, signed)),
      "MANIFEST_NOT_PERMITTED",
    );
    await as.doctor.records.putManifest(stored.hash, signed);
  });
});

describe("sealed files", () => {
  it("are taken from members of the institution only", async () => {
    assert.equal(await codeOf(as.visitor.objects.put(new Blob(["x"]))), "WRITER_NOT_PERMITTED");
    assert.equal(
      await codeOf(as.visitor.objects.put(new Blob([new Uint8Array(2 << 20)]))),
      "WRITER_NOT_PERMITTED",
    );
  });

  it("are the uploader's to fetch until a record names them", async () => {
    const { cid } = await as.doctor.objects.put(new Blob(["not indexed yet"]));
    assert.equal((await bytesOf(as.doctor, cid)).toString(), "not indexed yet");
    assert.equal(await codeOf(bytesOf(as.colleague, cid)), "OBJECT_NOT_PERMITTED");
  });
});

async function loggedIn(person: TestPerson): Promise<OracleClient> {
  const client = createOracleClient({
    baseUrl: oracles.get(dnsName).oracle.url,
    signer: person.account,
    person,
    sessionKey: await createSessionKey(),
    retry: { attempts: 1, baseDelayMs: 1 },
  });
  await client.login();
  return client;
}

async function bytesOf(client: OracleClient, cid: string, accessId?: Hex): Promise<Buffer> {
  const stream = client.objects.get(cid, accessId === undefined ? {} : { accessId });
  return Buffer.from(await new Response(stream).arrayBuffer());
}
