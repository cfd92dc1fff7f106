import { EMPTY_SECTIONS, headAfter, type SummarySection } from "@medlattice/sdk/summary";
import type { PostedHead } from "../summaries/postedBatches.ts";

/** How far each private chain is after the batches that were gone through. */
export type Heads = ReadonlyMap<number, PostedHead>;

export function headOf(heads: Heads, chainId: number): PostedHead {
  return heads.get(chainId) ?? { ...EMPTY_SECTIONS, items: 0 };
}

export function headsAfter(heads: Heads, sections: readonly SummarySection[]): Heads {
  const next = new Map(heads);
  for (const section of sections) {
    const { items } = headOf(next, section.chainId);
    next.set(section.chainId, { ...headAfter(section), items: items + section.itemCount });
  }
  return next;
}
