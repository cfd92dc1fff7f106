const NOT_SAID = /^\{(count|index|Tscore|Zscore)\}$/;

/** A UCUM unit as people write it: "mmHg", "kg/m²", "MET"; nothing for a plain number. */
export function unitWords(unit: string): string {
  if (NOT_SAID.test(unit)) return "";
  return unit.replace("mm[Hg]", "mmHg").replace("m2", "m²").replaceAll(/[{}]/g, "");
}
