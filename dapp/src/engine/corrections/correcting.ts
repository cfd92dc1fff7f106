import type { CorrectionEntry, RecordEntry } from "@medlattice/sdk/client";
import type { Hex } from "@medlattice/sdk/codec";
import { InvalidInputError, MedLatticeError } from "@medlattice/sdk/errors";
import { chooseFields, type FieldDocument } from "@medlattice/sdk/fields";
import { ZERO32 } from "@medlattice/sdk/keys";
import {
  answerCorrectionRequest,
  correctionRequests,
  everyItem,
  institutionOf,
  openedMail,
  type Person,
  prepareCorrection,
  prepareErasure,
  readCaptured,
  withdrawCorrection,
} from "@medlattice/sdk/person";
import { CORRECTION_KIND, CORRECTION_REASON, RECORD_STATUS } from "@medlattice/sdk/record";
import { visitCode } from "@medlattice/sdk/visit";
import { isCapturedBundle } from "../capturing/isCapturedBundle.ts";
import { requireSoundOf } from "../capturing/requireOwnCapture.ts";
import { workplaceOf } from "../chains.ts";
import { createNames } from "../names.ts";
import { type HidingLook, type HidingOffer, lookOf, offerOf } from "../partly/hiding.ts";
import { fieldsOfReading, type Reading, type Readings, requireReading } from "../readings.ts";
import type { Session } from "../session/session.ts";
import { type CorrectionSummary, labelOf, type ReasonName, type RecordLabel, summaryOf } from "./describe.ts";

const FHIR = "application/fhir+json";

/** A record of the doctor's institution, as far as a doctor needs to know it again. */
export interface RecordToCorrect {
  readonly recordId: Hex;
  readonly visitCode: string | null;
  /** Unix seconds. */
  readonly writtenAt: number;
  readonly version: number;
  /** Null: as it was first written. */
  readonly label: RecordLabel | null;
  /** Only what the patient has confirmed can be corrected. */
  readonly canCorrect: boolean;
}

/** "This record is wrong", as a patient said it. */
export interface ReportedRecord {
  readonly requestId: Hex;
  readonly words: string;
  /** Unix seconds. */
  readonly at: number;
  /** Null when the doctor may not see the record any more. */
  readonly record: RecordToCorrect | null;
}

export interface DoctorsCorrections {
  /** Newest first. */
  readonly reported: readonly ReportedRecord[];
  /** Newest first. */
  readonly prepared: readonly (CorrectionSummary & {
    readonly visitCode: string | null;
    /** The patient's words when declining. */
    readonly answer: string | null;
  })[];
}

export interface Preparing {
  readonly recordId: Hex;
  readonly reason: ReasonName;
  /** To the patient. */
  readonly words: string;
}

