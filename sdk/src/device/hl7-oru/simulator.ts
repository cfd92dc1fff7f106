import type { DeviceSimulator, SimulatorOptions, Vital } from "../simulator.ts";
import { createOutbox } from "../stream/createOutbox.ts";
import { encodeMllp } from "./createHl7Session.ts";

const PERIOD_MS = 1_000;
const REPEAT_AFTER_MS = 5_000;

const OBSERVATIONS: readonly (readonly [mdc: number, name: string, unit: string, vital: Vital])[] = [
  [147842, "MDC_ECG_HEART_RATE", "264864^MDC_DIM_BEAT_PER_MIN^MDC", "heartRate"],
  [150456, "MDC_PULS_OXIM_SAT_O2", "262688^MDC_DIM_PERCENT^MDC", "spo2"],
  [151562, "MDC_RESP_RATE", "264928^MDC_DIM_RESP_PER_MIN^MDC", "respiratoryRate"],
  [150344, "MDC_TEMP", "268192^MDC_DIM_DEGC^MDC", "temperature"],
  [150301, "MDC_PRESS_CUFF_SYS", "266016^MDC_DIM_MMHG^MDC", "systolic"],
];

function stamp(at: number): string {
  return `${new Date(at)
    .toISOString()
    .replaceAll(/[-:TZ]/g, "")
    .slice(0, 14)}+0000`;
}

/** A gateway in software: one message per second, the next only when the last was acknowledged; repeats it after five seconds. */
export function createHl7Simulator(options: SimulatorOptions): DeviceSimulator {
  const { model, startedAt } = options;
  const outbox = createOutbox();
  let control = 0;
  let pending: { readonly id: string; readonly bytes: Uint8Array } | undefined;
  let sentAt = -Infinity;
  let heard = "";

  const compose = (at: number): { id: string; bytes: Uint8Array } => {
    const id = `SIM${++control}`;
    const seconds = (at - startedAt) / 1000;
    const rows = OBSERVATIONS.map(([mdc, name, unit, vital], index) => {
      const value = model.at(vital, seconds);
      const text = value === undefined ? "-100" : String(Math.round(value * 10) / 10);
      return `OBX|${index + 1}|NM|${mdc}^${name}^MDC|1.3.1.${mdc}|${text}|${unit}|||||R|||${stamp(at)}`;
    });
    const head = `MSH|^~\\&|SIMULATED^0001^EUI-64|WARD|||${stamp(at)}||ORU^R01^ORU_R01|${id}|T|2.6|||AL|NE||UNICODE UTF-8`;
    const request = `OBR|1|||182777000^monitoring of patient^SCT|||${stamp(at)}`;
    return { id, bytes: encodeMllp(`${[head, request, ...rows].join("\r")}\r`) };
  };

  return {
    receive(bytes) {
      heard = (heard + new TextDecoder().decode(bytes)).slice(-2_000);
      if (pending !== undefined && heard.includes(`MSA|CA|${pending.id}\r`)) {
        pending = undefined;
        heard = "";
      }
    },
    advance(at) {
      const isDue = pending === undefined ? at - sentAt >= PERIOD_MS : at - sentAt >= REPEAT_AFTER_MS;
      if (isDue) {
        pending ??= compose(at);
        sentAt = at;
        outbox.put(pending.bytes);
      }
      return outbox.take();
    },
  };
}
