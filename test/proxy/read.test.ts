import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { readRecord } from "@medlattice/sdk/usage";
import { ROLE } from "../oracle/fixture/person.ts";
import { dealtGrant, openAccess, readerOptions, type Patient } from "./fixture/grants.ts";
import { startNetwork, type TestNetwork } from "./fixture/network.ts";
import { enrollWithKeys, type KeyedPerson } from "./fixture/people.ts";
import { type ConfirmedRecord, confirmedRecord } from "./fixture/records.ts";

let network: TestNetwork;
let patient: Patient;
let doctor: KeyedPerson;
let reader: KeyedPerson;
let record: ConfirmedRecord;

before(async () => {
  network = await startNetwork();
  const onPrivate = await enrollWithKeys(network.hospitalChain, "hospital", ROLE.patient);
  const home = await enrollWithKeys(network.consortium, "hospital", ROLE.patient, onPrivate.master);
  patient = { home, record: onPrivate };
  doctor = await enrollWithKeys(network.hospitalChain, "hospital", ROLE.doctor);
  reader = await enrollWithKeys(network.consortium, "platform", ROLE.doctor);
  record = await confirmedRecord(network, doctor, onPrivate);
});

after(async () => {
  await network.close();
});

describe("reading under a grant", () => {
  it("gives exactly the bytes the doctor wrote", async () => {
    const granted = await dealtGrant(network, patient, record, reader);
    const opened = await openAccess(network, granted, record.recordId);
    const result = await readRecord(await readerOptions(network, granted, opened));
    assert.deepEqual(result.content, record.content);
    assert.deepEqual(result.failures, []);
  });
});
