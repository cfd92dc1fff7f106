import { GE_CLASSES, GE_WAVES, type GeGroup } from "../codes/ge.ts";
import { ByteReader } from "../framing/ByteReader.ts";
import { u16le, u32le } from "../framing/littleEndian.ts";
import type { DeviceSimulator, SimulatorOptions, Vital } from "../simulator.ts";
import { createOutbox } from "../stream/createOutbox.ts";
import { createStreamSession } from "../stream/createStreamSession.ts";
import { createRecordScanner, encodeRecord, MAX_FRAME_BYTES } from "./link.ts";
import { buildRecord, HEADER_BYTES, MAIN, NO_MORE } from "./records.ts";

const INVALID = -32_767;
const WAVE_MS = 200;
const DISPLAYED = 1;

const VITALS: Readonly<Record<string, Vital>> = {
  "ECG.hr": "heartRate",
  "ECG.rr": "respiratoryRate",
  "NIBP.sys": "systolic",
  "NIBP.dia": "diastolic",
  "NIBP.mean": "mean",
  T1: "temperature",
  SpO2: "spo2",
  "SpO2.pr": "heartRate",
  "CO2.rr": "respiratoryRate",
  BIS: "bis",
  "BIS.sqi": "signalQuality",
  "BIS.emg": "emg",
  "BIS.sr": "suppressionRatio",
};

/** An S/5 monitor in software: it sends nothing that was not asked for, and stops when told. */
export function createDriSimulator(options: SimulatorOptions): DeviceSimulator {
  const { model, startedAt } = options;
  const outbox = createOutbox();
  let intervalMs = 0;
  let classes = 0;
  let displayedAt = 0;
  let waves: number[] = [];
  let waveAt = 0;
  let number = 0;

  const valueOf = (id: string, seconds: number): number | undefined => {
    if (id === "CO2.ambient") return 760;
    const endTidal = model.at("endTidalCo2", seconds);
    if (id === "CO2.et") return endTidal === undefined ? undefined : (endTidal / 760) * 100;
    const vital = VITALS[id];
    return vital === undefined ? undefined : model.at(vital, seconds);
  };

  const groupBytes = (group: GeGroup, seconds: number): number[] => {
    const values = group.fields.map(({ code, divisor }) => {
      const value = valueOf(code.id, seconds);
      return value === undefined ? INVALID : Math.round(value * divisor);
    });
    const exists = group.fields.some(({ code }) => code.id in VITALS || code.id.startsWith("CO2"));
    return [...u32le(exists ? 3 : 0), 0, 0, ...values.flatMap(u16le)];
  };

  const subrecord = (kind: number, at: number): number[] => {
    const union = new Uint8Array(270);
    for (const group of GE_CLASSES.get(kind) ?? [])
      union.set(groupBytes(group, (at - startedAt) / 1000), group.offset);
    return [...u32le(Math.floor(at / 1000)), ...union, 0, 0, ...u16le(kind << 8)];
  };

  const send = (
    main: number,
    at: number,
    parts: readonly { type: number; bytes: readonly number[] }[],
  ): void => {
    let offset = 0;
    const list = parts.map(({ type, bytes }) => {
      const entry = { offset, type };
      offset += bytes.length;
      return entry;
    });
    number = (number + 1) & 0xff;
    const data = parts.flatMap(({ bytes }) => bytes);
    outbox.put(encodeRecord(buildRecord({ main, number, time: Math.floor(at / 1000), parts: list, data })));
  };

  const sendDisplayed = (at: number): void => {
    const kinds = [...((classes & 1) === 0 ? [0] : []), ...[1, 2, 3].filter((kind) => classes & (1 << kind))];
    const parts = kinds.map((kind) => ({ type: DISPLAYED, bytes: subrecord(kind, at) }));
    send(MAIN.physiological, at, parts);
  };

  const sample = (type: number, seconds: number): number => {
    if (type === 1) return (model.at("ecg", seconds) ?? 0) * 1000;
    if (type === 4) return (model.at("arterialPressure", seconds) ?? 0) * 100;
    if (type === 8) return (model.at("pleth", seconds) ?? 0) * 1000;
    if (type === 9) return ((model.at("co2", seconds) ?? 0) / 760) * 10_000;
    return 100 * (model.at("respiration", seconds) ?? 0);
  };

  const sendWaves = (at: number): void => {
    const parts = waves.map((type) => {
      const rate = GE_WAVES.get(type)?.samplesPerSecond ?? 25;
      const count = (rate * WAVE_MS) / 1000;
      const samples = Array.from({ length: count }, (_, index) =>
        u16le(Math.round(sample(type, (at - startedAt) / 1000 + index / rate))),
      );
      return { type, bytes: [...u16le(count), 0, 0, 0, 0, ...samples.flat()] };
    });
    send(MAIN.wave, at, parts);
  };

  let now = startedAt;
  const take = (record: Uint8Array): void => {
    const reader = new ByteReader(record, HEADER_BYTES);
    const main = record[14];
    if (main === MAIN.physiological && record.length === 49 && reader.u8() === 1) {
      const seconds = reader.u16le();
      intervalMs = seconds === 0 ? 0 : Math.max(5, seconds) * 1000;
      classes = reader.u32le();
      displayedAt = now;
    } else if (main === MAIN.wave && record.length === 72) {
      const isStop = reader.u16le() !== 0;
      reader.u16le();
      const list = [...reader.bytes(8)];
      const end = list.indexOf(NO_MORE);
      waves = isStop ? [] : list.slice(0, end === -1 ? 8 : end);
      waveAt = now;
    }
  };
  const input = createStreamSession(startedAt, (line) => ({
    maxFrameBytes: MAX_FRAME_BYTES,
    scan: createRecordScanner(line, take),
  }));

  return {
    receive(bytes, at) {
      now = at;
      input.push(bytes, at);
    },
    advance(at) {
      now = at;
      if (intervalMs > 0) for (; displayedAt <= at; displayedAt += intervalMs) sendDisplayed(displayedAt);
      if (waves.length > 0) for (; waveAt <= at; waveAt += WAVE_MS) sendWaves(waveAt);
      return outbox.take();
    },
  };
}
