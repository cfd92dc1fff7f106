import type { DeviceEvent } from "../../contract.ts";
import { noticeObservation, type Draft, type NoticeKind } from "../fhir/observations.ts";
import type { Resource } from "../json.ts";
import { closingResources } from "../fhir/closing.ts";
import type { CaptureBegin } from "../types.ts";
import type { Operation } from "./operation.ts";
import { createSeriesBook } from "./seriesBook.ts";
import type { DeviceState, RecorderSnapshot, Run } from "./state.ts";

/** Frames of unknown content that one chunk keeps whole; of more it keeps the count. */
const UNKNOWN_PER_CHUNK = 200;
/** The line lost bytes or fell silent: nothing that was said before lasts beyond it. */
const INTERRUPTED = /^line-|^silent$/;

/** Folds what happens into FHIR resources, chunk by chunk. Pure: the same operations give the same resources. */
export interface Recorder {
  apply(operation: Operation): void;
  /** Ends a chunk. @returns its resources, with ids; the recorder begins the next */
  seal(sequence: number, to: number): readonly Resource[];
  /** The last resources: everything that is still held, and what the whole is about. */
  close(sequence: number, to: number): readonly Resource[];
  /** Right after `seal`: what the next chunks need besides the operations to come. */
  snapshot(): RecorderSnapshot;
  readonly devices: readonly DeviceState[];
}

/** @param from a snapshot of the capture that is taken up again */
export function createRecorder(begin: CaptureBegin, from?: RecorderSnapshot): Recorder {
  const devices = new Map<string, DeviceState>(from?.devices.map((each) => [each.attached.key, each]));
  let drafts: Draft[] = [];
  let unknown = 0;
  const book = createSeriesBook((draft) => void drafts.push(draft), from?.series ?? []);
  const isPatients = begin.treatment !== null;

  return {
    get devices() {
      return [...devices.values()];
    },
    snapshot: () => structuredClone({ devices: [...devices.values()], series: book.entries() }),
    apply(operation) {
      if (operation.kind === "attach") {
        const { device } = operation;
        const known = devices.get(device.key);
        if (known === undefined) {
          const id = `d${devices.size + 1}`;
          devices.set(device.key, { id, attached: device, identity: {}, saidDemo: false });
        }
        return;
      }
      if (operation.kind === "marker") return notice("event-marker", operation.at, operation.text, {});
      if (operation.kind === "note") {
        const { at, id, text, milliseconds } = operation;
        // What came meanwhile was not taken: no value lasted across it.
        if (id === "storage-full") for (const [key, device] of devices) book.interrupt(key, driverOf(device));
        return notice("station-note", at, text, {
          id,
          ...(milliseconds === undefined ? {} : { milliseconds }),
        });
      }
      const device = devices.get(operation.device);
      if (device === undefined) return;
      if (operation.kind === "detach") {
        device.counters = operation.counters;
        book.interrupt(operation.device, driverOf(device));
        return;
      }
      for (const event of operation.events) take(event, operation.at, operation.device, device);
    },
    seal(sequence, to) {
      const over = unknown - UNKNOWN_PER_CHUNK;
      if (over > 0)
        notice("station-note", to, "More frames of unknown content came than are kept.", {
          id: "unknown-data",
          count: over,
        });
      book.endChunk(to, (key) => driverOf(devices.get(key)));
      return handOut(sequence);
    },
    close(sequence, to) {
      book.endChunk(Infinity, (key) => driverOf(devices.get(key)));
      const observations = handOut(sequence);
      const closing = closingResources({ begin, to, devices: [...devices.values()], series: book.all() });
      return [...observations, ...closing];
    },
  };

  function handOut(sequence: number): readonly Resource[] {
    const resources = drafts.map((draft, index) => ({ ...draft, id: `${sequence}.${index + 1}` }));
    drafts = [];
    unknown = 0;
    return resources;
  }

  function take(event: DeviceEvent, at: number, key: string, device: DeviceState): void {
    const driver = driverOf(device);
    if (event.kind === "numeric" || event.kind === "wave") {
      if (isPatients && (event.quality === "demo" || event.quality === "test"))
        return leaveOut(device, at, key);
      device.saidDemo = false;
      if (event.kind === "numeric") book.numeric(key, driver, device.id, event, at);
      else book.wave(key, driver, device.id, event, at);
      return;
    }
    const deviceTime = event.at.device;
    const more = deviceTime === undefined ? { device } : { device, deviceTime };
    if (event.kind === "alarm") {
      // The alarm of a demonstration is nobody's either.
      if (isPatients && device.saidDemo) return;
      const { id, priority, isActive } = event;
      return notice("alarm", at, event.text, { id, priority, active: isActive }, more);
    }
    if (event.kind === "status") {
      if (INTERRUPTED.test(event.id)) book.interrupt(key, driver);
      return notice("technical-state", at, event.text, { id: event.id, level: event.level }, more);
    }
    if (event.kind === "identity") {
      const { kind: _kind, at: _at, ...members } = event;
      device.identity = { ...device.identity, ...members };
      return notice("identity", at, Object.values(members).join(" "), members, more);
    }
    if (++unknown > UNKNOWN_PER_CHUNK) return;
    const hex = Array.from(event.bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    notice("unknown-data", at, hex, { id: event.id }, more);
  }

  /** Values of a demonstration or of a test are nobody's (devices.md §1): a patient's record says that they came, and holds none. */
  function leaveOut(device: DeviceState, at: number, key: string): void {
    if (device.saidDemo) return;
    device.saidDemo = true;
    book.interrupt(key, driverOf(device));
    const text = "The instrument shows demonstration or test values; they are not recorded.";
    notice("station-note", at, text, { id: "demo-data" }, { device });
  }

  function notice(
    kind: NoticeKind,
    at: number,
    text: string,
    facts: Readonly<Record<string, string | boolean | number>>,
    more: { readonly device?: DeviceState; readonly deviceTime?: NonNullable<Run["device"]> } = {},
  ): void {
    drafts.push(noticeObservation({ kind, at, text, facts, ...more }));
  }
}

function driverOf(device: DeviceState | undefined): string {
  return device?.attached.driver ?? "";
}
