import {
  InvalidInputError,
  type MedLatticeError,
  PermissionError,
  UnavailableError,
  VerificationError,
} from "../../../errors/index.ts";
import type { DeviceEvent, FrameCounters } from "../../contract.ts";
import type { CaptureKey } from "../chain/captureKey.ts";
import { linkHash, NO_LINK } from "../chain/link.ts";
import { createRecorder, type Recorder } from "../recorder/createRecorder.ts";
import type { AttachedDevice, NoteId, Operation } from "../recorder/operation.ts";
import type { CaptureStore } from "../store/CaptureStore.ts";
import type { CaptureBegin, Link } from "../types.ts";
import { type Axis, type CaptureClock, createAxis, SYSTEM_CLOCK } from "./axis.ts";
import { createWriter, ENTRY_BYTES, type Writer } from "./createWriter.ts";
import { draftOf, readDrafts, readLinks } from "./entries.ts";

/** A chunk is signed and linked so often. */
const CHUNK_MS = 10_000;
/** What came is kept at least so often. */
const DRAFT_MS = 1_000;
/** A record may be 128 MiB; the last chunk and the chain need room, too. */
export const MOST_CAPTURE_BYTES = 126 * 1024 * 1024;
/** While nothing can be kept, so much is held in memory; then nothing more is taken. */
const MOST_WAITING_BYTES = 64 * 1024 * 1024;

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

interface Start {
  readonly begin: CaptureBegin;
  readonly recorder: Recorder;
  readonly axis: Axis;
  readonly writer: Writer;
  readonly sequence: number;
  readonly from: number;
}

/** Starts a capture; its beginning is signed and kept when this resolves. @throws UnavailableError `CAPTURE_STORE_*` */
export async function createCapture(
  options: CaptureOptions & { readonly begin: CaptureBegin },
): Promise<Capture> {
  const { begin, key, store, clock = SYSTEM_CLOCK } = options;
  requireKey(begin, key);
  const writer = createWriter({ store, key, head: NO_LINK });
  const { startedAt } = begin;
  writer.chunk({ sequence: 0, kind: "begin", from: startedAt, to: startedAt, resources: [], begin });
  await writer.flush();
  if (writer.problem !== undefined) throw writer.problem;
  const axis = createAxis(clock, startedAt);
  return run({ begin, recorder: createRecorder(begin), axis, writer, sequence: 1, from: startedAt });
}

/**
 * Takes up a capture after a crash or a reload, in the same chain. At most the last second before it is lost.
 * @returns null where the store holds none, or one that has ended
 * @throws VerificationError `CAPTURE_JOURNAL_BROKEN` | PermissionError `CAPTURE_OTHER_STATION`
 */
export async function resumeCapture(options: CaptureOptions): Promise<Capture | null> {
  const { key, store, clock = SYSTEM_CLOCK } = options;
  let begin: CaptureBegin | undefined;
  let last: Link | undefined;
  let bundleBytes = 0;
  for await (const entry of readLinks(store)) {
    const { link } = entry;
    if (linkHash(link, last?.hash ?? NO_LINK) !== link.hash || link.sequence !== (last?.sequence ?? -1) + 1) {
      throw new VerificationError(
        "CAPTURE_JOURNAL_BROKEN",
        "What is kept of the capture was changed or is not whole.",
        {
          facts: { chunk: link.sequence },
        },
      );
    }
    begin ??= entry.begin;
    bundleBytes += entry.sizeBytes + entry.resources.length * ENTRY_BYTES;
    last = link;
  }
  if (begin === undefined || last === undefined || last.kind === "end") return null;
  requireKey(begin, key);
  const sequence = last.sequence + 1;
  const { snapshot, operations } = await readDrafts(store, sequence);
  const recorder = createRecorder(begin, snapshot);
  for (const operation of operations) recorder.apply(operation);
  const heard = operations.reduce((latest, { at }) => Math.max(latest, at), last.to);
  const wall = clock.wall();
  const axis = createAxis(clock, Math.max(heard, wall));
  const writer = createWriter({ store, key, head: last.hash, bundleBytes });
  const capture = run({ begin, recorder, axis, writer, sequence, from: last.to }, (apply) => {
    // Whatever was said before may have changed while nobody listened.
    for (const { attached } of recorder.devices)
      apply({ kind: "detach", at: axis.now(), device: attached.key });
    const text = "The capture was taken up again; nothing was captured in between.";
    apply({ kind: "note", at: axis.now(), id: "resumed", text, milliseconds: Math.round(wall - heard) });
  });
  return capture;
}

