import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { CAPACITY, type RealIdentity } from "@medlattice/sdk/enrolment";
import { acceptCredential, ROLE } from "@medlattice/sdk/identity";
import { codeOf } from "../fixture/errors.ts";
import { random32 } from "../fixture/person.ts";
import { type PeopleNetwork, orgId, startPeopleNetwork } from "./fixture/network.ts";
import {
  type Manager,
  type Pseudonym,
  clientOf,
  deskOf,
  enrolAtDesk,
  firstManager,
  pseudonym,
  signCredential,
  someone,
} from "./fixture/people.ts";

let network: PeopleNetwork;
let manager: Manager;

before(async () => {
  network = await startPeopleNetwork();
  manager = await firstManager(network, "hospital", network.hospitalChain);
});
after(() => network.close());

/** An enrolment that waits for the manager's credential. */
async function started(identity: RealIdentity = someone()) {
  const person = await pseudonym(network.hospitalChain);
  const answer = await manager.client.enrolment.start({ role: ROLE.patient, identity });
  assert.ok(answer.outcome === "started");
  const { enrolmentId, nullifier } = answer;
  const issued = await signCredential(manager, { request: person.request, role: ROLE.patient, nullifier });
  return { person, enrolmentId, nullifier, issued };
}

async function acceptance(person: Pseudonym, issued: Awaited<ReturnType<typeof signCredential>>) {
  const { at, request, account } = person;
  return (await acceptCredential({ at, issued, request, signer: account })).controllerSignature;
}

