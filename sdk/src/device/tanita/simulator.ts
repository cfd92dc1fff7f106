import type { DeviceSimulator, SimulatorOptions, Vital } from "../simulator.ts";
import { toLatin1 } from "../stream/ascii.ts";
import { createBeat, createOutbox } from "../stream/createOutbox.ts";

/** A TBF-310: somebody steps on it every half minute, and it prints a line; it takes no requests. */
export function createTanitaSimulator({ startedAt, model }: SimulatorOptions): DeviceSimulator {
  const outbox = createOutbox();
  const lines = createBeat(startedAt + 5_000, 30_000, (seconds) => {
    const one = (vital: Vital): number => model.at(vital, seconds) ?? 0;
    const weight = Number(one("weight").toFixed(1));
    const height = Math.round(one("height"));
    const fatMass = Number(((weight * Number(one("bodyFat").toFixed(1))) / 100).toFixed(1));
    const fields = [
      "0",
      "2",
      String(height),
      weight.toFixed(1),
      String(Math.round(one("bioimpedance"))),
      one("bodyFat").toFixed(1),
      fatMass.toFixed(1),
      (weight - fatMass).toFixed(1),
      one("bodyWater").toFixed(1),
      String(Math.round(one("age"))),
      (weight / (height / 100) ** 2).toFixed(1),
      String(Math.round(one("basalMetabolism"))),
    ];
    outbox.put(toLatin1(`${fields.join(",")}\r\n`));
  });
  return {
    receive: () => undefined,
    advance(now) {
      lines.until(now);
      return outbox.take();
    },
  };
}
