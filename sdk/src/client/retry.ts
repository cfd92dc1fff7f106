import { MedLatticeError } from "../errors/index.ts";

export interface RetryPolicy {
  /** Attempts in all, the first included. Recommended: 4. */
  readonly attempts: number;
  /** Wait before the second attempt; doubles each time, with up to as much again at random. Recommended: 200. */
  readonly baseDelayMs: number;
}

export const DEFAULT_RETRY: RetryPolicy = { attempts: 4, baseDelayMs: 200 };

/** Repeats `work` while it fails with an error whose class or flag says that the same call may succeed later. */
export async function retry<T>(
  work: () => Promise<T>,
  policy: RetryPolicy,
  signal?: AbortSignal,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      const mayRetry = error instanceof MedLatticeError && error.retryable;
      if (!mayRetry || attempt >= policy.attempts) throw error;
    }
    const delayMs = policy.baseDelayMs * 2 ** (attempt - 1) * (1 + Math.random());
    await pause(delayMs, signal);
  }
}

async function pause(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const finish = (): void => resolve();
  const timer = setTimeout(finish, delayMs);
  signal?.addEventListener("abort", finish, { once: true });
  await promise;
  clearTimeout(timer);
  signal?.removeEventListener("abort", finish);
  signal?.throwIfAborted();
}
