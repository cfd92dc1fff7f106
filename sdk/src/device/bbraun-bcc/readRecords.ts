import type { MetricCode } from "../contract.ts";
import { type Line, numeric } from "../stream/createStreamSession.ts";
import { ALARM, PARAMETERS, STATES, TEXTS } from "./parameters.ts";

const RECORD_SEPARATOR = "\u001e";
const RECORD = /^(\d+),(5\d{4}),([A-Z][A-Z0-9.]*)(?:,(.*))?$/s;
const NUMBER = /^-?\d+(\.\d+)?$/;
const VERSION = /^V\d+\.\d+/;

/** Reads the records `time,address,PARAM,value` of a block; the address (pillar and place of a pump) is the channel of its series. */
export function createRecordReader(line: Line): (information: string) => void {
  const shown = new Map<string, string>();
  const codes = new Map<string, MetricCode>();
  return (information) => {
    for (const record of information.split(RECORD_SEPARATOR)) {
      const [, , address, name, value] = RECORD.exec(record) ?? [];
      if (address === undefined || name === undefined) keep(record.split(":")[0] ?? "", record);
      else if (value !== undefined) take(address, name, value);
      else if (VERSION.test(name)) {
        const software = name.slice(1);
        line.emit({ kind: "identity", at: line.at(), manufacturer: "B. Braun", model: "Space", software });
      }
    }
  };

  function take(address: string, name: string, value: string): void {
    const parameter = PARAMETERS.get(name);
    if (parameter !== undefined) {
      const code = codeOf(address, name);
      const isAbsent = value === "_NV" || value === "_NA" || !NUMBER.test(value);
      if (isAbsent) return numeric(line, code, parameter.unit, reason(value), { text: value });
      const isOpen = Number(value) === parameter.openEnded;
      return numeric(line, code, parameter.unit, isOpen ? "not-applicable" : Number(value), { text: value });
    }
    const key = `${address} ${name}`;
    const before = shown.get(key);
    if (before === value) return undefined;
    shown.set(key, value);
    const label = TEXTS.get(name);
    if (ALARM.test(name)) noteAlarm(address, name, { before, value });
    else if (label === undefined) keep(key, value);
    else if (value !== "_NV" && value !== "_NA") {
      const words = STATES.get(`${name}=${value}`) ?? value.replace(/[\u{e000}-\u{f8ff}]/gu, "");
      line.status(name, `Pump ${address}. ${label}: ${words}`, "info");
    }
    return undefined;
  }

  function noteAlarm(
    address: string,
    name: string,
    { before, value }: { readonly before: string | undefined; readonly value: string },
  ): void {
    const isActive = value === "1";
    if (!isActive && before !== "1") return;
    const text = `Pump ${address}: alarm ${name.slice(3)}`;
    const id = `${address} ${name}`;
    line.emit({ kind: "alarm", at: line.at(), id, text, priority: "unknown", isActive });
  }

  function keep(id: string, text: string): void {
    line.emit({ kind: "unknown", at: line.at(), id, bytes: new TextEncoder().encode(text) });
  }

  function codeOf(address: string, name: string): MetricCode {
    const key = `${address} ${name}`;
    const known = codes.get(key);
    if (known !== undefined) return known;
    const { label = name, standard } = PARAMETERS.get(name) ?? {};
    const code = { id: name, channel: address, label, ...standard };
    codes.set(key, code);
    return code;
  }
}

function reason(value: string): "unknown" | "unsupported" | "as-text" {
  if (value === "_NV") return "unknown";
  return value === "_NA" ? "unsupported" : "as-text";
}
