import type { MetricCode } from "../contract.ts";
import { STANDARD } from "../standardCodes.ts";

/** One processed variable: its name in the ASCII header, unit and plausible range (devices.md §4a). */
export interface Variable {
  readonly name: VariableName;
  readonly label: string;
  readonly unit: string;
  readonly range: readonly [number, number];
  readonly standard?: Pick<MetricCode, "mdc" | "loinc">;
}

export type VariableName = "SR" | "SEF" | "BIS" | "TOTPOW" | "EMGLOW" | "SQI";

const PERCENT = [0, 100] as const;

/** No public LOINC or MDC code of the index itself is known: none is guessed (devices.md §20). */
export const VARIABLES: readonly Variable[] = [
  {
    name: "SR",
    label: "Suppression ratio",
    unit: "%",
    range: PERCENT,
    standard: STANDARD.burstSuppression,
  },
  { name: "SEF", label: "Spectral edge frequency", unit: "Hz", range: [0, 30] },
  { name: "BIS", label: "Bispectral index", unit: "{score}", range: PERCENT },
  { name: "TOTPOW", label: "Total EEG power", unit: "dB", range: PERCENT },
  { name: "EMGLOW", label: "Electromyographic power", unit: "dB", range: PERCENT },
  { name: "SQI", label: "Signal quality index", unit: "%", range: PERCENT },
];

/** Groups in the order in which the monitor sends them; the combined one is what its screen shows. */
export const GROUPS = ["ch1", "ch2", "combined"] as const;
export type GroupName = (typeof GROUPS)[number];

const CODES: ReadonlyMap<Variable, Readonly<Record<GroupName, MetricCode>>> = new Map(
  VARIABLES.map((variable) => [
    variable,
    {
      combined: madeOf(variable, "combined"),
      ch1: madeOf(variable, "ch1"),
      ch2: madeOf(variable, "ch2"),
    },
  ]),
);

function madeOf({ name, label, standard }: Variable, group: GroupName): MetricCode {
  if (group === "combined") return { id: name, label, ...standard };
  return { id: `${name}.${group}`, label: `${label}, channel ${group.slice(2)}`, ...standard };
}

/** The combined group goes by the bare name, a channel by `BIS.ch1`. */
export function codeOf(variable: Variable, group: GroupName): MetricCode {
  return CODES.get(variable)?.[group] ?? madeOf(variable, group);
}

export function impedanceCode(channel: number): MetricCode {
  return IMPEDANCES[channel - 1] ?? impedanceOf(channel);
}

const IMPEDANCES: readonly MetricCode[] = [1, 2].map(impedanceOf);

function impedanceOf(channel: number): MetricCode {
  return { id: `IMPEDNCE.ch${channel}`, label: `Electrode impedance, channel ${channel}` };
}

export const EEG_CODES: readonly MetricCode[] = [1, 2, 3, 4].map((channel) => ({
  id: `EEG.ch${channel}`,
  label: `Electroencephalogram, channel ${channel}`,
}));

/** History export: averages of a minute. */
export const HISTORY: readonly {
  readonly code: MetricCode;
  readonly unit: string;
  readonly column: number;
}[] = [
  { column: 2, unit: "{score}", code: { id: "AVGBIS", label: "Bispectral index, mean of the minute" } },
  { column: 3, unit: "{score}", code: { id: "MINBIS", label: "Bispectral index, least of the minute" } },
  { column: 4, unit: "{score}", code: { id: "MAXBIS", label: "Bispectral index, greatest of the minute" } },
  { column: 7, unit: "%", code: { id: "AVGSQI", label: "Signal quality index, mean of the minute" } },
  { column: 8, unit: "dB", code: { id: "AVGEMG", label: "Electromyographic power, mean of the minute" } },
  { column: 9, unit: "%", code: { id: "AVGSR", label: "Suppression ratio, mean of the minute" } },
];
