import type { Hex } from "viem";
import { z } from "zod";
import {
  type CorrectionEntry,
  type CorrectionStatus,
  type CorrectionSubmission,
  type ErasureEntry,
  correctionEntry,
  correctionPage,
  erasuresReply,
} from "../schema/corrections.ts";
import type { Transport } from "../transport.ts";
import { query } from "./query.ts";

/** Corrections on their way, at the institution's oracle (docs/corrections.md). */
export interface CorrectionMethods {
  /** The doctor hands one in; the same again gives the same entry. */
  submit(correction: CorrectionSubmission): Promise<CorrectionEntry>;
  list(options?: {
    readonly as?: "patient" | "author";
    readonly status?: CorrectionStatus;
    readonly cursor?: number;
  }): Promise<{ readonly items: readonly CorrectionEntry[]; readonly next: number | null }>;
  get(correctionHash: Hex): Promise<CorrectionEntry>;
  /** The doctor takes it back. */
  withdraw(correctionHash: Hex): Promise<void>;
  /** The patient does not permit it. @param words sealed to the doctor */
  decline(correctionHash: Hex, words: Hex | null): Promise<void>;
  /** How far the physical erasure of a record's former versions has come. */
  erasures(recordId: Hex): Promise<readonly ErasureEntry[]>;
}

export function correctionMethods(transport: Transport): CorrectionMethods {
  const base = "/v1/corrections";
  return {
    submit: (json) => transport.json({ method: "POST", path: base, json }, correctionEntry),
    list: (options = {}) =>
      transport.json({ method: "GET", path: `${base}${query({ ...options })}` }, correctionPage),
    get: (hash) => transport.json({ method: "GET", path: `${base}/${hash}` }, correctionEntry),
    withdraw: (hash) =>
      transport.json({ method: "POST", path: `${base}/${hash}/withdrawal`, json: {} }, z.undefined()),
    decline: (hash, words) =>
      transport.json({ method: "POST", path: `${base}/${hash}/refusal`, json: { words } }, z.undefined()),
    erasures: async (recordId) =>
      (await transport.json({ method: "GET", path: `/v1/records/${recordId}/erasures` }, erasuresReply))
        .items,
  };
}
