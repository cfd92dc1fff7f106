/** What the manager types at the desk. */
export interface IdentityDraft {
  readonly code: string;
  readonly role: "patient" | "doctor" | "staff";
  readonly familyName: string;
  readonly givenNames: string;
  readonly birthDate: string;
  readonly register: string;
  readonly number: string;
  readonly isChecked: boolean;
}

export const EMPTY_DRAFT: IdentityDraft = {
  code: "",
  role: "patient",
  familyName: "",
  givenNames: "",
  birthDate: "",
  register: "urn:example:national-register",
  number: "",
  isChecked: false,
};

export type DraftProblem = "missing" | "codeWrong" | "unchecked";

/** Codes are told aloud and typed: case, blanks and dashes do not matter. */
export function normalCode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[\s-]/g, "");
}

/** What is wrong with a draft, by field; empty when it can be sent. */
export function problemsOf(draft: IdentityDraft): Partial<Record<keyof IdentityDraft, DraftProblem>> {
  const problems: Partial<Record<keyof IdentityDraft, DraftProblem>> = {};
  for (const field of ["familyName", "givenNames", "birthDate", "register", "number"] as const) {
    if (draft[field].trim() === "") problems[field] = "missing";
  }
  if (!/^[0-9A-HJKMNP-TV-Z]{10}$/.test(normalCode(draft.code))) problems.code = "codeWrong";
  if (!draft.isChecked) problems.isChecked = "unchecked";
  return problems;
}
