import { type Hex, isHex } from "viem";
import { z } from "zod";
import { hex, integer, text } from "../database/columns.ts";

/** A log as it is kept. */
export interface KeptLog {
  readonly block: number;
  readonly logIndex: number;
  readonly txHash: Hex;
  readonly address: Hex;
  readonly topics: [Hex, ...Hex[]];
  readonly data: Hex;
}

const topicsSchema = z.tuple(
  [z.custom<Hex>((value) => isHex(value))],
  z.custom<Hex>((value) => isHex(value)),
);

/** Reads a row of `logs`. */
export function readKeptLog(row: Record<string, unknown>): KeptLog {
  return {
    block: integer(row["block"]),
    logIndex: integer(row["log_index"]),
    txHash: hex(row["tx_hash"]),
    address: hex(row["address"]),
    topics: topicsSchema.parse(JSON.parse(text(row["topics"]))),
    data: hex(row["data"]),
  };
}
