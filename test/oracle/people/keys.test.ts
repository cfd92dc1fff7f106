import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type OracleClient } from "@medlattice/sdk/client";
import { contractDomain } from "@medlattice/sdk/eip712";
import { ROLE, signKeyManifestChange } from "@medlattice/sdk/identity";
import {
  MasterKey,
  createKeyManifest,
  createKeyring,
  discloseLeaf,
  parseKeyManifest,
  parseKeyring,
  readReceiveLeaf,
  readSealingLeaf,
  storeKeyring,
  unwrapWithWallet,
  verifyDisclosure,
  wrapWithWallet,
} from "@medlattice/sdk/keys";
import { keyManifestSchema } from "@medlattice/sdk/keys";
import { openMessage } from "@medlattice/sdk/envelope";
import { ABIS } from "@medlattice/sdk/abi";
import { encodeFunctionData } from "viem";
import { codeOf, codeOfResponse, errorOf, eventually } from "../fixture/errors.ts";
import { testAccount } from "../fixture/chain.ts";
import { random32 } from "../fixture/person.ts";
import { filesHolding } from "./fixture/canary.ts";
import { askAsPeer } from "./fixture/peer.ts";
import { type OrganizationName, type PeopleNetwork, orgId, startPeopleNetwork } from "./fixture/network.ts";
import {
  type Manager,
  type Pseudonym,
  clientOf,
  enrolAtDesk,
  firstManager,
  someone,
  upload,
} from "./fixture/people.ts";
import { anonymous, rawSession } from "./fixture/raw.ts";

let network: PeopleNetwork;
let manager: Manager;
let clinicManager: Manager;
let patient: Pseudonym;

before(async () => {
  network = await startPeopleNetwork();
  manager = await firstManager(network, "hospital", network.hospitalChain);
  clinicManager = await firstManager(network, "clinic", network.consortium);
  patient = await enrolAtDesk(manager, network.hospitalChain, ROLE.patient);
});
after(() => network.close());

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

async function keyringOf(person: Pseudonym) {
  const wrap = await wrapWithWallet(person.master, person.account);
  return text(storeKeyring(createKeyring(person.master, [wrap])).bytes);
}

/** Changes the keys on chain, as a person does who has lost a device. */
async function changeKeys(person: Pseudonym, epoch: number): Promise<Pseudonym> {
  const domain = contractDomain({
    contract: "IdentityRegistry",
    chainId: person.chainId,
    address: person.at.identityRegistry,
  });
  const { master, personId, account } = person;
  const plan = { chainId: person.chainId, epoch, receiveEpoch: epoch, categories: [] };
  const manifest = await createKeyManifest({ master, personId, plan, domain, signer: account });
  const { message, signature } = await signKeyManifestChange(
    { at: person.at, personId, signer: account },
    { keyManifestRoot: manifest.root, deadline: Math.floor(Date.now() / 1000) + 600 },
  );
  const chain = person.chainId === network.consortium.chainId ? network.consortium : network.hospitalChain;
  await chain.send(
    testAccount("anyone"),
    person.at.identityRegistry,
    encodeFunctionData({
      abi: ABIS.IdentityRegistry,
      functionName: "changeKeyManifest",
      args: [message, signature],
    }),
  );
  return { ...person, manifest };
}

