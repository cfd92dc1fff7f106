import {
  chooseFields,
  type FieldDocument,
  type FieldLabel,
  hidingChoices,
  previewHiding,
  readableContent,
  readRedacted,
  redact,
  type Remaining,
} from "@medlattice/sdk/fields";

/** What can be hidden of one record, in plain words. */
export interface HidingOffer {
  /** Keys of `HIDING_TOPICS`; only those of which the record has something. */
  readonly topics: readonly {
    readonly key: string;
    readonly group: "health" | "person" | "words";
    readonly count: number;
  }[];
  /** Kinds of resources in it: `Observation`, … */
  readonly kinds: readonly { readonly key: string; readonly type: string; readonly count: number }[];
}

/** What a choice makes of the record. */
export interface HidingLook {
  readonly hidden: readonly FieldLabel[];
  /** What stays readable and tells of what is hidden. */
  readonly remaining: readonly Remaining[];
  /** As its reader will see it, hidden parts marked as masked. */
  readonly content: Uint8Array;
  readonly mediaType: string;
  /** Things of which the reader learns nothing, not even that they are missing by name. */
  readonly isSomethingNameless: boolean;
}

/** @throws InvalidInputError `REDACTION_NOT_FHIR` later, when something is chosen of what is no FHIR */
export function offerOf(document: FieldDocument): HidingOffer {
  const { topics, kinds } = hidingChoices(document);
  return {
    topics: topics.map(({ key, group, count }) => ({ key, group, count })),
    kinds: kinds.map(({ type, count }) => ({ key: `kind:${type}`, type, count })),
  };
}

/** Makes the very copy that would be sent, and reads it as its reader will. */
export async function lookOf(document: FieldDocument, keys: readonly string[]): Promise<HidingLook> {
  const choice = chooseFields(document, keys);
  const { hidden, remaining } = previewHiding(document, choice);
  const copy = await readRedacted(redact(document, choice));
  return {
    hidden,
    remaining,
    content: await readableContent(copy),
    mediaType: copy.mediaType,
    isSomethingNameless: copy.sections.some(({ kind }) => kind === "hidden"),
  };
}
