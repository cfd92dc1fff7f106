import { InvalidFhirError } from "../errors.ts";
import { createPositionFinder } from "./position.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** What people write by mistake, by how it looks at the place of the mistake. */
const MISTAKES: readonly { pattern: RegExp; rule: string; message: string; hint: string }[] = [
  {
    pattern: /\/[/*]|#/y,
    rule: "comment",
    message: "a comment stands here",
    hint: "JSON has no comments: remove it.",
  },
  {
    pattern: /['\u2018\u2019\u201c\u201d]/y,
    rule: "quotes",
    message: "this is not a double quote",
    hint: 'Write names and texts in straight double quotes (").',
  },
  {
    pattern: /(?:NaN|[+-]?Infinity)/y,
    rule: "number",
    message: "JSON has no such number",
    hint: "Leave the element out, or say why it is missing with a dataAbsentReason.",
  },
  {
    pattern: /undefined|None|True|False|nil/y,
    rule: "literal",
    message: "JSON knows only true, false and null",
    hint: "Write true, false or leave the element out.",
  },
  {
    pattern: /[+.][0-9]/y,
    rule: "number",
    message: "a number begins with a digit or a minus sign",
    hint: "Write 0.5, not .5, and no plus sign.",
  },
  {
    pattern: /[A-Za-z_$][\w$]*\s*:/y,
    rule: "quotes",
    message: "this name has no quotes",
    hint: "Put the name in double quotes.",
  },
];

/** An InvalidFhirError for a mistake at one place of the text. */
export function syntaxError(
  text: string,
  at: number,
  rule: string,
  message: string,
  hint: string,
): InvalidFhirError {
  const { line, column } = createPositionFinder(text)(at);
  return new InvalidFhirError("FHIR_NOT_JSON", [{ rule, path: "", message, hint, line, column }]);
}

/** Says what was expected, or better, which common mistake this is. */
export function unexpected(text: string, at: number, expected: string): InvalidFhirError {
  if (at >= text.length) {
    return syntaxError(
      text,
      at,
      "truncated",
      `the file ends where ${expected} should follow`,
      "The file is cut off: export or copy it again.",
    );
  }
  const mistake = MISTAKES.find(({ pattern }) => {
    pattern.lastIndex = at;
    return pattern.test(text);
  });
  if (mistake !== undefined) return syntaxError(text, at, mistake.rule, mistake.message, mistake.hint);
  if (text.charCodeAt(at) < 0x20) {
    return syntaxError(
      text,
      at,
      "control-character",
      `a line break or control character stands where ${expected} should be`,
      "Write line breaks inside a text as \\n.",
    );
  }
  return syntaxError(
    text,
    at,
    "syntax",
    `${expected} should stand here`,
    "Compare with a valid file, or export it again.",
  );
}

/** Reads the escape that begins with the backslash at `at`; a surrogate must come with its other half. */
export function readEscape(text: string, at: number): { value: string; end: number } {
  const letter = text.charAt(at + 1);
  const simple = ESCAPES[letter];
  if (simple !== undefined) return { value: simple, end: at + 2 };
  if (letter !== "u") {
    throw syntaxError(
      text,
      at,
      "escape",
      "this escape is unknown to JSON",
      'Use \\n, \\t, \\", \\\\ or \\u and four digits.',
    );
  }
  const unit = readUnit(text, at);
  if (unit < 0xd800 || unit > 0xdfff) return { value: String.fromCharCode(unit), end: at + 6 };
  const paired = unit < 0xdc00 && text.startsWith("\\u", at + 6) ? readUnit(text, at + 6) : 0;
  if (paired < 0xdc00 || paired > 0xdfff) {
    throw syntaxError(
      text,
      at,
      "surrogate",
      "half a character is written here",
      "Write the character itself, or both of its \\u escapes.",
    );
  }
  return { value: String.fromCharCode(unit, paired), end: at + 12 };
}

function readUnit(text: string, at: number): number {
  const digits = text.slice(at + 2, at + 6);
  if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
    throw syntaxError(
      text,
      at,
      "escape",
      "\\u is not followed by four hexadecimal digits",
      "Write four digits, as in \\u00e9.",
    );
  }
  return Number.parseInt(digits, 16);
}