describe("a keyring (rule 3)", () => {
  it("opens the master key again on another browser, after a login", async () => {
    const first = await clientOf(network, "hospital", patient);
    assert.equal(await codeOf(first.keyring.get()), "KEYRING_NOT_FOUND");
    assert.deepEqual(await first.keyring.put(0, await keyringOf(patient)), { version: 1 });
    const other = await clientOf(network, "hospital", patient);
    const { document, version } = await other.keyring.get();
    assert.equal(version, 1);
    const [wrap] = parseKeyring(new TextEncoder().encode(document)).wraps;
    assert.ok(wrap?.kind === "wallet");
    const opened = await unwrapWithWallet(wrap, patient.account);
    assert.equal(opened.check(), patient.master.check());
  });

  it("is served to its owner alone", async () => {
    const stranger = await enrolAtDesk(manager, network.hospitalChain, ROLE.patient);
    for (const person of [stranger, manager.person])
      assert.equal(
        await codeOf((await clientOf(network, "hospital", person)).keyring.get()),
        "KEYRING_NOT_FOUND",
      );
    assert.equal((await anonymous(network, "hospital", "GET", "/v1/persons/me/keyring")).status, 401);
  });

  it("is replaced only from the version one knows, and earlier ones stay for a while", async () => {
    const person = await enrolAtDesk(manager, network.hospitalChain, ROLE.patient);
    const { keyring } = await clientOf(network, "hospital", person);
    const documents = [];
    for (let version = 0; version < 7; version++) {
      documents.push(await keyringOf(person));
      assert.deepEqual(await keyring.put(version, documents[version] ?? ""), { version: version + 1 });
    }
    const error = await errorOf(keyring.put(6, documents[0] ?? ""));
    assert.deepEqual([error.code, error.facts["present"]], ["CONFLICT", 7]);
    const racing = await Promise.allSettled([
      keyring.put(7, documents[0] ?? ""),
      keyring.put(7, documents[1] ?? ""),
    ]);
    assert.deepEqual(racing.map(({ status }) => status).toSorted(), ["fulfilled", "rejected"]);
    assert.equal((await keyring.get(4)).document, documents[3]);
    assert.equal(await codeOf(keyring.get(3)), "KEYRING_NOT_FOUND");
  });

  it("is refused when it is no keyring, of several keys, or too large", async () => {
    const { keyring } = await clientOf(network, "hospital", patient);
    const one = parseKeyring(new TextEncoder().encode(await keyringOf(patient)));
    const wrap = await wrapWithWallet(MasterKey.generate(), patient.account);
    const mixed = JSON.stringify({ ...one, wraps: [...one.wraps, wrap] });
    assert.equal(await codeOf(keyring.put(1, "{}")), "DOCUMENT_INVALID");
    assert.equal(await codeOf(keyring.put(1, "no json")), "DOCUMENT_NOT_JSON");
    assert.equal(await codeOf(keyring.put(1, mixed)), "KEYRING_OTHER_KEY");
    assert.equal(await codeOf(keyring.put(1, " ".repeat(300_000))), "REQUEST_MALFORMED");
    assert.equal(await codeOf(keyring.put(-1, JSON.stringify(one))), "REQUEST_MALFORMED");
  });
});

