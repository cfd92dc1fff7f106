import type { Hex } from "viem";
import {
  type Audits,
  type PostedSummaries,
  type RecordSummary,
  auditsReply,
  batchesReply,
  recordSummaryReply,
} from "../schema/summaries.ts";
import { download } from "../transfer/download.ts";
import type { Transport } from "../transport.ts";
import { query } from "./query.ts";

/** Summaries of private chains on the consortium chain (docs/bridge.md). */
export interface SummaryMethods {
  /** What the consortium was told of a record, with the path of each item (`verifyItemPath`). */
  ofRecord(recordId: Hex): Promise<RecordSummary>;
  /** Batches after a sequence, oldest first. */
  list(options?: { readonly after?: number; readonly limit?: number }): Promise<readonly PostedSummaries[]>;
  /** The file of a batch as it was stored; check it with `readBatchData`. */
  data(sequence: number): Promise<Uint8Array>;
  /** What a health authority found when it compared all batches with the private chains. */
  audits(options?: {
    readonly after?: number;
    readonly limit?: number;
    readonly status?: "sound" | "differs" | "open";
  }): Promise<Audits>;
}

export function summaryMethods(transport: Transport): SummaryMethods {
  return {
    ofRecord: (recordId) =>
      transport.json({ method: "GET", path: `/v1/records/${recordId}/summary` }, recordSummaryReply),
    list: async (options = {}) =>
      (await transport.json({ method: "GET", path: `/v1/summaries${query({ ...options })}` }, batchesReply))
        .items,
    data: async (sequence) => {
      const content = download(transport, `/v1/summaries/${sequence}/data`);
      return new Uint8Array(await new Response(content).arrayBuffer());
    },
    audits: (options = {}) =>
      transport.json({ method: "GET", path: `/v1/audits${query({ ...options })}` }, auditsReply),
  };
}
