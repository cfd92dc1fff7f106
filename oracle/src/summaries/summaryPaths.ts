import { type ItemPath, type SummaryItem, itemPath } from "@medlattice/sdk/summary";
import type { Hex } from "viem";
import type { Collector } from "./collectItems.ts";
import type { PostedBatches } from "./postedBatches.ts";
import type { SectionTable } from "./sectionTable.ts";

/** An item of a record with its way to the inbox. */
export interface ItemProof {
  readonly item: SummaryItem;
  readonly path: ItemPath;
  readonly txHash: Hex;
  /** Of the consortium chain. */
  readonly block: number;
}

export interface RecordSummary {
  readonly items: readonly ItemProof[];
  /** Items that are not posted yet. */
  readonly waiting: number;
}

/** What the consortium was told of a record. */
export function createSummaryPaths(options: {
  readonly collector: Collector;
  readonly posted: PostedBatches;
  readonly sections: SectionTable;
}): (chainId: number, recordId: Hex) => RecordSummary {
  const { collector, posted, sections } = options;

  function proofOf(chainId: number, position: number): ItemProof | undefined {
    const kept = sections.holding(chainId, position);
    if (kept === undefined) return undefined;
    const { section, items, firstItem, sectionHash } = kept;
    const batch = posted.find(posted.sequenceOf(chainId, sectionHash) ?? 0);
    const index = position - firstItem;
    const item = items[index];
    if (batch === undefined || item === undefined) return undefined;
    const { institution } = section;
    const path = itemPath({ batch: batch.batch, sections: batch.sections, institution, items, index });
    return { item, path, txHash: batch.txHash, block: batch.block };
  }

  return (chainId, recordId) => {
    const positions = collector.positionsOf(chainId, recordId);
    const items = positions.flatMap((position) => proofOf(chainId, position) ?? []);
    return { items, waiting: positions.length - items.length };
  };
}