/** What a doctor does about a record that is wrong (S4; docs/corrections.md). */
export function correctingVerbs(session: Session, readings: Readings) {
  const names = createNames(session);

  async function recordOf(person: Person, recordId: Hex): Promise<RecordToCorrect | null> {
    const chainId = workplaceOf(person);
    const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
    try {
      const entry = await oracle.records.get(recordId);
      return { ...describeRecord(entry), label: await labelOf(names, chainId, entry.label) };
    } catch (error) {
      if (error instanceof MedLatticeError && error.code === "RECORD_NOT_FOUND") return null;
      throw error;
    }
  }

  async function requireOwn(person: Person, recordId: Hex, content: Uint8Array): Promise<void> {
    if (!isCapturedBundle(content)) return;
    const chainId = workplaceOf(person);
    const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
    const { state } = await oracle.records.get(recordId);
    requireSoundOf(await readCaptured(person, content), state.patient);
  }

  /** @throws InvalidInputError `RECORD_NOT_READ` | `RECORD_WITHOUT_FIELDS` */
  async function requireFields(
    recordId: Hex,
  ): Promise<{ readonly reading: Reading; readonly fields: FieldDocument }> {
    const reading = requireReading(readings, recordId);
    const fields = await fieldsOfReading(reading);
    if (fields !== null) return { reading, fields };
    throw new InvalidInputError("RECORD_WITHOUT_FIELDS", "This record has no parts that could go.");
  }

  return {
    /** Whether the doctor has read it since signing in, which removing parts and changing single values need. */
    hasRead: async (recordId: Hex): Promise<boolean> => readings.of(recordId) !== null,
    /** Which parts could be removed of what was read. */
    async offer(recordId: Hex): Promise<HidingOffer> {
      return offerOf((await requireFields(recordId)).fields);
    },
    /** What would be left. */
    async look(options: { readonly recordId: Hex; readonly hide: readonly string[] }): Promise<HidingLook> {
      return await lookOf((await requireFields(options.recordId)).fields, options.hide);
    },
    /** Parts go for good; what stays is proved to be as it was. */
    async redact({
      hide,
      ...preparing
    }: Preparing & { readonly hide: readonly string[] }): Promise<CorrectionSummary> {
      const person = session.person();
      const { reading, fields } = await requireFields(preparing.recordId);
      const entry = await prepareCorrection(person, {
        ...termsOf(person, preparing),
        kind: CORRECTION_KIND.redact,
        opened: reading,
        hide: chooseFields(fields, hide),
      });
      return await summaryOf(person, names, entry);
    },
    /** Records said to be wrong, and what was done about them. */
    async list(): Promise<DoctorsCorrections> {
      const person = session.person();
      const chainId = workplaceOf(person);
      const oracle = await person.oracle(institutionOf(person.network, chainId), chainId);
      const [requests, entries] = await Promise.all([
        correctionRequests(person, chainId),
        everyItem((page: { readonly cursor?: number }) => oracle.corrections.list({ as: "author", ...page })),
      ]);
      const ids = new Set([
        ...requests.map(({ recordId }) => recordId),
        ...entries.map(({ statement }) => statement.recordId),
      ]);
      const records = new Map(
        await Promise.all([...ids].map(async (id) => [id, await recordOf(person, id)] as const)),
      );
      return {
        reported: requests.map(({ hash, words, time, recordId }) => ({
          requestId: hash,
          words,
          at: time,
          record: records.get(recordId) ?? null,
        })),
        prepared: await Promise.all(
          entries.map(async (entry: CorrectionEntry) => ({
            ...(await summaryOf(person, names, entry)),
            visitCode: records.get(entry.statement.recordId)?.visitCode ?? null,
            answer: await answerOf(person, entry),
          })),
        ),
      };
    },
    async record(recordId: Hex): Promise<RecordToCorrect | null> {
      return await recordOf(session.person(), recordId);
    },
    async answer({ requestId, words }: { readonly requestId: Hex; readonly words: string }): Promise<void> {
      const person = session.person();
      await answerCorrectionRequest(person, { chainId: workplaceOf(person), request: requestId, words });
    },
    /**
     * Seals the new content as the next version and hands it to the institution, for the patient to look at; a recording of instruments
     * only when it is of this very patient (P10).
     */
    async replace(
      { file, ...preparing }: Preparing & { readonly file: Blob },
      onProgress: (doneBytes: number, totalBytes: number) => void,
    ): Promise<CorrectionSummary> {
      const person = session.person();
      const content = new Uint8Array(await file.arrayBuffer());
      await requireOwn(person, preparing.recordId, content);
      const entry = await prepareCorrection(person, {
        ...termsOf(person, preparing),
        kind: CORRECTION_KIND.replace,
        content,
        mediaType: FHIR,
        onProgress,
      });
      return await summaryOf(person, names, entry);
    },
    /** The content goes, for good; that there was a record stays. */
    async erase(preparing: Preparing): Promise<CorrectionSummary> {
      const person = session.person();
      return await summaryOf(person, names, await prepareErasure(person, termsOf(person, preparing)));
    },
    async withdraw(correctionHash: Hex): Promise<void> {
      const person = session.person();
      await withdrawCorrection(person, { chainId: workplaceOf(person), correctionHash });
    },
  };
}

/** Only what the patient has signed about this very correction. */
async function answerOf(
  person: Person,
  { chainId, answer, correctionHash, statement }: CorrectionEntry,
): Promise<string | null> {
  if (answer === null) return null;
  const said = await openedMail(person, chainId, answer);
  const isAbout =
    said?.format === "medlattice/correction-words/v1" &&
    said.about === correctionHash &&
    said.sender === statement.patient;
  return isAbout ? said.words : null;
}

export function termsOf(person: Person, { recordId, reason, words }: Preparing) {
  return {
    chainId: workplaceOf(person),
    recordId,
    reason: CORRECTION_REASON[reason],
    ...(words === "" ? {} : { words }),
  };
}

function describeRecord({ state, proposal }: RecordEntry): Omit<RecordToCorrect, "label"> {
  const { recordId, treatmentId, version, status } = state;
  return {
    recordId,
    visitCode: treatmentId === ZERO32 ? null : visitCode(treatmentId),
    writtenAt: proposal.time,
    version,
    canCorrect: status === RECORD_STATUS.confirmed,
  };
}
