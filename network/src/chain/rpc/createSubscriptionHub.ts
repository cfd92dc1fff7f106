import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Ledger } from "../createLedger.ts";
import type { Log } from "../log.ts";
import { resultAnswer } from "./answers.ts";
import type { Answer } from "./answers.ts";
import { parseSubscription } from "./parseSubscription.ts";
import type { SubscriptionKind } from "./parseSubscription.ts";

/** Tells subscribers about blocks and logs, in block order, each block once, only after it is durable. */
export interface SubscriptionHub {
  /** Begins a subscription for `eth_subscribe` parameters; the answer holds its id, or the error. */
  subscribe(
    params: readonly unknown[],
    notify: (text: string) => void,
  ): Promise<{ id?: string; answer: Answer }>;
  unsubscribe(id: string): boolean;
  close(): void;
}

interface Subscription {
  readonly kind: SubscriptionKind;
  readonly notify: (text: string) => void;
  /** The last block that this subscriber has been told about. */
  told: number;
}

const logsSchema = z.object({ result: z.array(z.unknown()) });
const headSchema = z.object({ result: z.record(z.string(), z.unknown()) });
/** What a block has beyond its header; `newHeads` carries headers. */
const BODY_FIELDS: ReadonlySet<string> = new Set([
  "transactions",
  "uncles",
  "withdrawals",
  "size",
  "totalDifficulty",
]);

const RETRY_MS = 1000;

export function createSubscriptionHub(ledger: Ledger, log: Log): SubscriptionHub {
  const subscriptions = new Map<string, Subscription>();
  let pumping: Promise<void> | undefined;

  async function header(number: number): Promise<string> {
    const answer = await ledger.read({ method: "eth_getBlockByNumber", params: [hex(number), false] });
    const block = headSchema.parse(JSON.parse(answer)).result;
    return JSON.stringify(Object.fromEntries(Object.entries(block).filter(([key]) => !BODY_FIELDS.has(key))));
  }

  async function tellHeads(to: number): Promise<void> {
    const listeners = [...subscriptions].filter(([, { kind }]) => kind.name === "newHeads");
    const from = Math.min(...listeners.map(([, { told }]) => told + 1));
    for (let number = from; number <= to; number += 1) {
      const text = await header(number);
      for (const [id, subscription] of listeners) {
        if (subscription.told >= number) continue;
        subscription.told = number;
        subscription.notify(notification(id, text));
      }
    }
  }

  async function tellLogs(to: number): Promise<void> {
    for (const [id, subscription] of subscriptions) {
      const { kind, told, notify } = subscription;
      if (kind.name !== "logs" || told >= to) continue;
      const filter = { ...kind.filter, fromBlock: hex(told + 1), toBlock: hex(to) };
      const answer = await ledger.read({ method: "eth_getLogs", params: [filter] });
      const entries = logsSchema.parse(JSON.parse(answer)).result;
      subscription.told = to;
      for (const entry of entries) notify(notification(id, JSON.stringify(entry)));
    }
  }

  async function pump(): Promise<void> {
    for (let to = ledger.head().number; ; to = ledger.head().number) {
      await tellHeads(to);
      await tellLogs(to);
      if (ledger.head().number === to) return;
    }
  }

  function wake(): void {
    if (subscriptions.size === 0) return;
    pumping ??= pump()
      .catch((cause: unknown) => {
        // Nothing is lost: `told` stands where it stood.
        setTimeout(wake, RETRY_MS).unref();
        log("warn", "subscribers could not be told", {
          reason: cause instanceof Error ? cause.message : "unknown",
        });
      })
      .finally(() => {
        pumping = undefined;
      });
  }

  const stop = ledger.onExtended(wake);
  return {
    async subscribe(params, notify) {
      const kind = parseSubscription(params);
      if (typeof kind === "string") return { answer: kind };
      if (kind.name === "logs") {
        // The engine is the judge of the filter; it is asked about a block that surely exists.
        const probe = { ...kind.filter, fromBlock: "latest", toBlock: "latest" };
        const answer = await ledger.read({ method: "eth_getLogs", params: [probe] });
        if (!answer.startsWith('{"result"')) return { answer };
      }
      const id = `0x${randomBytes(16).toString("hex")}`;
      subscriptions.set(id, { kind, notify, told: ledger.head().number });
      return { id, answer: resultAnswer(id) };
    },
    unsubscribe: (id) => subscriptions.delete(id),
    close() {
      stop();
      subscriptions.clear();
    },
  };
}

function notification(id: string, result: string): string {
  return `{"jsonrpc":"2.0","method":"eth_subscription","params":{"subscription":"${id}","result":${result}}}`;
}

function hex(number: number): string {
  return `0x${number.toString(16)}`;
}
