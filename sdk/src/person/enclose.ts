import { consentCalls } from "../chain/index.ts";
import type { AppointmentEntry } from "../client/index.ts";
import type { Hex } from "../codec/index.ts";
import { signMandate, signMandateRevocation } from "../consent/index.ts";
import { InvalidInputError } from "../errors/index.ts";
import { discloseLeaf, readSealingLeaf } from "../keys/index.ts";
import { sealCategoryKeys, sealTreatmentMandate } from "../visit/index.ts";
import { ownKeyManifest, ownSealingLeaf } from "./keyManifest.ts";
import type { Person } from "./person.ts";
import { homeAt, institutionOf } from "./places.ts";
import { verifiedLeaf } from "./verifiedLeaf.ts";

interface WhichAppointment {
  readonly chainId: number;
  readonly appointmentId: Hex;
}

/**
 * The patient lets the doctor of an appointment write in further categories. What was allowed this way before is replaced; the
 * categories of the request itself stay.
 *
 * @throws InvalidInputError `DOCTOR_NOT_NAMED` | `KEY_LEAF_MISSING`
 */
export async function allowCategories(
  patient: Person,
  { chainId, appointmentId, categories }: WhichAppointment & { readonly categories: readonly string[] },
): Promise<AppointmentEntry> {
  const { oracle, recipient } = await doctorOf(patient, { chainId, appointmentId });
  const signed = await ownKeyManifest(patient, chainId);
  const keys = categories.map((code) => discloseLeaf(signed, "category", code));
  const sealed = await sealCategoryKeys(appointmentId, keys, recipient);
  return await oracle.appointments.enclose(appointmentId, "keys", sealed);
}

/**
 * The patient agrees beforehand to the records of one treatment, as before surgery (F3, rule 8); the doctor then confirms them with
 * `confirmByMandate`. A mandate given before is replaced at the oracle, but holds until it is withdrawn or its time ends.
 *
 * @param options.notBefore Unix seconds; it holds until just before `notAfter`
 * @returns the id to withdraw it with
 * @throws InvalidInputError `DOCTOR_NOT_NAMED` | `MANDATE_INVALID`
 */
export async function giveMandate(
  patient: Person,
  options: WhichAppointment & { readonly notBefore: number; readonly notAfter: number },
): Promise<{ readonly mandateId: Hex; readonly treatmentId: Hex }> {
  const { chainId, appointmentId, notBefore, notAfter } = options;
  const { oracle, recipient, treatmentId } = await doctorOf(patient, { chainId, appointmentId });
  const { personId, signer } = patient.pseudonymOn(chainId);
  const mandate = await signMandate(
    { home: homeAt(patient.network, chainId), personId, signer },
    { treatmentId, institution: institutionOf(patient.network, chainId), notBefore, notAfter },
  );
  const own = readSealingLeaf((await ownSealingLeaf(patient, chainId)).leaf);
  const sealed = await sealTreatmentMandate(appointmentId, mandate, recipient, own);
  await oracle.appointments.enclose(appointmentId, "mandate", sealed);
  return { mandateId: mandate.mandateId, treatmentId };
}

/** Withdraws a mandate for good. What was confirmed under it stays confirmed. */
export async function withdrawMandate(
  patient: Person,
  { chainId, mandateId }: { readonly chainId: number; readonly mandateId: Hex },
): Promise<{ readonly blockNumber: number }> {
  const home = homeAt(patient.network, chainId);
  const { personId, signer } = patient.pseudonymOn(chainId);
  const { message, signature } = await signMandateRevocation({ home, personId, signer }, mandateId);
  const oracle = await patient.oracle(institutionOf(patient.network, chainId), chainId);
  const call = consentCalls.revokeMandate(home.consentRegistry, message, signature);
  const { blockNumber } = await oracle.relay({ chainId, ...call });
  return { blockNumber };
}

async function doctorOf(patient: Person, { chainId, appointmentId }: WhichAppointment) {
  const oracle = await patient.oracle(institutionOf(patient.network, chainId), chainId);
  const { doctor, treatmentId } = await oracle.appointments.get(appointmentId);
  if (doctor === null || treatmentId === null) {
    throw new InvalidInputError("DOCTOR_NOT_NAMED", "No doctor is named for this appointment yet.", {
      hints: ["A manager of the institution names one."],
    });
  }
  const key = await verifiedLeaf(patient, { ...(await oracle.keys.of(doctor, "sealing")), personId: doctor });
  return { oracle, treatmentId, recipient: readSealingLeaf(key) };
}
