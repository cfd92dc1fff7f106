import { z } from "zod";
import type { Hex } from "@medlattice/sdk/codec";

const hexSchema = z.custom<Hex>((value) => typeof value === "string" && /^0x[0-9a-f]*$/i.test(value));
const answerSchema = z.object({
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});
const receiptSchema = z.object({ status: z.string(), gasUsed: z.string() });

/** The few questions that the benches ask outside of what they measure. */
export interface Rpc {
  send(raw: Hex): Promise<Hex>;
  call(to: Hex, data: Hex): Promise<Hex>;
  estimateGas(to: Hex, data: Hex): Promise<number>;
  nonceOf(account: Hex): Promise<number>;
  headTime(): Promise<number>;
  height(): Promise<number>;
  /** @throws when the transaction reverted */
  gasUsed(hash: Hex): Promise<number>;
  /** First words of the data of events with this first topic. */
  eventWords(address: Hex, topic: Hex, after: number): Promise<Hex[]>;
  /** How many events with this first topic a contract emitted in the blocks after `after`. */
  countEvents(address: Hex, topic: Hex, after: number): Promise<number>;
}

export function rpc(url: string): Rpc {
  async function ask<T>(schema: z.ZodType<T>, method: string, params: readonly unknown[]): Promise<T> {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    const { result, error } = answerSchema.parse(await response.json());
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return schema.parse(result);
  }
  const number = async (method: string, params: readonly unknown[]) =>
    Number(await ask(hexSchema, method, params));
  /** A few blocks at a time: one answer with all events of a long run would be larger than a string may be. */
  async function logs(address: Hex, topic: Hex, after: number): Promise<{ readonly data: string }[]> {
    const found: { readonly data: string }[] = [];
    const last = await number("eth_blockNumber", []);
    for (let from = after + 1; from <= last; from += BLOCKS_AT_ONCE) {
      const toBlock = `0x${Math.min(from + BLOCKS_AT_ONCE - 1, last).toString(16)}`;
      const filter = { address, topics: [topic], fromBlock: `0x${from.toString(16)}`, toBlock };
      found.push(...(await ask(z.array(z.object({ data: z.string() })), "eth_getLogs", [filter])));
    }
    return found;
  }
  return {
    send: (raw) => ask(hexSchema, "eth_sendRawTransaction", [raw]),
    call: (to, data) => ask(hexSchema, "eth_call", [{ to, data }, "latest"]),
    estimateGas: (to, data) => number("eth_estimateGas", [{ to, data }, "latest"]),
    nonceOf: (account) => number("eth_getTransactionCount", [account, "latest"]),
    height: () => number("eth_blockNumber", []),
    async headTime() {
      const block = await ask(z.object({ timestamp: z.string() }), "eth_getBlockByNumber", ["latest", false]);
      return Number(block.timestamp);
    },
    async gasUsed(hash) {
      const { status, gasUsed } = await ask(receiptSchema, "eth_getTransactionReceipt", [hash]);
      if (Number(status) !== 1) throw new Error("A measured transaction reverted.");
      return Number(gasUsed);
    },
    countEvents: async (address, topic, after) => (await logs(address, topic, after)).length,
    eventWords: async (address, topic, after) =>
      (await logs(address, topic, after)).map(({ data }): Hex => `0x${data.slice(2, 66)}`),
  };
}

const BLOCKS_AT_ONCE = 20;
