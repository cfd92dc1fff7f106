import type { MetricCode } from "../contract.ts";
import { STANDARD } from "../standardCodes.ts";

export interface Field {
  readonly code: MetricCode;
  readonly unit: string;
  readonly form: RegExp;
  readonly most: number;
}

const WHOLE = /^\d{1,5}$/;
const TENTHS = /^-?\d{1,3}\.\d{1,2}$/;
const EITHER = /^\d{1,4}(\.\d{1,2})?$/;

function field(
  id: string,
  label: string,
  unit: string,
  form: RegExp,
  most: number,
  standard: Pick<MetricCode, "mdc" | "loinc"> = {},
): Field {
  return { code: { id, label, ...standard }, unit, form, most };
}

export const WEIGHT = field("weight", "Body weight", "kg", TENTHS, 300, STANDARD.weight);
export const HEIGHT = field("height", "Body height, as entered", "cm", EITHER, 250, STANDARD.height);
export const FAT = field("fat%", "Body fat", "%", TENTHS, 75, STANDARD.bodyFat);
export const FAT_MASS = field("fatmass", "Body fat mass", "kg", TENTHS, 250);
export const FAT_FREE_MASS = field("FFM", "Fat-free mass", "kg", TENTHS, 250);
export const BODY_WATER = field("TBW", "Total body water", "kg", TENTHS, 200);
export const BODY_MASS_INDEX = field("BMI", "Body mass index", "kg/m2", TENTHS, 100, STANDARD.bodyMassIndex);
export const METABOLISM = field("BMR", "Basal metabolic rate", "kJ/d", WHOLE, 30_000);
export const IMPEDANCE = field("impedance", "Bioelectrical impedance", "Ohm", EITHER, 2000);

/** TBF-310: body type, gender, height, weight, impedance, fat, fat mass, fat-free mass, water, age, index, metabolism (devices.md §14). */
export const TBF_310: readonly (Field | "type" | "gender" | "age")[] = [
  "type",
  "gender",
  HEIGHT,
  WEIGHT,
  IMPEDANCE,
  FAT,
  FAT_MASS,
  FAT_FREE_MASS,
  BODY_WATER,
  "age",
  BODY_MASS_INDEX,
  METABOLISM,
];

/** Keys of the scales that send pairs (SC-240 and others). Two-letter keys mean what they mean by their case. */
export const PAIRS: ReadonlyMap<string, Field> = new Map([
  ["Wk", WEIGHT],
  ["FW", FAT],
  ["fW", FAT_MASS],
  ["MW", FAT_FREE_MASS],
  ["mW", field("mW", "Muscle mass", "kg", TENTHS, 200)],
  ["bW", field("bW", "Bone mass", "kg", TENTHS, 20)],
  ["wW", BODY_WATER],
  ["ww", field("ww", "Body water", "%", TENTHS, 100)],
  ["MI", BODY_MASS_INDEX],
  ["IF", field("IF", "Visceral fat rating", "1", EITHER, 60)],
  ["rB", field("rB", "Basal metabolic rate", "kcal/d", WHOLE, 9_999)],
  ["rA", field("rA", "Metabolic age", "a", WHOLE, 120)],
  ["ZF", IMPEDANCE],
  ["Hm", HEIGHT],
]);

const SEGMENTS = ["Right leg", "Left leg", "Right arm", "Left arm", "Trunk"];

/** BC-418: after date, time, type and gender. */
export const BC_418: readonly (Field | "age")[] = [
  HEIGHT,
  WEIGHT,
  FAT,
  FAT_MASS,
  FAT_FREE_MASS,
  BODY_WATER,
  "age",
  BODY_MASS_INDEX,
  METABOLISM,
  IMPEDANCE,
  ...SEGMENTS.slice(0, 4).map((limb) =>
    field(`${limb} impedance`, `${limb}, impedance`, "Ohm", EITHER, 2000),
  ),
  ...SEGMENTS.flatMap((part) => [
    field(`${part} fat%`, `${part}, body fat`, "%", TENTHS, 75),
    field(`${part} fatmass`, `${part}, fat mass`, "kg", TENTHS, 100),
    field(`${part} FFM`, `${part}, fat-free mass`, "kg", TENTHS, 100),
    field(`${part} muscle`, `${part}, muscle mass`, "kg", TENTHS, 100),
  ]),
];
