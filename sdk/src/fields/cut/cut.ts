import { MAX_ELEMENT_SECTIONS, MAX_SECTIONS } from "../constants.ts";
import { ByteScanner, type Span } from "../json/ByteScanner.ts";
import { notJson } from "../json/notJson.ts";
import type { FieldLevel } from "../types.ts";
import type { Member } from "./MemberTable.ts";
import { ENTRY_TYPE, type FhirOutline, type Outline, outlineOf, SHELL_LOCATOR } from "./outline.ts";

/** A section as it stands in the content. */
export interface CutSection {
  readonly className: string;
  readonly locator: string;
  readonly parts: readonly CutPart[];
}

export interface CutPart extends Span {
  readonly path: string;
}

export interface Cut {
  readonly level: FieldLevel;
  readonly bytes: Uint8Array;
  /** In the order of the text, made as they are asked for. */
  readonly sections: () => Generator<CutSection>;
}

const FHIR_JSON = "application/fhir+json";
export const WHOLE_LOCATOR = "#0";

/** Whether contents of this type are cut. */
export const isFhirJson = (mediaType: string): boolean => mediaType.split(";")[0]?.trim() === FHIR_JSON;

/**
 * Cuts a content into sections. FHIR in JSON is cut at the top-level elements of its resources, or at the resources when that would
 * make more than 1 024 sections (`level` says which, when an earlier version has settled it); anything else is one section.
 *
 * @throws InvalidInputError FIELDS_NOT_JSON
 */
export function cutContent(bytes: Uint8Array, mediaType: string, level?: FieldLevel): Cut {
  const whole: Cut = { level: "whole", bytes, sections: () => wholeOf(bytes, mediaType) };
  if (level === "whole" || !isFhirJson(mediaType)) return whole;
  requireUtf8(bytes);
  const scanner = new ByteScanner(bytes);
  const outline = outlineOf(scanner, afterByteOrderMark(bytes));
  if (outline === null || outline.resources.length >= MAX_SECTIONS) return whole;
  const fitting = level ?? (countElements(outline) <= MAX_ELEMENT_SECTIONS ? "element" : "resource");
  const found = fitting === "resource" || areLocatorsUnique(outline) ? outline : numbered(outline);
  return { level: fitting, bytes, sections: () => sectionsOf(scanner, found, fitting) };
}

/** Resources' are; with the names of elements behind them, points in names could make two the same. */
function areLocatorsUnique({ shell, resources }: FhirOutline): boolean {
  const seen = new Set(shell === null ? [] : [SHELL_LOCATOR]);
  let count = seen.size;
  for (const { locator, members } of resources) {
    seen.add(locator);
    count++;
    for (const { name } of members()) {
      if (isHead(name)) continue;
      seen.add(`${locator}.${name}`);
      count++;
    }
  }
  return seen.size === count;
}

function numbered(outline: FhirOutline): FhirOutline {
  return {
    ...outline,
    resources: outline.resources.map((each, index) => ({ ...each, locator: `#${index}` })),
  };
}

function* wholeOf(bytes: Uint8Array, mediaType: string): Generator<CutSection> {
  yield { className: mediaType, locator: WHOLE_LOCATOR, parts: [{ path: "", start: 0, end: bytes.length }] };
}

function countElements({ shell, resources, memberCount }: FhirOutline): number {
  // Two members at most of each resource stand in its head.
  if (memberCount - 2 * resources.length > MAX_ELEMENT_SECTIONS) return memberCount;
  let count = shell === null ? 0 : 1;
  for (const { members } of resources) {
    count++;
    for (const { name } of members()) if (!isHead(name)) count++;
  }
  return count;
}

/** What says what a resource is, and stands with its entry in a section of its own. */
const isHead = (name: string): boolean => name === "resourceType" || name === "id";

function* sectionsOf(
  scanner: ByteScanner,
  { shell, resources }: FhirOutline,
  level: FieldLevel,
): Generator<CutSection> {
  if (shell !== null) {
    const parts = shell().map(({ name, start, end }) => ({ path: pathOf(name), start, end }));
    yield { className: "Bundle", locator: SHELL_LOCATOR, parts };
  }
  for (const outline of resources) yield* sectionsOfResource(scanner, outline, level);
}

function* sectionsOfResource(
  scanner: ByteScanner,
  outline: Outline,
  level: FieldLevel,
): Generator<CutSection> {
  const { type, locator, members } = outline;
  const head: CutPart[] = [];
  const elements: Member[] = [];
  for (const member of members()) {
    const { name, start, end } = member;
    if (level === "resource" || isHead(name)) head.push({ path: pathOf(name), start, end });
    else elements.push(member);
  }
  head.push(...entryParts(outline));
  yield { className: type, locator, parts: head };
  for (const { name, start, end } of elements) {
    const parts = elementParts(scanner, { start, end });
    yield { className: `${type}.${name}`, locator: `${locator}.${name}`, parts };
  }
}

function entryParts({ entry, type }: Outline): CutPart[] {
  if (entry === null) return [];
  const parts: CutPart[] = [];
  for (const { name, start, end } of entry.members()) {
    if (name !== "resource" || type === ENTRY_TYPE) parts.push({ path: `entry/${name}`, start, end });
  }
  // An entry without any member is there all the same.
  if (parts.length > 0 || type !== ENTRY_TYPE) return parts;
  return [{ path: "", start: entry.start, end: entry.end }];
}

function elementParts(scanner: ByteScanner, span: Span): CutPart[] {
  const parts: CutPart[] = [];
  const readPart = (path: string): void => {
    const start = scanner.place;
    scanner.pass();
    parts.push({ path, start, end: scanner.place });
  };
  scanner.begin(span.start);
  if (scanner.opening === 0x7b) scanner.object((name) => readPart(pathOf(name)));
  else if (scanner.opening === 0x5b) scanner.array(() => readPart(placeOf(parts.length)));
  return parts.length === 0 ? [{ path: "", ...span }] : parts;
}

const MOST_PATHS = 1_024;
const paths = new Map<string, string>();
const places: string[] = [];

/** Of a member; the same text for the same name. */
function pathOf(name: string): string {
  const known = paths.get(name);
  if (known !== undefined) return known;
  const path = `/${name}`;
  if (paths.size < MOST_PATHS) paths.set(name, path);
  return path;
}

/** Of an item. */
function placeOf(index: number): string {
  if (index >= MOST_PATHS) return `[${index}]`;
  return (places[index] ??= `[${index}]`);
}

function afterByteOrderMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

const CHECKED_BYTES = 65_536;

/** By Node's own check where it is; else in pieces, so that no text of the whole is made. */
function requireUtf8(bytes: Uint8Array): void {
  const node = typeof process === "undefined" ? undefined : process.getBuiltinModule?.("node:buffer");
  if (node?.isUtf8?.(bytes) === true) return;
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  for (let at = 0; at < bytes.length; at += CHECKED_BYTES) {
    const piece = bytes.subarray(at, at + CHECKED_BYTES);
    try {
      decoder.decode(piece, { stream: at + CHECKED_BYTES < bytes.length });
    } catch {
      throw notJson("utf-8", at);
    }
  }
}
