import { isObject, type Json, text } from "./json.ts";

const ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

/** A resource without what it says is hidden, and the names of that. */
export interface Unmasked {
  readonly resource: Json;
  /** Elements as FHIR names them: `valueQuantity`, `address`. */
  readonly hidden: readonly string[];
}

/** Takes out what is marked as masked (FHIR R4 "data-absent-reason"), so that only what is there is described. */
export function unmask(resource: Json): Unmasked {
  const hidden = new Set<string>();
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(resource)) {
    const plain = name.replace(/^_/, "");
    if (!Array.isArray(value)) {
      if (isMasked(value)) hidden.add(plain);
      else kept[name] = value;
      continue;
    }
    const shown = value.filter((item) => !isMasked(item));
    if (shown.length < value.length) hidden.add(plain);
    if (shown.length > 0 || value.length === 0) kept[name] = shown;
  }
  return hidden.size === 0 ? { resource, hidden: [] } : { resource: kept, hidden: [...hidden] };
}

/** Of an object of which only some members are hidden the rest stays to be seen. */
function isMasked(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { extension, ...rest } = value;
  if (!Array.isArray(extension) || Object.keys(rest).length > 0) return false;
  return extension.some(
    (each) => isObject(each) && text(each["url"]) === ABSENT && text(each["valueCode"]) === "masked",
  );
}
