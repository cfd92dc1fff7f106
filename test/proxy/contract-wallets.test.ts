import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { checkEoaSignature } from "@medlattice/sdk/eip712";
import { readRecord } from "@medlattice/sdk/usage";
import { codeOf, eventually } from "../oracle/fixture/errors.ts";
import { type Cast, enrollCast } from "./fixture/cast.ts";
import { withContractWallet } from "./fixture/contractWallet.ts";
import { dealtGrant, type Patient } from "./fixture/grants.ts";
import { type TestNetwork, startNetwork } from "./fixture/network.ts";
import { clientAt } from "./fixture/people.ts";
import { openAccess, readerOptions } from "./fixture/reading.ts";
import { type ConfirmedRecord, confirm, propose } from "./fixture/records.ts";

let network: TestNetwork;
let cast: Cast;
let patient: Patient;
let record: ConfirmedRecord;

before(async () => {
  network = await startNetwork();
  cast = await enrollCast(network);
  const author = await withContractWallet(network.hospitalChain, cast.doctor);
  const confirmer = await withContractWallet(network.hospitalChain, cast.patient.record);
  patient = { home: cast.patient.home, record: confirmer };
  const proposed = await propose(network, author, confirmer, { send: author.call });
  record = await confirm(network, confirmer, proposed, confirmer.call);
});

after(async () => {
  await network.close();
});

describe("a record written and confirmed by contract wallets' own calls (rule 21)", () => {
  it("is read by a doctor elsewhere, whose own organisation says whose the signatures are", async () => {
    const { reader } = cast;
    const granted = await dealtGrant(network, patient, record, reader);
    const opened = await openAccess(network, granted, record.recordId);
    const platform = await clientAt(network, "platform", reader);
    const options = await readerOptions(network, granted, opened);
    const result = await readRecord({
      ...options,
      check: async ({ chainId = 0, address, digest, signature }) =>
        platform.proxy.isSignedBy({ chainId, address, digest, signature }),
    });
    assert.deepEqual(result.content, record.content);
    // Who knows keys only cannot tell a wallet's signature from a forged one, and takes neither.
    await assert.rejects(readRecord({ ...options, check: checkEoaSignature }));
  });

  it("has evidence with the signatures that stand inside the wallets' calls", async () => {
    const client = await clientAt(network, "hospital", patient.record);
    await client.records.get(record.recordId, { atLeastBlock: record.blockNumber });
    const evidence = await client.records.evidence(record.recordId);
    assert.equal(evidence.authorship.signature, record.prepared.signature);
    assert.equal(evidence.agreement?.signer, patient.record.signer.address);
  });

  it("cannot be proven to others when the wallet brought no signature", async () => {
    const author = await withContractWallet(network.hospitalChain, cast.doctor);
    const { recordId } = await propose(network, author, cast.patient.record, {
      send: author.call,
      bringsSignature: false,
    });
    const client = await clientAt(network, "hospital", cast.patient.record);
    await eventually(async () => (await codeOf(client.records.evidence(recordId))) === "EVIDENCE_MISSING");
  });
});
