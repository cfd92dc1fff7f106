import type { MetricCode } from "../contract.ts";
import { STANDARD } from "../standardCodes.ts";
import { type Line, numeric } from "../stream/createStreamSession.ts";

interface Reading {
  readonly code: MetricCode;
  readonly unit: string | null;
  readonly most: number;
}

function reading(
  id: string,
  label: string,
  unit: string | null,
  most: number,
  standard: Pick<MetricCode, "mdc" | "loinc"> = {},
): Reading {
  return { code: { id, label, ...standard }, unit, most };
}

const PULSE = reading("PR", "Pulse rate", "/min", 350, STANDARD.pulseRate);

/** The values of each line in their order. Of CO2 and the temperatures the unit is set at the monitor and not sent. */
const LINES: ReadonlyMap<string, readonly Reading[]> = new Map([
  ["HR", [reading("HR", "Heart rate", "/min", 350, STANDARD.heartRate)]],
  ["RR", [reading("RR", "Respiratory rate", "/min", 200, STANDARD.respiratoryRate)]],
  ["ETCO2", [reading("ETCO2", "End-tidal carbon dioxide", null, 150)]],
  ["SPO2", [reading("SPO2", "Oxygen saturation", "%", 100, STANDARD.spo2)]],
  [
    "NIBP",
    [
      reading("NIBP-SYS", "Cuff pressure, systolic", "mm[Hg]", 300, STANDARD.cuffSystolic),
      reading("NIBP-DIA", "Cuff pressure, diastolic", "mm[Hg]", 300, STANDARD.cuffDiastolic),
      reading("NIBP-MEAN", "Cuff pressure, mean", "mm[Hg]", 300, STANDARD.cuffMean),
      reading("NIBP-PR", "Pulse rate of the cuff", "/min", 350),
    ],
  ],
  ["P1", pressures("P1")],
  ["P2", pressures("P2")],
  ["T1", [reading("T1", "Temperature 1", null, 120)]],
  ["T2", [reading("T2", "Temperature 2", null, 120)]],
]);

function pressures(id: string): readonly Reading[] {
  return [
    reading(`${id}-SYS`, `Pressure ${id.slice(1)}, systolic`, "mm[Hg]", 400),
    reading(`${id}-DIA`, `Pressure ${id.slice(1)}, diastolic`, "mm[Hg]", 400),
    reading(`${id}-MEAN`, `Pressure ${id.slice(1)}, mean`, "mm[Hg]", 400),
  ];
}

/** Number of values, the values, a label, an alarm. */
const FORM = /^([A-Z][A-Z0-9]{0,7})=(\d);(.*)$/;
const VALUE = /^-?\d{1,3}(\.\d)?$/;
const PULSE_LABEL = /^PR=(\d{1,3})? *$/;

export interface TextReader {
  /** @returns whether all lines had their form; only then is anything put out */
  take(text: string): boolean;
  /** Whether the line of this name said that nothing is connected. */
  isMissing(name: string): boolean;
}

/** Reads the nine lines of text of a message: "NIBP=4;121;75;92;80;;" (devices.md §10). */
export function createTextReader(line: Line): TextReader {
  const labels = new Map<string, string>();
  const alarms = new Map<string, string>();
  return {
    isMissing: (name) => (labels.get(name) ?? "").startsWith("NO "),
    take(text) {
      if (!text.endsWith("\r")) return false;
      const lines = text.slice(0, -1).split("\r").map(parse);
      const names = new Set(lines.map((each) => each?.name));
      if (lines[0]?.name !== "HR" || names.has(undefined) || names.size !== lines.length) return false;
      for (const name of LINES.keys()) if (!names.has(name)) return false;
      for (const each of lines) if (each !== undefined) put(each);
      return true;
    },
  };

  function put({ name, values, label, alarm }: Parsed): void {
    const readings = LINES.get(name);
    labels.set(name, label);
    if (readings === undefined) {
      line.emit({
        kind: "unknown",
        at: line.at(),
        id: name,
        bytes: new TextEncoder().encode(values.join(";")),
      });
    }
    const nothing = label.startsWith("NO ") ? "not-performed" : "unknown";
    readings?.forEach(({ code, unit, most }, index) => {
      const text = values[index]?.trim() ?? "";
      const value = Number(text);
      numeric(line, code, unit, text === "" ? nothing : value > most ? "error" : value);
    });
    if (name === "SPO2") {
      const [, pulse] = PULSE_LABEL.exec(label) ?? [];
      const value = Number(pulse);
      numeric(line, PULSE.code, PULSE.unit, pulse === undefined || value > PULSE.most ? "unknown" : value);
    }
    noteAlarm(name, alarm);
  }

  function noteAlarm(name: string, alarm: string): void {
    const before = alarms.get(name) ?? "";
    if (before === alarm) return;
    alarms.set(name, alarm);
    const ended = { kind: "alarm", at: line.at(), id: name, priority: "unknown" } as const;
    if (before !== "") line.emit({ ...ended, text: before, isActive: false });
    if (alarm !== "") line.emit({ ...ended, text: alarm, isActive: true });
  }
}

interface Parsed {
  readonly name: string;
  readonly values: readonly string[];
  readonly label: string;
  readonly alarm: string;
}

function parse(text: string): Parsed | undefined {
  const [, name, count, rest = ""] = FORM.exec(text) ?? [];
  const fields = rest.split(";");
  const wanted = Number(count);
  const values = fields.slice(0, wanted);
  const isRight =
    name !== undefined &&
    fields.length === wanted + 2 &&
    wanted === (LINES.get(name)?.length ?? wanted) &&
    values.every((value) => value.trim() === "" || VALUE.test(value.trim()));
  return isRight
    ? { name, values, label: fields[wanted]?.trim() ?? "", alarm: fields[wanted + 1]?.trim() ?? "" }
    : undefined;
}
