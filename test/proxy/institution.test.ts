import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { discloseLeaf } from "@medlattice/sdk/keys";
import { newId } from "@medlattice/sdk/record";
import { codeOf } from "../oracle/fixture/errors.ts";
import { ROLE } from "../oracle/fixture/person.ts";
import { type Cast, enrollCast } from "./fixture/cast.ts";
import { ORG, type TestNetwork, startNetwork } from "./fixture/network.ts";
import { clientAt, enrollWithKeys } from "./fixture/people.ts";

let network: TestNetwork;
let cast: Cast;

before(async () => {
  network = await startNetwork();
  cast = await enrollCast(network);
});

after(async () => {
  await network.close();
});

describe("the institution's deal and part (systems.md S3)", () => {
  it("is made once for a version, and again the same", async () => {
    const client = await clientAt(network, "hospital", cast.doctor);
    const recordId = newId();
    const [first, second] = await Promise.all([
      client.institution.deal(recordId, { version: 0 }),
      client.institution.deal(recordId, { version: 0 }),
    ]);
    assert.deepEqual(second, first);
    assert.equal(first.threshold, 2);
    assert.deepEqual(
      new Set(first.shares.map(({ organization }) => organization)),
      new Set([ORG.hospital, ORG.platform, ORG.authority, ORG.trust]),
    );
  });

  it("is not given to another doctor for the same record, nor for a version that does not come next", async () => {
    const [client, other] = [
      await clientAt(network, "hospital", cast.doctor),
      await clientAt(
        network,
        "hospital",
        await enrollWithKeys(network.hospitalChain, "hospital", ROLE.doctor),
      ),
    ];
    const recordId = newId();
    await client.institution.deal(recordId, { version: 0 });
    assert.equal(await codeOf(other.institution.deal(recordId, { version: 0 })), "RECORD_ID_TAKEN");
    assert.equal(await codeOf(client.institution.deal(newId(), { version: 1 })), "RECORD_OTHER_VERSION");
    const taken = client.institution.deal(cast.record.recordId, { version: 2 });
    assert.equal(await codeOf(taken), "RECORD_OTHER_VERSION");
  });

  it("is for doctors and capture stations of this institution", async () => {
    const patient = await clientAt(network, "hospital", cast.patient.record);
    assert.equal(await codeOf(patient.institution.deal(newId(), { version: 0 })), "WRITER_NOT_PERMITTED");
    const elsewhere = await clientAt(network, "hospital", cast.reader);
    assert.equal(await codeOf(elsewhere.institution.deal(newId(), { version: 0 })), "WRITER_NOT_PERMITTED");
  });

  it("is sealed to the record's patient only, under a key of the published manifest", async () => {
    const { recordId } = cast.record;
    const { record: person } = cast.patient;
    const recipient = discloseLeaf(person.keyManifest, "sealing");
    const doctor = await clientAt(network, "hospital", cast.doctor);
    const asDoctor = doctor.institution.part(recordId, { version: 0, recipient });
    assert.equal(await codeOf(asDoctor), "RECORD_NOT_FOUND");
    const client = await clientAt(network, "hospital", person);
    assert.match(await client.institution.part(recordId, { version: 0, recipient }), /^0x/);
    const otherKey = { ...recipient, leaf: { ...recipient.leaf, salt: newId() } };
    const part = (options: Parameters<typeof client.institution.part>[1]) =>
      codeOf(client.institution.part(recordId, options));
    assert.equal(await part({ version: 0, recipient: otherKey }), "KEY_DISCLOSURE_PATH_INVALID");
    const others = discloseLeaf(cast.doctor.keyManifest, "sealing");
    assert.equal(await part({ version: 0, recipient: others }), "KEY_DISCLOSURE_MISMATCH");
    const receive = discloseLeaf(person.keyManifest, "receive");
    assert.equal(await part({ version: 0, recipient: receive }), "KEY_LEAF_INVALID");
    assert.equal(await part({ version: 1, recipient }), "RECORD_OTHER_VERSION");
  });
});
