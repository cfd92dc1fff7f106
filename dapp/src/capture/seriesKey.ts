import type { MetricCode } from "@medlattice/sdk/device";

/** Series differ by instrument, code, channel and unit, as in the record. */
export function seriesKey(device: string, { id, channel = "" }: MetricCode, unit: string | null): string {
  return [device, id, channel, unit ?? ""].join("\u0000");
}
