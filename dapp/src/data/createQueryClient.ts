import { QueryClient } from "@tanstack/react-query";
import { EngineError } from "../engine/errors.ts";
import { STALE_MS } from "./refresh.ts";

const KEPT_MS = 5 * 60_000;
const RETRIES = 2;

/** What was read counts as fresh for a while, and only what may help is tried again: a refusal stays one. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        gcTime: KEPT_MS,
        retry: (failures, error) => failures < RETRIES && isWorthRetrying(error),
        // A network on this machine works without the internet.
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

/** What went wrong in the person's wallet is not repeated by itself: it would open again. */
export function isWorthRetrying(error: unknown): boolean {
  return error instanceof EngineError && error.isRetryable && !error.code.startsWith("WALLET_");
}
