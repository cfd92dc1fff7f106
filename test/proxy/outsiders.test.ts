import assert from "node:assert/strict";
import { type TestContext, after, before, describe, it } from "node:test";
import { ABIS } from "@medlattice/sdk/abi";
import { proxyReply } from "@medlattice/sdk/client";
import { dealForGrant, linkPseudonyms } from "@medlattice/sdk/consent";
import { contractDomain, credentialHash, sign, typed } from "@medlattice/sdk/eip712";
import { newId } from "@medlattice/sdk/record";
import { type Hex, encodeFunctionData, zeroHash } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { issuerAccount, testAccount } from "../oracle/fixture/chain.ts";
import { codeOf } from "../oracle/fixture/errors.ts";
import { ROLE } from "../oracle/fixture/person.ts";
import { type Cast, enrollCast, enrollPatient } from "./fixture/cast.ts";
import { dealtGrant, grantTo } from "./fixture/grants.ts";
import { CONSORTIUM, type Name, ORG, type TestNetwork, startNetwork } from "./fixture/network.ts";
import { peersOf } from "./fixture/peers.ts";
import { clientAt, lower } from "./fixture/people.ts";
import { openAccess } from "./fixture/reading.ts";

let network: TestNetwork;
let cast: Cast;
let accessId: Hex;

before(async () => {
  network = await startNetwork();
  cast = await enrollCast(network);
  const granted = await dealtGrant(network, cast.patient, cast.record, cast.reader);
  ({ accessId } = await openAccess(network, granted, cast.record.recordId));
});

after(async () => {
  await network.close();
});

describe("an answer tells address and pseudonyms, so a proxy gives it", () => {
  it("to nobody who took the reader's pseudonym on another chain", async () => {
    const thief = await enrollAs(cast.reader.personId);
    for (const [at, organization] of [
      ["hospital", undefined],
      ["authority", undefined],
      ["authority", ORG.trust],
    ] as const) {
      const client = await clientAt(network, at, thief);
      const question = { chainId: CONSORTIUM, ...(organization === undefined ? {} : { organization }) };
      assert.equal(await codeOf(client.proxy.answer(accessId, question)), "ACCESS_OTHER_READER");
    }
  });

  it("to no other organisation than the reader's and the authority, and says nothing of it to the patient", async (context) => {
    assert.equal(await askedBy(context, "hospital", "trust"), "ASKER_NOT_PERMITTED");
    assert.equal(await askedBy(context, "trust", "hospital"), "ASKER_NOT_PERMITTED");
    const patient = await clientAt(network, "trust", cast.patient.home);
    assert.deepEqual(await patient.proxy.receipts(accessId), []);
    assert.equal(await askedBy(context, "platform", "trust"), "SERVED");
    assert.equal(await askedBy(context, "authority", "hospital"), "SERVED");
  });
});

describe("a proxy takes a patient's deal", () => {
  it("also when a stranger has sent one of his own under the grant's id first", async () => {
    const stranger = await enrollPatient(network);
    const { patient, record, reader } = cast;
    const { grantId, input, made } = await grantTo(network, patient, record, reader);
    const squatting = await dealForGrant({
      ...input,
      grantor: stranger.home.personId,
      signer: stranger.home.signer,
      master: stranger.home.master,
      coverage: { ...input.coverage, patient: stranger.record.personId },
      link: await linkPseudonyms(stranger.home.pseudonym, stranger.record.pseudonym, grantId),
    });
    for (const [sender, { deals }] of [
      [stranger.home, squatting],
      [patient.home, made],
    ] as const) {
      const client = await clientAt(network, "trust", sender);
      const deal = deals.find(({ organization }) => organization === ORG.trust) ?? assert.fail();
      assert.equal((await client.deals.post(deal)).state, "ready");
    }
  });
});

/** What the oracle of one organisation gets from that of another in the reader's name. */
async function askedBy(context: TestContext, asker: Name, proxy: Name): Promise<string> {
  const peers = peersOf(context, network, asker);
  const path = `/peer/v1/proxy/accesses/${accessId}`;
  const json = { chainId: CONSORTIUM, reader: cast.reader.personId };
  const asked = peers.json(ORG[proxy], { method: "POST", path, json }, proxyReply);
  return asked.then(
    () => "SERVED",
    () => codeOf(asked),
  );
}

/** Enrols somebody on the hospital's chain under a pseudonym that another person has on the consortium. */
async function enrollAs(personId: Hex) {
  const { chainId, contracts } = network.hospitalChain;
  const address = lower(contracts.IdentityRegistry);
  const domain = contractDomain({ contract: "IdentityRegistry", chainId, address });
  const account = privateKeyToAccount(generatePrivateKey());
  const issuer = issuerAccount(ORG.hospital);
  const now = Math.floor(Date.now() / 1000);
  const message = {
    personId,
    role: ROLE.patient,
    organization: ORG.hospital,
    controller: account.address,
    keyManifestRoot: newId(),
    nullifier: newId(),
    notBefore: now - 3_600,
    notAfter: now + 3_600,
    issuer: zeroHash,
    signer: issuer.address,
  };
  const enrollment = { personId, controller: account.address, credentialHash: credentialHash(message) };
  const data = encodeFunctionData({
    abi: ABIS.IdentityRegistry,
    functionName: "enroll",
    args: [
      message,
      await sign(issuer, typed("Credential", domain, message)),
      await sign(account, typed("Enrollment", domain, enrollment)),
    ],
  });
  await network.hospitalChain.send(testAccount("anyone"), address, data);
  return { account, chainId, personId };
}
