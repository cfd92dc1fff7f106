import { createHash } from "node:crypto";
import { ABIS } from "@medlattice/sdk/abi";
import { MedLatticeError } from "@medlattice/sdk/errors";
import type { Logger } from "pino";
import { type Hex, encodeFunctionData } from "viem";
import { simulate } from "../relay/simulate.ts";
import type { TxSender } from "../relay/txSender.ts";
import type { TxTable } from "../relay/txTable.ts";
import type { AnchorTable, KeptAnchor, KeptPlace } from "./anchorTable.ts";
import type { PublicChain } from "./publicChain.ts";

/** Sends anchors to public chains: what is sent is on disk first, and sent again as the same bytes (decision 0011). */
export interface Poster {
  /** Sends it, or sees how far what was sent is. @returns false when the registry refuses it */
  post(chain: PublicChain, kept: KeptAnchor, signatures: readonly Hex[]): Promise<boolean>;
  /** Whether this oracle has sent it anywhere. */
  hasSent(kept: KeptAnchor): boolean;
  /** How long the oldest of what was sent to a chain waits for its block, as this process has seen it; 0 when nothing does. */
  waitingSeconds(chainId: number): number;
}

const OWNER = "anchors";

export function createPoster(options: {
  readonly table: AnchorTable;
  readonly transactions: TxTable;
  readonly senders: ReadonlyMap<number, TxSender>;
  readonly from: Hex;
  readonly logger: Logger;
  /** A clock that only goes forward. */
  readonly nowMs: () => number;
}): Poster {
  const { table, transactions, senders, logger, nowMs } = options;
  /** Since when a transaction of this oracle waits, by chain. */
  const waiting = new Map<number, { readonly id: number; readonly sinceMs: number }>();

  async function send(
    { config, ...chain }: PublicChain,
    { anchor, hash }: KeptAnchor,
    signatures: readonly Hex[],
    idempotency: string,
  ): Promise<void> {
    const { chainId, registry: to } = config;
    const { network, sequence, previous, root } = anchor;
    const data = encodeFunctionData({
      abi: ABIS.AnchorRegistry,
      functionName: "anchor",
      args: [{ network, sequence: BigInt(sequence), previous, root }, [...signatures]],
    });
    const gas = await simulate({ config, ...chain }, { from: options.from, to, data });
    // Nothing is awaited between this look and the row.
    if (transactions.find(chainId, OWNER, idempotency) !== undefined) return;
    const requestHash = createHash("sha256").update(hash).digest("hex");
    senders.get(chainId)?.submit({ chainId, owner: OWNER, idempotency, requestHash, to, data, gas });
  }

  return {
    async post(chain, kept, signatures) {
      const { chainId } = chain.config;
      const { sequence } = kept.anchor;
      const known = table.places(sequence).find((place) => place.chainId === chainId);
      const attempts = known?.attempts ?? 0;
      const sent: KeptPlace = { chainId, state: "sent", txHash: null, block: null, attempts };
      const row = transactions.find(chainId, OWNER, keyOf(kept, attempts));
      if (row !== undefined && row.status !== "failed" && row.status !== "final") {
        table.setPlace(sequence, { ...sent, txHash: row.txHash });
        return true;
      }
      // It failed, or the chain has taken back what was there for good: the same anchor in another transaction.
      const next = row === undefined ? attempts : attempts + 1;
      try {
        await send(chain, kept, signatures, keyOf(kept, next));
      } catch (error) {
        if (!(error instanceof MedLatticeError) || error.retryable) throw error;
        logger.warn({ err: error, chainId, sequence }, "a registry refuses an anchor");
        table.setPlace(sequence, { ...sent, state: "left" });
        return false;
      }
      const txHash = transactions.find(chainId, OWNER, keyOf(kept, next))?.txHash ?? null;
      table.setPlace(sequence, { ...sent, txHash, attempts: next });
      return true;
    },
    hasSent: (kept) =>
      table
        .places(kept.anchor.sequence)
        .some(
          ({ chainId, attempts }) => transactions.find(chainId, OWNER, keyOf(kept, attempts)) !== undefined,
        ),
    waitingSeconds(chainId) {
      const oldest = transactions
        .open(chainId)
        .find(({ owner, status }) => owner === OWNER && status === "signed");
      if (oldest === undefined) {
        waiting.delete(chainId);
        return 0;
      }
      const known = waiting.get(chainId);
      const since = known?.id === oldest.id ? known : { id: oldest.id, sinceMs: nowMs() };
      waiting.set(chainId, since);
      return (nowMs() - since.sinceMs) / 1_000;
    },
  };
}

function keyOf({ hash }: KeptAnchor, attempts: number): string {
  return `${hash.slice(2, 42)}-${attempts}`;
}
