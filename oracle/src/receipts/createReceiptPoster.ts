import { ABIS } from "@medlattice/sdk/abi";
import { sign, typed } from "@medlattice/sdk/eip712";
import { MedLatticeError, VerificationError } from "@medlattice/sdk/errors";
import { batchReceipts, ledgerDomain } from "@medlattice/sdk/usage";
import type { Logger } from "pino";
import { type Hex, encodeFunctionData } from "viem";
import { askChain } from "../chains/askChain.ts";
import type { OracleChain } from "../chains/openChain.ts";
import type { ServiceSigner } from "../keys/createSigner.ts";
import type { Relay } from "../relay/createRelay.ts";
import type { ReceiptBatchRow, ReceiptTable } from "./receiptTable.ts";

/** Puts receipts on chain in batches, each exactly once, whenever this process dies. */
export interface ReceiptPoster {
  /** Posts what is due. `all`: also what would wait for more. */
  run(all?: boolean): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

export interface ReceiptPosterOptions {
  readonly chain: OracleChain;
  readonly table: ReceiptTable;
  readonly relay: Relay;
  readonly signer: ServiceSigner;
  readonly orgId: Hex;
  readonly batchSize: number;
  readonly batchSeconds: number;
  readonly logger: Logger;
  readonly nowSeconds: () => number;
}

const OWNER = "receipts";
const TICK_MS = 1_000;
/** After a failure: the chain may be away, or the organisation not admitted there. */
const LONGEST_PAUSE_MS = 60_000;

/**
 * A batch is on disk with its receipts before anything is sent, and names its predecessor, which the contract checks; so after
 * a crash the chain's head says whether the batch is posted, and sending it again can never post it twice.
 */
export function createReceiptPoster(options: ReceiptPosterOptions): ReceiptPoster {
  const { chain, table, relay, orgId, batchSize, batchSeconds, logger, nowSeconds } = options;
  const { chainId, contracts } = chain.config;
  const ledger = { chainId, usageLedger: contracts.usageLedger };
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let pauseMs = TICK_MS;

  function headOnChain(): Promise<Hex> {
    return askChain(chainId, () =>
      chain.client.readContract({
        address: ledger.usageLedger,
        abi: ABIS.UsageLedger,
        functionName: "receiptHeadOf",
        args: [orgId],
      }),
    );
  }

  async function post(batch: ReceiptBatchRow): Promise<void> {
    const head = await headOnChain();
    if (head === batch.head) return table.setPosted(batch.id, nowSeconds());
    if (head !== batch.previous) throw diverged(chainId);
    const { root, count, previous } = batch;
    const message = { organization: orgId, root, count, previous };
    const signature = await sign(options.signer, typed("ReceiptBatch", ledgerDomain(ledger), message));
    const data = encodeFunctionData({
      abi: ABIS.UsageLedger,
      functionName: "postReceipts",
      args: [message, signature],
    });
    const idempotencyKey = `${batch.head.slice(2, 50)}-${batch.attempts}`;
    try {
      await relay.relay(OWNER, { chainId, to: ledger.usageLedger, data, idempotencyKey });
    } catch (error) {
      // A transaction that failed for good keeps its key: the next try needs another one.
      if (error instanceof MedLatticeError && !error.retryable) table.countAttempt(batch.id);
      throw error;
    }
    table.setPosted(batch.id, nowSeconds());
  }

  async function form(all: boolean): Promise<ReceiptBatchRow | undefined> {
    const waiting = table.waiting(chainId, batchSize);
    const [oldest] = waiting;
    if (oldest === undefined) return undefined;
    const isDue = all || waiting.length >= batchSize || nowSeconds() - oldest.receipt.time >= batchSeconds;
    if (!isDue) return undefined;
    const previous = table.last(chainId)?.head ?? (await headOnChain());
    const { batch, head } = batchReceipts(
      waiting.map(({ receipt }) => receipt),
      previous,
    );
    const { root, count } = batch;
    const ids = waiting.map(({ id }) => id);
    table.form({ chainId, root, count, previous, head }, ids);
    return table.open(chainId);
  }

  async function work(all: boolean): Promise<void> {
    for (let next = table.open(chainId) ?? (await form(all)); next !== undefined; next = await form(all)) {
      await post(next);
      if (stopping.signal.aborted) return;
    }
  }

  function run(all = false): Promise<void> {
    running = (running ?? Promise.resolve()).catch(() => undefined).then(() => work(all));
    return running;
  }

  async function tick(): Promise<void> {
    try {
      await run();
      pauseMs = TICK_MS;
    } catch (error) {
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      logger.warn({ err: error, chainId }, "receipts wait");
    }
    schedule();
  }

  function schedule(): void {
    if (!stopping.signal.aborted) timer = setTimeout(() => void tick(), pauseMs);
  }

  return {
    run,
    start: schedule,
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await running?.catch(() => undefined);
    },
  };
}

/** The chain holds batches that this data folder knows nothing of: it was restored from an old copy, or the key is used twice. */
function diverged(chainId: number): VerificationError {
  return new VerificationError(
    "RECEIPT_CHAIN_BROKEN",
    "The receipts on chain are not those this oracle posted.",
    {
      facts: { chainId },
      hints: ["Operator: restore the newest copy of the data folder; receipts are kept until then."],
    },
  );
}
