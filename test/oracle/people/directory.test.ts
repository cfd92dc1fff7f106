import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type OracleClient } from "@medlattice/sdk/client";
import { contractDomain } from "@medlattice/sdk/eip712";
import { ROLE } from "@medlattice/sdk/identity";
import { verifyDisclosure } from "@medlattice/sdk/keys";
import { codeOf, eventually } from "../fixture/errors.ts";
import { random32 } from "../fixture/person.ts";
import { changeKeys } from "./fixture/changeKeys.ts";
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
import { anonymous } from "./fixture/raw.ts";

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

describe("the directory", () => {
  async function listed(
    organization: Manager,
    at: "clinic" | "hospital",
    name: string,
    identity = someone(name),
  ) {
    const doctor = await enrolAtDesk(organization, network.consortium, ROLE.doctor, identity);
    const client = await clientOf(network, at, doctor);
    await client.keys.publish(await upload(doctor));
    const listing = await client.directory.list({ name, specialty: "Kardiologie" });
    return { doctor, client, listing };
  }

  it("finds a doctor of another organisation by name, with the keys to grant to", async () => {
    const { doctor, listing } = await listed(
      clinicManager,
      "clinic",
      "Dr. Ágnes Müller-Šťastná",
      someone("Müller-Šťastná", "Ágnes"),
    );
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
    const first = await listed(clinicManager, "clinic", "王小明", someone("王", "小明"));
    await listed(clinicManager, "clinic", "王大明", someone("王", "大明"));
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
    const { listing } = await listed(clinicManager, "clinic", "Dr. Oliver Famous", someone("Li", "Oliver"));
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
    const { doctor, client } = await listed(clinicManager, "clinic", "Dr. Vanishing");
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

  it("is asked for by an oracle that has none of it, while all others stay up", async () => {
    const { doctor } = await listed(clinicManager, "clinic", "Dr. Restored");
    const isFound = async () => {
      const north = await clientOf(network, "north", doctor);
      return (await north.directory.search({ q: "restored" })).items.length === 1;
    };
    await eventually(isFound);
    await network.stop("north");
    const database = new DatabaseSync(join(network.folder("north"), "data", "oracle.sqlite"));
    database.exec("DELETE FROM listings");
    database.close();
    await network.start("north");
    await eventually(isFound);
  });

  it("takes another oracle's word for its own doctors only, and checks the keys", async () => {
    const { doctor, client, listing } = await listed(clinicManager, "clinic", "Dr. Peer", someone("Peer"));
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
    const { doctor, client } = await listed(clinicManager, "clinic", "Dr. Keychange", someone("Keychange"));
    assert.equal((await client.directory.search({ q: "keychange" })).items.length, 1);
    await changeKeys(network, doctor, 1);
    await eventually(async () => (await client.directory.search({ q: "keychange" })).items.length === 0);
  });
});
