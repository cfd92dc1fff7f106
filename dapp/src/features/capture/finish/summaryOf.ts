import type { ReplayOverview } from "../../../engine/capturing/replaying.ts";

/** What a record will hold, in figures. */
export interface CaptureSummary {
  readonly durationMs: number;
  readonly values: number;
  readonly waves: number;
  readonly gaps: number;
  readonly gapMs: number;
  readonly markers: number;
  /** Alarms that began; those that were over are not counted once more. */
  readonly alarms: number;
}

export function summaryOf(
  overview: Pick<ReplayOverview, "startedAt" | "endedAt" | "devices" | "waves" | "notices">,
): CaptureSummary {
  const { startedAt, endedAt, devices, waves, notices } = overview;
  const gaps = devices.flatMap((device) => device.gaps);
  return {
    durationMs: endedAt - startedAt,
    values: devices.reduce((sum, { values }) => sum + values, 0),
    waves: waves.length,
    gaps: gaps.length,
    gapMs: gaps.reduce((sum, { from, to }) => sum + to - from, 0),
    markers: notices.filter(({ kind }) => kind === "event-marker").length,
    alarms: notices.filter(({ kind, facts }) => kind === "alarm" && facts["active"] !== false).length,
  };
}

/** The category a surgical record goes to first, of those the patient gave keys for. */
const PREFERRED = ["procedures", "vital-signs", "devices", "general"] as const;

export function categoryFor(given: readonly string[]): string {
  return PREFERRED.find((code) => given.includes(code)) ?? given[0] ?? "";
}
