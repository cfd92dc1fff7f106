import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createPatient, type SimulatedDevice, SIMULATORS } from "./simulate/index.ts";

const HOUR_S = 3_600;
const STEP_MS = 500;
/** Slower ones measure once, or tell of long ago: a scale, and a cuff's memory. */
const ONCE = new Set(["tanita", "bm58"]);
/** Longest time between two values of a series: a cuff measures every few minutes, records of BIS come every five seconds. */
const LONGEST_PAUSE_S = 600;

/** An instrument and its driver against each other, in simulated time; nothing that came is kept. */
function hourOf({ driver, line, create }: SimulatedDevice) {
  const startedAt = Date.UTC(2026, 0, 5, 8);
  const simulator = create({ startedAt, model: createPatient() });
  const session = driver.open({ startedAt, wantsWaves: true, ...(line === undefined ? {} : { line }) });
  const lastOf = new Map<string, number>();
  let longestPause = 0;
  let values = 0;
  let gaps = 0;
  for (let now = startedAt; now <= startedAt + HOUR_S * 1000; now += STEP_MS) {
    const answer = (): void => {
      for (const bytes of session.takeOutgoing()) simulator.receive(bytes, now);
    };
    const events = [...session.tick(now)];
    answer();
    const sent = simulator.advance(now);
    if (sent.length > 0) events.push(...session.push(sent, now));
    answer();
    for (const event of events) {
      if (event.kind === "wave" && event.afterGap) gaps += 1;
      if (event.kind !== "numeric" || event.value === null) continue;
      assert.ok(Number.isFinite(event.value));
      values += 1;
      const series = `${event.code.id} ${event.code.channel ?? ""}`;
      longestPause = Math.max(longestPause, now - (lastOf.get(series) ?? now));
      lastOf.set(series, now);
    }
  }
  const end = startedAt + HOUR_S * 1000;
  const silent = [...lastOf].filter(([, last]) => end - last > LONGEST_PAUSE_S * 1000).map(([id]) => id);
  return { values, gaps, longestPause: longestPause / 1000, silent, counters: session.counters };
}

describe("an hour of every instrument against its simulator", () => {
  for (const device of SIMULATORS) {
    it(`is read without a flaw: ${device.name}`, () => {
      const { values, gaps, longestPause, silent, counters } = hourOf(device);
      assert.ok(values > 0);
      const { bad, skippedBytes, gaps: missing, lineErrors } = counters;
      assert.deepEqual(
        { bad, skippedBytes, missing, lineErrors, gaps },
        {
          bad: 0,
          skippedBytes: 0,
          missing: 0,
          lineErrors: 0,
          gaps: 0,
        },
      );
      if (ONCE.has(device.name)) return;
      assert.ok(values >= HOUR_S / 10, `${values} values`);
      assert.deepEqual(silent, [], "series that have ended");
      assert.ok(longestPause <= LONGEST_PAUSE_S, `${longestPause} s without a value`);
    });
  }
});