function run(
  start: Start,
  first: (apply: (operation: Operation) => void) => void = () => undefined,
): Capture {
  const { begin, recorder, axis, writer } = start;
  let { sequence, from } = start;
  let unkept: Operation[] = [];
  let draftedAt = axis.now();
  let ended = false;

  const apply = (operation: Operation): void => {
    recorder.apply(operation);
    unkept.push(operation);
  };
  const keepDraft = (now: number): void => {
    draftedAt = now;
    if (unkept.length === 0) return;
    writer.draft(sequence, draftOf(unkept));
    unkept = [];
  };
  const endChunk = (now: number): void => {
    unkept = [];
    const resources = recorder.seal(sequence, now);
    writer.chunk({ sequence, kind: "chunk", from, to: now, resources, snapshot: recorder.snapshot() });
    sequence++;
    from = now;
  };
  const pass = (): void => {
    if (ended) return;
    const now = whole(axis.now());
    const jump = axis.takeJump();
    if (jump !== undefined) {
      const text =
        "The station's clock was set, or the station slept; the times of the capture go on evenly.";
      apply({ kind: "note", at: now, id: "clock-jump", text, milliseconds: Math.round(jump) });
    }
    if (now - from >= CHUNK_MS) {
      endChunk(now);
      draftedAt = now;
    } else if (now - draftedAt >= DRAFT_MS) keepDraft(now);
    if (writer.problem !== undefined) void writer.flush();
  };
  const open = (): void => {
    if (ended) throw new PermissionError("CAPTURE_ENDED", "The capture has ended.");
    if (writer.problem === undefined || writer.waitingBytes <= MOST_WAITING_BYTES) return;
    throw new UnavailableError(writer.problem.code, writer.problem.message, { hints: writer.problem.hints });
  };

  first(apply);
  return {
    begin,
    now: () => axis.now(),
    attach(device) {
      open();
      const known = recorder.devices.find(({ attached }) => attached.key === device.key)?.attached;
      if (
        known !== undefined &&
        (known.driver !== device.driver || known.driverVersion !== device.driverVersion)
      ) {
        throw new InvalidInputError(
          "CAPTURE_LINE_TAKEN",
          "Another instrument was on this line; name the line anew.",
          {
            facts: { line: device.key },
          },
        );
      }
      apply({ kind: "attach", at: axis.now(), device });
    },
    detach(device, counters) {
      open();
      apply({
        kind: "detach",
        at: axis.now(),
        device,
        ...(counters === undefined ? {} : { counters: { ...counters } }),
      });
    },
    add(device, events) {
      open();
      for (const group of sameMoment(events)) {
        const at = axis.place(group[0]?.at.receivedAt ?? 0);
        apply({ kind: "events", at, device, events: group });
      }
      pass();
    },
    mark(text) {
      open();
      const now = axis.now();
      apply({ kind: "marker", at: now, text });
      keepDraft(now);
    },
    note(id, text) {
      open();
      apply({ kind: "note", at: axis.now(), id, text });
    },
    tick: pass,
    async finish() {
      if (!ended) {
        pass();
        const now = whole(axis.now());
        ended = true;
        writer.chunk({ sequence, kind: "end", from, to: now, resources: recorder.close(sequence, now) });
      }
      await writer.flush();
      if (writer.problem !== undefined) throw writer.problem;
    },
    get devices() {
      return recorder.devices.map(({ attached }) => attached);
    },
    get chunks() {
      return sequence - 1;
    },
    get bundleBytes() {
      return writer.bundleBytes;
    },
    get waitingBytes() {
      return writer.waitingBytes;
    },
    get problem() {
      return writer.problem;
    },
  };
}

/** Events by the moment their last byte came. */
function sameMoment(events: readonly DeviceEvent[]): DeviceEvent[][] {
  const groups: DeviceEvent[][] = [];
  for (const event of events) {
    const group = groups.at(-1);
    if (group !== undefined && group[0]?.at.receivedAt === event.at.receivedAt) group.push(event);
    else groups.push([event]);
  }
  return groups;
}

function whole(milliseconds: number): number {
  return Math.round(milliseconds);
}

function requireKey(begin: CaptureBegin, key: CaptureKey): void {
  if (begin.station.key === key.spki) return;
  throw new PermissionError(
    "CAPTURE_OTHER_STATION",
    "The capture was begun by another station, or with another key.",
    {
      hints: ["Take it up at the station that began it."],
    },
  );
}
