import { InvalidInputError } from "../../errors/index.ts";

export type JsonRule = "syntax" | "depth" | "duplicate-name" | "surrogate" | "utf-8";

const HINTS: Readonly<Record<JsonRule, string>> = {
  syntax: "Export the file again, or compare it with a valid one.",
  depth: "Flatten the structure; no FHIR resource needs this depth.",
  "duplicate-name": "A name stands twice in one object, so readers would disagree on its value: keep one.",
  surrogate: "Half a character is written as an escape: write both halves, or the character itself.",
  "utf-8": "Save the file as UTF-8.",
};

/** The content calls itself FHIR JSON and is not. Its text is not quoted; `at` is the byte. */
export function notJson(rule: JsonRule, at: number): InvalidInputError {
  return new InvalidInputError(
    "FIELDS_NOT_JSON",
    "The content is not the JSON that its media type promises.",
    {
      facts: { rule, at },
      hints: [HINTS[rule]],
    },
  );
}
