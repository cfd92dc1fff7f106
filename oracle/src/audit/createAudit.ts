import { VerificationError } from "@medlattice/sdk/errors";
import type { SummarySection } from "@medlattice/sdk/summary";
import type { DatabaseSync } from "node:sqlite";
import type { Logger } from "pino";
import type { OracleChains } from "../chains/openChains.ts";
import type { Collector } from "../summaries/collectItems.ts";
import type { PostedBatch, PostedBatches } from "../summaries/postedBatches.ts";
import { type Worker, createWorker } from "../summaries/worker.ts";
import { type AuditTable, createAuditTable, type KeptAudit } from "./auditTable.ts";
import type { Auditor } from "./createAuditor.ts";
import type { AuditStatus } from "./finding.ts";
import { type Heads, headsAfter } from "./heads.ts";

/** How far an audit is. Counts and codes only. */
export interface AuditState extends Readonly<Record<AuditStatus, number>> {
  /** Batches in the inbox. */
  readonly batches: number;
  /** Code of the first batch that differs, else of the first that is open, else of what keeps the audit itself; null when all is well. */
  readonly problem: string | null;
}

/** Goes through all batches of the inbox, in order, each once; what could not be compared is tried again. */
export interface Audit extends Pick<AuditTable, "after"> {
  state(): AuditState;
  start(): void;
  stop(): Promise<void>;
}

export interface AuditOptions {
  readonly auditor: Auditor;
  readonly chains: OracleChains;
  /** Of the consortium. */
  readonly chainId: number;
  readonly posted: Pick<PostedBatches, "sync" | "after" | "find" | "newest">;
  readonly collector: Pick<Collector, "collect" | "block" | "blockHash">;
  readonly database: DatabaseSync;
  readonly logger: Logger;
  readonly nowSeconds: () => number;
}

const IDLE_MS = 1_000;
/** Between two looks at what is open. */
const RETRY_SECONDS = 5;

export function createAudit(options: AuditOptions): Audit {
  const { auditor, posted, collector, chains, logger, nowSeconds } = options;
  const table = createAuditTable(options.database);
  let last: PostedBatch | undefined;
  let heads: Heads = new Map();
  /** The newest section of each private chain, and in which batch. */
  let tips = new Map<number, { readonly section: SummarySection; readonly sequence: number }>();
  /** What is open, with the heads before it. */
  let open = new Map<number, Heads>();
  let retriedAt = 0;

  function begin(): void {
    last = undefined;
    heads = new Map();
    tips = new Map();
    open = new Map();
  }

  /** The consortium's chain was reorganised, or a private one under a section that was found sound. */
  function isOutdated(): boolean {
    if (last === undefined) return false;
    if (posted.find(last.sequence)?.batchHash !== last.batchHash) return true;
    return [...tips.values()].some(({ section: { chainId, toBlock, toBlockHash }, sequence }) => {
      const config = chains.get(chainId)?.config;
      if (config === undefined || table.find(sequence)?.status !== "sound") return false;
      collector.collect(config);
      return collector.block(chainId) >= toBlock && collector.blockHash(chainId, toBlock) !== toBlockHash;
    });
  }

  async function look(batch: PostedBatch, before: Heads): Promise<void> {
    const audit = await auditor(batch, before);
    table.put({ ...audit, auditedAt: nowSeconds() });
    const { sequence, status } = audit;
    if (status === "open") open.set(sequence, before);
    else open.delete(sequence);
    if (status !== "differs") return;
    const first = audit.findings.find(({ isOpen }) => !isOpen);
    logger.error(
      { code: first?.code, chainId: first?.chainId, sequence },
      "a batch of summaries is not what the chains hold",
    );
  }

  async function next(): Promise<boolean> {
    const [batch] = posted.after(last?.sequence ?? 0, 1);
    if (batch === undefined) return false;
    const follows =
      batch.sequence === (last?.sequence ?? 0) + 1 &&
      (last === undefined || batch.batch.previous === last.batchHash);
    if (!follows) throw gap(batch.sequence);
    const known = table.find(batch.sequence);
    if (known?.batchHash !== batch.batchHash || known.status !== "sound") await look(batch, heads);
    heads = headsAfter(heads, batch.sections);
    for (const section of batch.sections) tips.set(section.chainId, { section, sequence: batch.sequence });
    last = batch;
    return true;
  }

  async function retry(): Promise<void> {
    const now = nowSeconds();
    if (open.size === 0 || now - retriedAt < RETRY_SECONDS) return;
    retriedAt = now;
    for (const [sequence, before] of open) {
      const batch = posted.find(sequence);
      if (batch !== undefined) await look(batch, before);
    }
  }

  async function step(): Promise<boolean> {
    await posted.sync();
    if (isOutdated()) {
      table.dropAfter(0);
      begin();
    }
    if (await next()) return true;
    // Of a chain that was reorganised while nobody looked.
    table.dropAfter(last?.sequence ?? 0);
    await retry();
    return false;
  }

  const worker: Worker = createWorker({
    name: "audit of summaries",
    chainId: options.chainId,
    logger,
    idleMs: IDLE_MS,
    step,
  });
  const firstCode = (status: AuditStatus): string | undefined => {
    const [first]: readonly KeptAudit[] = table.after(0, 1, status);
    const isWanted = status === "open";
    return first?.findings.find(({ isOpen }) => isOpen === isWanted)?.code;
  };

  return {
    after: (sequence, limit, status) => table.after(sequence, limit, status),
    state: () => ({
      ...table.counts(),
      batches: posted.newest().sequence,
      problem: firstCode("differs") ?? firstCode("open") ?? worker.problem(),
    }),
    start: () => worker.start(),
    stop: () => worker.stop(),
  };
}

function gap(sequence: number): VerificationError {
  return new VerificationError("AUDIT_SEQUENCE_BROKEN", "A batch does not follow the one before.", {
    facts: { sequence },
    hints: ["Operator: compare the nodes of the consortium chain."],
  });
}
