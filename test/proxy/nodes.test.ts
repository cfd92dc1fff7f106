import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { readRecord } from "@medlattice/sdk/usage";
import { linkPseudonyms, type PersonLink, type PersonLinkProof } from "@medlattice/sdk/consent";
import { provenLink } from "../../sdk/src/testing/deals.ts";
import { newId, stateHash } from "@medlattice/sdk/record";
import { codeOf, errorOf, eventually } from "../oracle/fixture/errors.ts";
import { type Cast, enrollCast, enrollPatient } from "./fixture/cast.ts";
import { dealtGrant, grantTo, postDeals } from "./fixture/grants.ts";
import { CONSORTIUM, NAMES, type TestNetwork, namesOf, startNetwork } from "./fixture/network.ts";
import { askEvidence, peersOf } from "./fixture/peers.ts";
import { clientAt } from "./fixture/people.ts";
import { openAccess, readerOptions } from "./fixture/reading.ts";
import { confirmedRecord, renewManifest } from "./fixture/records.ts";

let network: TestNetwork;
let cast: Cast;

before(async () => {
  network = await startNetwork();
  cast = await enrollCast(network);
});

after(async () => {
  await network.close();
});

describe("a proxy with two nodes (DESIGN rule 14)", () => {
  it("refuses while one of them is behind, naming it, and serves when it has caught up", async () => {
    const { patient, record, reader } = cast;
    const granted = await dealtGrant(network, patient, record, reader);
    network.trustsLine.cut();
    const opened = await openAccess(network, granted, record.recordId);
    const trust = await clientAt(network, "trust", reader);
    const error = await errorOf(trust.proxy.answer(opened.accessId));
    assert.equal(error.code, "NODE_STALE");
    assert.equal(error.facts["node"], 2);
    assert.equal(error.retryable, true);
    // With one node only, the others have nothing to wait for.
    const hospital = await clientAt(network, "hospital", reader);
    assert.equal((await hospital.proxy.answer(opened.accessId)).accessId, opened.accessId);
    network.trustsLine.restore();
    await eventually(async () => (await outcomeOf(trust.proxy.answer(opened.accessId))) === "SERVED");
    const result = await readRecord(await readerOptions(network, granted, opened));
    assert.deepEqual(result.content, record.content);
  });
});

describe("a proxy of whose two nodes one lies", () => {
  it("refuses, since it cannot know which", async () => {
    const { patient, record, reader } = cast;
    const granted = await dealtGrant(network, patient, record, reader);
    const opened = await openAccess(network, granted, record.recordId);
    const trust = await clientAt(network, "trust", reader);
    network.trustsNode.setLying(true);
    try {
      const error = await errorOf(trust.proxy.answer(opened.accessId, { atLeastBlock: opened.blockNumber }));
      assert.equal(error.code, "NODES_DISAGREE");
      assert.equal(error.facts["chainId"], CONSORTIUM);
    } finally {
      network.trustsNode.setLying(false);
    }
    assert.equal(await outcomeOf(trust.proxy.answer(opened.accessId)), "SERVED");
  });
});

