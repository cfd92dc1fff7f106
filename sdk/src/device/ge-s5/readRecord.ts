import { GE_AGENTS, GE_CLASSES, GE_CO2_PRESSURE, GE_WAVES, type GeField, type GeGroup } from "../codes/ge.ts";
import type { AbsentReason, EventTime, MetricCode } from "../contract.ts";
import { ByteReader } from "../framing/ByteReader.ts";
import { numeric, type Line } from "../stream/createStreamSession.ts";
import { HEADER_BYTES, MAIN, NO_MORE } from "./records.ts";

export const SUBRECORD_BYTES = 278;
const UNION_OFFSET = 4;
const FIRST_SPECIAL = -32_001;
const WAVE_CONTROL = -32_000;
const EXISTS = 1;
const ACTIVE = 2;
const HAS_GAP = 1;

/** Every value from −32001 down is a word, not a number. */
const SPECIAL: Readonly<Record<number, AbsentReason>> = {
  [-32_767]: "error",
  [-32_766]: "temp-unknown",
  [-32_765]: "not-performed",
  [-32_762]: "temp-unknown",
};

interface Part {
  readonly type: number;
  readonly start: number;
}

function partsOf(record: Uint8Array): readonly Part[] | undefined {
  const reader = new ByteReader(record, 16, HEADER_BYTES);
  const parts: Part[] = [];
  for (let index = 0; index < 8; index++) {
    const offset = reader.i16le();
    const type = reader.u8();
    if (type === NO_MORE) break;
    if (offset < 0 || HEADER_BYTES + offset >= record.length) return undefined;
    parts.push({ type, start: HEADER_BYTES + offset });
  }
  return parts;
}

export interface RecordReader {
  readonly read: (record: Uint8Array) => void;
  /** Samples were lost on the line. */
  readonly cut: () => void;
}

/** Reads what the monitor sends: displayed values, trends and waves; the rest is handed on as it is. */
export function createRecordReader(line: Line): RecordReader {
  const broken = new Set<number>(GE_WAVES.keys());
  let lastNumber: number | undefined;

  const unknown = (id: string, bytes: Uint8Array): void =>
    line.emit({ kind: "unknown", at: line.at(), id, bytes });

  const tell = (entry: GeField, raw: number, code: MetricCode, at: EventTime, isActive: boolean): void => {
    if (!isActive) return numeric(line, code, entry.unit, "not-performed", { at });
    const value = raw <= FIRST_SPECIAL ? (SPECIAL[raw] ?? "unknown") : raw / entry.divisor;
    return numeric(line, code, entry.unit, value, { at });
  };

  const readGroup = (group: GeGroup, record: Uint8Array, start: number, at: EventTime): void => {
    const reader = new ByteReader(record, start + UNION_OFFSET + group.offset);
    const status = reader.u32le();
    const label = reader.u16le();
    if (reader.isShort || (status & EXISTS) === 0) return;
    const isActive = (status & ACTIVE) !== 0;
    const agent = group.name === "AA" ? GE_AGENTS[label] : undefined;
    const raws = group.fields.map(() => reader.i16le());
    group.fields.forEach((entry, index) => {
      const code =
        agent === undefined ? entry.code : { ...entry.code, label: `${entry.code.label} (${agent})` };
      tell(entry, raws[index] ?? -32_767, code, at, isActive);
    });
    const [percent = 0, , , ambient = 0] = raws;
    if (group.name === "CO2" && isActive && percent > FIRST_SPECIAL && ambient > 0) {
      const pressure = Math.round((percent / 10_000) * (ambient / 10) * 100) / 100;
      numeric(line, GE_CO2_PRESSURE.code, GE_CO2_PRESSURE.unit, pressure, { at });
    }
  };

  const readPhysiological = (record: Uint8Array, part: Part): boolean => {
    if (part.start + SUBRECORD_BYTES > record.length) return false;
    const time = new ByteReader(record, part.start).u32le();
    const at = time === 0 ? line.at() : line.at(time * 1000);
    // The order of subrecords means nothing: the class is in bits 8 to 11 of the last word.
    const word = new ByteReader(record, part.start + SUBRECORD_BYTES - 2).u16le();
    for (const group of GE_CLASSES.get((word >>> 8) & 15) ?? []) readGroup(group, record, part.start, at);
    return true;
  };

  const readWave = (record: Uint8Array, part: Part): boolean => {
    const wave = GE_WAVES.get(part.type);
    if (wave === undefined) {
      unknown(`wave-${part.type}`, record.slice(part.start));
      return true;
    }
    const reader = new ByteReader(record, part.start);
    const count = reader.i16le();
    const status = reader.u16le();
    reader.u16le();
    if (reader.isShort || count < 0 || count * 2 > reader.remaining) return false;
    if (count === 0) return true;
    const samples = new Float64Array(count);
    for (let index = 0; index < count; index++) {
      const raw = reader.i16le();
      samples[index] = raw <= WAVE_CONTROL ? NaN : raw / wave.divisor;
    }
    const wasBroken = broken.delete(part.type);
    const afterGap = (status & HAS_GAP) !== 0 || (wasBroken && lastNumber !== undefined);
    const scale = { origin: 0, factor: 1 / wave.divisor, lowerLimit: WAVE_CONTROL + 1, upperLimit: 32_767 };
    const { code, unit, samplesPerSecond } = wave;
    line.emit({ kind: "wave", at: line.at(), code, unit, samplesPerSecond, samples, scale, afterGap });
    return true;
  };

  const cut = (): void => {
    for (const type of GE_WAVES.keys()) broken.add(type);
  };

  return {
    cut,
    read(record) {
      if (record.length <= HEADER_BYTES) {
        line.counters.bad++;
        return unknown("record", record);
      }
      const main = (record[14] ?? 0) + (record[15] ?? 0) * 256;
      if (main !== MAIN.physiological && main !== MAIN.wave) return unknown(`main-${main}`, record);
      // A request, seen in a recording of both directions: its only part is of type 0.
      const parts = partsOf(record);
      if (parts?.every((part) => part.type === 0) === true) return undefined;
      if (main === MAIN.wave && lastNumber === undefined) broken.clear();
      const isRead =
        parts?.every((part) => (main === MAIN.wave ? readWave : readPhysiological)(record, part)) ?? false;
      if (main === MAIN.wave) lastNumber = record[2];
      if (isRead) return undefined;
      line.counters.bad++;
      return unknown(`main-${main}`, record);
    },
  };
}
