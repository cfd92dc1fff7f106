import { type ResourceSections, resourcesOf } from "../amend/resources.ts";
import { elementOf } from "../redacted/names.ts";
import type { FieldDocument, ShownSection } from "../types.ts";

/** An element of a resource: a section, or a part of one where the record is cut at its resources. */
export interface FieldUnit {
  /** `Condition.code` */
  readonly className: string;
  /** `code` */
  readonly name: string;
  /** What names it among all of the record: the resource's locator and the element. */
  readonly locator: string;
  readonly position: number;
  /** Null for the whole section. */
  readonly path: string | null;
  /** Parsed when it is asked for; undefined where something of it is hidden. */
  readonly value: () => unknown;
}

export interface ResourceUnits {
  readonly base: string;
  readonly type: string;
  /** Type and id: what references may name it by. */
  readonly name: string | null;
  /** Sections that hold nothing but this resource. */
  readonly positions: readonly number[];
  readonly units: readonly FieldUnit[];
}

/** What can be chosen of a record, in the order of its text. */
export function unitsOf(document: FieldDocument): ResourceUnits[] {
  return resourcesOf(document).map((resource) => ({
    base: resource.base,
    type: resource.type,
    name: nameOf(resource),
    positions: resource.sections.map(({ position }) => position),
    units: document.level === "element" ? sectionUnits(resource) : partUnits(resource),
  }));
}

function nameOf({ type, sections }: ResourceSections): string | null {
  const id = sections[0]?.parts.find((part) => "path" in part && part.path === "/id");
  return id === undefined || "hash" in id ? null : `${type}/${String(parse(id.text))}`;
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const parse = (text: Uint8Array): unknown => JSON.parse(decoder.decode(text));

function sectionUnits({ sections }: ResourceSections): FieldUnit[] {
  return sections.flatMap((section) => {
    const name = elementOf(section.className);
    if (name === null) return [];
    const { className, locator, position } = section;
    return [{ className, name, locator, position, path: null, value: () => valueOf(section) }];
  });
}

/** Members or items back together. */
function valueOf({ parts }: ShownSection): unknown {
  const shown = parts.flatMap((part) => ("hash" in part ? [] : [part]));
  if (shown.length < parts.length) return undefined;
  const [first] = shown;
  if (first === undefined || first.path === "") return first === undefined ? undefined : parse(first.text);
  if (first.path.startsWith("[")) return shown.map(({ text }) => parse(text));
  return Object.fromEntries(shown.map(({ path, text }) => [path.slice(1), parse(text)]));
}

function partUnits({ base, type, sections }: ResourceSections): FieldUnit[] {
  return sections.flatMap(({ position, parts }) =>
    parts.flatMap((part) => {
      if ("hash" in part || !part.path.startsWith("/")) return [];
      const { path, text } = part;
      const name = path.slice(1);
      if (name === "resourceType" || name === "id") return [];
      return [
        {
          className: `${type}.${name}`,
          name,
          locator: `${base}.${name}`,
          position,
          path,
          value: () => parse(text),
        },
      ];
    }),
  );
}

/** `_birthDate` goes with `birthDate`. */
export function plainClass({ className }: Pick<FieldUnit, "className">): string {
  return className.replace("._", ".");
}
