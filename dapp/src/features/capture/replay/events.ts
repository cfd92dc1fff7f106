import type { ReplayOverview } from "../../../engine/capturing/replaying.ts";

export const EVENT_GROUPS = ["markers", "alarms", "states", "gaps"] as const;
export type EventGroup = (typeof EVENT_GROUPS)[number];

/** Something on the time axis that one can go to. Times are milliseconds since 1970. */
export interface ReplayEvent {
  readonly key: string;
  readonly at: number;
  /** Later than `at` for an interruption. */
  readonly to: number;
  readonly group: EventGroup;
  /** Of the notice, or "gap". */
  readonly kind: string;
  /** As instrument, doctor or station said it; empty for an interruption. */
  readonly text: string;
  readonly device: string | null;
  readonly priority: string | null;
  /** An alarm that is over. */
  readonly isOver: boolean;
}

const GROUPS: Readonly<Record<string, EventGroup>> = { alarm: "alarms", "event-marker": "markers" };

/** Markers, alarms, what instruments and station said, and interruptions, in the order of time. */
export function eventsOf({
  notices,
  devices,
}: Pick<ReplayOverview, "notices" | "devices">): readonly ReplayEvent[] {
  const said = notices.map(({ kind, at, text, device = null, facts }, index): ReplayEvent => {
    const { priority, active } = facts;
    return {
      key: `n${index}`,
      at,
      to: at,
      group: GROUPS[kind] ?? "states",
      kind,
      text,
      device,
      priority: typeof priority === "string" ? priority : null,
      isOver: active === false,
    };
  });
  const gaps = devices.flatMap(({ id, gaps: found }) =>
    found.map(({ from, to }, index): ReplayEvent => ({
      key: `${id} ${index}`,
      at: from,
      to,
      group: "gaps",
      kind: "gap",
      text: "",
      device: id,
      priority: null,
      isOver: false,
    })),
  );
  return [...said, ...gaps].toSorted((a, b) => a.at - b.at);
}

/** The nearest event before or after a moment. */
export function neighbourOf(
  events: readonly ReplayEvent[],
  at: number,
  direction: "before" | "after",
): ReplayEvent | null {
  const found =
    direction === "after"
      ? events.find((event) => event.at > at + NEAR_MS)
      : events.findLast((event) => event.at < at - NEAR_MS);
  return found ?? null;
}

/** Where one is at an event already. */
const NEAR_MS = 1;
