import type { MetricCode } from "@medlattice/sdk/device";
import type { NumericLine, WaveLine } from "../../../capture/index.ts";

/** What is shown large, in the order of the screen. */
export const VITALS = [
  "heartRate",
  "spo2",
  "pressure",
  "cuff",
  "endTidal",
  "breaths",
  "temperature",
  "depth",
  "pulse",
  "peak",
  "peep",
  "volume",
  "perfusion",
  "weight",
] as const;
export type Vital = (typeof VITALS)[number];

/** Groups of colours, as monitors have them: the heart green, oxygen blue, pressures red, gases yellow. */
export type Hue = "heart" | "oxygen" | "pressure" | "gas" | "lung" | "brain" | "body";

const HUES: Readonly<Record<Vital, Hue>> = {
  heartRate: "heart",
  pulse: "oxygen",
  spo2: "oxygen",
  perfusion: "oxygen",
  pressure: "pressure",
  cuff: "pressure",
  endTidal: "gas",
  breaths: "gas",
  temperature: "body",
  weight: "body",
  depth: "brain",
  peak: "lung",
  peep: "lung",
  volume: "lung",
};

export type Part = "systolic" | "diastolic" | "mean";

const BY_LOINC: Readonly<Record<string, Vital | readonly [Vital, Part]>> = {
  "8867-4": "heartRate",
  "8889-8": "pulse",
  "59408-5": "spo2",
  "2708-6": "spo2",
  "61006-3": "perfusion",
  "8480-6": ["cuff", "systolic"],
  "8462-4": ["cuff", "diastolic"],
  "8478-0": ["cuff", "mean"],
  "76215-3": ["pressure", "systolic"],
  "76213-8": ["pressure", "diastolic"],
  "76214-6": ["pressure", "mean"],
  "19891-1": "endTidal",
  "9279-1": "breaths",
  "19840-8": "breaths",
  "8310-5": "temperature",
  "76531-3": "peak",
  "76248-4": "peep",
  "29463-7": "weight",
};
const BY_LABEL: readonly (readonly [RegExp, Vital])[] = [
  [/^(BIS|Bispectral index)$/, "depth"],
  [/^Expiratory tidal volume$/, "volume"],
];

export function hueOf(vital: Vital): Hue {
  return HUES[vital];
}

/** What a value is of, where it is one of those shown large. */
export function vitalOf(code: MetricCode): { readonly vital: Vital; readonly part: Part | null } | null {
  const known = code.loinc === undefined ? undefined : BY_LOINC[code.loinc];
  if (typeof known === "string") return { vital: known, part: null };
  if (known !== undefined) return { vital: known[0], part: known[1] };
  const found = BY_LABEL.find(([label]) => label.test(code.label));
  return found === undefined ? null : { vital: found[1], part: null };
}

/** One large value, or a pressure of three; the same of other instruments is beside it, smaller. */
export interface Tile {
  readonly vital: Vital;
  readonly device: string;
  readonly main: NumericLine;
  readonly systolic: NumericLine | null;
  readonly diastolic: NumericLine | null;
  readonly mean: NumericLine | null;
  readonly others: readonly NumericLine[];
}

/**
 * The large values. An instrument that was first to measure something keeps the place, also while it says nothing: values of one are
 * never silently taken for another's.
 */
export function tilesOf(numerics: readonly NumericLine[]): {
  readonly tiles: readonly Tile[];
  readonly rest: readonly NumericLine[];
} {
  const groups = new Map<Vital, NumericLine[]>();
  const rest: NumericLine[] = [];
  for (const line of numerics) {
    const found = vitalOf(line.latest.code);
    if (found === null) rest.push(line);
    else groups.set(found.vital, [...(groups.get(found.vital) ?? []), line]);
  }
  const tiles = VITALS.flatMap((vital): Tile[] => {
    const lines = groups.get(vital) ?? [];
    const [first] = lines;
    if (first === undefined) return [];
    const { device } = first.latest;
    const part = (wanted: Part): NumericLine | null =>
      lines.find(({ latest }) => latest.device === device && vitalOf(latest.code)?.part === wanted) ?? null;
    const [systolic, diastolic, mean] = [part("systolic"), part("diastolic"), part("mean")];
    const main = systolic ?? mean ?? first;
    const shown = new Set([main, systolic, diastolic, mean]);
    const others = lines.filter(
      (line) => !shown.has(line) && (systolic === null || vitalOf(line.latest.code)?.part === "systolic"),
    );
    return [{ vital, device, main, systolic, diastolic, mean, others }];
  });
  return { tiles, rest };
}

const WAVES: readonly (readonly [RegExp, Hue])[] = [
  [/ecg|electrocardiogram/i, "heart"],
  [/pleth/i, "oxygen"],
  [/invasive pressure|arterial|^pressure \d/i, "pressure"],
  [/co2|carbon dioxide/i, "gas"],
  [/airway pressure/i, "lung"],
  [/flow/i, "lung"],
  [/volume|respiration/i, "lung"],
  [/eeg|electroencephalogram/i, "brain"],
];

export function waveHue({ label }: MetricCode): Hue {
  return WAVES.find(([pattern]) => pattern.test(label))?.[1] ?? "body";
}

/** As on a monitor: the heart first; of the same kind, the instrument that was there first. */
export function wavesInOrder(waves: readonly WaveLine[]): readonly WaveLine[] {
  const rank = ({ code }: WaveLine): number => {
    const found = WAVES.findIndex(([pattern]) => pattern.test(code.label));
    return found === -1 ? WAVES.length : found;
  };
  const seen = new Map<number, number>();
  const ranked = waves.map((wave) => {
    const own = rank(wave);
    const repeats = seen.get(own) ?? 0;
    seen.set(own, repeats + 1);
    // What there is already of another instrument comes behind everything that is not.
    return { wave, order: repeats * (WAVES.length + 1) + own };
  });
  return ranked.sort((one, other) => one.order - other.order).map(({ wave }) => wave);
}
