import type { MetricCode } from "../contract.ts";
import { STANDARD } from "../standardCodes.ts";
import { type Line, numeric } from "../stream/createStreamSession.ts";

const MIN_BYTES = 27;
const INVALID = 0xff;

/** Units of the CO2 values, by the byte at 25; the latter two are sent in tenths. */
const UNITS: ReadonlyMap<
  number,
  { readonly unit: string; readonly scale: number; readonly isPressure: boolean }
> = new Map([
  [1, { unit: "mm[Hg]", scale: 1, isPressure: true }],
  [2, { unit: "kPa", scale: 0.1, isPressure: true }],
  [3, { unit: "%", scale: 0.1, isPressure: false }],
]);

const CODES = {
  etCo2: { id: "EtCO2", label: "End-tidal carbon dioxide", ...STANDARD.endTidalCo2 },
  fiCo2: { id: "FiCO2", label: "Inspired carbon dioxide", ...STANDARD.inspiredCo2 },
  // The codes above are those of a partial pressure, not of a fraction (devices.md §20).
  etCo2Fraction: { id: "EtCO2", label: "End-tidal carbon dioxide, fraction" },
  fiCo2Fraction: { id: "FiCO2", label: "Inspired carbon dioxide, fraction" },
  rate: { id: "RR", label: "Respiratory rate", ...STANDARD.respiratoryRate },
  spo2: { id: "SpO2", label: "Oxygen saturation", ...STANDARD.spo2 },
  pulse: { id: "PR", label: "Pulse rate", ...STANDARD.pulseRate },
} as const satisfies Readonly<Record<string, MetricCode>>;

/** CO2 alarms at 13, SpO2 alarms at 14: the meaning of the single bits is not public. */
const ALARM_BYTES = [
  { at: 13, id: "co2-alarms", text: "CO2 alarm" },
  { at: 14, id: "spo2-alarms", text: "SpO2 alarm" },
] as const;

/**
 * Reads the numeric item of a second. Now and then this monitor sends it shifted by one byte (devices.md §8): then unit and values
 * do not fit, and it is refused.
 * @returns whether it was right
 */
export function createNumericsReader(line: Line): (payload: Uint8Array) => boolean {
  let previous: { readonly rate: number; readonly spo2: number } | undefined;
  const alarms = new Map<string, number>();
  return (payload) => {
    const unit = UNITS.get(payload[25] ?? 0);
    const [etCo2 = INVALID, fiCo2 = INVALID, rate = INVALID, spo2 = INVALID, pulse = INVALID] =
      payload.subarray(4, 9);
    if (payload.length < MIN_BYTES || unit === undefined) return false;
    const isShifted =
      previous !== undefined &&
      previous.rate !== previous.spo2 &&
      spo2 === previous.rate &&
      pulse === previous.spo2 &&
      spo2 !== INVALID;
    if (isShifted || (spo2 > 100 && spo2 !== INVALID)) return false;
    previous = { rate, spo2 };
    const seconds = new DataView(payload.buffer, payload.byteOffset).getUint32(0);
    const at = line.at(seconds * 1000);
    const put = (code: MetricCode, value: number, ucum: string, scale = 1): void =>
      numeric(line, code, ucum, value === INVALID ? "unknown" : (value * Math.round(scale * 10)) / 10, {
        at,
      });
    put(unit.isPressure ? CODES.etCo2 : CODES.etCo2Fraction, etCo2, unit.unit, unit.scale);
    put(unit.isPressure ? CODES.fiCo2 : CODES.fiCo2Fraction, fiCo2, unit.unit, unit.scale);
    put(CODES.rate, rate, "/min");
    put(CODES.spo2, spo2, "%");
    put(CODES.pulse, pulse, "/min");
    for (const { at: place, id, text } of ALARM_BYTES) {
      const bits = payload[place] ?? 0;
      if ((alarms.get(id) ?? 0) === bits) continue;
      alarms.set(id, bits);
      const shown = bits === 0 ? text : `${text} (${bits.toString(16).padStart(2, "0")})`;
      line.emit({ kind: "alarm", at, id, text: shown, priority: "unknown", isActive: bits !== 0 });
    }
    return true;
  };
}
