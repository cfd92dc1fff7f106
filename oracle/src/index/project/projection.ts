import type { Hex } from "viem";

/** Where and when an event happened. */
export interface EventPlace {
  readonly chainId: number;
  readonly block: number;
  /** Unix seconds of the block. */
  readonly time: number;
  readonly txHash: Hex;
  /** Sorts as text the way events follow each other. */
  readonly position: string;
}

/** Block and log index as text of fixed width, so that order by text is order by place; also a page's cursor. */
export function positionOf(block: number, logIndex: number): string {
  return `${String(block).padStart(12, "0")}.${String(logIndex).padStart(6, "0")}`;
}
