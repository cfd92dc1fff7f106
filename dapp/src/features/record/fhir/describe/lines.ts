import type { Dosage, Label, Line, When } from "../view.ts";

/** What a type of resource adds to what every resource has. */
export interface Description {
  readonly title?: string | null;
  /** Undefined: found like that of any resource; null: none. */
  readonly when?: When | null;
  readonly status?: string | null;
  readonly narrative?: string | null;
  readonly lines: readonly Line[];
}

/** Lines that have something to say. */
export function lines(...all: readonly (Line | null)[]): readonly Line[] {
  return all.filter((line) => line !== null);
}

export function words(label: Label, text: string | null): Line | null {
  return text === null ? null : { label, text };
}

export function code(label: Label, value: string | null): Line | null {
  return value === null ? null : { label, code: value };
}

export function time(label: Label, value: When | null): Line | null {
  return value === null ? null : { label, when: value };
}

export function taking(value: Dosage | null): Line | null {
  return value === null ? null : { label: "dosage", dosage: value };
}
