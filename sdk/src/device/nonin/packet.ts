import type { MetricCode, NumericEvent } from "../contract.ts";
import { STANDARD } from "../standardCodes.ts";
import { collectWave } from "../stream/collectWave.ts";
import { type Line, numeric } from "../stream/createStreamSession.ts";

export const FRAME_BYTES = 5;
export const FRAMES_PER_PACKET = 25;
export const FRAMES_PER_SECOND = 75;
export const MISSING_RATE = 511;
export const MISSING_SPO2 = 127;

const STATUS = { sync: 0x01, alarm: 0x08, outOfTrack: 0x10, artefact: 0x20, disconnected: 0x40 } as const;
const LOW_BATTERY = 0x01;

export type Format = 2 | 7;

export interface NoninFrame {
  readonly status: number;
  readonly pleth: number;
  readonly float: number;
}

/** Averages of different kinds are different series and never mixed (devices.md §5). Frames are counted from 1. */
const RATES: readonly { readonly code: MetricCode; readonly frame: number }[] = [
  { frame: 1, code: { id: "HR", label: "Pulse rate", ...STANDARD.pulseRate } },
  { frame: 14, code: { id: "E-HR", label: "Pulse rate, extended average" } },
  { frame: 20, code: { id: "HR-D", label: "Pulse rate, as displayed" } },
  { frame: 22, code: { id: "E-HR-D", label: "Pulse rate, extended average, as displayed" } },
];
const SATURATIONS: readonly { readonly code: MetricCode; readonly frame: number }[] = [
  { frame: 3, code: { id: "SpO2", label: "Oxygen saturation", ...STANDARD.spo2 } },
  { frame: 9, code: { id: "SpO2-D", label: "Oxygen saturation, as displayed" } },
  { frame: 10, code: { id: "SpO2 Fast", label: "Oxygen saturation, fast average" } },
  { frame: 11, code: { id: "SpO2 B-B", label: "Oxygen saturation, beat to beat" } },
  { frame: 16, code: { id: "E-SpO2", label: "Oxygen saturation, extended average" } },
  { frame: 17, code: { id: "E-SpO2-D", label: "Oxygen saturation, extended average, as displayed" } },
];
const PLETH: MetricCode = { id: "PLETH", label: "Plethysmogram", ...STANDARD.pleth };

export interface PacketReader {
  /** @returns whether the frame fits where it stands: the SYNC bit is on the first of 25, and only there */
  take(frame: NoninFrame): boolean;
  lose(): void;
}

/** Puts 25 frames together to a packet; values come only of whole ones, waves once one was whole. */
export function createPacketReader(line: Line, format: Format): PacketReader {
  const floats = new Uint8Array(FRAMES_PER_PACKET);
  const held: number[] = [];
  // Format 7 sends 16 bits, format 2 the upper eight of them.
  const scale = { origin: 0, factor: 1, lowerLimit: 0, upperLimit: format === 2 ? 255 : 65_535 };
  const shape = { unit: null, samplesPerSecond: FRAMES_PER_SECOND, size: 5, scale };
  const wave = collectWave(line, { code: PLETH, ...shape });
  let place: number | undefined;
  let isLocked = false;
  let flags = 0;
  let shown = "";
  const lose = (): void => {
    if (isLocked) wave.cut();
    place = undefined;
    isLocked = false;
    held.length = 0;
  };
  return {
    lose,
    take({ status, pleth, float }) {
      const isFirst = (status & STATUS.sync) !== 0;
      if (place === undefined && !isFirst) return true;
      if (place !== undefined && isFirst !== (place === 0)) return false;
      if (isFirst) {
        place = 0;
        flags = 0;
      }
      const at = place ?? 0;
      floats[at] = float;
      flags |= status;
      const sample = (status & (STATUS.disconnected | STATUS.alarm)) === 0 ? pleth : NaN;
      if (isLocked) wave.add(sample);
      else held.push(sample);
      place = (at + 1) % FRAMES_PER_PACKET;
      if (place === 0) whole();
      return true;
    },
  };

  function whole(): void {
    if (!isLocked) for (const sample of held.splice(0)) wave.add(sample);
    isLocked = true;
    const isOff = (flags & (STATUS.disconnected | STATUS.alarm)) !== 0;
    const isDoubtful = (flags & (STATUS.outOfTrack | STATUS.artefact)) !== 0;
    const quality: Pick<NumericEvent, "quality"> = isDoubtful ? { quality: "questionable" } : {};
    for (const { code, frame } of RATES) {
      const value = (((floats[frame - 1] ?? 0) & 3) << 7) | ((floats[frame] ?? 0) & 0x7f);
      const answer = valueOf(value, { missing: MISSING_RATE, most: 321, isOff });
      numeric(line, code, "/min", answer, typeof answer === "number" ? quality : {});
    }
    for (const { code, frame } of SATURATIONS) {
      const answer = valueOf(floats[frame - 1] ?? 0, { missing: MISSING_SPO2, most: 100, isOff });
      numeric(line, code, "%", answer, typeof answer === "number" ? quality : {});
    }
    const isLow = ((floats[7] ?? 0) & LOW_BATTERY) !== 0;
    const state = isOff ? "sensor" : isLow ? "battery" : "ok";
    if (state === shown) return;
    if (state === "sensor") line.status("sensor", "The sensor is off or unplugged.", "warning");
    if (state === "battery") line.status("battery", "The battery is low.", "warning");
    if (state === "ok" && shown !== "") line.status("ok", "The sensor measures.", "info");
    shown = state;
  }
}

function valueOf(
  value: number,
  { missing, most, isOff }: { readonly missing: number; readonly most: number; readonly isOff: boolean },
): number | "error" | "temp-unknown" {
  if (isOff) return "error";
  if (value === missing || value === 0) return "temp-unknown";
  return value > most ? "error" : value;
}
