import type { AbsentReason, FrameCounters, IdentityEvent, MetricCode, WaveScale } from "../../contract.ts";
import type { AttachedDevice } from "./operation.ts";

/** A value that lasts: the instrument said the same from one time to another. */
export interface Run {
  readonly value: number | null;
  readonly absent?: AbsentReason;
  readonly questionable: boolean;
  readonly text?: string;
  readonly from: number;
  /** The instrument's own time of the first. */
  readonly device?: { readonly milliseconds: number; readonly clock: "absolute" | "relative" };
  to: number;
}

/** One thing that one instrument measures in one unit. */
export interface Series {
  /** Of its DeviceMetric: "d1.m3". */
  readonly id: string;
  readonly device: string;
  readonly code: MetricCode;
  readonly unit: string | null;
  readonly kind: "numeric" | "wave";
  run?: Run | undefined;
  /** Where the next sample of a wave stands on the axis; undefined after a gap. */
  next?: number | undefined;
}

/** Samples since the last chunk; a chunk never leaves any behind. */
export interface Segment {
  readonly start: number;
  readonly samplesPerSecond: number;
  readonly scale: WaveScale | undefined;
  readonly questionable: boolean;
  readonly device?: Run["device"];
  samples: number[];
}

export interface DeviceState {
  readonly id: string;
  readonly attached: AttachedDevice;
  identity: Partial<Record<Exclude<keyof IdentityEvent, "kind" | "at">, string>>;
  counters?: FrameCounters | undefined;
  /** Demonstration or test values came and were left out. */
  saidDemo: boolean;
}

/** All that must outlive a crash besides what is in the chain; plain JSON. */
export interface RecorderSnapshot {
  readonly devices: readonly DeviceState[];
  readonly series: readonly (readonly [key: string, series: Series])[];
}

/** Series differ by instrument, code, channel and unit. */
export function seriesKey(
  device: string,
  kind: Series["kind"],
  { code, unit }: { readonly code: MetricCode; readonly unit: string | null },
): string {
  return JSON.stringify([device, kind, code.id, code.channel ?? null, unit]);
}
