import type { DeviceEvent, DeviceSession, EventTime, SessionOptions } from "../contract.ts";
import { hexId } from "../codes/philips.ts";
import { ByteReader } from "../framing/ByteReader.ts";
import { createStreamSession, type Line } from "../stream/createStreamSession.ts";
import { createAlarmBoard, readText } from "./createAlarmBoard.ts";
import { createHost, type Host } from "./createHost.ts";
import { createWaveReader } from "./createWaveReader.ts";
import { decodePoll, readAttributes, type Observation, type PollResult } from "./decodePoll.ts";
import { createLinkReader, encodeFrame, FRAME_MARKS, MAX_FRAME_BYTES } from "./link.ts";
import * as messages from "./messages.ts";
import { readDemoMode, readIdentity } from "./readIdentity.ts";
import { readNumerics } from "./readNumerics.ts";

const { ACTION, COMMAND, OBJECT, RO, SESSION } = messages;
const LABEL = 0x0927;
/** Names and birth dates: never asked for, and never handed on where another host asked. */
const DEMOGRAPHICS = 0x002a;
const MAX_LABELS = 512;

interface Reader {
  readonly read: (data: Uint8Array) => void;
  /** Bytes were lost on the line. */
  readonly cut: () => void;
}

/** Reads the messages of the monitor. */
function createReader(line: Line, host: Host): Reader {
  const waves = createWaveReader();
  const alarms = createAlarmBoard();
  const labels = new Map<number, string>();
  const sequences = new Map<number, number>();
  let isDemo = false;
  let identity = "";

  const unknown = (id: string, bytes: Uint8Array): void =>
    line.emit({ kind: "unknown", at: line.at(), id, bytes });
  const wrong = (id: string, data: Uint8Array): void => {
    line.counters.bad++;
    unknown(id, data);
  };

  const tellIdentity = (attributes: ReadonlyMap<number, Uint8Array>): void => {
    isDemo = readDemoMode(attributes) ?? isDemo;
    const found = readIdentity(attributes);
    const text = JSON.stringify(found);
    if (text === "{}" || text === identity) return;
    identity = text;
    line.emit({ kind: "identity", at: line.at(), ...found });
  };

  const isAfterGap = (poll: PollResult): boolean => {
    if (poll.sequence === undefined) return false;
    const before = sequences.get(poll.pollNumber);
    sequences.set(poll.pollNumber, poll.sequence);
    if (sequences.size > 64) sequences.clear();
    const step = before === undefined ? 0 : (poll.sequence - before) & 0xffff;
    if (step <= 1) return false;
    // A new poll begins to count anew: that is no loss.
    if (poll.sequence === 0 || poll.sequence === 1) return false;
    line.counters.gaps += Math.min(step - 1, 1_000);
    return true;
  };

  const labelOf = (seen: Observation): string | undefined => {
    const sent = seen.attributes.get(LABEL);
    if (sent !== undefined && (labels.has(seen.handle) || labels.size < MAX_LABELS)) {
      labels.set(seen.handle, readText(sent.subarray(2)));
    }
    return labels.get(seen.handle);
  };

  const take = (seen: Observation, poll: PollResult, at: EventTime): boolean => {
    const { attributes } = seen;
    const label = labelOf(seen);
    const numerics = readNumerics(attributes, { at, label, isDemo });
    const wave = waves.read(seen, { at, ticks: poll.ticks, label, isDemo });
    const alarm = alarms.read(attributes, at);
    if (numerics === undefined || wave === undefined || alarm === undefined) return false;
    const events: readonly DeviceEvent[] = [...numerics, ...wave, ...alarm];
    for (const event of events) line.emit(event);
    if (poll.object === OBJECT.mds) tellIdentity(attributes);
    return true;
  };

  const takePoll = (reader: ByteReader, action: number, data: Uint8Array): void => {
    const poll = decodePoll(reader, action);
    if (poll === undefined) return wrong(`poll-${hexId(action)}`, data);
    if (poll.object === DEMOGRAPHICS) return;
    if (isAfterGap(poll)) waves.cut();
    const device =
      poll.clock === undefined
        ? { milliseconds: poll.ticks / 8, clock: "relative" as const }
        : { milliseconds: poll.clock, clock: "absolute" as const };
    const at: EventTime = { receivedAt: line.now(), device };
    for (const seen of poll.observations) {
      if (take(seen, poll, at)) continue;
      unknown(
        `object-${hexId(poll.object)}`,
        Uint8Array.from([...seen.attributes.values()].flatMap((v) => [...v])),
      );
    }
  };

  const takeCreated = (invokeId: number, argument: ByteReader, data: Uint8Array): void => {
    const object = argument.bytes(6);
    const time = argument.u32();
    const kind = argument.u16();
    const details = argument.part(argument.u16());
    if (argument.isShort) return wrong("event", data);
    if (kind !== messages.MDS_CREATED) return unknown(`event-${hexId(kind)}`, data);
    host.created(invokeId, object, time);
    details.skip(6);
    const attributes = readAttributes(details);
    if (!details.isShort) tellIdentity(attributes);
  };

  const takeOperation = (data: Uint8Array): void => {
    const reader = new ByteReader(data);
    reader.skip(4);
    const kind = reader.u16();
    const body = reader.part(reader.u16());
    if (reader.isShort) return wrong("operation", data);
    if (kind === RO.linked) body.skip(2);
    const invokeId = body.u16();
    const command = body.u16();
    const argument = body.part(body.u16());
    if (kind === RO.error) {
      line.status(`error-${command}`, `The monitor refused a request (${command}).`, "warning");
      return host.refusedOperation(invokeId);
    }
    if (body.isShort) return wrong("operation", data);
    if (kind === RO.invoke && command === COMMAND.confirmedEvent)
      return takeCreated(invokeId, argument, data);
    if (kind !== RO.result && kind !== RO.linked) return unknown(`operation-${kind}`, data);
    argument.skip(6);
    if (command === COMMAND.get) {
      const list = readAttributes(argument).get(messages.ATTRIBUTE_WAVE_LIST);
      if (list !== undefined) host.toldWaves(new ByteReader(list).u16());
      return undefined;
    }
    if (command !== COMMAND.confirmedAction) return undefined;
    const action = argument.u16();
    const result = argument.part(argument.u16());
    if (action === ACTION.poll || action === ACTION.extendedPoll) return takePoll(result, action, data);
    return unknown(`action-${hexId(action)}`, data);
  };

  const read = (data: Uint8Array): void => {
    host.heard(line.now());
    switch (data[0]) {
      case SESSION.data:
        return takeOperation(data);
      case SESSION.accept:
        return host.accepted(grantedOptions(data));
      case SESSION.refuse:
        host.ended();
        return line.status(
          "refused",
          "The monitor refused the link: another host may be connected.",
          "error",
        );
      case SESSION.abort:
        host.ended();
        return line.status("aborted", "The monitor broke the link off; it is asked for again.", "warning");
      case SESSION.release:
        line.send(encodeFrame(messages.release("answer")));
        host.ended();
        return line.status("released", "The monitor ended the link.", "info");
      case SESSION.released:
        host.ended();
        return line.status("released", "The link is ended.", "info");
      default:
        return unknown(`session-${data[0] ?? ""}`, data);
    }
  };
  return { read, cut: waves.cut };
}

/** Options of the extended poll package F001 in an answer; 0 where the monitor grants none. */
function grantedOptions(data: Uint8Array): number {
  for (let index = 0; index + 8 <= data.length; index++) {
    const reader = new ByteReader(data, index);
    if (reader.u32() === 0xf0010008) return reader.u32();
  }
  return 0;
}

export function createIntellivueSession(options: SessionOptions): DeviceSession {
  let close: (() => readonly Uint8Array[]) | undefined;
  const session = createStreamSession(options.startedAt, (line) => {
    const host = createHost(line, options.startedAt, options.wantsWaves === true);
    const reader = createReader(line, host);
    const link = createLinkReader(line, reader.read, (payload) => {
      line.emit({ kind: "unknown", at: line.at(), id: "frame", bytes: payload });
    });
    ({ close } = host);
    return {
      maxFrameBytes: MAX_FRAME_BYTES,
      marks: FRAME_MARKS,
      scan: link.scan,
      tick: host.tick,
      interrupted: reader.cut,
    };
  });
  return { ...session, close: () => close?.() ?? [] };
}
