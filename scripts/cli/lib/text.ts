/** Hex digits of an id that are shown; any longer prefix is accepted back. */
const SHOWN_DIGITS = 10;

/** An id short enough to read out: `0x1f2e3d4c5b…`. */
export function shortId(id: string): string {
  return id.length <= SHOWN_DIGITS + 3 ? id : `${id.slice(0, 2 + SHOWN_DIGITS)}…`;
}

/** What others wrote, made safe for a terminal: control characters could move its cursor or change its title. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\uFFFD");
}

const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF01-\uFF60]/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Columns of a text on a terminal; Chinese characters take two. */
export function columnsOf(text: string): number {
  return Array.from(graphemes.segment(text), ({ segment }) => (WIDE.test(segment) ? 2 : 1)).reduce<number>(
    (sum, columns) => sum + columns,
    0,
  );
}

/** Left-aligned columns under their headings, two spaces apart. Cells are made printable here. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings, ...rows].map((line) => line.map(printable));
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => columnsOf(line[column] ?? ""))));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - columnsOf(cell)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** `1 record`, `2 records`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

export function sizeInWords(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
