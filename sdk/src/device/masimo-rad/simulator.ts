import type { DeviceSimulator, SimulatorOptions, Vital } from "../simulator.ts";
import { toLatin1 } from "../stream/ascii.ts";
import { createBeat, createOutbox } from "../stream/createOutbox.ts";

/** A Rad-8 set to ASCII-1: a line and an empty one each second; it takes no requests. */
export function createMasimoSimulator({ startedAt, model }: SimulatorOptions): DeviceSimulator {
  const outbox = createOutbox();
  const lines = createBeat(startedAt, 1000, (seconds) => {
    const iso = new Date(startedAt + seconds * 1000).toISOString();
    const date = `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(2, 4)} ${iso.slice(11, 19)}`;
    const whole = (vital: Vital): string => {
      const value = model.at(vital, seconds);
      return value === undefined ? "---" : String(Math.round(value)).padStart(3, "0");
    };
    const perfusion = model.at("perfusionIndex", seconds)?.toFixed(2).padStart(5, "0") ?? "--.--";
    const exceptions = model.at("spo2", seconds) === undefined ? "000820" : "000800";
    const values = `SPO2=${whole("spo2")}% BPM=${whole("heartRate")} PI=${perfusion}%`;
    const rest = "SPCO=--.-% SPMET=--.-% DESAT=-- PIDELTA=+--";
    outbox.put(toLatin1(`${date} SN=0000000042 ${values} ${rest} ALARM=0000 EXC=${exceptions}\r\n\r\n`));
  });
  return {
    receive: () => undefined,
    advance(now) {
      lines.until(now);
      return outbox.take();
    },
  };
}
