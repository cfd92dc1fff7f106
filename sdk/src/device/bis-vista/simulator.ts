import type { DeviceSimulator, SimulatorOptions, Vital, VitalsModel } from "../simulator.ts";
import { latin1, toLatin1 } from "../stream/ascii.ts";
import { createBeat, createOutbox } from "../stream/createOutbox.ts";
import { encodeBisPacket, MESSAGE } from "./binaryFrame.ts";

const NAMES = ["SR11", "SEF07", "BISBIT00", "BIS", "TOTPOW07", "EMGLOW01", "SQI09", "IMPEDNCE", "ARTF2"];
const SETTINGS = ["On", "None", "Off", "Off", "No"];
const EEG_RATE = 128;
const EEG_SAMPLES = 16;

/** The monitor in ASCII mode: silent until `D` or `U`, then a record every 5 s until `C`. */
export function createBisAsciiSimulator({ startedAt, model }: SimulatorOptions): DeviceSimulator {
  const outbox = createOutbox();
  let isOn = false;
  const records = createBeat(startedAt, 5_000, (seconds) => {
    outbox.put(toLatin1(`${record(model, startedAt, seconds)}\r\n`));
  });
  return {
    receive(bytes, now) {
      for (const command of latin1(bytes)) {
        if (command === "C") isOn = false;
        else if (command === "D" || command === "U") {
          if (command === "D") outbox.put(toLatin1(`${header()}\r\n`));
          isOn = true;
          records.restart(now);
        }
      }
    },
    advance(now) {
      if (isOn) records.until(now);
      return outbox.take();
    },
  };
}

/** The monitor in binary mode: processed variables each second and raw EEG, each only once asked for. */
export function createBisBinarySimulator({ startedAt, model }: SimulatorOptions): DeviceSimulator {
  const outbox = createOutbox();
  let sequence = 0;
  let origin = startedAt;
  const wants = { processed: false, raw: false };
  const put = (id: number, payload: Uint8Array): void => {
    outbox.put(encodeBisPacket({ sequence, id, payload }));
    sequence = (sequence + 1) & 0xffff;
  };
  const processed = createBeat(startedAt, 1000, (seconds) => {
    if (wants.processed) put(MESSAGE.processed, processedVariables(model, seconds));
  });
  const raw = createBeat(startedAt, (1000 * EEG_SAMPLES) / EEG_RATE, (seconds) => {
    if (wants.raw) put(MESSAGE.raw, rawEeg(model, seconds));
  });
  return {
    receive(bytes, now) {
      // Requests are sent whole and alone: the message id stands at byte 12.
      for (let at = 0; at + 22 <= bytes.length; at++) {
        if (bytes[at] !== 0xba || bytes[at + 1] !== 0xab) continue;
        const id = bytes[at + 12];
        if (id === MESSAGE.askProcessed) wants.processed = true;
        if (id === MESSAGE.stopProcessed) wants.processed = false;
        if (id === MESSAGE.askRaw) wants.raw = true;
        if (id === MESSAGE.stopRaw) wants.raw = false;
      }
      origin = now;
      processed.restart(origin);
      raw.restart(origin);
    },
    advance(now) {
      processed.until(now);
      raw.until(now);
      return outbox.take();
    },
  };
}

function header(): string {
  const first = ["DSC", "PIC", "Filters", "Alarm", "Lo-Limit", "Hi-Limit", "Silence"];
  const names = [...first, ...NAMES, ...NAMES, ...NAMES].map((name) => `${name.padEnd(8)}|`);
  return `${"TIME".padEnd(19)}|${names.join("")}`;
}

function record(model: VitalsModel, startedAt: number, seconds: number): string {
  const iso = new Date(startedAt + seconds * 1000).toISOString();
  const time = `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)} ${iso.slice(11, 19)}`;
  const settings = SETTINGS.map((text) => `${text.padEnd(8)}|`).join("");
  const groups = ["ch1", "ch2", "combined"].map((group) => asciiGroup(model, seconds, group === "combined"));
  return `${time}|${"10".padStart(9)}|${"27".padStart(8)}|${settings}${groups.join("")}`;
}

function asciiGroup(model: VitalsModel, seconds: number, isCombined: boolean): string {
  const quality = model.at("signalQuality", seconds) ?? 0;
  const one = (vital: Vital): string =>
    quality === 0 ? "0.0" : (model.at(vital, seconds) ?? -327.7).toFixed(1);
  const impedance = isCombined ? 0 : (model.at("impedance", seconds) ?? 1000);
  const fields = [
    one("suppressionRatio"),
    one("spectralEdge"),
    "0000",
    one("bis"),
    one("totalPower"),
    one("emg"),
    quality.toFixed(1),
    String(Math.round(impedance)),
    "00000000",
  ];
  return fields.map((field) => `${field.padStart(8)}|`).join("");
}

function processedVariables(model: VitalsModel, seconds: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(120));
  const scaled = (vital: Vital, scale: number): number => {
    const value = model.at(vital, seconds);
    return value === undefined ? -32768 : Math.round(value * scale);
  };
  view.setUint16(4, 2, true);
  [1, 20, -3234, 1].forEach((value, index) => view.setInt32(8 + index * 4, value, true));
  for (const at of [24, 28]) {
    view.setUint16(at, Math.round(model.at("impedance", seconds) ?? 1000), true);
    view.setUint16(at + 2, 1, true);
  }
  for (const at of [48, 72, 96]) {
    view.setInt16(at, scaled("suppressionRatio", 10), true);
    view.setInt16(at + 2, scaled("spectralEdge", 100), true);
    view.setInt16(at + 6, scaled("bis", 10), true);
    view.setInt16(at + 8, scaled("bis", 10), true);
    view.setInt16(at + 10, scaled("bis", 10), true);
    view.setInt16(at + 12, scaled("totalPower", 100), true);
    view.setInt16(at + 14, scaled("emg", 100), true);
    view.setInt32(at + 16, scaled("signalQuality", 10), true);
  }
  return new Uint8Array(view.buffer);
}

function rawEeg(model: VitalsModel, seconds: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 + EEG_SAMPLES * 4));
  view.setInt16(0, 2, true);
  view.setInt16(2, EEG_RATE, true);
  for (let index = 0; index < EEG_SAMPLES * 2; index++) {
    const time = seconds + Math.floor(index / 2) / EEG_RATE;
    view.setInt16(4 + index * 2, Math.round((model.at("eeg", time) ?? 0) * 20 - 3234), true);
  }
  return new Uint8Array(view.buffer);
}
