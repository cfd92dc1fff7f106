import type { Hue, IconName } from "../ui/index.ts";

interface Look {
  readonly icon: IconName;
  readonly hue: Hue;
}

const LOOKS: Readonly<Record<string, Look>> = {
  general: { icon: "folder", hue: "teal" },
  conditions: { icon: "stethoscope", hue: "rose" },
  medications: { icon: "pill", hue: "violet" },
  laboratory: { icon: "flask", hue: "blue" },
  "vital-signs": { icon: "heart", hue: "rose" },
  imaging: { icon: "scan", hue: "slate" },
  procedures: { icon: "procedure", hue: "teal" },
  allergies: { icon: "flower", hue: "amber" },
  immunizations: { icon: "syringe", hue: "teal" },
  encounters: { icon: "building", hue: "blue" },
  "care-plans": { icon: "plan", hue: "teal" },
  questionnaires: { icon: "question", hue: "violet" },
  "social-history": { icon: "users", hue: "amber" },
  devices: { icon: "device", hue: "slate" },
  documents: { icon: "file", hue: "blue" },
  administration: { icon: "records", hue: "slate" },
  finance: { icon: "coins", hue: "amber" },
};

/** Icon and colour of a kind of record; never the only thing that says it. */
export function lookOf(category: string | null): Look {
  return LOOKS[category ?? ""] ?? { icon: "records", hue: "slate" };
}
