import { EMPTY_SECTIONS, type SummaryItem, blindStranger, makeSection } from "@medlattice/sdk/summary";
import { type Hex, toHex, zeroHash } from "viem";
import type { OwnView } from "../checkSection.ts";
import type { OpenItem } from "../collectItems.ts";

export const CHAIN = 7101;
export const INSTITUTION: Hex = `0x${"11".repeat(32)}`;
export const random32 = (): Hex => toHex(crypto.getRandomValues(new Uint8Array(32)));
const secret = crypto.getRandomValues(new Uint8Array(32));
export const NOTHING = { ...EMPTY_SECTIONS, items: 0 };

export function chainOf(count: number): OpenItem[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: index % 5 === 4 ? 2 : 1,
    chainId: CHAIN,
    blockNumber: 3 + Math.floor(index / 2),
    recordId: random32(),
    version: index % 5 === 4 ? 1 : 0,
    commitment: random32(),
    keywordRoot: zeroHash,
    patient: random32(),
  }));
}

export const blockHash = (_chainId: number, block: number): Hex =>
  `0x${block.toString(16).padStart(64, "0")}`;

/** What a node tells whose chain has these items, and one patient enrolled in each block before the 100th. */
export function viewOf(chain: readonly OpenItem[], block = 1_000): OwnView {
  const complete = (count: number): number => {
    const last = chain[count - 1]?.blockNumber ?? -1;
    return chain[count]?.blockNumber === last ? last - 1 : last;
  };
  return {
    block: () => block,
    blockHash,
    items: (_chainId, from, limit) => chain.slice(from, from + limit),
    registrations: (_chainId, from, to) => complete(to) - complete(from),
  };
}

export function sectionOf(chain: readonly OpenItem[], from = 0, to = chain.length, head = NOTHING) {
  const items = chain
    .slice(from, to)
    .map(({ patient: _patient, ...item }): SummaryItem => ({ ...item, ...blindStranger(secret, item) }));
  return { items, section: sign(items, viewOf(chain).registrations(CHAIN, from, to), head) };
}

export function sign(items: readonly SummaryItem[], registrations: number, head = NOTHING) {
  const toBlockHash = blockHash(CHAIN, items.at(-1)?.blockNumber ?? 0);
  return makeSection({ institution: INSTITUTION, chainId: CHAIN, head, items, toBlockHash, registrations });
}
