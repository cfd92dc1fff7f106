import { consortiumOf } from "@medlattice/sdk/network";
import {
  appointmentsOf,
  assignAppointment,
  confirmRecord,
  disputeRecord,
  findGrantees,
  giveGrant,
  giveMandate,
  listAppointments,
  openRequests,
  type Person,
  prepareCorrection,
  readGranted,
  receivedGrants,
  requestAppointment,
  requestCorrection,
  reviewRecord,
  type SharedScope,
  withdrawGrant,
  writeRecord,
} from "@medlattice/sdk/person";
import type { Cast } from "@medlattice/network/people";
import { type Appointment, CORRECTION_KIND, CORRECTION_REASON } from "@medlattice/sdk/record";
import { visitCode } from "@medlattice/sdk/visit";
import type { Hex } from "viem";
import { capturedFor } from "./captured.ts";
import { bloodPressure, laboratory, letter, medication, medicationMended } from "./content.ts";

const DAY_SECONDS = 86_400;
/** Visits began so long ago, and what instruments said there is shorter. */
const BEGUN_SECONDS = 600;
const CAPTURED_SECONDS = 120;

/** What there is to see on the patient's pages. */
export interface Story {
  readonly chainId: number;
  /** A confirmed laboratory report, read twice by a doctor elsewhere. */
  readonly laboratoryId: Hex;
  readonly medicationId: Hex;
  /** Waits for the patient's confirmation. */
  readonly proposedId: Hex;
  readonly disputedId: Hex;
  /** A surgical record of two instruments, confirmed. */
  readonly capturedId: Hex;
  /** Of the medication: waits for the patient's permission. */
  readonly correctionHash: Hex;
}

/** A few weeks of the sample patient's life, through the same verbs as people use: four records, three grants, readings, two visits, a correction. */
export async function tellStory(cast: Cast): Promise<Story> {
  const { patient, author } = cast;
  const { chainId } = patient.pseudonyms[0] ?? { chainId: 0 };
  const visit = await arrange(cast, chainId, "Check-up of my diabetes", [
    "laboratory",
    "medications",
    "vital-signs",
    "documents",
  ]);
  const laboratoryId = await write(author, visit, "laboratory", laboratory);
  const medicationId = await write(author, visit, "medications", medication);
  const disputedId = await write(author, visit, "documents", letter);
  const proposedId = await write(author, visit, "vital-signs", bloodPressure);
  const operation = await arrange(cast, chainId, "Operation on my knee", ["procedures", "vital-signs"]);
  const { content: captured } = await capturedFor(author, operation, CAPTURED_SECONDS);
  const capturedId = await write(author, operation, "procedures", captured);
  for (const recordId of [laboratoryId, medicationId, capturedId]) {
    await confirmRecord(patient, await reviewRecord(patient, { chainId, recordId }));
  }
  const letterSeen = await reviewRecord(patient, { chainId, recordId: disputedId });
  await disputeRecord(patient, letterSeen, "I was discharged on the 18th.");

  const record = { kind: "record", chainId, recordId: laboratoryId, category: "laboratory" } as const;
  const lasting = await share(cast, { ...record, title: "Laboratory, 2024 to 2026" }, "Second opinion", 30);
  await readTwice(cast, lasting, laboratoryId);
  await share(
    cast,
    { kind: "category", chainId, category: "medications", title: "Medicines" },
    "Treatment",
    2,
  );
  const short = await share(
    cast,
    { kind: "category", chainId, category: "imaging", title: "Imaging" },
    "Insurance",
    7,
  );
  await withdrawGrant(patient, { chainId: consortiumOf(patient.network).chainId, grantId: short });
  await requestAppointment(patient, {
    chainId,
    complaint: "My knee hurts on stairs.\n\nPreferred time: mornings",
    categories: ["general", "imaging"],
  });
  await requestCorrection(patient, { chainId, recordId: medicationId, words: "I take it once a day." });
  const { correctionHash } = await prepareCorrection(author, {
    chainId,
    recordId: medicationId,
    reason: CORRECTION_REASON.wrongValue,
    words: "Once a day, as you say.",
    kind: CORRECTION_KIND.replace,
    content: Uint8Array.from(medicationMended),
    mediaType: "application/fhir+json",
  });
  return { chainId, laboratoryId, medicationId, proposedId, disputedId, capturedId, correctionHash };
}

