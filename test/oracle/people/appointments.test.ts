import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { AppointmentEntry, OracleClient } from "@medlattice/sdk/client";
import { signMandate } from "@medlattice/sdk/consent";
import { recordCalls } from "@medlattice/sdk/chain";
import { contractDomain, sign, typed } from "@medlattice/sdk/eip712";
import { ROLE } from "@medlattice/sdk/identity";
import { discloseLeaf, readCategoryLeaf, verifyDisclosure } from "@medlattice/sdk/keys";
import {
  type Appointment,
  openAppointment,
  openAppointmentRequest,
  sealAppointment,
} from "@medlattice/sdk/record";
import {
  openCategoryKeys,
  openTreatmentMandate,
  sealCategoryKeys,
  sealToManagers,
  sealTreatmentMandate,
} from "@medlattice/sdk/visit";
import { type Hex, zeroHash } from "viem";
import { testAccount } from "../fixture/chain.ts";
import { codeOf, codeOfResponse, errorOf, eventually } from "../fixture/errors.ts";
import { random32 } from "../fixture/person.ts";
import { filesHolding } from "./fixture/canary.ts";
import { type PeopleNetwork, orgId, startPeopleNetwork } from "./fixture/network.ts";
import {
  type Manager,
  type Pseudonym,
  clientOf,
  enrolAtDesk,
  firstManager,
  lower,
  upload,
} from "./fixture/people.ts";
import { anonymous, rawSession } from "./fixture/raw.ts";

let network: PeopleNetwork;
let manager: Manager;
let patient: Pseudonym;
let doctor: Pseudonym;
let stranger: Pseudonym;
let patientSide: OracleClient;
let doctorSide: OracleClient;
let strangerSide: OracleClient;

before(async () => {
  network = await startPeopleNetwork();
  const chain = network.hospitalChain;
  manager = await firstManager(network, "hospital", chain);
  await manager.client.keys.publish(await upload(manager.person));
  patient = await enrolAtDesk(manager, chain, ROLE.patient);
  doctor = await enrolAtDesk(manager, chain, ROLE.doctor);
  stranger = await enrolAtDesk(manager, chain, ROLE.patient);
  patientSide = await clientOf(network, "hospital", patient);
  doctorSide = await clientOf(network, "hospital", doctor);
  strangerSide = await clientOf(network, "hospital", stranger);
  await eventually(async () => (await patientSide.appointments.desk()).managers.length === 1);
});
after(() => network.close());

const COMPLAINT = "Canary complaint: 胸痛 since yesterday";

const domain = () =>
  contractDomain({
    contract: "IdentityRegistry",
    chainId: patient.chainId,
    address: patient.at.identityRegistry,
  });

async function sealedRequest(): Promise<Hex> {
  const { managers } = await patientSide.appointments.desk();
  return sealToManagers(
    {
      format: "medlattice/appointment-request/v1",
      chainId: patient.chainId,
      patient: patient.personId,
      complaint: COMPLAINT,
      keys: [
        discloseLeaf(patient.manifest, "sealing"),
        discloseLeaf(patient.manifest, "category", "laboratory"),
      ],
    },
    {
      managers,
      domain: domain(),
      rootOf: async () => manager.person.manifest.root,
      ownRecipient: patient.sealing.recipient,
    },
  );
}

async function requested(): Promise<AppointmentEntry> {
  return patientSide.appointments.request(random32(), await sealedRequest());
}

/** What the manager's client makes of a request. */
async function assignment(entry: AppointmentEntry, treatmentId = random32(), to = doctor) {
  const request = await openAppointmentRequest(entry.request, manager.person.sealing.identity);
  const appointment: Appointment = {
    ...request,
    format: "medlattice/appointment/v1",
    treatmentId,
    institution: orgId("hospital"),
    doctor: to.personId,
    notBefore: 1,
    notAfter: 2,
  };
  const sealed = await sealAppointment(appointment, [to.sealing.recipient, patient.sealing.recipient]);
  return { doctor: to.personId, treatmentId, sealed, sequence: entry.sequence };
}

