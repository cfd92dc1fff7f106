import { z } from "zod";
import { bytes32Schema, fromHex, type Hex, keccak256, toHex } from "../codec/index.ts";
import { merkleProof, merkleRoot, rootOfMerkleProof } from "../crypto/merkle/index.ts";
import { hashOf, type MessageOf } from "../eip712/index.ts";
import { InvalidInputError, VerificationError } from "../errors/index.ts";
import { itemLeaf, type SummaryItem, summaryItemSchema } from "./item.ts";
import { requireItemsOf, sectionHashOf, type SummarySection, summarySectionSchema } from "./section.ts";
import { BATCH_SLIPS, SLIP_ITEMS, slipHash, slipsOf } from "./slips.ts";

/** Institutions in one batch. */
export const BATCH_SECTIONS = 16;

/** Sections posted together, as the authority's oracle signs them; numbers as JSON has them. */
export const summaryBatchSchema = z.strictObject({
  /** From 1. */
  sequence: z.int().min(1),
  previous: bytes32Schema,
  sectionsRoot: bytes32Schema,
  slipCount: z.int().min(1).max(BATCH_SLIPS),
  /** SHA-256 of the file with the items. */
  dataDigest: bytes32Schema,
  authority: bytes32Schema,
});

export type SummaryBatch = z.infer<typeof summaryBatchSchema>;

/** The way from an item to its batch, as `SummaryInbox.verifyItem` takes it. */
export const itemPathSchema = z.strictObject({
  leaves: z.array(bytes32Schema).min(1).max(SLIP_ITEMS),
  slipProof: z.array(bytes32Schema).max(7),
  section: summarySectionSchema,
  sectionProof: z.array(bytes32Schema).max(4),
  batch: summaryBatchSchema,
});

export type ItemPath = z.infer<typeof itemPathSchema>;

/**
 * @param options.sections in any order, one an institution
 * @returns the batch, and its sections as they have to be posted
 * @throws InvalidInputError `SUMMARY_BATCH_INVALID`
 */
export function makeBatch(options: {
  readonly head: { readonly sequence: number; readonly batchHash: Hex };
  readonly sections: readonly SummarySection[];
  readonly dataDigest: Hex;
  readonly authority: Hex;
}): { readonly batch: SummaryBatch; readonly sections: readonly SummarySection[] } {
  const { head, dataDigest, authority } = options;
  const sections = options.sections.toSorted((a, b) => (a.institution < b.institution ? -1 : 1));
  const slipCount = sections.reduce((sum, section) => sum + section.slipCount, 0);
  if (sections.length === 0 || sections.length > BATCH_SECTIONS || slipCount > BATCH_SLIPS) {
    throw invalid(`${sections.length} sections with ${slipCount} slips`);
  }
  const institutions = new Set(sections.map(({ institution }) => institution));
  if (institutions.size < sections.length) throw invalid("an institution has two sections");
  const sectionsRoot = sectionsRootOf(sections);
  const { sequence, batchHash: previous } = head;
  return {
    batch: { sequence: sequence + 1, previous, sectionsRoot, slipCount, dataDigest, authority },
    sections,
  };
}

/** Root over the sections of a batch, in the order of posting: by ascending institution. */
export function sectionsRootOf(sections: readonly SummarySection[]): Hex {
  return merkleRoot(sections.map(sectionLeaf));
}

/** As EIP-712 has it. */
export function batchMessage({ sequence, ...rest }: SummaryBatch): MessageOf<"SummaryBatch"> {
  return { ...rest, sequence: BigInt(sequence) };
}

/** `hashStruct(SummaryBatch)`. */
export function batchHashOf(batch: SummaryBatch): Hex {
  return hashOf("SummaryBatch", batchMessage(batch));
}

/**
 * @param options.sections of the batch, in its order
 * @param options.items of the section, in order
 * @throws InvalidInputError `SUMMARY_ITEM_UNKNOWN`; VerificationError `SUMMARY_ITEMS_MISMATCH`
 */
export function itemPath(options: {
  readonly batch: SummaryBatch;
  readonly sections: readonly SummarySection[];
  readonly institution: Hex;
  readonly items: readonly SummaryItem[];
  readonly index: number;
}): ItemPath {
  const { batch, sections, institution, items, index } = options;
  const place = sections.findIndex((each) => each.institution === institution);
  const section = sections[place];
  if (section === undefined || index < 0 || index >= items.length) {
    throw new InvalidInputError("SUMMARY_ITEM_UNKNOWN", "The batch has no such item.", { facts: { index } });
  }
  requireItemsOf(section, items);
  const slips = slipsOf(items.map(itemLeaf));
  const slip = Math.floor(index / SLIP_ITEMS);
  return {
    leaves: [...(slips[slip] ?? [])],
    slipProof: merkleProof({ leaves: slips.map(slipHash), index: slip }),
    section,
    sectionProof: merkleProof({ leaves: sections.map(sectionLeaf), index: place }),
    batch,
  };
}

/**
 * Whether a path leads from an item to its batch; whether that batch was posted is the chain's to say (`batchOf`).
 * @returns hashStruct of the batch
 * @throws VerificationError `SUMMARY_PATH_BROKEN`, naming the link that does not hold (facts.link)
 */
export function verifyItemPath(item: SummaryItem, path: ItemPath): Hex {
  const { leaves, slipProof, section, sectionProof, batch } = path;
  if (!leaves.includes(itemLeaf(summaryItemSchema.parse(item)))) throw broken("item");
  if (item.chainId !== section.chainId) throw broken("chain");
  if (rootOfMerkleProof({ leaf: slipHash(leaves), proof: slipProof }) !== section.slipRoot) {
    throw broken("slip");
  }
  if (rootOfMerkleProof({ leaf: sectionLeaf(section), proof: sectionProof }) !== batch.sectionsRoot) {
    throw broken("section");
  }
  return batchHashOf(batch);
}

function sectionLeaf(section: SummarySection): Hex {
  return toHex(keccak256(fromHex(sectionHashOf(section), 32)));
}

function invalid(problem: string): InvalidInputError {
  return new InvalidInputError("SUMMARY_BATCH_INVALID", `This is no batch of summaries: ${problem}.`);
}

function broken(link: "item" | "chain" | "slip" | "section"): VerificationError {
  return new VerificationError("SUMMARY_PATH_BROKEN", "The item is not in the batch it is said to be in.", {
    facts: { link },
  });
}
