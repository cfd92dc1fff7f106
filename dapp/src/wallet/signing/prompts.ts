import { walletError } from "../walletErrors.ts";

/** What the wallet is asked for; names its words. */
export type Asked = "login" | "switchNetwork" | (string & {});

/** A question the wallet shows, or is about to. */
export interface WalletPrompt {
  readonly id: number;
  readonly asked: Asked;
  readonly account: string;
  /** Which of several in a row, from 1; null when it stands alone. */
  readonly step: { readonly index: number; readonly total: number } | null;
}

/** Tells the page what the wallet is asked, one question after the other (wallets show one at a time, some drop a second). */
export interface Prompts {
  /** Null while the wallet is asked nothing. */
  readonly current: () => WalletPrompt | null;
  readonly subscribe: (listener: () => void) => () => void;
  /** Announces, lets the page show it, then asks. */
  ask<T>(prompt: Pick<WalletPrompt, "asked" | "account">, request: () => Promise<T>): Promise<T>;
  /** Says how many signatures some work will take, so that each can be told as one of them. */
  series<T>(total: number, work: () => Promise<T>): Promise<T>;
  /** Stops waiting. The wallet's own window stays; what it answers is ignored. */
  readonly cancel: () => void;
}

/** @param painted resolves once the announcement is on the screen */
export function createPrompts(painted: () => Promise<void> = nextPaint): Prompts {
  const listeners = new Set<() => void>();
  let current: WalletPrompt | null = null;
  let stop: (() => void) | null = null;
  let series: { total: number; index: number } | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let lastId = 0;

  function show(prompt: WalletPrompt | null): void {
    current = prompt;
    for (const listener of listeners) listener();
  }

  async function askNow<T>(
    prompt: Pick<WalletPrompt, "asked" | "account">,
    request: () => Promise<T>,
  ): Promise<T> {
    lastId += 1;
    if (series !== null && prompt.asked !== "switchNetwork") series.index += 1;
    const isCounted = series !== null && series.total > 1;
    const step =
      isCounted && series !== null
        ? { index: Math.min(series.index, series.total), total: series.total }
        : null;
    const cancelled = Promise.withResolvers<never>();
    stop = () => cancelled.reject(walletError("WALLET_CANCELLED"));
    show({ id: lastId, ...prompt, step });
    try {
      await painted();
      return await Promise.race([request(), cancelled.promise]);
    } finally {
      stop = null;
      show(null);
    }
  }

  return {
    current: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async ask(prompt, request) {
      const asked = queue.then(() => askNow(prompt, request));
      // The next one is asked whatever becomes of this.
      queue = asked.catch(() => undefined);
      return await asked;
    },
    async series(total, work) {
      series = { total, index: 0 };
      try {
        return await work();
      } finally {
        series = null;
      }
    },
    cancel: () => stop?.(),
  };
}

async function nextPaint(): Promise<void> {
  await new Promise<void>((resolve) => {
    // A hidden page paints nothing, and must not keep the person from signing.
    setTimeout(resolve, 100);
    requestAnimationFrame(() => setTimeout(resolve, 0));
  });
}
