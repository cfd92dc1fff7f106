import { InvalidInputError } from "../errors/index.ts";
import { type FieldDocument, readFields } from "../fields/index.ts";
import { fieldInputOf, type ReviewedProposal } from "../record/index.ts";
import type { Person } from "./person.ts";
import { type OwnRecord, reviewRecord } from "./reviewRecord.ts";

/** A record of the patient's own, opened and cut into its fields. */
export interface OwnFields {
  readonly reviewed: ReviewedProposal;
  readonly document: FieldDocument;
}

/**
 * Opens a record of one's own and cuts it into fields, to choose what to hide of it (`hidingChoices`, `chooseFields`, `previewHiding`).
 * @throws InvalidInputError RECORD_WITHOUT_FIELDS
 */
export async function ownFields(person: Person, which: OwnRecord): Promise<OwnFields> {
  const reviewed = await reviewRecord(person, which);
  const { record, content, fileKey, manifest } = reviewed;
  const input = fieldInputOf({ record, content, fileKey, manifest: manifest.value });
  if (input === null) {
    throw new InvalidInputError("RECORD_WITHOUT_FIELDS", "This record can only be shown as a whole.", {
      hints: ["It was written without fields: ask its author to write it again, or share it as a whole."],
    });
  }
  return { reviewed, document: await readFields(input) };
}