describe("a proxy without a node on the record's chain", () => {
  it("refuses while institution and authority say different things, and serves when they agree", async () => {
    const { patient, record, reader } = cast;
    const granted = await dealtGrant(network, patient, record, reader);
    const opened = await openAccess(network, granted, record.recordId);
    const trust = await clientAt(network, "trust", reader);
    network.authoritysLine.cut();
    const block = await renewManifest(network, patient.record, record);
    const error = await errorOf(trust.proxy.answer(opened.accessId));
    assert.equal(error.code, "EVIDENCE_DISAGREES");
    assert.equal(error.facts["chainId"], network.hospitalChain.chainId);
    network.authoritysLine.restore();
    await eventually(async () => (await outcomeOf(trust.proxy.answer(opened.accessId))) === "SERVED");
    const { evidence } = await trust.proxy.answer(opened.accessId);
    assert.equal(evidence.state.sequence, record.reviewed.state.sequence + 2);
    assert.ok(block > record.blockNumber);
  });

  it("is given evidence only in the name of an access to that very record", async (context) => {
    const { patient, record, reader, doctor } = cast;
    const other = await confirmedRecord(network, doctor, patient.record);
    const granted = await dealtGrant(network, patient, record, reader);
    const { accessId } = await openAccess(network, granted, record.recordId);
    const peers = peersOf(context, network, "trust");
    const asked = { witness: "hospital", accessId, recordId: record.recordId, link: null } as const;
    const { evidence, stateHash: attested } = await askEvidence(peers, asked);
    assert.equal(stateHash(evidence.state), attested);
    const { recordId } = other;
    assert.equal(await codeOf(askEvidence(peers, { ...asked, recordId })), "EVIDENCE_NOT_PERMITTED");
  });

  it("is given none of a patient who has dealt nothing under the grant, whatever record an accomplice's access names", async (context) => {
    const { record, reader } = cast;
    const accomplice = await enrollPatient(network);
    const granted = await dealtGrant(network, accomplice, record, reader, { kind: "category" });
    // The ledger does not know whose a record of another chain is.
    const { accessId } = await openAccess(network, granted, record.recordId);
    const peers = peersOf(context, network, "trust");
    const asked = { witness: "hospital", accessId, recordId: record.recordId, link: null } as const;
    assert.equal(await codeOf(askEvidence(peers, asked)), "RECORD_NOT_COVERED");
  });

  it("is believed by a witness that was dealt nothing for the patient's own word alone", async (context) => {
    const { patient, record, reader } = cast;
    const granted = await grantTo(network, patient, record, reader);
    await postDeals(network, granted, ["trust"]);
    const { accessId } = await openAccess(network, granted, record.recordId);
    const peers = peersOf(context, network, "trust");
    const { input } = granted;
    const proven = (given: PersonLink, signer = input.signer) => provenLink(given, input, signer);
    const link = await proven(input.link ?? assert.fail());
    const asked = { witness: "hospital", accessId, recordId: record.recordId, link } as const;
    const { evidence } = await askEvidence(peers, asked);
    assert.equal(evidence.state.recordId, record.recordId);
    assert.equal(await codeOf(askEvidence(peers, { ...asked, link: null })), "EVIDENCE_NOT_PERMITTED");
    const another = await linkPseudonyms(patient.home.pseudonym, patient.record.pseudonym, newId());
    const refused = async (links: Promise<PersonLinkProof>): Promise<void> =>
      assert.equal(
        await codeOf(askEvidence(peers, { ...asked, link: await links })),
        "EVIDENCE_NOT_PERMITTED",
      );
    await refused(proven(another));
    const stranger = await enrollPatient(network);
    const forged = await linkPseudonyms(
      patient.home.pseudonym,
      { ...patient.record.pseudonym, signer: stranger.record.signer },
      granted.grantId,
    );
    await refused(proven(forged));
    // The home's side, too: by a stranger, and for another leaf of what the patient signed.
    await refused(proven(input.link ?? assert.fail(), stranger.home.signer));
    await refused(Promise.resolve({ ...link, home: { ...link.home, path: [newId()] } }));
  });
});

describe("the logs of all that", () => {
  it("name no record, grant, person or file", () => {
    const { patient, record, reader, doctor } = cast;
    const { recordId, cid } = record;
    const people = [patient.home, patient.record, reader, doctor];
    const ids = [recordId, cid, ...people.flatMap(({ personId, account }) => [personId, account.address])];
    for (const name of namesOf(NAMES)) {
      const log = network.log(name).toLowerCase();
      assert.ok(log.length > 0, "else the test would prove nothing");
      for (const id of ids) assert.ok(!log.includes(id.toLowerCase().replace("0x", "")), `${name}: ${id}`);
    }
  });
});

async function outcomeOf(answer: Promise<unknown>): Promise<string> {
  return answer.then(
    () => "SERVED",
    () => codeOf(answer),
  );
}
