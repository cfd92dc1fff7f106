import { MedLatticeError } from "@medlattice/sdk/errors";
import { readBatchData } from "@medlattice/sdk/summary";
import { type Hex, hexToBigInt } from "viem";
import type { PostedBatch } from "../../summaries/postedBatches.ts";
import type { Judge } from "../committee.ts";

export interface PinSources {
  /** The batch with this sequence, as this oracle reads the inbox. */
  readonly batch: (sequence: number) => Promise<PostedBatch | undefined>;
  /** Its file, from here or from whoever keeps it; undefined when nobody has it. */
  readonly data: (batch: PostedBatch) => Promise<Uint8Array | undefined>;
}

/**
 * What a station looks at before it signs that a batch is pinned (systems.md S7, rule 17): its items can be had (availability), are those of
 * its digest, sections and slips (format), and it follows the one before (continuity). That sections are true to their chains is what the
 * authority has vouched for, which reads those chains.
 */
export function judgePin({ batch, data }: PinSources): Judge {
  return async ({ slot, payload }) => {
    const sequence = hexToBigInt(slot);
    if (sequence < 1n || sequence > BigInt(Number.MAX_SAFE_INTEGER)) return no("PIN_BATCH_UNKNOWN");
    const found = await batch(Number(sequence));
    if (found === undefined) return later("PIN_BATCH_UNREAD");
    if (found.batchHash !== payload) return no("PIN_BATCH_DIFFERS");
    if (!(await follows(found))) return no("PIN_NOT_NEXT");
    const bytes = await data(found);
    if (bytes === undefined) return later("PIN_DATA_UNAVAILABLE");
    try {
      readBatchData(found.batch, bytes);
      return { verdict: "yes" };
    } catch (error) {
      if (error instanceof MedLatticeError) return later(error.code);
      throw error;
    }
  };

  async function follows({ sequence, batch: { previous } }: PostedBatch): Promise<boolean> {
    const before: Hex | undefined = sequence === 1 ? ZERO : (await batch(sequence - 1))?.batchHash;
    return before === previous;
  }
}

const ZERO: Hex = `0x${"00".repeat(32)}`;

function later(why: string): { readonly verdict: "later"; readonly why: string } {
  return { verdict: "later", why };
}

function no(code: string): { readonly verdict: "no"; readonly code: string; readonly why: string } {
  return { verdict: "no", code, why: "the inbox has another batch there" };
}
