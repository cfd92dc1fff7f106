import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { discloseLeaf } from "../keys/index.ts";
import { withCode } from "../testing/errors.ts";
import { createPerson, createWorld } from "../testing/world.ts";
import {
  newId,
  openAppointment,
  openAppointmentRequest,
  sealAppointment,
  sealAppointmentRequest,
  type Appointment,
} from "./index.ts";

const world = await createWorld();

function appointment(): Appointment {
  const { patient, doctor, institution, registry } = world;
  return {
    format: "medlattice/appointment/v1",
    chainId: registry.chainId,
    patient: patient.personId,
    complaint: "胸痛 since yesterday",
    keys: [
      discloseLeaf(patient.keyManifest, "sealing"),
      discloseLeaf(patient.keyManifest, "category", "laboratory"),
    ],
    treatmentId: newId(),
    institution: institution.orgId,
    doctor: doctor.personId,
    notBefore: 1,
    notAfter: 2,
  };
}

describe("appointments (F3)", () => {
  it("reach doctor and patient, and nobody else", async () => {
    const made = appointment();
    const { patient, doctor, identityDomain } = world;
    const sealed = await sealAppointment(made, [doctor.sealing.recipient, patient.sealing.recipient]);
    for (const { identity } of [doctor.sealing, patient.sealing]) {
      assert.deepEqual(
        await openAppointment({ sealed, identity, expected: { patient: patient.personId } }),
        made,
      );
    }
    const stranger = await createPerson({ domain: identityDomain, categories: [] });
    await assert.rejects(
      openAppointment({ sealed, identity: stranger.sealing.identity, expected: {} }),
      withCode("SEALED_MESSAGE_NOT_FOR_KEY"),
    );
  });

  it("of another patient, doctor, treatment or institution are refused", async () => {
    const sealed = await sealAppointment(appointment(), [world.doctor.sealing.recipient]);
    const { identity } = world.doctor.sealing;
    for (const member of ["treatmentId", "patient", "doctor", "institution"] as const) {
      await assert.rejects(
        openAppointment({ sealed, identity, expected: { [member]: newId() } }),
        withCode("APPOINTMENT_MISMATCH", { member }),
      );
    }
  });

  it("and the request for one are two kinds of message: neither is taken for the other", async () => {
    const made = appointment();
    const { identity, recipient } = world.doctor.sealing;
    const { treatmentId: _, institution: __, doctor: ___, notBefore: ____, notAfter: _____, ...rest } = made;
    const request = { ...rest, format: "medlattice/appointment-request/v1" as const };
    const sealed = await sealAppointmentRequest(request, recipient);
    assert.deepEqual(await openAppointmentRequest(sealed, identity), request);
    await assert.rejects(openAppointment({ sealed, identity, expected: {} }), withCode("DOCUMENT_INVALID"));
    await assert.rejects(
      openAppointmentRequest(await sealAppointment(made, [recipient]), identity),
      withCode("DOCUMENT_INVALID"),
    );
  });
});
