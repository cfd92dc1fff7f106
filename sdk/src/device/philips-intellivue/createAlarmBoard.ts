import { hexId } from "../codes/philips.ts";
import type { AlarmEvent, EventTime } from "../contract.ts";
import { ByteReader } from "../framing/ByteReader.ts";

const PATIENT_ALARMS = 0x0902;
const TECHNICAL_ALARMS = 0x0904;
const HIGH = 0x0400;
const MEDIUM = 0x0200;
const LOW = 0x0100;
/** Alert information that ends with the text the monitor shows. */
const WITH_TEXT = 0x0204;

interface Alarm {
  readonly id: string;
  readonly text: string;
  readonly priority: AlarmEvent["priority"];
}

function priorityOf(type: number): AlarmEvent["priority"] {
  if (type & HIGH) return "high";
  if (type & MEDIUM) return "medium";
  if (type & LOW) return "low";
  return type === 0 ? "unknown" : "technical";
}

/** UTF-16 in network order, as all strings of IntelliVue; the monitor pads with zero. */
export function readText(bytes: Uint8Array): string {
  let text = "";
  for (let index = 0; index + 1 < bytes.length; index += 2) {
    const unit = (bytes[index] ?? 0) * 256 + (bytes[index + 1] ?? 0);
    if (unit !== 0) text += String.fromCharCode(unit);
  }
  return text.trim();
}

function readAlarm(reader: ByteReader): Alarm | undefined {
  const source = reader.u16();
  const code = reader.u16();
  const type = reader.u16();
  reader.u16();
  reader.skip(6);
  const information = reader.u16();
  const details = reader.part(reader.u16());
  if (reader.isShort) return undefined;
  let text = "";
  if (information === WITH_TEXT) {
    details.skip(10);
    text = readText(details.bytes(details.u16()));
  }
  return { id: `${hexId(source)}:${hexId(code)}`, text: text || hexId(code), priority: priorityOf(type) };
}

function readList(bytes: Uint8Array): readonly Alarm[] | undefined {
  const reader = new ByteReader(bytes);
  const count = reader.u16();
  const list = reader.part(reader.u16());
  const alarms: Alarm[] = [];
  for (let index = 0; index < count && !list.isShort; index++) {
    const alarm = readAlarm(list);
    if (alarm !== undefined) alarms.push(alarm);
  }
  return list.isShort || reader.isShort ? undefined : alarms;
}

/** Knows which alarms stand, and says only what changed. */
export function createAlarmBoard(): {
  readonly read: (
    attributes: ReadonlyMap<number, Uint8Array>,
    at: EventTime,
  ) => readonly AlarmEvent[] | undefined;
} {
  const standing = new Map<number, ReadonlyMap<string, Alarm>>();
  return {
    read(attributes, at) {
      const events: AlarmEvent[] = [];
      for (const kind of [PATIENT_ALARMS, TECHNICAL_ALARMS]) {
        const bytes = attributes.get(kind);
        if (bytes === undefined) continue;
        const alarms = readList(bytes);
        if (alarms === undefined) return undefined;
        const before = standing.get(kind) ?? new Map<string, Alarm>();
        const after = new Map(alarms.map((alarm) => [alarm.id, alarm]));
        for (const alarm of after.values()) {
          const old = before.get(alarm.id);
          const isSame = old?.text === alarm.text && old.priority === alarm.priority;
          if (!isSame) events.push({ kind: "alarm", at, ...alarm, isActive: true });
        }
        for (const alarm of before.values()) {
          if (!after.has(alarm.id)) events.push({ kind: "alarm", at, ...alarm, isActive: false });
        }
        standing.set(kind, after);
      }
      return events;
    },
  };
}
