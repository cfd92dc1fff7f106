import { type Signer, sign } from "@medlattice/sdk/eip712";
import { MedLatticeError, VerificationError } from "@medlattice/sdk/errors";
import {
  BATCH_SECTIONS,
  BATCH_SLIPS,
  buildBatchData,
  makeBatch,
  type SummaryBatch,
} from "@medlattice/sdk/summary";
import type { DatabaseSync } from "node:sqlite";
import type { Logger } from "pino";
import type { Hex } from "viem";
import { ABIS } from "@medlattice/sdk/abi";
import { askChain } from "../chains/askChain.ts";
import type { OracleChain } from "../chains/openChain.ts";
import { transaction } from "../database/transaction.ts";
import type { Relay } from "../relay/createRelay.ts";
import type { Store } from "../store/createStore.ts";
import type { Replication } from "../store/replication.ts";
import type { Allotments } from "./allotments.ts";
import type { BatchTable, FormedBatch } from "./batchTable.ts";
import { cidOfData } from "./dataFile.ts";
import { hasWaited } from "./hasWaited.ts";
import { typedBatch } from "./messages.ts";
import { writePostCall } from "./postCall.ts";
import type { PostedBatches } from "./postedBatches.ts";
import type { KeptSection, SectionTable } from "./sectionTable.ts";

/** Puts sections that were taken in under one root and posts it, each batch once (systems.md M5, S10). */
export interface Batcher {
  /** Does what can be done now. True when there may be more at once. */
  step(): Promise<boolean>;
  waiting(): { readonly sections: number; readonly slips: number };
}

export interface BatcherOptions {
  readonly chain: OracleChain;
  readonly inbox: Hex;
  readonly orgId: Hex;
  readonly database: DatabaseSync;
  readonly sections: SectionTable;
  readonly batches: BatchTable;
  readonly posted: PostedBatches;
  readonly allotments: Allotments;
  readonly relay: Relay;
  readonly signer: Signer;
  readonly store: Pick<Store, "add" | "table">;
  readonly replication: Pick<Replication, "schedule">;
  /** Account of an organisation's oracle on the consortium chain. */
  readonly oracleOf: (organization: Hex) => Hex | undefined;
  /** Institutions that may have a section: with one of each, a batch waits for nobody. */
  readonly institutions: number;
  /** How long the oldest section waits for others. */
  readonly afterSeconds: number;
  readonly logger: Logger;
  readonly nowSeconds: () => number;
}

const OWNER = "summaries";
const LONGEST_PAUSE_SECONDS = 3_600;

