import type { Hex } from "@medlattice/sdk/codec";
import { beginCapture, captureKeyOf, createCaptureKey } from "@medlattice/sdk/device/record";
import { visitCode } from "@medlattice/sdk/visit";
import type { CaptureSeed, ResumeSeed } from "../../capture/contract.ts";
import { workplaceOf } from "../chains.ts";
import type { Session } from "../session/session.ts";
import { appointmentOf } from "../visits.ts";
import { type BrowserStore, createBrowserStore } from "./browserStore.ts";
import { type CaptureNote, createCaptures } from "./captures.ts";
import { type HandedCapture, handCapture, type HandStage } from "./hand.ts";
import { createIdentityDesk, type Identified } from "./identify.ts";
import { deleteJournal, heldNames } from "./journals.ts";
import { capturingKeys } from "./keys.ts";
import {
  enrolStation,
  keptStation,
  requireStation,
  type Station,
  stationAt,
  withdrawStation,
} from "./station.ts";

/** A capture this browser holds and has not handed in, as far as it is known without opening it. */
export interface UnfinishedCapture {
  readonly captureId: Hex;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Null: a demonstration. */
  readonly visit: {
    readonly appointmentId: Hex;
    readonly visitCode: string;
    readonly complaint: string;
  } | null;
  /** Its record is proposed already; handing it in again finishes what is left. */
  readonly isProposed: boolean;
  /** Its appointment is over: it can only be finished and handed in. */
  readonly isOver: boolean;
  /** A recorder of another window has it at the moment: it can be neither taken up nor deleted here. */
  readonly isElsewhere: boolean;
}

