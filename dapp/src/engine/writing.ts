import type { RecordEntry } from "@medlattice/sdk/client";
import type { Hex } from "@medlattice/sdk/codec";
import { type FhirIntake, type FhirProblem, InvalidFhirError, validateFhir } from "@medlattice/sdk/fhir";
import { readCaptured, writeRecord } from "@medlattice/sdk/person";
import { ZERO32 } from "@medlattice/sdk/keys";
import { RECORD_STATUS } from "@medlattice/sdk/record";
import type { RecordStatus } from "./records/entries.ts";
import { visitCode } from "@medlattice/sdk/visit";
import { requireOwnCapture } from "./capturing/requireOwnCapture.ts";
import { workplaceOf } from "./chains.ts";
import type { Session } from "./session/session.ts";
import { appointmentOf } from "./visits.ts";

const FHIR = "application/fhir+json";

/** What a file turned out to be. */
export type FileCheck =
  | {
      readonly isFhir: true;
      readonly title: string;
      readonly counts: FhirIntake["counts"];
      readonly period: { readonly from: string; readonly to: string } | null;
      readonly suggestedCategory: string;
      readonly warnings: readonly { readonly path: string; readonly message: string }[];
    }
  | { readonly isFhir: false; readonly message: string; readonly problems: readonly FhirProblem[] };

export interface Writing {
  readonly appointmentId: Hex;
  readonly category: string;
  readonly file: Blob;
}

/** A record the doctor wrote, without its content. */
export interface WrittenEntry {
  readonly recordId: Hex;
  readonly visitCode: string | null;
  readonly status: RecordStatus;
  /** Unix seconds. */
  readonly proposedAt: number;
  readonly confirmedAt: number | null;
  readonly byMandate: boolean;
}

/** Writing a record (steps 1 to 4 of its path; M8, F4). */
export function writingVerbs(session: Session) {
  const requireOwn = async (content: Uint8Array, patient: Hex): Promise<void> => {
    await requireOwnCapture(content, patient, async (bundle) => await readCaptured(session.person(), bundle));
  };
  return {
    /**
     * Looks at a file without sending it anywhere.
     * @param appointmentId whose patient a recording of instruments must be of; null for what the page has made itself
     * @throws PermissionError `CAPTURE_DEMONSTRATION` | `CAPTURE_PATIENT_MISMATCH`; VerificationError `CAPTURE_BROKEN`
     */
    async check(file: Blob, appointmentId: Hex | null): Promise<FileCheck> {
      try {
        const bytes = new Uint8Array(await file.arrayBuffer());
        const intake = await validateFhir({ bytes });
        if (appointmentId !== null) {
          await requireOwn(bytes, (await appointmentOf(session, appointmentId)).patient);
        }
        const { title, counts, suggestedCategory, warnings, period = null } = intake;
        return {
          isFhir: true,
          title,
          counts,
          period,
          suggestedCategory,
          warnings: warnings.map(({ path, message }) => ({ path, message })),
        };
      } catch (error) {
        if (!(error instanceof InvalidFhirError)) throw error;
        return { isFhir: false, message: error.message, problems: error.problems };
      }
    },
    /** Seals the file, stores it and proposes it to the patient; a recording of instruments only when it is of this very patient (P10). */
    async write(
      { appointmentId, category, file }: Writing,
      onProgress: (doneBytes: number, totalBytes: number) => void,
    ): Promise<{ readonly recordId: Hex; readonly blockNumber: number }> {
      const appointment = await appointmentOf(session, appointmentId);
      const content = new Uint8Array(await file.arrayBuffer());
      await requireOwn(content, appointment.patient);
      const { recordId, blockNumber } = await writeRecord(session.person(), {
        appointment,
        category,
        content,
        mediaType: FHIR,
        onProgress,
      });
      return { recordId, blockNumber };
    },
    /** What the doctor has written, newest first, a page at a time. */
    async list(cursor: string | null): Promise<{ items: readonly WrittenEntry[]; next: string | null }> {
      const person = session.person();
      const oracle = await person.oracle(person.organization, workplaceOf(person));
      const { items, next } = await oracle.records.list({
        as: "author",
        ...(cursor === null ? {} : { cursor }),
      });
      return { items: items.map(entryOf), next };
    },
  };
}

const STATUS = new Map<number, WrittenEntry["status"]>([
  [RECORD_STATUS.proposed, "proposed"],
  [RECORD_STATUS.confirmed, "confirmed"],
  [RECORD_STATUS.disputed, "disputed"],
  [RECORD_STATUS.erased, "erased"],
  [RECORD_STATUS.claimed, "claimed"],
]);

function entryOf({ state, proposal, confirmation }: RecordEntry): WrittenEntry {
  return {
    recordId: state.recordId,
    visitCode: state.treatmentId === ZERO32 ? null : visitCode(state.treatmentId),
    status: STATUS.get(state.status) ?? "proposed",
    proposedAt: proposal.time,
    confirmedAt: confirmation?.time ?? null,
    byMandate: (confirmation?.mandateId ?? null) !== null,
  };
}
