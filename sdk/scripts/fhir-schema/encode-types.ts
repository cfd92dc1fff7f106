import type { ElementDefinition, TypeReference } from "./definitions.ts";

const SYSTEM_STRING = "http://hl7.org/fhirpath/System.String";
/** The 50 types of `Extension.value[x]` and its like are written as one mark. */
const OPEN_TYPE_MINIMUM = 40;

/**
 * The types of one element as text: `string`, `Reference(Patient,Group)`, `Quantity:SimpleQuantity`, `.Questionnaire.item`
 * (an inline type, named after the element that defines it), `*` (any data type), joined by `|`.
 */
export function encodeTypes(element: ElementDefinition, rename: (path: string) => string): string {
  if (element.contentReference !== undefined) return `.${rename(element.contentReference.replace("#", ""))}`;
  const types = element.type ?? [];
  if (types.length >= OPEN_TYPE_MINIMUM) return "*";
  return types
    .map((type) => (type.code === SYSTEM_STRING ? systemString(element) : encodeType(type)))
    .join("|");
}

function encodeType(type: TypeReference): string {
  const name = (url: string): string => url.slice(url.lastIndexOf("/") + 1);
  const targets = (type.targetProfile ?? []).map(name);
  const profile = type.profile?.[0];
  const suffix = targets.length > 0 && type.code === "Reference" ? `(${targets.join(",")})` : "";
  return `${type.code}${profile === undefined ? "" : `:${name(profile)}`}${suffix}`;
}

/** R4 types `id` and `url` as FHIRPath strings; what they may hold is said by what they derive from. */
function systemString(element: ElementDefinition): string {
  if (element.path.endsWith(".url")) return "uri";
  return element.base?.path === "Resource.id" ? "id" : "elementId";
}
