import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { codeOf } from "../oracle/fixture/errors.ts";
import { type Cast, enrollCast, enrollPatient } from "./fixture/cast.ts";
import { dealtGrant, deny, type Granted, type GrantChoice, now } from "./fixture/grants.ts";
import { type TestNetwork, startNetwork } from "./fixture/network.ts";
import { clientAt } from "./fixture/people.ts";
import { type Opened, openAccess } from "./fixture/reading.ts";

let network: TestNetwork;
let cast: Cast;

before(async () => {
  network = await startNetwork();
  cast = await enrollCast(network);
});

after(async () => {
  await network.close();
});

/** A grant that is dealt, opened and served once: manifest and sealed file may be fetched now. */
async function served(choice: GrantChoice = {}): Promise<{ granted: Granted; opened: Opened }> {
  const { patient, record, reader } = cast;
  const granted = await dealtGrant(network, patient, record, reader, choice);
  const opened = await openAccess(network, granted, record.recordId);
  const client = await clientAt(network, "hospital", reader);
  await client.proxy.answer(opened.accessId, { atLeastBlock: opened.blockNumber });
  assert.deepEqual(await outcomes(opened), ["FETCHED", "FETCHED"]);
  return { granted, opened };
}

/** What comes of asking the hospital's oracle for manifest and sealed file of the record. */
async function outcomes({ accessId }: Opened): Promise<string[]> {
  const { reader, record } = cast;
  const client = await clientAt(network, "hospital", reader);
  const { manifestHash } = record.reviewed.state;
  const asked = [
    client.records.getManifest(manifestHash, { accessId }),
    new Response(client.objects.get(record.cid, { accessId })).arrayBuffer(),
  ];
  return Promise.all(
    asked.map((each) =>
      each.then(
        () => "FETCHED",
        () => codeOf(each),
      ),
    ),
  );
}

const REFUSED = ["MANIFEST_NOT_FOUND", "OBJECT_NOT_PERMITTED"];

describe("manifest and sealed file are handed to a reader under an access", () => {
  it("not while the patient denies the reader, and again when that is lifted", async () => {
    const { granted, opened } = await served();
    await deny(network, cast.patient, granted);
    assert.deepEqual(await outcomes(opened), REFUSED);
    await deny(network, cast.patient, granted, "home", false);
    assert.deepEqual(await outcomes(opened), ["FETCHED", "FETCHED"]);
  });

  it("not when the time of the grant is over, though the access is fresh", async () => {
    const until = 15;
    const end = now() + until;
    const { opened } = await served({ until });
    const waitMs = (end + 2) * 1000 - Date.now();
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    assert.deepEqual(await outcomes(opened), REFUSED);
  });

  it("not of a record of another patient than the one who gave the grant", async () => {
    const { record, reader } = cast;
    const accomplice = await enrollPatient(network);
    const granted = await dealtGrant(network, accomplice, record, reader);
    assert.deepEqual(await outcomes(await openAccess(network, granted, record.recordId)), REFUSED);
  });
});
