import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ROLE } from "@medlattice/sdk/identity";
import { zeroHash } from "viem";
import { codeOf, codeOfResponse, eventually } from "../fixture/errors.ts";
import { random32 } from "../fixture/person.ts";
import { filesHolding } from "./fixture/canary.ts";
import { COMPLAINT, type Visits, openVisits } from "./fixture/visits.ts";
import { type PeopleNetwork, startPeopleNetwork } from "./fixture/network.ts";
import { clientOf, enrolAtDesk, firstManager } from "./fixture/people.ts";
import { anonymous, rawSession } from "./fixture/raw.ts";

let network: PeopleNetwork;
let manager: Visits["manager"];
let patient: Visits["patient"];
let stranger: Visits["stranger"];
let patientSide: Visits["patientSide"];
let doctorSide: Visits["doctorSide"];
let strangerSide: Visits["strangerSide"];
let sealedRequest: Visits["sealedRequest"];
let requested: Visits["requested"];
let assignment: Visits["assignment"];
let assigned: Visits["assigned"];
let proposeOnChain: Visits["proposeOnChain"];

before(async () => {
  network = await startPeopleNetwork();
  ({
    manager,
    patient,
    stranger,
    patientSide,
    doctorSide,
    strangerSide,
    sealedRequest,
    requested,
    assignment,
    assigned,
    proposeOnChain,
  } = await openVisits(network));
});
after(() => network.close());

describe("an appointment, to others", () => {
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
