import { type FieldDocument, type FieldSection, readFields } from "../fields/index.ts";
import { fieldInputOf, type ReviewedProposal } from "../record/index.ts";
import type { NextVersion } from "./reviewCorrection.ts";

/** A section of a record's content that a correction would change. */
export interface SectionDifference {
  readonly position: number;
  /** `Observation.valueQuantity`, where it is named. */
  readonly className: string | null;
  readonly locator: string | null;
  /** `hidden`: its content goes for good, its hash stays. */
  readonly change: "changed" | "added" | "removed" | "hidden";
}

/**
 * Compares two versions section by section: an amendment keeps the place of every section, and so does a redaction. A replacement has fields
 * of its own, and nothing of it is comparable.
 */
export async function differencesOf(
  present: ReviewedProposal,
  next: NextVersion | null,
): Promise<readonly SectionDifference[] | null> {
  if (next === null) return null;
  const before = await fieldsOf(present.record, present.manifest.value, present);
  const { record } = present;
  const nextRecord = { ...record, version: record.version + 1 };
  const after = await fieldsOf(nextRecord, next.manifest.value, next);
  if (before === null || after === null) return null;
  // A version that is neither redacted nor says which fields it keeps is a new content as a whole.
  const isBounded = next.manifest.value.content.fieldLayout !== undefined || after.root === before.root;
  return isBounded ? compareFields(before, after) : null;
}

async function fieldsOf(
  record: ReviewedProposal["record"],
  manifest: NextVersion["manifest"]["value"],
  { content, fileKey }: Pick<NextVersion, "content" | "fileKey">,
): Promise<FieldDocument | null> {
  const input = fieldInputOf({ record, manifest, content, fileKey });
  return input === null ? null : readFields(input);
}

/** Which sections differ between two versions that keep the place of every section. */
export function compareFields(before: FieldDocument, after: FieldDocument): SectionDifference[] {
  const count = Math.max(before.sections.length, after.sections.length);
  const found: SectionDifference[] = [];
  for (let position = 0; position < count; position++) {
    const [was, is] = [before.sections[position], after.sections[position]];
    const change = changeOf(was, is, before.tree.leafAt(position) === after.tree.leafAt(position));
    if (change !== null) found.push({ position, ...nameOf(is, was), change });
  }
  return found;
}

function changeOf(
  was: FieldSection | undefined,
  is: FieldSection | undefined,
  isSame: boolean,
): SectionDifference["change"] | null {
  if (is !== undefined && is.kind !== was?.kind && (is.kind === "hidden" || is.kind === "masked"))
    return "hidden";
  if (is?.kind === "shown" && was?.kind === "shown" && isSame) {
    return hiddenParts(is) > hiddenParts(was) ? "hidden" : null;
  }
  if (isSame) return null;
  if (was === undefined) return "added";
  return is === undefined || is.kind === "removed" ? "removed" : "changed";
}

function hiddenParts({ parts }: Extract<FieldSection, { readonly kind: "shown" }>): number {
  return parts.filter((part) => "hash" in part).length;
}

function nameOf(...sections: readonly (FieldSection | undefined)[]) {
  for (const section of sections) {
    if (section !== undefined && section.kind !== "hidden") {
      return { className: section.className, locator: section.locator };
    }
  }
  return { className: null, locator: null };
}
