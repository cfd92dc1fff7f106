import { attachmentsOf } from "./attachments.ts";
import { describe } from "./describe/index.ts";
import { first, type Json, object, objects, text } from "./json.ts";
import { measurement } from "./measurements.ts";
import { narrativeText } from "./narrative.ts";
import type { References } from "./references.ts";
import { concept, whenOf } from "./values.ts";
import type { Item, Line } from "./view.ts";

/** Members that say when it took place, the most telling first. */
const TIMES = [
  "effectiveDateTime",
  "effectivePeriod",
  "performedDateTime",
  "performedPeriod",
  "occurrenceDateTime",
  "occurrencePeriod",
  "onsetDateTime",
  "onsetPeriod",
  "period",
  "started",
  "authoredOn",
  "dateAsserted",
  "recordedDate",
  "issued",
  "date",
  "authored",
  "created",
] as const;

const TITLES = ["code", "vaccineCode", "medicationCodeableConcept", "type", "category"] as const;

/** A resource in words: what its type is known to hold, and what any resource has. */
export function itemOf(
  resource: Json,
  index: number,
  references: References,
  hidden: readonly string[] = [],
): Item {
  const type = text(resource["resourceType"]) ?? "Resource";
  const own = describe(type, resource, references);
  const lines = [...own.lines, ...notesOf(resource)];
  const measurements =
    type === "Observation" ? [measurement(resource, references)] : resultsOf(resource, references);
  const attachments = attachmentsOf(resource);
  const narrative = narrativeText(object(resource["text"])["div"]);
  const isSilent = lines.length === 0 && measurements.length === 0 && attachments.length === 0;
  return {
    id: `${type}-${index}`,
    type,
    title: own.title ?? plainTitle(resource),
    when: own.when === undefined ? whenOf(resource, ...TIMES) : own.when,
    status: own.status === undefined ? text(resource["status"]) : own.status,
    lines,
    measurements,
    attachments,
    narrative: type === "Composition" || isSilent ? (own.narrative ?? narrative) : (own.narrative ?? null),
    hidden,
    source: resource,
  };
}

function plainTitle(resource: Json): string | null {
  return first(
    text(resource["title"]),
    ...TITLES.map((member) => concept(resource[member])),
    text(resource["name"]),
    text(resource["description"]),
  );
}

/** Results of a report, in its own order. */
function resultsOf(resource: Json, references: References) {
  return objects(resource["result"])
    .map((result) => references.resolve(result, resource))
    .filter((found): found is Json => found?.["resourceType"] === "Observation")
    .map((found) => measurement(found, references));
}

function notesOf(resource: Json): readonly Line[] {
  return objects(resource["note"]).flatMap((note) => {
    const words = text(note["text"]);
    return words === null ? [] : [{ label: "note", text: words } as const];
  });
}
