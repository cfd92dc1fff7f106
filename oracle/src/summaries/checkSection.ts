import { UnavailableError, VerificationError } from "@medlattice/sdk/errors";
import {
  type SummaryItem,
  type SummarySection,
  makeSection,
  requireItemsOf,
  sectionHashOf,
  summarySectionSchema,
} from "@medlattice/sdk/summary";
import type { Collector, OpenItem } from "./collectItems.ts";
import type { PostedHead } from "./postedBatches.ts";

/** What both sides read from the chain; who the patient is, only the institution can tell. */
const MEMBERS = [
  "kind",
  "chainId",
  "blockNumber",
  "recordId",
  "version",
  "commitment",
  "keywordRoot",
] as const;

/** What a section gets compared with: the own node's view of the chain. */
export type OwnView = Pick<Collector, "block" | "blockHash" | "items" | "registrations">;

/**
 * Compares a section with the own view of its chain, and names the first difference: the same items in the same order, none altered,
 * added or left out; the same block; the same count of patients; and nothing but what follows from these.
 * @param head of the chain's sections, which this one has to follow
 * @throws UnavailableError `SUMMARY_NODE_BEHIND` when the own node has not come to the section's last block
 * @throws VerificationError `SUMMARY_BLOCK_DIFFERS`, `SUMMARY_ITEM_DIFFERS` (facts.member), `SUMMARY_ITEM_MISSING`, `SUMMARY_ITEM_ADDED`,
 *   `SUMMARY_REGISTRATIONS_DIFFER`, `SUMMARY_SECTION_DIFFERS` (facts.member), `SUMMARY_ITEMS_MISMATCH`
 */
export function checkSection(
  { section, items }: { readonly section: SummarySection; readonly items: readonly SummaryItem[] },
  head: PostedHead,
  view: OwnView,
): void {
  const { chainId, toBlock } = section;
  requireItemsOf(section, items);
  if (view.block(chainId) < toBlock) throw behind(chainId, toBlock);
  const toBlockHash = view.blockHash(chainId, toBlock);
  // A block without an item has no place here: the last item's block is the section's last.
  if (toBlockHash !== section.toBlockHash)
    throw differs("SUMMARY_BLOCK_DIFFERS", { chainId, block: toBlock });
  compareItems(items, view.items(chainId, head.items, items.length + 1));
  const registrations = view.registrations(chainId, head.items, head.items + items.length);
  if (registrations !== section.registrations) {
    throw differs("SUMMARY_REGISTRATIONS_DIFFER", { expected: registrations, signed: section.registrations });
  }
  const { institution } = section;
  const expected = makeSection({ institution, chainId, head, items, toBlockHash, registrations });
  if (sectionHashOf(expected) === sectionHashOf(section)) return;
  const member = summarySectionSchema.keyof().options.find((name) => expected[name] !== section[name]) ?? "";
  throw differs("SUMMARY_SECTION_DIFFERS", { member });
}

/** @param own one more than there are items, where the chain has it */
function compareItems(items: readonly SummaryItem[], own: readonly OpenItem[]): void {
  for (const [index, item] of items.entries()) {
    const mine = own[index];
    if (mine !== undefined && isSameName(item, mine)) {
      const member = MEMBERS.find((name) => item[name] !== mine[name]);
      if (member === undefined) continue;
      throw differs("SUMMARY_ITEM_DIFFERS", { item: index, member });
    }
    // Named further on: what is between was left out. Named nowhere near: it is not on the chain here.
    const isFurtherOn = own.slice(index + 1).some((each) => isSameName(item, each));
    throw differs(isFurtherOn ? "SUMMARY_ITEM_MISSING" : "SUMMARY_ITEM_ADDED", { item: index });
  }
}

function isSameName(item: SummaryItem, other: OpenItem): boolean {
  return item.recordId === other.recordId && item.kind === other.kind && item.version === other.version;
}

const WORDS = {
  SUMMARY_BLOCK_DIFFERS: "The authority's node has another block there than the section names.",
  SUMMARY_ITEM_DIFFERS: "An item is not what the authority's node has at its place.",
  SUMMARY_ITEM_MISSING: "An item was left out.",
  SUMMARY_ITEM_ADDED: "An item is not on the chain that the authority's node follows.",
  SUMMARY_REGISTRATIONS_DIFFER: "The section counts other registrations than the authority's node.",
  SUMMARY_SECTION_DIFFERS: "The section does not follow from its items and the one before.",
} as const;

function differs(
  code: keyof typeof WORDS,
  facts: Readonly<Record<string, string | number>>,
): VerificationError {
  return new VerificationError(code, WORDS[code], {
    facts,
    hints: ["Operator: compare the nodes of the institution and of the authority at that block."],
  });
}

function behind(chainId: number, block: number): UnavailableError {
  return new UnavailableError(
    "SUMMARY_NODE_BEHIND",
    "The authority's node has not come to the section's last block.",
    { facts: { chainId, block }, hints: ["It is handed in again by itself."] },
  );
}
