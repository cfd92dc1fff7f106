const UNITS: Readonly<Record<string, string>> = {
  "mm[Hg]": "mmHg",
  "cm[H2O]": "cmH₂O",
  Cel: "°C",
  "[degF]": "°F",
  uV: "µV",
  "{score}": "",
  "1": "",
  Ohm: "Ω",
  kOhm: "kΩ",
  a: "years",
};

/** A UCUM unit as people write it; one they write the same stays. */
export function unitText(unit: string | null): string {
  return unit === null ? "" : (UNITS[unit] ?? unit);
}
