import { type CodeSet, isCodeOf } from "./codes.ts";

export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display: string;
}

/** All codings within a value, and texts that stand beside codes. */
export function codingsOf(value: unknown): {
  readonly codings: readonly Coding[];
  readonly texts: readonly string[];
} {
  const codings: Coding[] = [];
  const texts: string[] = [];
  visit(value, (member) => {
    const { system, code, display, text } = member;
    if (typeof code === "string")
      codings.push({
        system: typeof system === "string" ? system : "",
        code,
        display: typeof display === "string" ? display : "",
      });
    else if (typeof display === "string") texts.push(display);
    if (typeof text === "string") texts.push(text);
  });
  return { codings, texts };
}

/** References within a value. */
export function referencesOf(value: unknown): string[] {
  const found: string[] = [];
  visit(value, ({ reference }) => {
    if (typeof reference === "string") found.push(reference);
  });
  return found;
}

function visit(value: unknown, see: (member: Readonly<Record<string, unknown>>) => void): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) visit(item, see);
    return;
  }
  const member: Readonly<Record<string, unknown>> = { ...value };
  see(member);
  for (const each of Object.values(member)) visit(each, see);
}

/** Whether a value is about a matter. */
export function mentions(set: CodeSet, value: unknown): boolean {
  const { codings, texts } = codingsOf(value);
  return (
    codings.some((coding) => isCodeOf(set, coding) || set.words.test(coding.display)) ||
    texts.some((text) => set.words.test(text))
  );
}
