import { concatBytes, equalBytes } from "../../codec/index.ts";
import { cutContent, type CutPart } from "../cut/cut.ts";
import type { FieldLevel } from "../types.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BLANKS: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * The next content with the previous one's bytes wherever the two say the same with other white space: editors lay JSON out anew, and every
 * section would count as changed. Numbers, texts and the order of names are left as they are.
 *
 * @throws InvalidInputError FIELDS_NOT_JSON
 */
export function keepTexts(options: {
  readonly previous: Uint8Array;
  readonly content: Uint8Array;
  readonly mediaType: string;
  readonly level: FieldLevel;
}): Uint8Array<ArrayBuffer> {
  const { previous, content, mediaType, level } = options;
  // Of what is no FHIR every byte counts.
  if (level === "whole") return Uint8Array.from(content);
  const known = new Map(partsOf(previous, mediaType, level).map(({ key, text }) => [key, text]));
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (const { key, text, part } of partsOf(content, mediaType, level).toSorted(byPlace)) {
    const before = known.get(key);
    // Parts may lie within each other; the outer one has said it all.
    if (before === undefined || part.start < from || equalBytes(before, text)) continue;
    if (!equalBytes(withoutBlanks(before), withoutBlanks(text))) continue;
    pieces.push(content.subarray(from, part.start), before);
    from = part.end;
  }
  return Uint8Array.from(concatBytes(...pieces, content.subarray(from)));
}

interface Placed {
  readonly key: string;
  readonly part: CutPart;
  readonly text: Uint8Array;
}

function partsOf(content: Uint8Array, mediaType: string, level: FieldLevel): Placed[] {
  const { sections, bytes } = cutContent(content, mediaType, level);
  return Array.from(sections()).flatMap(({ locator, parts }) =>
    parts.map((part) => ({
      key: `${locator}\0${part.path}`,
      part,
      text: bytes.subarray(part.start, part.end),
    })),
  );
}

const byPlace = (a: Placed, b: Placed): number => a.part.start - b.part.start;

/** JSON without white space between its tokens. */
function withoutBlanks(json: Uint8Array): Uint8Array {
  const kept: number[] = [];
  let isText = false;
  for (let i = 0; i < json.length; i++) {
    const byte = json[i] ?? 0;
    if (!isText && BLANKS.has(byte)) continue;
    kept.push(byte);
    if (byte === QUOTE) isText = !isText;
    else if (isText && byte === BACKSLASH) kept.push(json[++i] ?? 0);
  }
  return Uint8Array.from(kept);
}
