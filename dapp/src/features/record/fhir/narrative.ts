const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  deg: "°",
  micro: "µ",
  middot: "·",
  ndash: "–",
  mdash: "—",
  hellip: "…",
};

const NEW_LINE = /^(p|div|tr|table|ul|ol|dl|dt|h[1-6]|blockquote|pre|br|hr|section|thead|tbody|caption)$/;
const MAX_CHARACTERS = 200_000;

/**
 * The XHTML of a narrative (FHIR R4 §2.1.10.0.3) as plain text: blocks become lines, items get a dot, cells a gap. Nothing of it is ever
 * put into a page as markup, so what tags or scripts it has does not matter.
 */
export function narrativeText(markup: unknown): string | null {
  if (typeof markup !== "string") return null;
  const found = markup
    .slice(0, MAX_CHARACTERS)
    .replace(/<!--[\s\S]*?(-->|$)/g, "")
    .replace(/<(script|style)\b[\s\S]*?(<\/\1\s*>|$)/gi, "")
    .replace(/\s+/g, " ")
    .replace(/<\/?\s*([a-zA-Z][a-zA-Z0-9]*)[^<>]*>?/g, (_tag, name: string) => spaceFor(name.toLowerCase()))
    .replace(/&(#x?[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});/g, (entity, name: string) => character(name) ?? entity)
    .replace(/[^\S\n]+/g, " ")
    .split("\n")
    .map((line) => line.replace(/[\p{Cc}\p{Bidi_Control}]+/gu, " ").trim())
    .filter((line) => line !== "" && line !== "•")
    .join("\n");
  return found === "" ? null : found;
}

function spaceFor(tag: string): string {
  if (tag === "li" || tag === "dd") return "\n• ";
  if (tag === "td" || tag === "th") return "   ";
  return NEW_LINE.test(tag) ? "\n" : "";
}

function character(name: string): string | null {
  if (!name.startsWith("#")) return ENTITIES[name.toLowerCase()] ?? null;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return Number.isInteger(code) && code > 31 && code < 0x110000 ? String.fromCodePoint(code) : null;
}
