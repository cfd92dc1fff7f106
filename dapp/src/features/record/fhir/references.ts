import { type Json, object, objects, text } from "./json.ts";
import { concept, humanName } from "./values.ts";

/** Finds what a resource points at, inside the same record only. */
export interface References {
  resolve(reference: unknown, from: Json): Json | null;
  /** What somebody or something referred to is called. */
  nameOf(reference: unknown, from: Json): string | null;
}

export function createReferences(
  entries: readonly { readonly fullUrl: string | null; readonly resource: Json }[],
): References {
  const byUrl = new Map<string, Json>();
  for (const { fullUrl, resource } of entries) {
    const [type, id] = [text(resource["resourceType"]), text(resource["id"])];
    if (type !== null && id !== null) byUrl.set(`${type}/${id}`, resource);
    if (fullUrl !== null) byUrl.set(fullUrl, resource);
  }

  function resolve(reference: unknown, from: Json): Json | null {
    const target = text(object(reference)["reference"]);
    if (target === null) return null;
    if (target.startsWith("#")) {
      return objects(from["contained"]).find(({ id }) => id === target.slice(1)) ?? null;
    }
    const relative = target.split("/").slice(-2).join("/");
    return byUrl.get(target) ?? byUrl.get(relative) ?? null;
  }

  return {
    resolve,
    nameOf(reference, from) {
      const display = text(object(reference)["display"]);
      if (display !== null) return display;
      const found = resolve(reference, from);
      if (found === null) return null;
      const name = typeof found["name"] === "string" ? text(found["name"]) : humanName(found["name"]);
      return name ?? concept(found["code"]) ?? concept(found["type"]);
    },
  };
}
