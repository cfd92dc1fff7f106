import { z } from "zod";
import { bytes32Schema, chainIdSchema, type Hex, uint32Schema } from "../codec/index.ts";
import { merkleRoot } from "../crypto/merkle/index.ts";
import { hashOf, type MessageOf } from "../eip712/index.ts";
import { InvalidInputError, VerificationError } from "../errors/index.ts";
import { ZERO32 } from "../keys/index.ts";
import { ITEM_KIND, itemLeaf, type SummaryItem } from "./item.ts";
import { BATCH_SLIPS, SLIP_ITEMS, slipHash, slipsOf } from "./slips.ts";

const blockSchema = z.int().min(0);

/** What one institution hands in for one batch, as its oracle signs it; numbers as JSON has them. */
export const summarySectionSchema = z.strictObject({
  institution: bytes32Schema,
  chainId: chainIdSchema,
  firstSlip: z.int().min(0),
  slipCount: z.int().min(1).max(BATCH_SLIPS),
  itemCount: uint32Schema,
  records: uint32Schema,
  labels: uint32Schema,
  registrations: uint32Schema,
  fromBlock: blockSchema,
  toBlock: blockSchema,
  toBlockHash: bytes32Schema,
  slipRoot: bytes32Schema,
  previous: bytes32Schema,
});

export type SummarySection = z.infer<typeof summarySectionSchema>;

/** Where a private chain's sections have got to, as `SummaryInbox` keeps it; `EMPTY_SECTIONS` before the first. */
export interface SectionHead {
  readonly sectionHash: Hex;
  readonly nextSlip: number;
  /** The block after the last one of the newest section; 0 before the first. */
  readonly nextBlock: number;
}

export const EMPTY_SECTIONS: SectionHead = { sectionHash: ZERO32, nextSlip: 0, nextBlock: 0 };

/**
 * Puts the next items of a private chain under one root. They are all there are between the head and the last of them.
 * @param options.toBlockHash of the last item's block
 * @param options.registrations patients enrolled in the blocks that the section completes
 * @throws InvalidInputError `SUMMARY_SECTION_INVALID` when there is no item, too many, one of another chain, or not in order
 */
export function makeSection(options: {
  readonly institution: Hex;
  readonly chainId: number;
  readonly head: SectionHead;
  readonly items: readonly SummaryItem[];
  readonly toBlockHash: Hex;
  readonly registrations: number;
}): SummarySection {
  const { institution, chainId, head, items, toBlockHash, registrations } = options;
  const [first, last] = [items[0], items.at(-1)];
  if (first === undefined || last === undefined) throw invalid("it has no items");
  if (items.length > BATCH_SLIPS * SLIP_ITEMS) throw invalid(`it has ${items.length} items`);
  if (items.some((item) => item.chainId !== chainId)) throw invalid("an item is of another chain");
  if (items.some((item, index) => item.blockNumber < (items[index - 1]?.blockNumber ?? 0))) {
    throw invalid("its items are not in the order of blocks");
  }
  // A block may be cut between two sections.
  const fromBlock =
    head.nextSlip > 0 && first.blockNumber < head.nextBlock ? head.nextBlock - 1 : head.nextBlock;
  if (first.blockNumber < fromBlock) throw invalid("its first item is of a block that was summarised before");
  const slips = slipsOf(items.map(itemLeaf));
  const records = items.filter(({ kind }) => kind === ITEM_KIND.record).length;
  return {
    institution,
    chainId,
    firstSlip: head.nextSlip,
    slipCount: slips.length,
    itemCount: items.length,
    records,
    labels: items.length - records,
    registrations,
    fromBlock,
    toBlock: last.blockNumber,
    toBlockHash,
    slipRoot: merkleRoot(slips.map(slipHash)),
    previous: head.sectionHash,
  };
}

/** The head that a section leads to. */
export function headAfter(section: SummarySection): SectionHead {
  return {
    sectionHash: sectionHashOf(section),
    nextSlip: section.firstSlip + section.slipCount,
    nextBlock: section.toBlock + 1,
  };
}

/** As EIP-712 has it. */
export function sectionMessage(section: SummarySection): MessageOf<"SummarySection"> {
  const { chainId, firstSlip, fromBlock, toBlock, ...rest } = section;
  return {
    ...rest,
    chainId: BigInt(chainId),
    firstSlip: BigInt(firstSlip),
    fromBlock: BigInt(fromBlock),
    toBlock: BigInt(toBlock),
  };
}

/** `hashStruct(SummarySection)`. */
export function sectionHashOf(section: SummarySection): Hex {
  return hashOf("SummarySection", sectionMessage(section));
}

/**
 * That the items are the section's, all of them and in order.
 * @throws VerificationError `SUMMARY_ITEMS_MISMATCH`
 */
export function requireItemsOf(section: SummarySection, items: readonly SummaryItem[]): void {
  const slips = slipsOf(items.map(itemLeaf));
  if (items.length === section.itemCount && slips.length === section.slipCount) {
    if (merkleRoot(slips.map(slipHash)) === section.slipRoot) return;
  }
  throw new VerificationError(
    "SUMMARY_ITEMS_MISMATCH",
    "These are not the items that the institution signed.",
    {
      facts: { chainId: section.chainId, firstSlip: section.firstSlip, items: items.length },
    },
  );
}

function invalid(problem: string): InvalidInputError {
  return new InvalidInputError("SUMMARY_SECTION_INVALID", `This is no section of summaries: ${problem}.`);
}
