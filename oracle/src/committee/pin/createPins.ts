import { VOTE_KIND } from "@medlattice/sdk/committee";
import { UnavailableError } from "@medlattice/sdk/errors";
import { numberToHex } from "viem";
import type { PostedBatch, PostedBatches } from "../../summaries/postedBatches.ts";
import type { EventTable } from "../chain/eventTable.ts";
import type { Committee } from "../committee.ts";
import { judgePin } from "./judgePin.ts";

/** Has every batch of the inbox pinned by the committee, each once (systems.md S7). */
export interface Pins {
  /** Proposes what is not pinned yet. */
  step(): Promise<void>;
}

export interface PinOptions {
  readonly committee: Pick<Committee, "judge" | "propose">;
  readonly posted: Pick<PostedBatches, "sync" | "find" | "after">;
  readonly events: Pick<EventTable, "decision">;
  /** A batch's file, from here or elsewhere. @throws UnavailableError when nobody has it */
  readonly dataOf: (batch: PostedBatch) => Promise<Uint8Array>;
}

/** Bounds what is proposed at once where many batches are not pinned, as when a committee is founded late. */
const MOST = 100;

export function createPins({ committee, posted, events, dataOf }: PinOptions): Pins {
  /** Up to here all were looked at, and proposed or pinned. */
  let last: PostedBatch | undefined;

  committee.judge(
    VOTE_KIND.pin,
    judgePin({
      async batch(sequence) {
        const known = posted.find(sequence);
        if (known !== undefined) return known;
        await posted.sync();
        return posted.find(sequence);
      },
      data: (batch) =>
        dataOf(batch).catch((error: unknown) => {
          if (error instanceof UnavailableError) return undefined;
          throw error;
        }),
    }),
  );

  return {
    async step() {
      await posted.sync();
      // The chain was reorganised: what was proposed of the former one can never be decided.
      if (last !== undefined && posted.find(last.sequence)?.batchHash !== last.batchHash) last = undefined;
      for (const batch of posted.after(last?.sequence ?? 0, MOST)) {
        const slot = numberToHex(batch.sequence, { size: 32 });
        if (events.decision(VOTE_KIND.pin, slot) === undefined) {
          committee.propose({ kind: VOTE_KIND.pin, slot, payload: batch.batchHash });
        }
        last = batch;
      }
    },
  };
}
