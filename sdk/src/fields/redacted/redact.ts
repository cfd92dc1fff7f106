import { toHex, utf8 } from "../../codec/index.ts";
import { InvalidInputError } from "../../errors/index.ts";
import { hexOfElement, toElement } from "../elements.ts";
import { JsonBytes } from "../json/JsonBytes.ts";
import { partHash } from "../parts.ts";
import { coverOf } from "../seeds.ts";
import type { FieldDocument, FieldPart, FieldSection, HiddenFields } from "../types.ts";
import { baseOf } from "./names.ts";
import { REDACTED_FORMAT, type RedactedDocument, type RedactedSection } from "./schema.ts";

/**
 * Writes a redacted record: what is not hidden with what makes its hashes, of the rest the hashes alone. A resource of which nothing
 * is left to see leaves no name; of one that is shown in part the hidden elements keep theirs, so that a reader knows what to ask for.
 * No length of anything hidden is told, and of a part hidden within a section not its name either.
 *
 * Hidden sections' seeds and salts are in no way contained: hashes of theirs cannot be tested against a guess.
 *
 * @throws InvalidInputError REDACTION_UNKNOWN_FIELD | REDACTION_NOT_FHIR
 */
export function redact(document: FieldDocument, hidden: HiddenFields): Uint8Array {
  const { mediaType, level, sections } = document;
  if (level === "whole") {
    throw new InvalidInputError("REDACTION_NOT_FHIR", "Only FHIR records can be shown in part.", {
      hints: ["Share the record as a whole, or write its parts as records of their own."],
    });
  }
  const plan = planOf(document, hidden);
  const { format, order, cover, ...head }: Omit<RedactedDocument, "sections"> = {
    format: REDACTED_FORMAT,
    mediaType,
    level,
    ...(isAscending(document.order) ? {} : { order: [...document.order] }),
    cover: coverOf(document.seedNodes, plan.inFull).map(({ depth, index, seed }) => ({
      depth,
      index,
      seed: toHex(seed),
    })),
  };
  const json = new JsonBytes(roomFor(sections));
  json.put(`${JSON.stringify({ format, ...head }).slice(0, -1)},"sections":[`);
  for (const [index, section] of sections.entries()) {
    if (index > 0) json.put(",");
    write(json, document, section, plan);
  }
  json.put(`],${JSON.stringify({ order, cover }).slice(1)}`);
  return json.take();
}

/** A little more than what is written of FHIR. */
function roomFor(sections: readonly FieldSection[]): number {
  let sizeBytes = 1_024;
  for (const section of sections) {
    sizeBytes += 256;
    if (section.kind !== "shown") continue;
    for (const part of section.parts) sizeBytes += 48 + ("text" in part ? 1.25 * part.text.length : 64);
  }
  return Math.ceil(sizeBytes);
}

interface Plan {
  readonly positions: ReadonlySet<number>;
  /** Paths hidden within a section, by its position. */
  readonly paths: ReadonlyMap<number, ReadonlySet<string>>;
  /** Resources of which something is left to see. */
  readonly visible: ReadonlySet<string>;
  /** Sections of which nothing is hidden, by position. */
  readonly inFull: ReadonlySet<number>;
}

function planOf({ sections }: FieldDocument, { positions, parts }: HiddenFields): Plan {
  const paths = new Map<number, Set<string>>();
  for (const { position, path } of parts) {
    const section = sections[position];
    if (section?.kind !== "shown" || !section.parts.some((part) => "path" in part && part.path === path))
      throw unknown();
    paths.set(position, (paths.get(position) ?? new Set()).add(path));
  }
  for (const position of positions) if (sections[position] === undefined) throw unknown();
  const all = new Set(positions);
  for (const [position, hidden] of paths) {
    const section = sections[position];
    // Without a part of it to see, the section as a whole is hidden.
    if (section?.kind === "shown" && section.parts.every((part) => "hash" in part || hidden.has(part.path)))
      all.add(position);
  }
  const visible = new Set<string>();
  for (const section of sections)
    if (section.kind === "shown" && !all.has(section.position)) visible.add(baseOf(section));
  const inFull = new Set<number>();
  for (const section of sections)
    if (isWhole(section) && !all.has(section.position) && !paths.has(section.position))
      inFull.add(section.position);
  return { positions: all, paths, visible, inFull };
}

/** Whether all of it is known, and what its salts come from. */
function isWhole(section: FieldSection): boolean {
  return section.kind === "shown" && section.seed !== null && section.parts.every((part) => "path" in part);
}

function write(json: JsonBytes, { tree }: FieldDocument, section: FieldSection, plan: Plan): void {
  const { positions, paths, visible } = plan;
  const { position } = section;
  const put = (written: RedactedSection): void => json.put(JSON.stringify(written));
  const leaf = (): void => put({ leaf: hexOfElement(toElement(tree.leafAt(position))) });
  if (section.kind === "hidden") return leaf();
  const { className, locator, body } = section;
  if (section.kind !== "shown" || positions.has(position)) {
    if (!visible.has(baseOf(section))) return leaf();
    return put({ class: className, locator, body: hexOfElement(toElement(body)) });
  }
  const hidden = paths.get(position) ?? NONE;
  json.put(`{"class":${JSON.stringify(className)},"locator":`);
  json.put(JSON.stringify(locator));
  json.put(',"parts":[');
  let isFirst = true;
  for (const part of section.parts) {
    if (!isFirst) json.put(",");
    isFirst = false;
    writePart(json, part, hidden, plan.inFull.has(position));
  }
  json.put("]}");
}

const NONE: ReadonlySet<string> = new Set();

function writePart(json: JsonBytes, part: FieldPart, hidden: ReadonlySet<string>, isInFull: boolean): void {
  if ("hash" in part) return json.put(JSON.stringify({ hash: toHex(part.hash) }));
  const { path, salt, text } = part;
  if (hidden.has(path)) return json.put(JSON.stringify({ hash: toHex(partHash(salt, path, text)) }));
  if (isInFull) json.putBytes(openingOf(path));
  else json.put(`{"path":${JSON.stringify(path)},"salt":"${toHex(salt)}","text":"`);
  json.putText(text);
  json.put('"}');
}

const openings = new Map<string, Uint8Array>();
const MOST_OPENINGS = 1_024;

/** How a part with this path begins. Records have few different ones. */
function openingOf(path: string): Uint8Array {
  const known = openings.get(path);
  if (known !== undefined) return known;
  const opening = utf8(`{"path":${JSON.stringify(path)},"text":"`);
  if (openings.size < MOST_OPENINGS) openings.set(path, opening);
  return opening;
}

function isAscending(order: readonly number[]): boolean {
  return order.every((position, index) => index === 0 || position > (order[index - 1] ?? 0));
}

function unknown(): InvalidInputError {
  return new InvalidInputError(
    "REDACTION_UNKNOWN_FIELD",
    "What is to be hidden is not among the record's fields.",
  );
}
