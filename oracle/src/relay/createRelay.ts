import { createHash } from "node:crypto";
import type { RelayRequest, RelayResult } from "@medlattice/sdk/client";
import { InvalidInputError, UnavailableError, VerificationError } from "@medlattice/sdk/errors";
import { type Hex, TransactionReceiptNotFoundError } from "viem";
import { z } from "zod";
import { askChain } from "../chains/askChain.ts";
import type { OracleChain } from "../chains/openChain.ts";
import type { ServiceSigner } from "../keys/createSigner.ts";
import { decodeEvents } from "./decodeEvents.ts";
import { simulate } from "./simulate.ts";
import type { TxSender } from "./txSender.ts";
import type { TxRow, TxTable } from "./txTable.ts";

export interface Relay {
  /**
   * Tries a call, writes it down, sends it, and waits for its block. The same key gives the same outcome again.
   * @param owner whose key it is; keys of different owners do not meet
   * @throws VerificationError CONTRACT_REFUSED in words; nothing was sent
   * @throws InvalidInputError IDEMPOTENCY_KEY_REUSED
   * @throws UnavailableError CHAIN_UNREACHABLE, TRANSACTION_PENDING, TRANSACTION_REFUSED, TRANSACTION_UNDONE
   */
  relay(owner: string, request: RelayRequest): Promise<RelayResult>;
}

export interface CreateRelayOptions {
  readonly chains: ReadonlyMap<number, OracleChain>;
  readonly senders: ReadonlyMap<number, TxSender>;
  readonly table: TxTable;
  readonly signer: ServiceSigner;
}

const WAIT_MS = 30_000;

export function createRelay(options: CreateRelayOptions): Relay {
  const { table, signer } = options;

  async function outcome(chain: OracleChain, sender: TxSender, id: number): Promise<RelayResult> {
    const row = await sender.settled(id, WAIT_MS);
    if (row.status === "failed") throw failureOf(row);
    const receipt = await receiptOf(chain, row);
    return {
      txHash: row.txHash,
      blockNumber: Number(receipt.blockNumber),
      events: decodeEvents(chain.config, receipt.logs),
    };
  }

  return {
    async relay(owner, request) {
      const { chainId, to, data, idempotencyKey } = request;
      const chain = options.chains.get(chainId);
      const sender = options.senders.get(chainId);
      if (chain === undefined || sender === undefined) throw unknownChain(chainId);
      const requestHash = hashOf(to, data);
      const known = () => table.find(chainId, owner, idempotencyKey);
      const before = known();
      if (before !== undefined) return outcome(chain, sender, requireSame(before, requestHash).id);
      const tried = await tryCall(chain, { from: signer.address, to, data });
      // From here to the row there is no await: two requests with one key cannot both get past this line. The other one may have
      // been carried out already while this one was tried, and then it is only repeated in vain.
      const meanwhile = known();
      if (meanwhile !== undefined) return outcome(chain, sender, requireSame(meanwhile, requestHash).id);
      if (tried.gas === null) throw tried.refusal;
      const { gas } = tried;
      const row = sender.submit({ chainId, owner, idempotency: idempotencyKey, requestHash, to, data, gas });
      return outcome(chain, sender, row.id);
    },
  };
}

/** @throws UnavailableError TRANSACTION_UNDONE, CHAIN_UNREACHABLE */
async function receiptOf({ client }: OracleChain, { chainId, txHash, blockNumber }: TxRow) {
  return askChain(chainId, async () => {
    try {
      return await client.getTransactionReceipt({ hash: txHash });
    } catch (error) {
      const isGone = error instanceof TransactionReceiptNotFoundError && blockNumber !== undefined;
      // A node that has not come to its block yet does not know it either.
      if (isGone && (await client.getBlockNumber()) >= blockNumber) throw undone(chainId);
      throw error;
    }
  });
}

/** The gas a call needs, or why it is refused. */
async function tryCall(
  chain: OracleChain,
  call: Parameters<typeof simulate>[1],
): Promise<
  { readonly gas: Awaited<ReturnType<typeof simulate>> } | { readonly gas: null; readonly refusal: unknown }
> {
  try {
    return { gas: await simulate(chain, call) };
  } catch (refusal) {
    return { gas: null, refusal };
  }
}

function requireSame(row: TxRow, requestHash: string): TxRow {
  if (row.requestHash === requestHash) return row;
  throw new InvalidInputError("IDEMPOTENCY_KEY_REUSED", "This idempotency key was used for another call.", {
    hints: ["Use a fresh key for each call."],
  });
}

function hashOf(to: Hex, data: Hex): string {
  return createHash("sha256").update(`${to.toLowerCase()}|${data}`).digest("hex");
}

const failureSchema = z.object({
  code: z.string(),
  message: z.string().default("The contract refused the call."),
  hints: z.array(z.string()).default([]),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
});

function failureOf(row: TxRow): Error {
  const { code, message, hints, facts } = failureSchema.parse(
    JSON.parse(row.failure ?? '{"code":"CALL_REVERTED"}'),
  );
  if (code === "TRANSACTION_REFUSED")
    return new UnavailableError(code, message, { facts, hints, retryable: false });
  return new VerificationError(code, message, { facts, hints });
}

/** @throws InvalidInputError CHAIN_NOT_FOUND */
export function unknownChain(chainId: number): InvalidInputError {
  return new InvalidInputError("CHAIN_NOT_FOUND", "This oracle does not serve that chain.", {
    facts: { chainId },
    hints: ["Use an oracle of an organisation on that chain."],
  });
}

/** The chain was reorganised deeper than this oracle waits for; whether the call is wanted still, its owner knows. */
function undone(chainId: number): UnavailableError {
  return new UnavailableError(
    "TRANSACTION_UNDONE",
    "The block with the transaction is not on the chain any more.",
    {
      facts: { chainId },
      retryable: false,
      hints: ["Ask for the call again with a fresh idempotency key."],
    },
  );
}
