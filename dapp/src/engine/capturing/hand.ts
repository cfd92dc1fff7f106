import type { Hex } from "@medlattice/sdk/codec";
import { MedLatticeError, PermissionError } from "@medlattice/sdk/errors";
import {
  confirmByMandate,
  institutionOf,
  listAppointments,
  type Person,
  readCaptured,
  writeRecord,
} from "@medlattice/sdk/person";
import { RECORD_STATUS } from "@medlattice/sdk/record";
import type { BrowserStore } from "./browserStore.ts";
import type { Captures } from "./captures.ts";
import { requireSoundOf } from "./requireOwnCapture.ts";

const FHIR = "application/fhir+json";

export type HandStage =
  | { readonly stage: "checking" }
  | { readonly stage: "sealing" }
  | { readonly stage: "storing"; readonly doneBytes: number; readonly totalBytes: number }
  | { readonly stage: "confirming" };

export interface HandedCapture {
  readonly recordId: Hex;
  readonly visitCode: string;
  /** What became of the patient's agreement beforehand: none was given, it was used, or it did not hold. */
  readonly mandate: "none" | "used" | "failed";
}

interface Options {
  readonly captureId: Hex;
  readonly category: string;
  readonly content: Blob;
  readonly onStage: (stage: HandStage) => void;
}

/**
 * From a finished capture to a record: verified as any reader will, sealed, stored, proposed, and confirmed by the patient's mandate where
 * there is one (rule 8). It may be called again after anything went wrong, also after the browser was closed: what was sealed and
 * signed is sent again as it is, so there is one record and no second.
 *
 * @throws PermissionError `CAPTURE_DEMONSTRATION` | `CAPTURE_PATIENT_MISMATCH` | `CAPTURE_OTHER`; VerificationError `CAPTURE_BROKEN`
 */
export async function handCapture(
  {
    person,
    store,
    captures,
  }: { readonly person: Person; readonly store: BrowserStore; readonly captures: Captures },
  { captureId, category, content, onStage }: Options,
): Promise<HandedCapture> {
  const { note } = await captures.get(captureId);
  const { visit } = note;
  if (visit === null)
    throw new PermissionError("CAPTURE_DEMONSTRATION", "A demonstration is nobody's record.");
  const { chainId, appointmentId, visitCode } = visit;
  const found = await listAppointments(person, { chainId, as: "doctor" });
  const opened = found.find(({ entry }) => entry.appointmentId === appointmentId);
  const appointment = opened?.appointment ?? null;
  if (opened === undefined || appointment === null) {
    throw new PermissionError("VISIT_UNKNOWN", "This appointment is not among yours.");
  }
  let { record } = note;
  if (record === null) {
    onStage({ stage: "checking" });
    await requireSound(person, { captureId, content, patient: appointment.patient });
    onStage({ stage: "sealing" });
    const written = await writeRecord(
      { ...person, drafts: store.drafts },
      {
        appointment,
        category,
        content,
        mediaType: FHIR,
        onProgress: (doneBytes, totalBytes) => onStage({ stage: "storing", doneBytes, totalBytes }),
      },
    );
    const { recordId, blockNumber } = written;
    record = { recordId, blockNumber, mandate: null };
    await captures.change({ ...note, record });
  }
  const { recordId } = record;
  const mandate =
    record.mandate ??
    (opened.mandate === null ? "none" : await confirmed(person, { chainId, ...record }, onStage));
  await captures.change({ ...note, record: { ...record, mandate } });
  return { recordId, visitCode, mandate };
}

async function confirmed(
  person: Person,
  {
    chainId,
    recordId,
    blockNumber,
  }: { readonly chainId: number; readonly recordId: Hex; readonly blockNumber: number },
  onStage: Options["onStage"],
): Promise<"used" | "failed"> {
  onStage({ stage: "confirming" });
  try {
    await confirmByMandate(person, { chainId, recordId, atLeastBlock: blockNumber });
    return "used";
  } catch (error) {
    if (!(error instanceof MedLatticeError)) throw error;
    // The record is proposed all the same, and the patient can confirm it; unless only the answer was lost.
    const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
    const { state } = await oracle.records.get(recordId);
    return state.status === RECORD_STATUS.confirmed ? "used" : "failed";
  }
}

/** What any reader will check, checked before it is sent. */
async function requireSound(
  person: Person,
  { captureId, content, patient }: { readonly captureId: Hex; readonly content: Blob; readonly patient: Hex },
): Promise<void> {
  const reading = await readCaptured(person, new Uint8Array(await content.arrayBuffer()));
  requireSoundOf(reading, patient);
  if (reading.begin.captureId !== captureId) {
    throw new PermissionError("CAPTURE_OTHER", "This is another capture than the one that was finished.");
  }
}
