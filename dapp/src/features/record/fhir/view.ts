import type { Decimal, Json } from "./json.ts";

/** A time as precise as it was written: `2019`, `2019-03`, `2019-03-04`, `2019-03-04T08:30:00+01:00`. */
export interface When {
  readonly from: string | null;
  readonly to: string | null;
}

/** How often something is taken. */
export interface Dosage {
  /** As the author wrote it; the rest is for when there is none. */
  readonly text: string | null;
  readonly dose: string | null;
  readonly frequency: number | null;
  readonly period: number | null;
  readonly unit: "s" | "min" | "h" | "d" | "wk" | "mo" | "a" | null;
  readonly route: string | null;
  readonly asNeeded: boolean;
}

/** A name and what it stands for; names are keys of messages, codes are said in the person's language. */
export type Line =
  | { readonly label: Label; readonly text: string }
  | { readonly label: Label; readonly when: When }
  | { readonly label: Label; readonly code: string }
  | { readonly label: Label; readonly dosage: Dosage };

export type Label =
  | "when"
  | "status"
  | "verification"
  | "severity"
  | "criticality"
  | "reaction"
  | "bodySite"
  | "onset"
  | "ended"
  | "reason"
  | "dosage"
  | "prescribed"
  | "performer"
  | "place"
  | "outcome"
  | "lot"
  | "dose"
  | "kind"
  | "goal"
  | "activity"
  | "conclusion"
  | "intent"
  | "quantity"
  | "relationship"
  | "birthDate"
  | "gender"
  | "address"
  | "phone"
  | "identifier"
  | "died"
  | "language"
  | "maritalStatus"
  | "device"
  | "method"
  | "note"
  | "answer"
  | "total";

export interface Attachment {
  readonly title: string | null;
  readonly mediaType: string;
  /** Base64 as it stands in the record. */
  readonly data: string | null;
  /** Kept elsewhere; shown, never fetched. */
  readonly url: string | null;
}

/** From low to high, or in words. */
export interface ReferenceRange {
  readonly low: Decimal | null;
  readonly high: Decimal | null;
  readonly text: string | null;
}

export type Flag = "low" | "high" | "veryLow" | "veryHigh" | "abnormal" | "normal";

/** One result: a value, or the parts of a panel. */
export interface Measurement {
  /** Code or name, the same for the same kind of result. */
  readonly key: string;
  readonly title: string;
  readonly when: string | null;
  /** With its unit; null when the value is absent. */
  readonly value: string | null;
  readonly number: number | null;
  readonly unit: string | null;
  readonly range: ReferenceRange | null;
  readonly flag: Flag | null;
  readonly parts: readonly Measurement[];
  readonly note: string | null;
}

/** Results of one kind, newest first. */
export interface Series {
  readonly key: string;
  readonly title: string;
  readonly points: readonly Measurement[];
}

/** A resource, for people. */
export interface Item {
  readonly id: string;
  readonly type: string;
  /** Null when the content does not name it; pages then say its type. */
  readonly title: string | null;
  readonly when: When | null;
  /** Of the standard's own codes: `active`, `completed`, … */
  readonly status: string | null;
  readonly lines: readonly Line[];
  readonly measurements: readonly Measurement[];
  readonly attachments: readonly Attachment[];
  /** The author's own summary as plain text, when nothing else says it. */
  readonly narrative: string | null;
  /** Elements that are there and may not be seen, as FHIR names them. */
  readonly hidden: readonly string[];
  readonly source: Json;
}

export const GROUPS = [
  "summary",
  "conditions",
  "allergies",
  "medications",
  "laboratory",
  "vitalSigns",
  "reports",
  "imaging",
  "procedures",
  "immunizations",
  "carePlans",
  "encounters",
  "documents",
  "questionnaires",
  "lifestyle",
  "family",
  "devices",
  "orders",
  "other",
  "administration",
] as const;

export type GroupKey = (typeof GROUPS)[number];

export interface Group {
  readonly key: GroupKey;
  readonly items: readonly Item[];
  /** Of observations; they are not among the items then. */
  readonly series: readonly Series[];
}

/** A record's content, in the order people look for things. */
export interface RecordDocument {
  readonly patient: Item | null;
  readonly groups: readonly Group[];
  readonly resourceCount: number;
  readonly isBundle: boolean;
}
