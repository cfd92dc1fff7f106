import { InvalidInputError } from "../../errors/index.ts";
import { runsOf } from "../place.ts";
import { readFields } from "../read.ts";
import { coverOf } from "../seeds.ts";
import type { FieldDocument, FieldLayout } from "../types.ts";
import { assignPlaces } from "./assignPlaces.ts";

export interface CorrectedFields {
  /** As the reader of the new version reads it; its root goes into the `Correction`. */
  readonly document: FieldDocument;
  /** For the new version's manifest (`sealLayout`). */
  readonly layout: FieldLayout;
  /** Positions whose leaf is another now. */
  readonly changed: readonly number[];
}

/**
 * The fields of an amended content: unchanged sections keep their place, seed and so their leaf; changed ones get seeds of the new
 * version; removed ones keep their place; new ones go to the end.
 *
 * A resource is found again by its name (fullUrl or type and id); one without a name by its text, then by its order among those of its
 * type.
 *
 * @param options.fieldSeed of the new version's file key
 * @throws InvalidInputError FIELDS_REDACTED: what was erased for good cannot be carried over, only replaced
 * @throws InvalidInputError FIELDS_NOT_JSON | FIELDS_LOCATORS_CLASH | FIELDS_TOO_MANY
 */
export async function correctFields(options: {
  readonly previous: FieldDocument;
  readonly content: Uint8Array;
  readonly mediaType: string;
  readonly fieldSeed: Uint8Array;
}): Promise<CorrectedFields> {
  const { previous, content, mediaType, fieldSeed } = options;
  if (previous.sections.some(({ kind }) => kind === "hidden" || kind === "masked")) {
    throw new InvalidInputError(
      "FIELDS_REDACTED",
      "Parts of this record were erased for good; it cannot be amended.",
      {
        hints: ["Replace the record as a whole."],
      },
    );
  }
  const next = await readFields({ content, mediaType, fieldSeed, level: previous.level });
  const assigned = assignPlaces(previous, next);
  const cover = coverOf(previous.seedNodes, new Set(assigned.unchanged));
  const layout: FieldLayout = {
    level: next.level,
    runs: runsOf(assigned.positions),
    removed: assigned.removed,
    locators: assigned.locators,
    cover,
  };
  const document = await readFields({ content, mediaType, fieldSeed, layout });
  const changed = document.sections
    .map(({ position }) => position)
    .filter((position) => document.tree.leafAt(position) !== previous.tree.leafAt(position));
  return { document, layout, changed };
}
