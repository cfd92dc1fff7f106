import { type MedLatticeError, PermissionError } from "../../../errors/index.ts";
import type { DeviceEvent, FrameCounters } from "../../contract.ts";
import type { CaptureKey } from "../chain/captureKey.ts";
import type { AttachedDevice, NoteId } from "../recorder/operation.ts";
import type { CaptureStore } from "../store/CaptureStore.ts";
import type { CaptureBegin } from "../types.ts";
import type { CaptureClock } from "./axis.ts";

/** A record may be 128 MiB; the last chunk and the chain need room, too. */
export const MOST_CAPTURE_BYTES = 126 * 1024 * 1024;

/** Several instruments on one time axis, from the first byte to the end of the record. */
export interface Capture {
  readonly begin: CaptureBegin;
  /** Milliseconds since 1970 on the common axis. */
  now(): number;
  /** An instrument, or the same again. @throws InvalidInputError `CAPTURE_LINE_TAKEN` when the key names another */
  attach(device: AttachedDevice): void;
  detach(device: string, counters?: FrameCounters): void;
  /** What a driver said; @throws UnavailableError `CAPTURE_STORE_FULL` when nothing can be kept or held any more */
  add(device: string, events: readonly DeviceEvent[]): void;
  mark(text: string): void;
  note(id: NoteId, text: string): void;
  /** Has time pass; call at least once a second. Data that comes does so, too. */
  tick(): void;
  /** Ends the capture; the store then holds all of it. @throws UnavailableError `CAPTURE_STORE_FULL`: call again */
  finish(): Promise<void>;
  /** Instruments as they were attached: after a reload those of before. */
  readonly devices: readonly AttachedDevice[];
  /** Chunks that were ended; 0 before the first. */
  readonly chunks: number;
  /** Size of the record so far, about. Finish the capture, and begin another, before it is `MOST_CAPTURE_BYTES`. */
  readonly bundleBytes: number;
  readonly waitingBytes: number;
  readonly problem: MedLatticeError | undefined;
}

export interface CaptureOptions {
  /** The station's, as in `begin`. */
  readonly key: CaptureKey;
  readonly store: CaptureStore;
  readonly clock?: CaptureClock;
}

/** Only the station that began a capture goes on with it. @throws PermissionError `CAPTURE_OTHER_STATION` */
export function requireKey(begin: CaptureBegin, key: CaptureKey): void {
  if (begin.station.key === key.spki) return;
  throw new PermissionError(
    "CAPTURE_OTHER_STATION",
    "The capture was begun by another station, or with another key.",
    {
      hints: ["Take it up at the station that began it."],
    },
  );
}
