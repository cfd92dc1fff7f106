import { InvalidInputError, PermissionError, UnavailableError } from "../../../errors/index.ts";
import type { DeviceEvent } from "../../contract.ts";
import type { Recorder } from "../recorder/createRecorder.ts";
import type { Operation } from "../recorder/operation.ts";
import type { CaptureBegin } from "../types.ts";
import type { Axis } from "./axis.ts";
import type { Capture } from "./Capture.ts";
import type { Writer } from "./createWriter.ts";
import { draftOf } from "./entries.ts";

/** A chunk is signed and linked so often. */
const CHUNK_MS = 10_000;
/** What came is kept at least so often. */
const DRAFT_MS = 1_000;
/** While nothing can be kept, so much is held in memory; then nothing more is taken. */
const MOST_WAITING_BYTES = 64 * 1024 * 1024;

/** Where a capture stands when it begins or is taken up. */
export interface Start {
  readonly begin: CaptureBegin;
  readonly recorder: Recorder;
  readonly axis: Axis;
  readonly writer: Writer;
  readonly sequence: number;
  readonly from: number;
}

/** @param first what is recorded before anything else */
export function runCapture(
  start: Start,
  first: (apply: (operation: Operation) => void) => void = () => undefined,
): Capture {
  const { begin, recorder, axis, writer } = start;
  let { sequence, from } = start;
  let unkept: Operation[] = [];
  let draftedAt = axis.now();
  let ended = false;
  let missed = false;

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
  /** The record says why it has a hole. */
  const tellMissed = (): void => {
    if (!missed) return;
    missed = false;
    const text = "The station could keep nothing more for a while; what came meanwhile is not recorded.";
    apply({ kind: "note", at: axis.now(), id: "storage-full", text });
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
    if (writer.problem === undefined || writer.waitingBytes <= MOST_WAITING_BYTES) return tellMissed();
    missed = true;
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
        tellMissed();
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
