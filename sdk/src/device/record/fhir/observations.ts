import { compact, type Json } from "../json.ts";
import type { DeviceState, Run, Segment, Series } from "../recorder/state.ts";
import { sampledData } from "./sampledData.ts";
import {
  absentConcept,
  categoryConcept,
  categoryOfCode,
  conceptOf,
  instant,
  OWN,
  plainText,
  quantity,
} from "./terms.ts";

/** An Observation without its id. */
export type Draft = { readonly resourceType: "Observation" } & Readonly<Record<string, Json>>;

const END_OF_YEAR_9999 = 253_402_300_800_000;
const COMMON = {
  subject: { reference: "Patient/patient" },
  partOf: [{ reference: "Procedure/capture" }],
} as const;

/** One value, or the reason why there is none, for as long as it lasted. */
export function numericObservation(series: Series, driver: string, run: Run): Draft {
  const { value } = run;
  return compact({
    resourceType: "Observation" as const,
    extension: deviceTime(run.device),
    status: value === null ? "cancelled" : run.questionable ? "preliminary" : "final",
    category: [categoryOfCode(series.code)],
    code: conceptOf(series.code, driver),
    ...COMMON,
    ...(run.from === run.to
      ? { effectiveDateTime: instant(run.from) }
      : { effectivePeriod: { start: instant(run.from), end: instant(run.to) } }),
    valueQuantity: value === null ? undefined : quantity(value, series.unit),
    dataAbsentReason: value === null ? absentConcept(run.absent ?? "unknown") : undefined,
    note: value === null && run.text !== undefined ? [{ text: plainText(run.text) }] : undefined,
    device: { reference: `DeviceMetric/${series.id}` },
  });
}

/** Samples without a gap. */
export function waveObservation(series: Series, driver: string, segment: Segment): Draft {
  const { start, samplesPerSecond, scale, samples, questionable } = segment;
  const end = start + (samples.length * 1000) / samplesPerSecond;
  return compact({
    resourceType: "Observation" as const,
    extension: deviceTime(segment.device),
    status: questionable ? "preliminary" : "final",
    category: [categoryConcept("procedure")],
    code: conceptOf(series.code, driver),
    ...COMMON,
    effectivePeriod: { start: instant(start), end: instant(end) },
    valueSampledData: sampledData({ samplesPerSecond, unit: series.unit, scale, samples }),
    device: { reference: `DeviceMetric/${series.id}` },
  });
}

export type NoticeKind =
  | "alarm"
  | "technical-state"
  | "identity"
  | "unknown-data"
  | "event-marker"
  | "station-note";

/** Something that was said rather than measured: an alarm, a technical state, a marker. */
export function noticeObservation(notice: {
  readonly kind: NoticeKind;
  readonly at: number;
  readonly text: string;
  readonly device?: DeviceState;
  readonly deviceTime?: Run["device"];
  readonly facts: Readonly<Record<string, string | boolean | number>>;
}): Draft {
  const { device } = notice;
  return compact({
    resourceType: "Observation" as const,
    extension: deviceTime(notice.deviceTime),
    status: "final",
    category: [categoryConcept("procedure")],
    code: { coding: [{ system: OWN.event, code: notice.kind }] },
    ...COMMON,
    effectiveDateTime: instant(notice.at),
    valueString: plainText(notice.text),
    device: device === undefined ? { reference: "Device/station" } : { reference: `Device/${device.id}` },
    component: componentsOf(notice.facts),
  });
}

function componentsOf(facts: Readonly<Record<string, string | boolean | number>>): Json | undefined {
  const components = Object.entries(facts).map(([name, value]) => ({
    code: { coding: [{ system: OWN.event, code: name }] },
    ...(typeof value === "boolean"
      ? { valueBoolean: value }
      : typeof value === "number"
        ? { valueQuantity: quantity(value, name === "milliseconds" ? "ms" : "1") }
        : { valueString: plainText(value) }),
  }));
  return components.length === 0 ? undefined : components;
}

/** The instrument's own clock beside the station's. */
function deviceTime(device: Run["device"]): Json | undefined {
  if (device === undefined) return undefined;
  const { milliseconds, clock } = device;
  if (clock === "absolute" && milliseconds >= 0 && milliseconds < END_OF_YEAR_9999) {
    return [{ url: OWN.deviceTime, valueDateTime: instant(milliseconds) }];
  }
  return [{ url: OWN.deviceClock, valueQuantity: quantity(milliseconds, "ms") }];
}
