import type { DeviceSimulator, SimulatorOptions } from "../simulator.ts";
import { toLatin1 } from "../stream/ascii.ts";
import { createOutbox } from "../stream/createOutbox.ts";
import { ASK, READY } from "./driver.ts";
import { PRESSURE_OFFSET } from "./record.ts";

const HEADER = 0xac;
const DAY_S = 86_400;

/** The cuff: silent until AA woke it, then one answer for each request. Its memory holds a measurement of each past day. */
export function createBm58Simulator(
  options: SimulatorOptions & { readonly recordCount?: number },
): DeviceSimulator {
  const { recordCount = 3 } = options;
  const outbox = createOutbox();
  let isAwake = false;
  let wantsIndex = false;
  return {
    receive(bytes) {
      for (const byte of bytes) {
        if (wantsIndex) {
          wantsIndex = false;
          if (byte >= 1 && byte <= recordCount) outbox.put(record(options, recordCount - byte + 1));
        } else if (byte === ASK.ready) {
          isAwake = true;
          outbox.put([READY]);
        } else if (!isAwake) continue;
        else if (byte === ASK.identity) outbox.put(toLatin1("Simulated Blood Pressure Meter"));
        else if (byte === ASK.count) outbox.put([recordCount]);
        else if (byte === ASK.record) wantsIndex = true;
      }
    },
    advance: () => outbox.take(),
  };
}

function record({ startedAt, model }: SimulatorOptions, daysAgo: number): number[] {
  const time = new Date(startedAt - daysAgo * DAY_S * 1000);
  const pressure = (vital: "systolic" | "diastolic"): number =>
    Math.round(model.at(vital, -daysAgo * DAY_S) ?? PRESSURE_OFFSET) - PRESSURE_OFFSET;
  return [
    HEADER,
    pressure("systolic"),
    pressure("diastolic"),
    Math.round(model.at("heartRate", -daysAgo * DAY_S) ?? 0),
    time.getUTCMonth() + 1,
    time.getUTCDate(),
    time.getUTCHours(),
    time.getUTCMinutes(),
    time.getUTCFullYear() - 2000,
  ];
}
