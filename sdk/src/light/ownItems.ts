import { recognizePseudonym, type SectionItems, type SummaryItem } from "../summary/index.ts";

/**
 * The items of a person among all there are: one multiplication each (systems.md M5). Nobody without her key can do it.
 *
 * @param identities the person's sealing keys, past ones too (`ownIdentities`)
 */
export function ownItems(
  identities: readonly string[],
  parts: readonly SectionItems[],
): readonly SummaryItem[] {
  return parts.flatMap(({ items }) =>
    items.filter((item) => identities.some((identity) => recognizePseudonym(identity, item, item))),
  );
}
