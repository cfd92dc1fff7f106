import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { OracleClient } from "@medlattice/sdk/client";
import { signMandate } from "@medlattice/sdk/consent";
import { ROLE } from "@medlattice/sdk/identity";
import { discloseLeaf, readCategoryLeaf, verifyDisclosure } from "@medlattice/sdk/keys";
import { openAppointment } from "@medlattice/sdk/record";
import {
  openCategoryKeys,
  openTreatmentMandate,
  sealCategoryKeys,
  sealToManagers,
  sealTreatmentMandate,
} from "@medlattice/sdk/visit";
import { zeroHash } from "viem";
import { codeOf, errorOf, eventually } from "../fixture/errors.ts";
import { random32 } from "../fixture/person.ts";
import { COMPLAINT, type Visits, openVisits } from "./fixture/visits.ts";
import { type PeopleNetwork, orgId, startPeopleNetwork } from "./fixture/network.ts";
import { clientOf, enrolAtDesk, lower } from "./fixture/people.ts";

let network: PeopleNetwork;
let manager: Visits["manager"];
let patient: Visits["patient"];
let doctor: Visits["doctor"];
let stranger: Visits["stranger"];
let patientSide: Visits["patientSide"];
let doctorSide: Visits["doctorSide"];
let strangerSide: Visits["strangerSide"];
let domain: Visits["domain"];
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
    doctor,
    stranger,
    patientSide,
    doctorSide,
    strangerSide,
    domain,
    sealedRequest,
    requested,
    assignment,
    assigned,
    proposeOnChain,
  } = await openVisits(network));
});
after(() => network.close());

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
      const leaf = await verifyDisclosure({ disclosure, expected, domain: domain });
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
    const options = { domain: domain, ownRecipient: patient.sealing.recipient };
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