/** From the bedside to the record: station, identity, seed of a capture, and what becomes of it (F4, P10). */
export function capturingVerbs(session: Session, store: BrowserStore = createBrowserStore()) {
  const identities = createIdentityDesk();
  session.onLeave(() => identities.clear());

  function context() {
    const person = session.person();
    const keys = capturingKeys(person.master);
    return { person, keys, store, captures: createCaptures(store, keys) };
  }
  function atWork() {
    const found = context();
    return { ...found, chainId: workplaceOf(found.person) };
  }

  async function seedOf(
    begin: CaptureSeed["begin"],
    pair: CryptoKeyPair,
    visit: CaptureNote["visit"],
  ): Promise<CaptureSeed> {
    const { keys, captures } = context();
    const { captureId, startedAt } = begin;
    await captures.add(
      { format: "medlattice/capture-note/v1", captureId, startedAt, visit, record: null },
      pair,
    );
    return {
      begin,
      journal: keys.journalName(captureId),
      journalKey: await keys.journalKey(captureId),
      stationKey: pair,
    };
  }

  async function release(captureId: Hex, patience: { readonly patienceMs?: number } = {}): Promise<void> {
    const { keys, captures } = context();
    await deleteJournal(keys.journalName(captureId), patience);
    await captures.remove(captureId);
  }

  return {
    /** Whether this browser is set up for this person, and until when. */
    async station(): Promise<Station> {
      return stationAt(await keptStation(atWork()), Date.now() / 1000);
    },
    /** One signature; a new key each time, for a year. */
    async enrolStation(): Promise<Station> {
      return stationAt(await enrolStation(atWork()), Date.now() / 1000);
    },
    /** From now on nobody begins a capture here in this person's name. Those that have a journal keep the key, to be finished and handed in. */
    async withdrawStation(): Promise<void> {
      await withdrawStation(atWork());
      const { keys, captures } = context();
      const journals = new Set((await indexedDB.databases()).map(({ name }) => name));
      await captures.sweep((captureId) => journals.has(keys.journalName(captureId)));
    },
    /** What becomes nobody's record; its key is made for it and vouched for by nobody. */
    async demonstrationSeed(): Promise<CaptureSeed> {
      const { person } = context();
      const { pair, spki } = await createCaptureKey();
      const [{ personId } = { personId: person.organization }] = person.pseudonyms;
      const begin = beginCapture({ treatment: null, station: personId, key: { spki }, now: Date.now() });
      return await seedOf(begin, pair, null);
    },
    /**
     * Who was found at the instruments must be the patient of the treatment; without that no capture begins.
     * @throws PermissionError `CAPTURE_PATIENT_MISMATCH` | `CAPTURE_IDENTITY_PAUSED` | `CAPTURE_TREATMENT_CLOSED` | `STATION_NOT_ENROLLED`
     */
    async seedFor(options: {
      readonly appointmentId: Hex;
      readonly identified: Identified;
    }): Promise<CaptureSeed> {
      const { appointmentId, identified } = options;
      const work = atWork();
      const { person, chainId } = work;
      const appointment = await appointmentOf(session, appointmentId);
      const { treatmentId, patient, doctor, institution, notBefore, notAfter, complaint } = appointment;
      identities.require(appointment, identified);
      const station = await requireStation(work);
      const own = person.pseudonymOn(chainId).personId;
      const begin = beginCapture({
        treatment: { chainId, treatmentId, institution, patient, doctor, notBefore, notAfter },
        identified: { patient, by: own, how: identified.how },
        station: own,
        key: await captureKeyOf(station.pair),
        statement: station.statement,
        now: Date.now(),
      });
      const visit = { chainId, appointmentId, visitCode: visitCode(treatmentId), complaint, notAfter };
      return await seedOf(begin, station.pair, visit);
    },
    /**
     * Takes up a capture; one whose appointment is over only to be finished and handed in.
     * @throws InvalidInputError `CAPTURE_UNKNOWN`
     */
    async resumeSeed(captureId: Hex): Promise<ResumeSeed> {
      const { keys, captures } = context();
      const { note, pair } = await captures.get(captureId);
      const { visit } = note;
      const notAfter =
        visit === null
          ? Infinity
          : (visit.notAfter ?? (await appointmentOf(session, visit.appointmentId)).notAfter);
      return {
        mustFinish: Date.now() / 1000 > notAfter,
        captureId,
        journal: keys.journalName(captureId),
        journalKey: await keys.journalKey(captureId),
        stationKey: pair,
      };
    },
    /** Newest first; without those that have no journal (any more), and those that only still had to go. */
    async unfinished(): Promise<readonly UnfinishedCapture[]> {
      const { keys, captures } = context();
      const journals = new Set((await indexedDB.databases()).map(({ name }) => name));
      const held = await heldNames();
      const notes = await captures.list();
      for (const { captureId, record } of notes) {
        // The page was closed between the registration and its last step.
        if (isDone(record)) await release(captureId, { patienceMs: 0 }).catch(() => undefined);
      }
      await captures.sweep((captureId) => journals.has(keys.journalName(captureId)));
      return notes
        .filter(({ record }) => !isDone(record))
        .filter(({ captureId }) => journals.has(keys.journalName(captureId)))
        .map(({ captureId, startedAt, visit, record }) => ({
          captureId,
          startedAt,
          visit:
            visit === null
              ? null
              : {
                  appointmentId: visit.appointmentId,
                  visitCode: visit.visitCode,
                  complaint: visit.complaint,
                },
          isOver: visit?.notAfter !== undefined && Date.now() / 1000 > visit.notAfter,
          isProposed: record !== null,
          isElsewhere: held.has(keys.journalName(captureId)),
        }));
    },
    /** Seals, stores and proposes a finished capture; may be called again after anything went wrong. The journal goes afterwards. */
    async hand(
      options: { readonly captureId: Hex; readonly category: string; readonly content: Blob },
      onStage: (stage: HandStage) => void,
    ): Promise<HandedCapture> {
      return await handCapture(context(), { ...options, onStage });
    },
    /** Deletes a capture that is not running, with its journal; for good. @throws PermissionError `CAPTURE_OTHER_WINDOW` */
    discard: async (captureId: Hex): Promise<void> => await release(captureId),
  };
}

function isDone(record: CaptureNote["record"]): boolean {
  return record !== null && record.mandate !== null;
}
