import type { Logger } from "pino";
import type { ChainConfig } from "../config/oracleConfig.ts";
import type { ChainIndex } from "./createChainIndex.ts";
import { subscribeHeads } from "./subscribeHeads.ts";

export interface Follower {
  /** Resolves when the index has been brought up to date once, or the chain did not answer. */
  readonly firstTry: Promise<void>;
  /** Resolves when the index holds a block, or after the time is up. True when it does. */
  waitFor(block: number, timeoutMs: number): Promise<boolean>;
  stop(): Promise<void>;
}

/** With a subscription polling only catches what a broken connection missed. */
const POLL_WITH_SOCKET_MS = 5_000;
const POLL_ALONE_MS = 250;

/**
 * Keeps an index up with its chain: each new head that the node pushes (or that a poll finds) starts a sync over HTTP, so
 * what a dropped connection missed is filled in by the same way.
 */
export function followChain(config: ChainConfig, index: ChainIndex, logger: Logger): Follower {
  const { chainId } = config;
  const stopping = new AbortController();
  const firstTry = Promise.withResolvers<void>();
  let behind = false;
  let running: Promise<void> | undefined;
  let waiters: { block: number; resolve: (reached: boolean) => void }[] = [];

  async function syncAll(): Promise<void> {
    do {
      behind = false;
      try {
        await index.sync();
      } catch (error) {
        logger.warn({ err: error, chainId }, "index waits for the chain");
      }
      firstTry.resolve();
      const { block } = index.status();
      for (const waiter of waiters) if (waiter.block <= block) waiter.resolve(true);
      waiters = waiters.filter((waiter) => waiter.block > block);
    } while (behind && !stopping.signal.aborted);
  }

  function trigger(): void {
    behind = true;
    if (stopping.signal.aborted || running !== undefined) return;
    running = syncAll().finally(() => {
      running = undefined;
    });
  }

  const subscription = config.wsUrl === undefined ? undefined : subscribeHeads(config.wsUrl, trigger);
  const timer = setInterval(trigger, config.wsUrl === undefined ? POLL_ALONE_MS : POLL_WITH_SOCKET_MS);
  trigger();

  return {
    firstTry: firstTry.promise,
    async waitFor(block, timeoutMs) {
      if (index.status().block >= block) return true;
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const waiter = { block, resolve };
      waiters.push(waiter);
      const limit = setTimeout(() => resolve(false), timeoutMs);
      trigger();
      return promise.finally(() => {
        clearTimeout(limit);
        waiters = waiters.filter((other) => other !== waiter);
      });
    },
    async stop() {
      stopping.abort();
      clearInterval(timer);
      subscription?.stop();
      await running;
    },
  };
}
