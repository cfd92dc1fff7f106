/** One message cut at its own separators (HL7 v2.6 chapter 2). */
export interface Message {
  readonly segments: readonly (readonly string[])[];
  readonly component: string;
  readonly repetition: string;
  readonly unescape: (text: string) => string;
  /** Components of a field, without their escapes. */
  readonly cut: (text: string) => string[];
  /** As `parseTime`; most observations of a message have the same. */
  readonly time: (text: string) => number | undefined;
}

/**
 * @returns undefined where the text does not begin with an MSH segment.
 * Fields are numbered as HL7 does: index 0 is the segment's name; of MSH index 1 is the separator itself.
 */
export function parseMessage(text: string): Message | undefined {
  if (!text.startsWith("MSH") || text.length < 8) return undefined;
  const field = text.charAt(3);
  const [component = "^", repetition = "~", escape = "\\", subcomponent = "&"] = text.slice(4, 8);
  const segments = text
    .split(/[\r\n]+/)
    .filter((line) => line.length > 3)
    .map((line) => {
      const fields = line.split(field);
      return fields[0] === "MSH" ? ["MSH", field, ...fields.slice(1)] : fields;
    });
  const letters: Readonly<Record<string, string>> = {
    F: field,
    S: component,
    R: repetition,
    E: escape,
    T: subcomponent,
  };
  const unescape = (raw: string): string => {
    if (!raw.includes(escape)) return raw;
    return raw
      .split(escape)
      .map((part, index) => (index % 2 === 1 ? (letters[part] ?? "") : part))
      .join("");
  };
  let last: { readonly text: string; readonly time: number | undefined } = { text: "", time: undefined };
  return {
    segments,
    component,
    repetition,
    unescape,
    cut(raw) {
      const parts = raw.split(component);
      return raw.includes(escape) ? parts.map(unescape) : parts;
    },
    time(raw) {
      if (raw !== last.text) last = { text: raw, time: parseTime(raw) };
      return last.time;
    },
  };
}

const TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(?:(\d\d)(?:\.(\d{1,4}))?)?([+-]\d{4})?$/;

/** @returns milliseconds since 1970; without a zone as if it were UTC; undefined where it is no time to the minute */
export function parseTime(text: string): number | undefined {
  const found = TIME.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second = "0", fraction = "0", zone] = found;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) > 31 || Number(hour) > 23 || Number(minute) > 59)
    return undefined;
  const time = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  const offset =
    zone === undefined
      ? 0
      : Number(`${zone.charAt(0)}1`) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3)));
  return time + Math.floor(Number(`0.${fraction}`) * 1000) - offset * 60_000;
}
