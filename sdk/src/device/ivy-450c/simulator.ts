import type { DeviceSimulator, SimulatorOptions, Vital } from "../simulator.ts";
import { toLatin1 } from "../stream/ascii.ts";
import { createBeat, createOutbox } from "../stream/createOutbox.ts";
import { END, START, TITLE } from "./driver.ts";

const WAVES: readonly (readonly [vital: Vital, rate: number, zero: number, scale: number])[] = [
  ["ecg", 200, 100, 50],
  ["respiration", 50, 100, 60],
  ["pleth", 50, 86, 100],
  ["arterialPressure", 50, 0, 1],
];

/** The monitor: a message of all waves and values each second; it takes no requests. P2 has no transducer. */
export function createIvySimulator({ startedAt, model }: SimulatorOptions): DeviceSimulator {
  const outbox = createOutbox();
  const messages = createBeat(startedAt, 1000, (seconds) => {
    outbox.put([START, ...toLatin1(TITLE)]);
    for (const [vital, rate, zero, scale] of WAVES) {
      for (let index = 0; index < rate; index++) {
        const value = model.at(vital, seconds + index / rate) ?? 0;
        outbox.put([Math.min(Math.max(Math.round(zero + value * scale), 0), 0xfd)]);
      }
    }
    outbox.put(new Uint8Array(50).fill(0xfb));
    outbox.put(toLatin1(text(seconds)));
    outbox.put([END]);
  });
  return {
    receive: () => undefined,
    advance(now) {
      messages.until(now);
      return outbox.take();
    },
  };

  function text(seconds: number): string {
    const whole = (vital: Vital): string => {
      const value = model.at(vital, seconds);
      return value === undefined ? "" : String(Math.round(value));
    };
    const pressures = [whole("systolic"), whole("diastolic"), whole("mean")].join(";");
    const lines = [
      `HR=1;${whole("heartRate")};ECG-II-DIAG;`,
      `RR=1;${whole("respiratoryRate")};APNEA: 20 SEC;`,
      `ETCO2=1;${whole("endTidalCo2")};;`,
      `SPO2=1;${whole("spo2")};PR=${whole("heartRate")} ;`,
      `NIBP=4;${pressures};${whole("heartRate")};;`,
      `P1=3;${pressures};;`,
      "P2=3;;;;NO TRANSDUCER;",
      `T1=1;${model.at("temperature", seconds)?.toFixed(1) ?? ""};;`,
      "T2=1;;;",
    ];
    return lines.map((each) => `${each}\r`).join("");
  }
}
