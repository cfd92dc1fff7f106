/** Something that is measured without a line to the instrument, and typed in or imported (P17). */
export interface Measure {
  /** As it is written in a file. */
  readonly id: string;
  readonly label: string;
  readonly group: "spirometry" | "bone" | "pulse-wave" | "body" | "fitness" | "endurance" | "balance";
  /** UCUM. */
  readonly unit: string;
  /** Other units that are taken, by what they are multiplied with. */
  readonly alsoIn: Readonly<Record<string, number>>;
  /** No person has values beyond these: such a value is a mistake. */
  readonly possible: readonly [least: number, most: number];
  /** Values beyond these are rare: they are taken, and asked about. */
  readonly usual: readonly [least: number, most: number];
  readonly isWhole: boolean;
  readonly loinc?: string;
  /** IEEE 11073-10101. */
  readonly mdc?: number;
}

const LITRES = { mL: 0.001 };
const LENGTHS = { mm: 0.1, m: 100, "[in_i]": 2.54 };
const MASSES = { g: 0.001, "[lb_av]": 0.45359237 };
const PER_MINUTE = { "{beats}/min": 1 };
const NONE = {};

type Row = readonly [
  id: string,
  label: string,
  group: Measure["group"],
  unit: string,
  alsoIn: Readonly<Record<string, number>>,
  possible: readonly [number, number],
  usual: readonly [number, number],
  more?: { readonly isWhole?: true; readonly loinc?: string; readonly mdc?: number },
];

const ROWS: readonly Row[] = [
  ["fvc", "Forced vital capacity", "spirometry", "L", LITRES, [0.1, 12], [1.5, 7], { loinc: "19868-9" }],
  [
    "fev1",
    "Forced expiratory volume in 1 s",
    "spirometry",
    "L",
    LITRES,
    [0.1, 10],
    [0.8, 6],
    { loinc: "20150-9" },
  ],
  ["pef", "Peak expiratory flow", "spirometry", "L/min", { "L/s": 60 }, [20, 1_200], [150, 800]],
  ["bone-stiffness-index", "Bone stiffness index (STI)", "bone", "%", NONE, [10, 200], [50, 140]],
  ["bone-t-score", "Bone density T-score", "bone", "{Tscore}", NONE, [-8, 8], [-4, 4]],
  ["bone-z-score", "Bone density Z-score", "bone", "{Zscore}", NONE, [-8, 8], [-4, 4]],
  [
    "heart-rate",
    "Heart rate",
    "pulse-wave",
    "/min",
    PER_MINUTE,
    [20, 300],
    [40, 180],
    { loinc: "8867-4", mdc: 147_842 },
  ],
  [
    "systolic",
    "Systolic pressure",
    "pulse-wave",
    "mm[Hg]",
    { kPa: 7.500_62 },
    [40, 320],
    [80, 200],
    { loinc: "8480-6" },
  ],
  [
    "diastolic",
    "Diastolic pressure",
    "pulse-wave",
    "mm[Hg]",
    { kPa: 7.500_62 },
    [20, 220],
    [40, 120],
    { loinc: "8462-4" },
  ],
  ["sevr", "Subendocardial viability ratio (SEVR)", "pulse-wave", "%", NONE, [20, 500], [80, 300]],
  ["augmentation-index", "Augmentation index (AI)", "pulse-wave", "%", NONE, [-100, 100], [-40, 60]],
  ["weight", "Body weight", "body", "kg", MASSES, [1, 500], [30, 200], { loinc: "29463-7", mdc: 188_736 }],
  ["height", "Body height", "body", "cm", LENGTHS, [30, 260], [120, 210], { loinc: "8302-2", mdc: 188_740 }],
  ["bmi", "Body mass index", "body", "kg/m2", NONE, [7, 150], [14, 60], { loinc: "39156-5", mdc: 188_752 }],
  ["body-fat", "Body fat", "body", "%", NONE, [1, 80], [4, 60], { loinc: "41982-0", mdc: 188_748 }],
  ["grip-left", "Grip strength, left", "fitness", "kg", MASSES, [0, 200], [5, 90]],
  ["grip-right", "Grip strength, right", "fitness", "kg", MASSES, [0, 200], [5, 90], { loinc: "83174-3" }],
  ["vertical-jump", "Vertical jump", "fitness", "cm", LENGTHS, [0, 150], [5, 90]],
  ["push-ups", "Push-ups", "fitness", "{count}", NONE, [0, 500], [0, 100], { isWhole: true }],
  ["sit-ups", "Sit-ups in one minute", "fitness", "{count}", NONE, [0, 150], [0, 80], { isWhole: true }],
  ["sit-and-reach", "Sit and reach", "fitness", "cm", LENGTHS, [-60, 70], [-25, 45]],
  ["one-leg-stand", "One-leg stand, eyes closed", "fitness", "s", { min: 60 }, [0, 3_600], [1, 180]],
  ["step-test", "Step test index", "fitness", "{index}", NONE, [10, 250], [30, 120]],
  ["maximum-heart-rate", "Maximum heart rate", "endurance", "/min", PER_MINUTE, [60, 260], [100, 220]],
  ["functional-capacity", "Functional capacity", "endurance", "{MET}", NONE, [1, 30], [2, 22]],
  ["cop-path", "Centre of pressure, path", "balance", "mm", { cm: 10, m: 1_000 }, [0, 100_000], [50, 5_000]],
  ["cop-velocity", "Centre of pressure, velocity", "balance", "mm/s", { "cm/s": 10 }, [0, 2_000], [1, 200]],
];

/** All of them, in the order of a form. */
export const MEASURES: readonly Measure[] = ROWS.map(
  ([id, label, group, unit, alsoIn, possible, usual, { isWhole = false, ...codes } = {}]) => ({
    id,
    label,
    group,
    unit,
    alsoIn,
    possible,
    usual,
    isWhole,
    ...codes,
  }),
);
