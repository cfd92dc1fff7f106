import { fromHex, utf8 } from "../../codec/index.ts";
import { MedLatticeError } from "../../errors/index.ts";
import { ByteScanner } from "../json/ByteScanner.ts";
import type { ReadPart, ReadSection } from "../shown.ts";
import { invalid } from "./invalid.ts";
import type { RedactedSection } from "./schema.ts";

const NOT_ASCII = /\P{ASCII}/u;

/** Those of the sections, from a position on, of which something is shown, with all their texts in one array. */
export function readShown(sections: readonly RedactedSection[], from: number): ReadSection[] {
  const texts = sections.flatMap((section) =>
    "parts" in section ? section.parts.flatMap((part) => ("text" in part ? [part.text] : [])) : [],
  );
  // A line feed ends every value that is not complete by itself.
  const bytes = utf8(texts.join("\n"));
  const scanner = new ByteScanner(bytes);
  let at = 0;
  const readText = (text: string): { start: number; end: number } => {
    const start = at;
    const end = start + (NOT_ASCII.test(text) ? utf8(text).length : text.length);
    requireValue(scanner, start, end);
    at = end + 1;
    return { start, end };
  };
  return sections.flatMap((section, index) => {
    if (!("parts" in section)) return [];
    const parts = section.parts.map((part): ReadPart => {
      if ("hash" in part) return { hash: fromHex(part.hash, 32) };
      const { path, text } = part;
      const { start, end } = readText(text);
      return "salt" in part ? { path, start, end, salt: fromHex(part.salt, 16) } : { path, start, end };
    });
    return [{ position: from + index, className: section.class, locator: section.locator, bytes, parts }];
  });
}

/** A text that is no single value would make another document of the one it is put into. */
function requireValue(scanner: ByteScanner, start: number, end: number): void {
  try {
    scanner.document(start, () => scanner.value(), end);
  } catch (error) {
    if (error instanceof MedLatticeError) throw invalid("text", error);
    throw error;
  }
}