describe("published keys (rule 3)", () => {
  const domainOf = ({ chainId, at }: Pseudonym) =>
    contractDomain({ contract: "IdentityRegistry", chainId, address: at.identityRegistry });

  it("are found by anybody on the chain, each with its path to the root", async () => {
    const own = await clientOf(network, "hospital", patient);
    assert.equal(await codeOf(own.keys.own()), "KEYS_NOT_FOUND");
    const published = await upload(patient);
    await own.keys.publish(published);
    const { root, sealed } = await own.keys.own();
    assert.equal(root, patient.manifest.root);
    const { bytes } = await openMessage({
      schema: keyManifestSchema,
      sealed,
      identity: patient.sealing.identity,
    });
    assert.deepEqual(parseKeyManifest(bytes), patient.manifest.manifest);
    const { keys } = manager.client;
    const expected = { personId: patient.personId, root: patient.manifest.root };
    const domain = domainOf(patient);
    const receive = await keys.of(patient.personId, "receive");
    assert.match(readReceiveLeaf(await verifyDisclosure({ disclosure: receive, expected, domain })), /^0x/);
    const sealing = await keys.of(patient.personId, "sealing");
    assert.equal(
      readSealingLeaf(await verifyDisclosure({ disclosure: sealing, expected, domain })),
      patient.sealing.recipient,
    );
  });

  it("tell the oracle no category, nor any salt but those of the two public leaves", async () => {
    const secret = patient.manifest.manifest.leaves.filter(({ kind }) => kind === "category");
    const texts = secret.flatMap(({ value, salt }) => [value.slice(2), salt.slice(2)]);
    assert.equal(secret.length, 2);
    assert.deepEqual(filesHolding(network.folder("hospital"), [...texts, "laboratory", "imaging"]), []);
    const visible = patient.manifest.manifest.leaves.find(({ kind }) => kind === "receive");
    assert.notDeepEqual(filesHolding(network.folder("hospital"), [visible?.salt ?? ""]), []);
  });

  it("are not shown without a login, on another chain, or of another kind", async () => {
    const path = `/v1/persons/${patient.personId}/keys/`;
    assert.equal((await anonymous(network, "hospital", "GET", `${path}receive`)).status, 401);
    const elsewhere = await clientOf(network, "hospital", clinicManager.person);
    assert.equal(await codeOf(elsewhere.keys.of(patient.personId, "receive")), "KEYS_NOT_FOUND");
    const session = await rawSession(network, "hospital", manager.person);
    for (const kind of ["category", "check", "recieve"]) {
      assert.equal(await codeOfResponse(await session.send("GET", path + kind)), "REQUEST_MALFORMED");
    }
  });

  it("are refused when they are not the person's, signed by a stranger, or not in the manifest on chain", async () => {
    const person = await enrolAtDesk(manager, network.hospitalChain, ROLE.patient);
    const { keys } = await clientOf(network, "hospital", person);
    const good = await upload(person);
    const other = await upload(patient);
    assert.equal(await codeOf(keys.publish({ ...good, receive: other.receive })), "CONTROLLER_UNKNOWN");
    const foreign = { ...good.receive, personId: patient.personId };
    assert.equal(await codeOf(keys.publish({ ...good, receive: foreign })), "KEY_DISCLOSURE_MISMATCH");
    const value = other.receive.leaf.value;
    const swapped = { ...good.receive, leaf: { ...good.receive.leaf, value } };
    assert.equal(await codeOf(keys.publish({ ...good, receive: swapped })), "KEY_DISCLOSURE_PATH_INVALID");
    const resigned = {
      ...good.receive,
      signature: good.receive.signature.replace("0x", "0x00") as `0x${string}`,
    };
    assert.equal(await codeOf(keys.publish({ ...good, receive: resigned })), "SIGNATURE_INVALID");
    assert.equal(await codeOf(keys.publish({ ...good, receive: good.sealing })), "KEY_LEAF_INVALID");
    const category = discloseLeaf(person.manifest, "category", "laboratory");
    assert.equal(await codeOf(keys.publish({ ...good, sealing: category })), "KEY_LEAF_INVALID");
    assert.equal(await codeOf(keys.publish({ ...good, sealed: "0x1234" })), "MESSAGE_NOT_SEALED");
    await keys.publish(good);
  });

  it("are not served any more once the person has changed them on chain, until published anew", async () => {
    const person = await enrolAtDesk(manager, network.hospitalChain, ROLE.patient);
    const client = await clientOf(network, "hospital", person);
    await client.keys.publish(await upload(person));
    await manager.client.keys.of(person.personId, "receive");
    const changed = await changeKeys(person, 1);
    assert.equal(await codeOf(manager.client.keys.of(person.personId, "receive")), "KEYS_NOT_FOUND");
    assert.equal(await codeOf(client.keys.publish(await upload(person))), "KEY_DISCLOSURE_MISMATCH");
    await client.keys.publish(await upload(changed));
    const { root } = await manager.client.keys.of(person.personId, "receive");
    assert.equal(root, changed.manifest.root);
  });

  it("of another organisation's people are found through one's own oracle", async () => {
    const doctor = await enrolAtDesk(clinicManager, network.consortium, ROLE.doctor);
    await (await clientOf(network, "clinic", doctor)).keys.publish(await upload(doctor));
    const asking = await firstManager(network, "hospital", network.consortium);
    const disclosure = await asking.client.keys.of(doctor.personId, "receive");
    const expected = { personId: doctor.personId, root: doctor.manifest.root };
    await verifyDisclosure({ disclosure, expected, domain: domainOf(doctor) });
    assert.equal(await codeOf(asking.client.keys.of(random32(), "receive")), "KEYS_NOT_FOUND");
  });
});

