import { UnavailableError } from "@medlattice/sdk/errors";
import type { Logger } from "pino";
import { type Address, type Hex, keccak256 } from "viem";
import type { TxChain } from "../chains/openChain.ts";
import type { ServiceSigner } from "../keys/createSigner.ts";
import { createTxDriver } from "./driveTx.ts";
import type { SignedTx, TxCall, TxRow, TxTable } from "./txTable.ts";

/** Sends this oracle's transactions to one chain, each exactly once, across crashes of either side. */
export interface TxSender {
  /** Signs and writes a call down; it will be sent whatever happens. Synchronous: no other call can come in between. */
  submit(call: TxCall): TxRow;
  /** Waits until the row is in a block or has failed. @throws UnavailableError TRANSACTION_PENDING */
  settled(id: number, timeoutMs: number): Promise<TxRow>;
  /** Finds its place in the account's nonces and takes up what an earlier process left open. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface TxSenderOptions {
  readonly chain: TxChain;
  readonly table: TxTable;
  readonly signer: ServiceSigner;
  readonly logger: Logger;
  /** What gas is paid now, in the smallest unit of the chain's coin; default nothing, as on permissioned chains. */
  readonly gasPrice?: () => bigint;
}

const EMPTY_TRANSACTION_GAS = 21_000;
const FIRST_PAUSE_MS = 4;
const LONGEST_PAUSE_MS = 1_000;
/** What waits as long as this may wait for a nonce that nobody will send. */
const GAP_PAUSE_MS = 32;

export function createTxSender(options: TxSenderOptions): TxSender {
  const { chain, table, signer, logger, gasPrice = () => 0n } = options;
  const { chainId } = chain.config;
  const waiting = new Map<number, PromiseWithResolvers<TxRow>>();
  /** Rows written by this process and never sent: they cannot have a receipt. */
  const fresh = new Set<number>();
  let nextNonce: number | undefined;
  const stopping = new AbortController();
  let wake: () => void = () => undefined;
  let isAwake = false;
  let loop: Promise<void> = Promise.resolve();

  function sign(nonce: number, to: Address, data: Hex, gas: number): SignedTx {
    const raw = signer.signTransaction({
      type: "legacy",
      chainId,
      nonce,
      gasPrice: gasPrice(),
      gas: BigInt(gas),
      to,
      data,
    });
    return { sender: signer.address, nonce, raw, txHash: keccak256(raw) };
  }

  function takeNonce(): number {
    if (nextNonce === undefined) {
      throw new UnavailableError(
        "CHAIN_UNREACHABLE",
        "The chain has not answered yet since this oracle started.",
        {
          facts: { chainId },
        },
      );
    }
    return nextNonce++;
  }

  const driver = createTxDriver({ chain, table, sender: signer.address, logger, sign, takeNonce });

  async function findNextNonce(): Promise<number> {
    const used = await chain.client.getTransactionCount({ address: signer.address, blockTag: "latest" });
    return Math.max(used, table.lastNonce(chainId, signer.address) + 1);
  }

  async function advance(row: TxRow): Promise<void> {
    await driver.advance(row, fresh.delete(row.id));
    const now = table.get(row.id);
    if (now.status === "signed") return;
    waiting.get(row.id)?.resolve(now);
    waiting.delete(row.id);
  }

  /** All open rows at once, begun in the order of their nonces. Gives how many are left. */
  async function advanceAll(): Promise<number> {
    nextNonce ??= await findNextNonce();
    const results = await Promise.allSettled(table.open(chainId).map(advance));
    const failed = results.find((result) => result.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    return table.open(chainId).length;
  }

  /**
   * After a reorganisation the chain may have forgotten nonces of rows that are settled and whose bytes are not kept. What comes after
   * them would wait for ever, so empty transactions take their places; those that are on the chain after all are refused.
   */
  async function fillGap(): Promise<void> {
    const first = table.open(chainId).find(({ sender }) => sender === signer.address);
    if (first === undefined) return;
    const used = await chain.client.getTransactionCount({ address: signer.address, blockTag: "latest" });
    if (used >= first.nonce) return;
    logger.warn({ chainId, nonces: first.nonce - used }, "the chain has forgotten transactions");
    for (let nonce = used; nonce < first.nonce; nonce += 1) {
      const { raw } = sign(nonce, signer.address, "0x", EMPTY_TRANSACTION_GAS);
      // One that is known already is as good as sent; whatever else is wrong shows in what waits behind it.
      await chain.client.sendRawTransaction({ serializedTransaction: raw }).catch(() => undefined);
    }
  }

  async function run(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    let left = 0;
    while (!stopping.signal.aborted) {
      isAwake = false;
      try {
        const before = left;
        left = await advanceAll();
        pauseMs = left === 0 || left < before ? FIRST_PAUSE_MS : Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
        if (pauseMs >= GAP_PAUSE_MS) await fillGap();
        await pause(left === 0 && nextNonce !== undefined ? undefined : pauseMs);
      } catch (error) {
        logger.warn({ err: error, chainId }, "transactions wait for the chain");
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
        await pause(pauseMs);
      }
    }
  }

  /** Until woken, or for a time; not at all when there was a call to wake up in between. */
  async function pause(ms: number | undefined): Promise<void> {
    if (isAwake || stopping.signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    wake = resolve;
    const timer = ms === undefined ? undefined : setTimeout(resolve, ms);
    await promise;
    clearTimeout(timer);
  }

  function wakeUp(): void {
    isAwake = true;
    wake();
  }

  return {
    submit(call) {
      const row = table.insert(call, sign(takeNonce(), call.to, call.data, call.gas));
      fresh.add(row.id);
      wakeUp();
      return row;
    },
    async settled(id, timeoutMs) {
      const row = table.get(id);
      if (row.status !== "signed") return row;
      const waiter = waiting.get(id) ?? Promise.withResolvers<TxRow>();
      waiting.set(id, waiter);
      const { promise: late, reject } = Promise.withResolvers<never>();
      const timer = setTimeout(() => reject(pending(chainId)), timeoutMs);
      return Promise.race([waiter.promise, late]).finally(() => clearTimeout(timer));
    },
    async start() {
      table.adopt(signer.address);
      nextNonce = await findNextNonce().catch(() => undefined);
      loop = run();
    },
    async stop() {
      stopping.abort();
      wakeUp();
      await loop;
    },
  };
}

function pending(chainId: number): UnavailableError {
  return new UnavailableError("TRANSACTION_PENDING", "The transaction is sent but not in a block yet.", {
    facts: { chainId },
    hints: ["Ask again with the same idempotency key; it is not sent twice."],
  });
}