describe("the desk (F1, M7)", () => {
  it("enrols a patient who waits with a code, on two devices", async () => {
    const { person, enrolmentId, issued } = await started();
    const desk = deskOf(network, "hospital");
    const { code, token } = await desk.wait(person.request);
    assert.deepEqual((await manager.client.enrolment.look(code)).request, person.request);
    assert.deepEqual(await desk.pickup(token), { state: "waiting", issued: null });
    assert.equal(await codeOf(desk.accept(token, "0x00")), "CREDENTIAL_NOT_FOUND");
    await manager.client.enrolment.issue(enrolmentId, issued, code);
    const found = await desk.pickup(token);
    assert.deepEqual(found, { state: "issued", issued });
    await desk.accept(token, await acceptance(person, issued));
    assert.equal((await desk.pickup(token)).state, "enrolled");
    const session = await (await clientOf(network, "hospital", person)).session();
    assert.deepEqual([session.role, session.organization], [ROLE.patient, orgId("hospital")]);
  });

  it("enrols a doctor whose client relays the call itself, and sees it on chain", async () => {
    const person = await pseudonym(network.hospitalChain);
    const identity = someone();
    const answer = await manager.client.enrolment.start({ role: ROLE.doctor, identity });
    assert.ok(answer.outcome === "started");
    const { request, at, account } = person;
    const { enrolmentId, nullifier } = answer;
    const issued = await signCredential(manager, { request, role: ROLE.doctor, nullifier });
    await manager.client.enrolment.issue(enrolmentId, issued);
    assert.equal((await manager.client.enrolment.get(enrolmentId)).state, "issued");
    const enrollment = await acceptCredential({ at, issued, request, signer: account });
    await deskOf(network, "hospital").enroll(at, enrollment);
    for (;;) {
      const details = await manager.client.enrolment.get(enrolmentId);
      assert.deepEqual(details.identity, identity);
      if (details.state === "issued") continue;
      assert.deepEqual([details.state, details.personId], ["enrolled", person.personId]);
      break;
    }
    assert.equal((await manager.client.enrolment.list()).items[0]?.enrolmentId, enrolmentId);
  });

  it("loses nobody who waits when the oracle is restarted", async () => {
    const { person, enrolmentId, issued } = await started();
    const { code, token } = await deskOf(network, "hospital").wait(person.request);
    await manager.client.enrolment.issue(enrolmentId, issued, code);
    await network.stop("hospital");
    await network.start("hospital");
    const desk = deskOf(network, "hospital");
    assert.deepEqual(await desk.pickup(token), { state: "issued", issued });
    const signature = await acceptance(person, issued);
    const first = await desk.accept(token, signature);
    // The same acceptance sent again, as after an answer that got lost, is the same transaction.
    assert.equal((await desk.accept(token, signature)).txHash, first.txHash);
    assert.equal((await desk.pickup(token)).state, "enrolled");
  });

  it("enrols a capture station under its serial number", async () => {
    const identity: RealIdentity = {
      kind: "device",
      manufacturer: "Test Instruments",
      model: "Monitor 1",
      id: { system: "urn:test:udi", value: `SN-${random32()}` },
    };
    const role = ROLE.captureStation;
    assert.equal((await manager.client.enrolment.start({ role, identity })).outcome, "started");
    assert.equal(
      await codeOf(manager.client.enrolment.start({ role: ROLE.staff, identity })),
      "IDENTITY_KIND_WRONG",
    );
    assert.equal(
      await codeOf(manager.client.enrolment.start({ role, identity: someone() })),
      "IDENTITY_KIND_WRONG",
    );
  });

  it("names the pseudonym of somebody who is enrolled already, however the number is written", async () => {
    const identity = someone();
    const person = await enrolAtDesk(manager, network.hospitalChain, ROLE.patient, identity);
    const { system, value } = identity.id;
    const written = { system, value: ` ${value.toLowerCase().replaceAll("-", " ")}` };
    assert.deepEqual(
      await manager.client.enrolment.start({ role: ROLE.patient, identity: { ...identity, id: written } }),
      { outcome: "enrolled-already", personId: person.personId },
    );
    assert.equal(
      (await manager.client.enrolment.lookup(written, CAPACITY.patient)).personId,
      person.personId,
    );
    // Who is a patient may be a doctor too, under a pseudonym that nobody can connect with the first (decision 0012).
    assert.equal((await manager.client.enrolment.lookup(written, CAPACITY.professional)).personId, null);
    assert.equal((await manager.client.enrolment.start({ role: ROLE.doctor, identity })).outcome, "started");
  });

  it("gives the same enrolment again while nobody has finished it", async () => {
    const identity = someone();
    const first = await manager.client.enrolment.start({ role: ROLE.patient, identity });
    assert.deepEqual(await manager.client.enrolment.start({ role: ROLE.patient, identity }), first);
  });

  it("does not enrol patients on the consortium chain, where no hospital may know them (decision 0006)", async () => {
    const shared = await firstManager(network, "hospital", network.consortium);
    const { enrolment } = shared.client;
    assert.equal(
      await codeOf(enrolment.start({ role: ROLE.patient, identity: someone() })),
      "PATIENTS_NEED_VOUCHER",
    );
    assert.equal(await codeOf(enrolment.lookup(someone().id, CAPACITY.patient)), "PATIENTS_NEED_VOUCHER");
    const doctor = await enrolAtDesk(shared, network.consortium, ROLE.doctor);
    const session = await (await clientOf(network, "clinic", doctor)).session();
    assert.deepEqual([session.role, session.organization], [ROLE.doctor, orgId("hospital")]);
  });

  it("of an authority serves organisations that run no oracle (F1)", async () => {
    const insurer = await firstManager(network, "insurer", network.consortium, "north");
    const clerk = await enrolAtDesk(insurer, network.consortium, ROLE.staff);
    const session = await (await clientOf(network, "north", clerk)).session();
    assert.deepEqual([session.role, session.organization], [ROLE.staff, orgId("insurer")]);
    const elsewhere = await clientOf(network, "hospital", insurer.person);
    assert.equal(
      await codeOf(elsewhere.enrolment.start({ role: ROLE.staff, identity: someone() })),
      "DESK_NOT_PERMITTED",
    );
  });
});
