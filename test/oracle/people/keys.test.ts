import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { contractDomain } from "@medlattice/sdk/eip712";
import { ROLE } from "@medlattice/sdk/identity";
import {
  MasterKey,
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
import { codeOf, codeOfResponse, errorOf } from "../fixture/errors.ts";
import { random32 } from "../fixture/person.ts";
import { changeKeys } from "./fixture/changeKeys.ts";
import { filesHolding } from "./fixture/canary.ts";
import { type PeopleNetwork, startPeopleNetwork } from "./fixture/network.ts";
import {
  type Manager,
  type Pseudonym,
  clientOf,
  enrolAtDesk,
  firstManager,
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
    const changed = await changeKeys(network, person, 1);
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