/** A visit of the sample patient, with a blood pressure that waits for confirmation. */
export async function writeForPatient(cast: Cast): Promise<Hex> {
  const { chainId } = cast.patient.pseudonyms[0] ?? { chainId: 0 };
  const visit = await arrange(cast, chainId, "Blood pressure check", ["vital-signs"]);
  return await write(cast.author, visit, "vital-signs", bloodPressure);
}

/** A visit that goes on, with the patient's agreement to what is written in it. @returns the four digits of it */
export async function arrangeOperation(
  cast: Cast,
  complaint: string,
): Promise<{
  readonly visitCode: string;
  readonly appointmentId: Hex;
  readonly appointment: Appointment;
}> {
  const { patient } = cast;
  const { chainId } = patient.pseudonyms[0] ?? { chainId: 0 };
  const appointment = await arrange(cast, chainId, complaint, ["procedures", "vital-signs"]);
  const own = await listAppointments(patient, { chainId, as: "patient" });
  const entry = own.find((each) => each.entry.treatmentId === appointment.treatmentId)?.entry;
  if (entry === undefined) throw new Error("the patient finds no appointment");
  const { appointmentId } = entry;
  const { notBefore, notAfter } = appointment;
  await giveMandate(patient, { chainId, appointmentId, notBefore, notAfter });
  return { visitCode: visitCode(appointment.treatmentId), appointmentId, appointment };
}

async function arrange(
  { patient, manager, author }: Cast,
  chainId: number,
  complaint: string,
  categories: readonly string[],
): Promise<Appointment> {
  await requestAppointment(patient, { chainId, complaint, categories });
  const open = (await openRequests(manager, chainId)).find(({ request }) => request.complaint === complaint);
  if (open === undefined) throw new Error("the manager finds no request");
  const now = Math.floor(Date.now() / 1000);
  const { treatmentId } = await assignAppointment(manager, {
    open,
    doctor: author.pseudonymOn(chainId).personId,
    notBefore: now - BEGUN_SECONDS,
    notAfter: now + 14 * DAY_SECONDS,
  });
  const found = (await appointmentsOf(author, chainId, "doctor")).find(
    (each) => each.treatmentId === treatmentId,
  );
  if (found === undefined) throw new Error("the doctor finds no appointment");
  return found;
}

async function write(
  author: Person,
  appointment: Appointment,
  category: string,
  content: Uint8Array,
): Promise<Hex> {
  const { recordId } = await writeRecord(author, {
    appointment,
    category,
    content,
    mediaType: "application/fhir+json",
  });
  return recordId;
}

async function share(
  { patient, readerName }: Cast,
  scope: SharedScope,
  purpose: string,
  days: number,
): Promise<Hex> {
  const [grantee] = await findGrantees(patient, consortiumOf(patient.network).chainId, readerName);
  if (grantee === undefined) throw new Error("the other doctor is not listed");
  const now = Math.floor(Date.now() / 1000);
  const { grant } = await giveGrant(patient, {
    scope,
    grantee,
    actions: ["read"],
    notBefore: now - 60,
    notAfter: now + days * DAY_SECONDS,
    maxUses: 5,
    purpose,
    language: "en",
    timeZone: "Europe/Berlin",
  });
  return grant.grantId;
}

async function readTwice({ reader }: Cast, grantId: Hex, recordId: Hex): Promise<void> {
  const { grants } = await receivedGrants(reader, consortiumOf(reader.network).chainId);
  const received = grants.find(({ grantPackage }) => grantPackage.grantId === grantId);
  if (received === undefined) throw new Error("the other doctor has not received the grant");
  await readGranted(reader, { received, recordId, reason: "Before the call" });
  await readGranted(reader, { received, recordId, reason: "While writing the answer" });
}
