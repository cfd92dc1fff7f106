import type { DeviceDriver, MetricCode } from "../contract.ts";
import { STANDARD } from "../standardCodes.ts";
import { latin1 } from "../stream/ascii.ts";
import { createStreamSession, type Line, WAIT } from "../stream/createStreamSession.ts";
import { createTextReader } from "./readText.ts";

export const START = 0xff;
export const END = 0xfe;
export const TITLE = "ANSAR-B ";
const WAVES_AT = 1 + TITLE.length;
const MAX_TEXT_BYTES = 400;

/** Waves of a second, in the order in which they are sent. Their units are not public: they stay as sent (devices.md §10). */
export const WAVES: readonly { readonly code: MetricCode; readonly rate: number; readonly name: string }[] = [
  { rate: 200, name: "HR", code: { id: "ECG", label: "Electrocardiogram", loinc: STANDARD.ecgLeadII.loinc } },
  { rate: 50, name: "RR", code: { id: "RESP", label: "Respiration" } },
  { rate: 50, name: "SPO2", code: { id: "PLETH", label: "Plethysmogram", ...STANDARD.pleth } },
  { rate: 50, name: "P1", code: { id: "P1", label: "Pressure 1" } },
  { rate: 50, name: "P2", code: { id: "P2", label: "Pressure 2" } },
];
const WAVE_BYTES = WAVES.reduce((total, { rate }) => total + rate, 0);
const TEXT_AT = WAVES_AT + WAVE_BYTES;

const SCALE = { origin: 0, factor: 1, lowerLimit: 0, upperLimit: 0xfd };

/** Ivy 450C with its output set to ANSAR-B: a message a second, without a checksum, between FF and FE. */
export const ivy450c: DeviceDriver = {
  name: "ivy450c",
  version: "1.0.0",
  label: "Ivy 450C",
  manufacturer: "Ivy Biomedical",
  lines: [{ baudRate: 9600, dataBits: 8, stopBits: 1, parity: "none", flowControl: "none" }],
  help: "device.help.ivy450c",
  open: ({ startedAt }) =>
    createStreamSession(startedAt, (line) => {
      const text = createTextReader(line);
      let afterGap = false;
      return {
        maxFrameBytes: TEXT_AT + MAX_TEXT_BYTES,
        silentAfterMs: 10_000,
        scan(bytes, start, end) {
          const size = sizeOf(bytes, start, end);
          if (size === WAIT) return WAIT;
          if (size < 0) {
            afterGap = true;
            return line.skip(-size);
          }
          if (!text.take(latin1(bytes, start + TEXT_AT, start + size - 1))) {
            afterGap = true;
            return line.bad();
          }
          putWaves(line, bytes.subarray(start + WAVES_AT, start + TEXT_AT), afterGap, (name) =>
            text.isMissing(name),
          );
          afterGap = false;
          return line.good(size);
        },
        interrupted: () => {
          afterGap = true;
        },
      };
    }),
};

/** @returns bytes of the message that begins here, `WAIT`, or less than 0: how many bytes belong to none */
function sizeOf(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] !== START) {
    const next = bytes.indexOf(START, start);
    return start - (next < 0 || next > end ? end : next);
  }
  for (let index = start + 1; index < end; index++) {
    const byte = bytes[index] ?? 0;
    const place = index - start;
    // Neither FE nor FF occurs within a message: a second start means that the first one was cut.
    if (byte === START) return -place;
    if (place < WAVES_AT && byte !== TITLE.charCodeAt(place - 1)) return -1;
    if (byte === END) return place >= TEXT_AT ? place + 1 : -1;
    if (place >= TEXT_AT + MAX_TEXT_BYTES) return -1;
  }
  return WAIT;
}

function putWaves(
  line: Line,
  raw: Uint8Array,
  afterGap: boolean,
  isMissing: (name: string) => boolean,
): void {
  let from = 0;
  for (const { code, rate, name } of WAVES) {
    const samples = isMissing(name)
      ? new Float64Array(rate).fill(NaN)
      : Float64Array.from(raw.subarray(from, from + rate));
    from += rate;
    line.emit({
      kind: "wave",
      at: line.at(),
      code,
      unit: null,
      samplesPerSecond: rate,
      samples,
      afterGap,
      scale: SCALE,
    });
  }
}
