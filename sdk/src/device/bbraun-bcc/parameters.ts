import type { MetricCode } from "../contract.ts";
import { STANDARD } from "../standardCodes.ts";

export interface Parameter {
  readonly label: string;
  readonly unit: string | null;
  readonly standard?: Pick<MetricCode, "mdc" | "loinc">;
  /** A number that stands for no value. */
  readonly openEnded?: number;
}

/** Numbers of a pump that mean something without its manual (devices.md §7a). */
export const PARAMETERS: ReadonlyMap<string, Parameter> = new Map<string, Parameter>([
  ["INRT", { label: "Infusion rate", unit: "mL/h", standard: STANDARD.infusionRate }],
  ["INVI", { label: "Volume infused", unit: "mL" }],
  ["INVTBI", { label: "Volume to be infused", unit: "mL" }],
  ["INVOLACT", { label: "Volume left in the syringe", unit: "mL" }],
  // 65535 is sent where the infusion has no end.
  ["INRMT", { label: "Time left", unit: "s", openEnded: 65535 }],
  ["INTIME", { label: "Time infused", unit: "min" }],
  ["INP2", { label: "Pressure, of the alarm limit", unit: "%" }],
  ["INP1", { label: "Pressure level", unit: null }],
  ["INDORT", { label: "Dose rate, in the unit INDORTU", unit: null }],
]);

export const ALARM = /^INA([1-9]|1[0-5])$/;

/** Words and states worth showing when they change. */
export const TEXTS: ReadonlyMap<string, string> = new Map([
  ["INSOL", "Drug"],
  ["INSOLSN", "Drug, short name"],
  ["INSERNUM", "Serial number"],
  ["GNNEW", "Model"],
  ["GNMODEL", "Model"],
  ["INM3", "Pumping"],
  ["DSSTATUS", "Data status"],
  ["INDORTU", "Code of the dose rate's unit"],
]);

export const STATES: ReadonlyMap<string, string> = new Map([
  ["INM3=0", "no"],
  ["INM3=1", "yes"],
  ["DSSTATUS=00050", "switched off"],
  ["DSSTATUS=00051", "switched on"],
]);
