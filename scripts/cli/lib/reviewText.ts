import type { ActingPerson } from "./openPerson.ts";
import type { OpenedRecord } from "./openRecord.ts";
import { recordJson } from "./records.ts";
import { printable, sizeInWords } from "./text.ts";
import { localTime } from "./time.ts";

/** What a patient should know of a record before agreeing to it. */
export function reviewText(acting: ActingPerson, { entry, reviewed, facts }: OpenedRecord): string {
  const { names } = acting;
  const { recordId, status, author, institution, category, proposedAt, label } = recordJson(acting, entry);
  return [
    printable(facts.title),
    printable(facts.summary),
    "",
    `Record      ${recordId}`,
    `State       ${status}, version ${entry.state.version}${label === null ? "" : `, ${label.kind} (${label.reason})`}`,
    `Category    ${category ?? reviewed.opened.category.code}`,
    `Written by  ${names.person(author)} at ${names.organization(institution)}, ${localTime(proposedAt)}`,
    `Content     ${sizeInWords(facts.bytes)}, SHA-256 ${facts.sha256}`,
    "Signatures, commitment and the state on chain are as they should be.",
    ...reviewed.warnings.map(({ message }) => `Note: ${message}`),
  ].join("\n");
}
