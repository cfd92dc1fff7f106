import { MedLatticeError, UnavailableError } from "@medlattice/sdk/errors";
import type { Logger } from "pino";
import {
  type Address,
  type Hex,
  type PublicClient,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
} from "viem";
import type { TxChain } from "../chains/openChain.ts";
import { readRpcError } from "../chains/readRpcError.ts";
import { findRevertReason } from "./simulate.ts";
import type { SignedTx, TxRow, TxTable } from "./txTable.ts";

export interface TxDriverOptions {
  readonly chain: TxChain;
  readonly table: TxTable;
  readonly sender: Address;
  readonly logger: Logger;
  readonly sign: (nonce: number, to: Address, data: Hex, gas: number) => SignedTx;
  readonly takeNonce: () => number;
}

export interface TxDriver {
  /** Moves a row on as far as it goes now: sends its bytes, or settles it by its receipt. */
  advance(row: TxRow, isFresh: boolean): Promise<void>;
}

const EMPTY_TRANSACTION_GAS = 21_000;
/** A node that is just starting may refuse what it takes a moment later. */
const GIVE_UP_AFTER_MS = 3_000;
const REFUSALS_BEFORE_GIVING_UP = 3;

export function createTxDriver(options: TxDriverOptions): TxDriver {
  const { chain, table, logger, sign } = options;
  const { chainId, confirmations } = chain.config;
  const refusals = new Map<number, { count: number; sinceMs: number }>();

  const receiptOf = (hash: Hex | undefined) => receiptAt(chain.client, hash);

  async function settleByReceipt(row: TxRow): Promise<boolean> {
    const first = await receiptOf(row.firstHash);
    const receipt = first ?? (await receiptOf(row.txHash));
    if (receipt === undefined) return false;
    const blockNumber = Number(receipt.blockNumber);
    const txHash = receipt.transactionHash;
    if (receipt.status === "reverted") {
      const reason = await findRevertReason(
        chain,
        { from: row.sender, to: row.to, data: row.data },
        blockNumber,
      );
      table.settle(row.id, "failed", { txHash, blockNumber, failure: describeFailure(reason) });
    } else if (row.firstHash !== undefined && first === undefined) {
      table.settle(row.id, "failed", { blockNumber });
    } else {
      const head = confirmations === 0 ? blockNumber : Number(await chain.client.getBlockNumber());
      table.settle(row.id, head - blockNumber >= confirmations ? "final" : "mined", { txHash, blockNumber });
    }
    refusals.delete(row.id);
    return true;
  }

  async function send(row: TxRow): Promise<void> {
    try {
      await chain.client.sendRawTransaction({ serializedTransaction: row.raw });
    } catch (error) {
      const refusal = readRpcError(error);
      if (refusal === undefined || refusal.isTransient) throw error;
      const used = await chain.client.getTransactionCount({ address: row.sender, blockTag: "latest" });
      if (used > row.nonce) await moveOn(row);
      // A later nonce is refused by some nodes until the earlier ones are in; only the next one's refusal means anything.
      else if (used === row.nonce && !isKnown(refusal.message)) refuse(row, refusal.message);
    }
  }

  /** The nonce is used up. By this row's transaction: its receipt says so. By another one: ours can never be mined. */
  async function moveOn(row: TxRow): Promise<void> {
    if (!(await isUsedByOthers(row))) return;
    if (row.firstHash !== undefined) return table.settle(row.id, "failed", {});
    logger.warn({ chainId }, "a nonce was used by a transaction that is not this oracle's");
    table.signAnew(row.id, sign(options.takeNonce(), row.to, row.data, row.gas));
  }

  /**
   * Whether one and the same node says that the nonce is past and knows neither of the row's transactions. Asked of two
   * nodes, the one that lags might not know a receipt yet, and the call would be carried out twice.
   */
  async function isUsedByOthers(row: TxRow): Promise<boolean> {
    for (const node of chain.nodes) {
      try {
        const used = await node.getTransactionCount({ address: row.sender, blockTag: "latest" });
        if (used <= row.nonce) continue;
        return (
          (await receiptAt(node, row.txHash)) === undefined &&
          (await receiptAt(node, row.firstHash)) === undefined
        );
      } catch (error) {
        logger.warn({ err: error, chainId }, "a node does not answer");
      }
    }
    return false;
  }

  function refuse(row: TxRow, message: string): void {
    const { count, sinceMs } = refusals.get(row.id) ?? { count: 0, sinceMs: performance.now() };
    refusals.set(row.id, { count: count + 1, sinceMs });
    const isFinal = count + 1 >= REFUSALS_BEFORE_GIVING_UP && performance.now() - sinceMs >= GIVE_UP_AFTER_MS;
    if (row.firstHash !== undefined || !isFinal) return;
    logger.error({ chainId, refusal: message.slice(0, 200) }, "the node refuses a transaction");
    const failure = new UnavailableError("TRANSACTION_REFUSED", "The chain's node refuses the transaction.", {
      facts: { chainId },
      retryable: false,
    });
    // Of a key that was replaced: nothing else waits for its nonce.
    if (row.sender !== options.sender)
      return table.settle(row.id, "failed", { failure: describeFailure(failure) });
    table.fill(
      row.id,
      sign(row.nonce, options.sender, "0x", EMPTY_TRANSACTION_GAS),
      describeFailure(failure),
    );
  }

  return {
    async advance(row, isFresh) {
      if (!isFresh && (await settleByReceipt(row))) return;
      if (row.status === "mined") table.settle(row.id, "signed", {});
      await send(row);
      await settleByReceipt(table.get(row.id));
    },
  };
}

async function receiptAt(node: PublicClient, hash: Hex | undefined): Promise<TransactionReceipt | undefined> {
  if (hash === undefined) return undefined;
  try {
    return await node.getTransactionReceipt({ hash });
  } catch (error) {
    if (error instanceof TransactionReceiptNotFoundError) return undefined;
    throw error;
  }
}

function isKnown(message: string): boolean {
  return /already known|known transaction|already imported|already exists/i.test(message);
}

/** What is kept of a failure, and told again to whoever asks again. */
function describeFailure(error: Error): string {
  if (!(error instanceof MedLatticeError)) return JSON.stringify({ code: "CALL_REVERTED" });
  const { code, message, hints, facts } = error;
  return JSON.stringify({ code, message, hints, facts });
}
