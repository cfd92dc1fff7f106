import { concatBytes, toHex, utf8 } from "../../codec/index.ts";
import { baseOf, elementOf } from "../redacted/names.ts";
import { createSha256 } from "../sha256/createSha256.ts";
import type { FieldDocument, ShownSection } from "../types.ts";

/** The sections of one resource, its head first. */
export interface ResourceSections {
  /** What their locators begin with. */
  readonly base: string;
  /** `Observation` */
  readonly type: string;
  readonly sections: readonly ShownSection[];
}

/** Shown sections by resource, in the order of the text. */
export function resourcesOf({ sections, order }: FieldDocument): ResourceSections[] {
  const found = new Map<string, ShownSection[]>();
  for (const position of order) {
    const section = sections[position];
    if (section?.kind !== "shown") continue;
    const base = baseOf(section);
    const own = found.get(base);
    if (own === undefined) found.set(base, [section]);
    else own.push(section);
  }
  return Array.from(found, ([base, own]) => ({ base, type: typeOf(own[0]?.className ?? ""), sections: own }));
}

function typeOf(className: string): string {
  const element = elementOf(className);
  return element === null ? className : className.slice(0, -element.length - 1);
}

const sha256 = createSha256();

/** Equal for resources whose texts are the same, place for place. */
export function textDigest({ sections }: ResourceSections): string {
  const hashes = sections.flatMap(({ className, parts }) =>
    parts.map((part) =>
      "hash" in part ? part.hash : sha256(concatBytes(sha256(utf8(className + part.path)), part.text)),
    ),
  );
  return toHex(sha256(concatBytes(...hashes)));
}
