import type { DeviceEvent } from "@medlattice/sdk/device";

/** Drivers hand out samples by the piece, so that the first piece may reach back behind the moment. Longer is none. */
const LONGEST_PIECE_MS = 5_000;

/** Leaves out the samples that were measured before a moment. @param at when the last of them came */
export function since(moment: number, events: readonly DeviceEvent[], at: number): readonly DeviceEvent[] {
  if (at - moment > LONGEST_PIECE_MS) return events;
  return events.flatMap((event): DeviceEvent[] => {
    if (event.kind !== "wave") return [event];
    const { samples, samplesPerSecond } = event;
    const kept = Math.floor(((at - moment) * samplesPerSecond) / 1000);
    if (kept >= samples.length) return [event];
    if (kept <= 0) return [];
    return [{ ...event, samples: samples.slice(-kept), afterGap: true }];
  });
}