async function assigned() {
  const entry = await requested();
  return manager.client.appointments.assign(entry.appointmentId, await assignment(entry));
}

/** A doctor's proposal as the chain sees it; nothing of it can be opened, which is not the point here. */
async function proposeOnChain(author: Pseudonym, subject: Pseudonym, treatmentId: Hex): Promise<Hex> {
  const { chainId, contracts, send } = network.hospitalChain;
  const address = lower(contracts.RecordRegistry);
  const proposal = {
    recordId: random32(),
    patient: subject.personId,
    author: author.personId,
    signer: lower(author.account.address),
    institution: orgId("hospital"),
    treatmentId,
    categoryTag: random32(),
    commitment: random32(),
    commitmentProof: random32(),
    manifestHash: random32(),
    keywordRoot: zeroHash,
    stationRoot: zeroHash,
  };
  const data = typed("Proposal", contractDomain({ contract: "RecordRegistry", chainId, address }), proposal);
  const call = recordCalls.propose(address, proposal, await sign(author.account, data));
  await send(testAccount("anyone"), call.to, call.data);
  return proposal.recordId;
}

describe("an appointment (F3)", () => {
  it("goes from the patient's complaint to the doctor's treatment key, which the patient carries", async () => {
    const entry = await requested();
    assert.deepEqual([entry.state, entry.sequence, entry.doctor], ["requested", 0, null]);
    const [found] = (await manager.client.appointments.list({ as: "manager", state: "requested" })).items;
    assert.deepEqual(found, entry);
    const made = await assignment(entry);
    await manager.client.appointments.assign(entry.appointmentId, made);
    const own = await patientSide.appointments.get(entry.appointmentId);
    assert.deepEqual([own.state, own.treatmentId, own.token], ["assigned", made.treatmentId, made.sealed]);
    const [seen] = (await doctorSide.appointments.list({ as: "doctor" })).items;
    assert.deepEqual(seen, own);
    for (const { sealing } of [doctor, patient]) {
      const opened = await openAppointment({
        sealed: own.token ?? "0x",
        identity: sealing.identity,
        expected: { patient: patient.personId, doctor: doctor.personId, treatmentId: made.treatmentId },
      });
      assert.equal(opened.complaint, COMPLAINT);
      const disclosure = opened.keys.find(({ leaf }) => leaf.kind === "category");
      const expected = { personId: patient.personId, root: patient.manifest.root };
      const leaf = await verifyDisclosure({ disclosure, expected, domain: domain() });
      assert.equal(readCategoryLeaf(leaf).code, "laboratory");
    }
    const closed = await doctorSide.appointments.close(entry.appointmentId, own.sequence);
    assert.equal(closed.state, "closed");
  });

  it("is one however often the same request is sent, and none is put in its place", async () => {
    const appointmentId = random32();
    const sealed = await sealedRequest();
    const first = await patientSide.appointments.request(appointmentId, sealed);
    assert.deepEqual(await patientSide.appointments.request(appointmentId, sealed), first);
    assert.equal(
      await codeOf(patientSide.appointments.request(appointmentId, await sealedRequest())),
      "CONFLICT",
    );
    assert.equal(await codeOf(strangerSide.appointments.request(appointmentId, sealed)), "CONFLICT");
  });

  it("is seen by its patient, its doctor and the managers, and by nobody else", async () => {
    const entry = await assigned();
    const other = await enrolAtDesk(manager, network.hospitalChain, ROLE.doctor);
    const staff = await enrolAtDesk(manager, network.hospitalChain, ROLE.staff);
    const authority = await firstManager(network, "north", network.hospitalChain, "hospital");
    const outsiders = [
      strangerSide,
      authority.client,
      await clientOf(network, "hospital", other),
      await clientOf(network, "hospital", staff),
    ];
    for (const { appointments } of outsiders) {
      const { appointmentId: id, sequence } = entry;
      const sealed = entry.request;
      assert.equal(await codeOf(appointments.get(id)), "APPOINTMENT_NOT_FOUND");
      assert.equal(await codeOf(appointments.cancel(id, sequence)), "APPOINTMENT_NOT_FOUND");
      assert.equal(await codeOf(appointments.close(id, sequence)), "APPOINTMENT_NOT_FOUND");
      assert.equal(await codeOf(appointments.enclose(id, "keys", sealed)), "APPOINTMENT_NOT_FOUND");
    }
    assert.deepEqual((await strangerSide.appointments.list({ as: "patient" })).items, []);
    assert.equal((await anonymous(network, "hospital", "GET", "/v1/appointments?as=manager")).status, 401);
  });

  it("lets each do what is theirs only", async () => {
    const entry = await requested();
    const { appointmentId: id, sequence } = entry;
    const refused = "APPOINTMENT_NOT_PERMITTED";
    const made = await assignment(entry);
    const sealed = entry.request;
    assert.equal(await codeOf(patientSide.appointments.assign(id, made)), refused);
    assert.equal(await codeOf(doctorSide.appointments.assign(id, made)), refused);
    assert.equal(await codeOf(doctorSide.appointments.request(random32(), sealed)), refused);
    assert.equal(await codeOf(manager.client.appointments.request(random32(), sealed)), refused);
    assert.equal(await codeOf(patientSide.appointments.list({ as: "manager" })), refused);
    assert.equal(await codeOf(doctorSide.appointments.list({ as: "manager" })), refused);
    assert.equal(await codeOf(doctorSide.appointments.desk()), refused);
    assert.equal(await codeOf(patientSide.appointments.close(id, sequence)), refused);
    assert.equal(await codeOf(manager.client.appointments.enclose(id, "keys", sealed)), refused);
    const shared = await firstManager(network, "hospital", network.consortium);
    assert.equal(await codeOf(shared.client.appointments.list({ as: "manager" })), refused);
    await manager.client.appointments.assign(id, made);
    assert.equal(await codeOf(doctorSide.appointments.cancel(id, sequence + 1)), refused);
    assert.equal(await codeOf(doctorSide.appointments.enclose(id, "keys", sealed)), refused);
  });

  it("is not changed by who saw an earlier state, nor twice at once", async () => {
    const entry = await requested();
    const { appointmentId: id } = entry;
    const made = await assignment(entry);
    const racing = await Promise.allSettled([
      manager.client.appointments.assign(id, made),
      manager.client.appointments.assign(id, await assignment(entry)),
    ]);
    assert.deepEqual(racing.map(({ status }) => status).toSorted(), ["fulfilled", "rejected"]);
    const error = await errorOf(patientSide.appointments.cancel(id, 0));
    assert.deepEqual([error.code, error.facts["sequence"]], ["CONFLICT", 1]);
    await patientSide.appointments.cancel(id, 1);
    const state = "APPOINTMENT_STATE";
    assert.equal(await codeOf(patientSide.appointments.cancel(id, 2)), state);
    assert.equal(await codeOf(manager.client.appointments.assign(id, { ...made, sequence: 2 })), state);
    assert.equal(await codeOf(doctorSide.appointments.close(id, 2)), state);
    assert.equal(await codeOf(patientSide.appointments.enclose(id, "keys", made.sealed)), state);
  });

  it("goes to active doctors of the institution only, under a treatment of this patient only", async () => {
    const entry = await assigned();
    const again = await requested();
    const { assign } = manager.client.appointments;
    const made = await assignment(again);
    for (const person of [patient.personId, manager.person.personId, random32()])
      assert.equal(
        await codeOf(assign(again.appointmentId, { ...made, doctor: person })),
        "DOCTOR_NOT_FOUND",
      );
    const invalid = "TREATMENT_INVALID";
    assert.equal(await codeOf(assign(again.appointmentId, { ...made, treatmentId: zeroHash })), invalid);
    const theirs = await strangerSide.appointments.request(random32(), again.request);
    const stolen = { ...made, treatmentId: entry.treatmentId ?? zeroHash, sequence: theirs.sequence };
    assert.equal(await codeOf(assign(theirs.appointmentId, stolen)), invalid);
    const followUp = await assign(again.appointmentId, {
      ...made,
      treatmentId: entry.treatmentId ?? zeroHash,
    });
    assert.equal(followUp.treatmentId, entry.treatmentId);
    const moved = { ...made, sequence: followUp.sequence };
    assert.equal(await codeOf(assign(again.appointmentId, moved)), invalid);
  });

  it("takes further category keys and a mandate from the patient, for the doctor alone", async () => {
    const entry = await assigned();
    const { appointmentId: id } = entry;
    const disclosed = discloseLeaf(patient.manifest, "category", "imaging");
    const keys = await sealCategoryKeys(id, [disclosed], doctor.sealing.recipient);
    await patientSide.appointments.enclose(id, "keys", keys);
    const mandate = await signMandate(
      {
        home: {
          chainId: patient.chainId,
          consentRegistry: lower(network.hospitalChain.contracts.ConsentRegistry),
        },
        personId: patient.personId,
        signer: patient.account,
      },
      {
        treatmentId: entry.treatmentId ?? zeroHash,
        institution: orgId("hospital"),
        notBefore: 1,
        notAfter: 2,
      },
    );
    const sealed = await sealTreatmentMandate(id, mandate, doctor.sealing.recipient);
    await patientSide.appointments.enclose(id, "mandate", sealed);
    const { enclosures } = await doctorSide.appointments.get(id);
    const { identity } = doctor.sealing;
    assert.deepEqual(await openCategoryKeys(id, enclosures.keys ?? "0x", identity), [disclosed]);
    const opened = await openTreatmentMandate(id, enclosures.mandate ?? "0x", identity);
    assert.deepEqual([opened.mandate, opened.signature], [mandate.message, mandate.signature]);
    assert.equal(await codeOf(openCategoryKeys(random32(), keys, identity)), "ENCLOSURE_MISMATCH");
    // A new doctor cannot open what was sealed to the one before: the patient sees that it is gone.
    const other = await enrolAtDesk(manager, network.hospitalChain, ROLE.doctor);
    const change = {
      ...(await assignment(entry, entry.treatmentId ?? zeroHash, other)),
      sequence: entry.sequence,
    };
    const moved = await manager.client.appointments.assign(id, change);
    assert.deepEqual(moved.enclosures, { keys: null, mandate: null });
    assert.equal(await codeOf(doctorSide.appointments.get(id)), "APPOINTMENT_NOT_FOUND");
  });

  it("lets the assigned doctor see the records of the treatment, until it ends", async () => {
    const entry = await assigned();
    const treatmentId = entry.treatmentId ?? zeroHash;
    const author = await enrolAtDesk(manager, network.hospitalChain, ROLE.doctor);
    const recordId = await proposeOnChain(author, patient, treatmentId);
    const seenBy = async (client: OracleClient) =>
      (await client.records.ofTreatment(treatmentId)).items.map(({ state }) => state.recordId);
    await eventually(async () => (await seenBy(doctorSide)).length === 1);
    assert.deepEqual(await seenBy(doctorSide), [recordId]);
    const other = await enrolAtDesk(manager, network.hospitalChain, ROLE.doctor);
    const otherSide = await clientOf(network, "hospital", other);
    assert.deepEqual(await seenBy(otherSide), []);
    assert.equal(await codeOf(otherSide.records.get(recordId)), "RECORD_NOT_FOUND");
    // Nor can a manager let a doctor in by naming this treatment in another patient's appointment.
    const theirs = await strangerSide.appointments.request(random32(), entry.request);
    const made = await assignment(theirs, treatmentId, other);
    assert.equal(
      await codeOf(manager.client.appointments.assign(theirs.appointmentId, made)),
      "TREATMENT_INVALID",
    );
    await doctorSide.appointments.close(entry.appointmentId, entry.sequence);
    assert.deepEqual(await seenBy(doctorSide), []);
  });

  it("is not under a treatment in which another patient has records already", async () => {
    const treatmentId = random32();
    const author = await enrolAtDesk(manager, network.hospitalChain, ROLE.doctor);
    const recordId = await proposeOnChain(author, stranger, treatmentId);
    await eventually(async () =>
      (await strangerSide.records.list()).items.some(({ state }) => state.recordId === recordId),
    );
    const entry = await requested();
    const made = await assignment(entry, treatmentId);
    assert.equal(
      await codeOf(manager.client.appointments.assign(entry.appointmentId, made)),
      "TREATMENT_INVALID",
    );
  });

  it("is refused unsealed, malformed, too large, or one too many", async () => {
    const session = await rawSession(network, "hospital", stranger);
    const sealed = await sealedRequest();
    const plain = `0x${Buffer.from(COMPLAINT).toString("hex")}`;
    const send = (body: unknown) => session.send("POST", "/v1/appointments", body);
    assert.equal(
      await codeOfResponse(await send({ appointmentId: random32(), sealed: plain })),
      "MESSAGE_NOT_SEALED",
    );
    const large = `${sealed}${"00".repeat(131_072)}`;
    for (const body of [
      { appointmentId: random32() },
      { appointmentId: "1", sealed },
      { appointmentId: random32(), sealed, complaint: COMPLAINT },
      { appointmentId: random32(), sealed: large },
    ]) {
      assert.equal(await codeOfResponse(await send(body)), "REQUEST_MALFORMED");
    }
    const open = (await strangerSide.appointments.list({ as: "patient" })).items.length;
    for (let i = open; i < 20; i++) await strangerSide.appointments.request(random32(), sealed);
    assert.equal(await codeOf(strangerSide.appointments.request(random32(), sealed)), "APPOINTMENTS_FULL");
    const page = await strangerSide.appointments.list({ as: "patient", limit: 15 });
    const rest = await strangerSide.appointments.list({ as: "patient", cursor: page.next ?? 0 });
    assert.deepEqual([page.items.length, rest.items.length, rest.next], [15, 5, null]);
  });

  it("leaves complaint and categories with the people concerned", async () => {
    const texts = [COMPLAINT, "胸痛", "laboratory", "imaging"];
    for (const name of ["hospital", "north"] as const)
      assert.deepEqual(filesHolding(network.folder(name), texts), []);
    for (const text of texts) assert.ok(!network.log().includes(text));
    assert.deepEqual(filesHolding(network.hospitalChain.folder, texts), []);
  });
});

describe("a sealed request", () => {
  it("goes to managers whom the chain knows, and to no key an oracle slips in", async () => {
    const { managers } = await patientSide.appointments.desk();
    const [good] = managers;
    assert.ok(good !== undefined);
    const message = {
      format: "medlattice/appointment-request/v1" as const,
      chainId: patient.chainId,
      patient: patient.personId,
      complaint: COMPLAINT,
      keys: [discloseLeaf(patient.manifest, "sealing")],
    };
    const options = { domain: domain(), ownRecipient: patient.sealing.recipient };
    const rootOf = async () => manager.person.manifest.root;
    const foreign = discloseLeaf(stranger.manifest, "sealing");
    const slipped = { ...good, leaf: foreign.leaf };
    assert.equal(
      await codeOf(sealToManagers(message, { ...options, rootOf, managers: [slipped] })),
      "KEY_DISCLOSURE_PATH_INVALID",
    );
    assert.equal(
      await codeOf(sealToManagers(message, { ...options, rootOf, managers: [foreign] })),
      "KEY_DISCLOSURE_MISMATCH",
    );
    assert.equal(
      await codeOf(sealToManagers(message, { ...options, rootOf, managers: [] })),
      "APPOINTMENT_DESK_CLOSED",
    );
  });
});