export function createBatcher(options: BatcherOptions): Batcher {
  const { chain, inbox, orgId, database, sections, batches, posted, store, nowSeconds } = options;
  const { chainId } = chain.config;
  const at = { chainId, inbox };
  /** When a section was refused, Unix seconds, and for how long it is left out; a restart tries it at once. */
  const pauses = new Map<Hex, { readonly since: number; readonly seconds: number }>();
  let rereadsSeen: number | undefined;

  /** Sections that follow what is posted now and are signed by whom the registry names now; others are of the past. */
  function waiting(): readonly KeptSection[] {
    return sections.waiting(orgId).filter(({ sectionHash, section, signer }) => {
      if (section.previous === posted.head(section.chainId).sectionHash) {
        const pause = pauses.get(sectionHash);
        const isPaused = pause !== undefined && !hasWaited(pause.since, nowSeconds(), pause.seconds);
        return !isPaused && signer === options.oracleOf(section.institution);
      }
      pauses.delete(sectionHash);
      sections.drop(sectionHash);
      return false;
    });
  }

  /** As many as fit, the oldest first. One that a batch was refused with goes alone: it may have been the reason. */
  function choose(candidates: readonly KeptSection[]): readonly KeptSection[] {
    const [first] = candidates;
    if (first !== undefined && first.refusals > 0) return [first];
    const chosen: KeptSection[] = [];
    let slips = 0;
    for (const candidate of candidates) {
      const { slipCount } = candidate.section;
      if (candidate.refusals > 0 || slips + slipCount > BATCH_SLIPS || chosen.length === BATCH_SECTIONS)
        continue;
      chosen.push(candidate);
      slips += slipCount;
    }
    return chosen;
  }

  function isDue(chosen: readonly KeptSection[], candidates: readonly KeptSection[]): boolean {
    if (chosen.length === 0) return false;
    if (chosen.length < candidates.length || chosen.length >= options.institutions) return true;
    if (slipsOf(chosen) >= BATCH_SLIPS) return true;
    const oldest = Math.min(...chosen.map(({ created }) => created));
    return hasWaited(oldest, nowSeconds(), options.afterSeconds);
  }

  async function form(): Promise<boolean> {
    const candidates = waiting();
    const chosen = choose(candidates);
    if (!isDue(chosen, candidates)) return false;
    const head = posted.newest();
    // The index may be a block behind: then the next step sees more.
    if ((await lastSequence()) !== head.sequence) return false;
    const parts = chosen.toSorted((a, b) => (a.section.institution < b.section.institution ? -1 : 1));
    const data = buildBatchData(head.sequence + 1, parts.map(partOf));
    const { batch } = makeBatch({
      head,
      sections: parts.map(({ section }) => section),
      dataDigest: data.digest,
      authority: orgId,
    });
    const signature = await sign(options.signer, typedBatch(at, batch));
    transaction(database, () => {
      const id = batches.form(batch, signature, nowSeconds());
      for (const { sectionHash } of parts) sections.setBatch(sectionHash, id);
    });
    return true;
  }

  function lastSequence(): Promise<number> {
    return askChain(chainId, async () => {
      const { batches: sequence } = await chain.client.readContract({
        address: inbox,
        abi: ABIS.SummaryInbox,
        functionName: "totals",
      });
      return Number(sequence);
    });
  }

  /** Others can read the items before anybody sees the root. */
  async function publish(open: FormedBatch, parts: readonly KeptSection[]): Promise<void> {
    const { sequence, dataDigest } = open.batch;
    const cid = cidOfData(dataDigest);
    if (store.table.find(cid) === undefined) {
      const data = buildBatchData(sequence, parts.map(partOf));
      if (data.digest !== dataDigest) throw lost(sequence);
      await store.add(once(data.bytes), { cid });
    }
    store.table.link(cid, { chainId, recordId: open.batchHash });
    options.replication.schedule(cid);
  }

  async function post(open: FormedBatch): Promise<boolean> {
    const { id, batch, batchHash, signature, attempts } = open;
    const there = posted.find(batch.sequence)?.batchHash;
    if (there === batchHash) {
      batches.setState(id, "posted");
      return true;
    }
    if (there !== undefined || !follows(batch)) return drop(id, false);
    const parts = sections.ofBatch(id);
    await publish(open, parts);
    // On chain, and not in the index yet: the next step sees it.
    if ((await lastSequence()) >= batch.sequence) return false;
    const data = writePostCall(batch, parts, signature);
    // Of this row: the same batch formed again after a refusal is another try, and not the former one's outcome.
    const idempotencyKey = `${batchHash.slice(2, 34)}-${id}-${attempts}`;
    try {
      await options.relay.relay(OWNER, { chainId, to: inbox, data, idempotencyKey });
    } catch (error) {
      if (!(error instanceof MedLatticeError) || error.retryable) throw error;
      if (error.code === "TRANSACTION_UNDONE") {
        batches.countAttempt(id);
        return true;
      }
      options.logger.warn({ err: error, chainId }, "a batch of summaries was refused");
      batches.countAttempt(id);
      return drop(id, true);
    }
    return true;
  }

  /** Whether what is posted before it is what it names, as far as it is known here. */
  function follows({ sequence, previous }: SummaryBatch): boolean {
    const before = posted.find(sequence - 1)?.batchHash;
    return before === undefined || before === previous;
  }

  /** A reorganisation may have taken back what was posted. Looked for at the start, and when the chain was read anew. */
  function takeUp(): void {
    const rereads = posted.rereads();
    if (rereads === rereadsSeen) return;
    const batchesLost = batches.reopen();
    if (batchesLost > 0) {
      options.logger.warn({ chainId, batches: batchesLost }, "batches are not on the chain any more");
    }
    rereadsSeen = rereads;
  }

  function drop(id: number, isRefused: boolean): true {
    if (isRefused) {
      // Longer each time, and meanwhile the others go on.
      for (const { sectionHash, refusals } of sections.ofBatch(id)) {
        const seconds = Math.min(LONGEST_PAUSE_SECONDS, options.afterSeconds * 2 ** Math.min(refusals, 10));
        pauses.set(sectionHash, { since: nowSeconds(), seconds });
      }
    }
    transaction(database, () => {
      sections.release(id, isRefused);
      batches.setState(id, "dropped");
    });
    return true;
  }

  return {
    async step() {
      await posted.sync();
      takeUp();
      const open = batches.open();
      if (open !== undefined) return post(open);
      if (await form()) return true;
      return options.allotments.decide(slipsOf(waiting()));
    },
    waiting() {
      const candidates = sections.waiting(orgId);
      return { sections: candidates.length, slips: slipsOf(candidates) };
    },
  };
}

function partOf({ section, items }: KeptSection) {
  return { section, items };
}

function slipsOf(sections: readonly KeptSection[]): number {
  return sections.reduce((sum, { section }) => sum + section.slipCount, 0);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function lost(sequence: number): VerificationError {
  return new VerificationError(
    "SUMMARY_BATCH_LOST",
    "The items of a batch that waits to be posted are not those it was signed for.",
    { facts: { sequence }, hints: ["Operator: the data folder was changed; restore its newest copy."] },
  );
}