describe("the directory", () => {
  async function listed(organization: Manager, at: "clinic" | "hospital", name: string, familyName = name) {
    const doctor = await enrolAtDesk(organization, network.consortium, ROLE.doctor, someone(familyName));
    const client = await clientOf(network, at, doctor);
    await client.keys.publish(await upload(doctor));
    const listing = await client.directory.list({ name, specialty: "Kardiologie" });
    return { doctor, client, listing };
  }

  it("finds a doctor of another organisation by name, with the keys to grant to", async () => {
    const { doctor, listing } = await listed(clinicManager, "clinic", "Dr. Ágnes Müller-Šťastná", "Müller");
    assert.equal(listing.isNameVerified, true);
    const seeker = await firstManager(network, "hospital", network.consortium);
    await eventually(
      async () => (await seeker.client.directory.search({ q: "agnes muller" })).items.length === 1,
    );
    const [found] = (await seeker.client.directory.search({ q: "MULLER kardio" })).items;
    assert.deepEqual(found, listing);
    const domain = contractDomain({
      contract: "IdentityRegistry",
      chainId: doctor.chainId,
      address: doctor.at.identityRegistry,
    });
    const expected = { personId: doctor.personId, root: doctor.manifest.root };
    await verifyDisclosure({ disclosure: found?.receive, expected, domain });
    for (const q of ["mueller", "x%", "'; DROP TABLE listings; --"])
      assert.deepEqual((await seeker.client.directory.search({ q })).items, [], q);
  });

  it("finds Chinese names, pages, and keeps to the organisation asked for", async () => {
    const first = await listed(clinicManager, "clinic", "王小明", "王");
    await listed(clinicManager, "clinic", "王大明", "王");
    const { search } = first.client.directory;
    const page = await search({ q: "王", limit: 1 });
    assert.equal(page.items.length, 1);
    const rest = await search({ q: "王", limit: 1, ...(page.next === null ? {} : { cursor: page.next }) });
    assert.equal(rest.items.length, 1);
    assert.notEqual(rest.items[0]?.personId, page.items[0]?.personId);
    assert.equal(rest.next, null);
    assert.equal((await search({ q: "小明", organization: orgId("clinic") })).items.length, 1);
    assert.equal((await search({ q: "小明", organization: orgId("hospital") })).items.length, 0);
  });

  it("says when a name is not the one that was verified", async () => {
    const { listing } = await listed(clinicManager, "clinic", "Dr. Famous", "Nobody");
    assert.equal(listing.isNameVerified, false);
  });

  it("lists no patient, no manager, nobody without keys, and nobody of another organisation", async () => {
    const refusal = async (client: OracleClient) => codeOf(client.directory.list({ name: "Dr. Who" }));
    assert.equal(await refusal(await clientOf(network, "hospital", patient)), "DIRECTORY_NOT_PERMITTED");
    assert.equal(await refusal(manager.client), "DIRECTORY_NOT_PERMITTED");
    const doctor = await enrolAtDesk(clinicManager, network.consortium, ROLE.doctor);
    assert.equal(await refusal(await clientOf(network, "clinic", doctor)), "KEYS_NOT_FOUND");
    assert.equal(await refusal(await clientOf(network, "hospital", doctor)), "DIRECTORY_NOT_PERMITTED");
    const client = await clientOf(network, "clinic", doctor);
    await client.keys.publish(await upload(doctor));
    for (const name of ["", " ", "x".repeat(101), "a\u0007b"])
      assert.equal(await codeOf(client.directory.list({ name })), "REQUEST_MALFORMED");
    assert.equal((await anonymous(network, "clinic", "GET", "/v1/directory")).status, 401);
  });

  it("forgets a doctor who takes the listing down, at all oracles, also one that was away", async () => {
    const { doctor, client } = await listed(clinicManager, "clinic", "Dr. Vanishing", "Vanishing");
    const seeker = await firstManager(network, "hospital", network.consortium);
    const isFound = async () => (await seeker.client.directory.search({ q: "vanishing" })).items.length === 1;
    await eventually(isFound);
    await network.stop("north");
    await client.directory.unlist();
    assert.equal(await codeOf(client.directory.mine()), "LISTING_NOT_FOUND");
    await eventually(async () => !(await isFound()));
    await network.start("north");
    const north = await clientOf(network, "north", doctor);
    await eventually(async () => (await north.directory.search({ q: "vanishing" })).items.length === 0);
  });

  it("takes another oracle's word for its own doctors only, and checks the keys", async () => {
    const { doctor, client, listing } = await listed(clinicManager, "clinic", "Dr. Peer", "Peer");
    const { chainId, personId } = doctor;
    const { chainId: _chain, personId: _person, organization: _organization, ...shown } = listing;
    const changedMs = Date.now() + 1_000;
    const tell = (from: OrganizationName, change: Record<string, unknown> = {}) =>
      askAsPeer(network, { from, to: "hospital" }, "/peer/v1/directory", {
        chainId,
        personId,
        changedMs,
        listing: { ...shown, name: "Dr. Changed" },
        ...change,
      });
    const other = await upload(patient);
    assert.deepEqual(await tell("north"), { status: 403, code: "LISTING_NOT_PERMITTED" });
    assert.deepEqual(await tell("north", { listing: null }), { status: 403, code: "LISTING_NOT_PERMITTED" });
    assert.equal((await tell("clinic", { personId: random32() })).code, "LISTING_NOT_PERMITTED");
    assert.equal(
      (await tell("clinic", { chainId: network.hospitalChain.chainId })).code,
      "LISTING_NOT_PERMITTED",
    );
    assert.equal((await tell("clinic", { changedMs: Date.now() + 3_600_000 })).code, "LISTING_TIME");
    assert.equal(
      (await tell("clinic", { listing: { ...shown, name: "x".repeat(101) } })).code,
      "REQUEST_MALFORMED",
    );
    const foreign = { ...shown, receive: other.receive };
    assert.equal((await tell("clinic", { listing: foreign })).code, "CONTROLLER_UNKNOWN");
    const mixed = { ...shown, receive: { ...shown.receive, leaf: other.receive.leaf } };
    assert.equal((await tell("clinic", { listing: mixed })).code, "KEY_DISCLOSURE_PATH_INVALID");
    const seeker = await firstManager(network, "hospital", network.consortium);
    const found = async (q: string) => (await seeker.client.directory.search({ q })).items.length;
    await eventually(async () => (await found("dr peer")) === 1);
    assert.equal((await tell("clinic", { changedMs: 1 })).status, 204);
    assert.equal(await found("changed"), 0, "an older change is no news");
    assert.equal((await tell("clinic")).status, 204);
    assert.equal(await found("changed"), 1);
    await client.directory.unlist();
  });

  it("shows no doctor whose keys have changed", async () => {
    const { doctor, client } = await listed(clinicManager, "clinic", "Dr. Keychange", "Keychange");
    assert.equal((await client.directory.search({ q: "keychange" })).items.length, 1);
    await changeKeys(doctor, 1);
    await eventually(async () => (await client.directory.search({ q: "keychange" })).items.length === 0);
  });
});
