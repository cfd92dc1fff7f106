import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Hex } from "viem";
import { REFRESH_MS, useEngine } from "../../data/index.ts";
import { useWallet } from "../../wallet/index.ts";

const CORRECTIONS = ["corrections"] as const;

export interface WhichRecord {
  readonly chainId: number;
  readonly recordId: Hex;
}

export interface WhichCorrection {
  readonly chainId: number;
  readonly correctionHash: Hex;
}

/** What waits for the patient's permission. */
export function usePendingCorrections() {
  const engine = useEngine();
  return useQuery({
    queryKey: [...CORRECTIONS, "pending"],
    queryFn: () => engine.corrections.pending(),
    refetchInterval: REFRESH_MS,
  });
}

/** What was said and done about one record. */
export function useRecordCorrections({ chainId, recordId }: WhichRecord) {
  const engine = useEngine();
  return useQuery({
    queryKey: [...CORRECTIONS, chainId, recordId],
    queryFn: () => engine.corrections.ofRecord({ chainId, recordId }),
    refetchInterval: REFRESH_MS,
  });
}

/** Who has destroyed what it kept of former versions. */
export function useErasures({ chainId, recordId }: WhichRecord) {
  const engine = useEngine();
  return useQuery({
    queryKey: [...CORRECTIONS, "erasures", chainId, recordId],
    queryFn: () => engine.corrections.erasures({ chainId, recordId }),
    refetchInterval: REFRESH_MS,
  });
}

/** Both versions, verified and decrypted; gone from the cache soon after one leaves. */
export function useCorrection(which: WhichCorrection | null) {
  const engine = useEngine();
  return useQuery({
    queryKey: ["correction", which?.chainId, which?.correctionHash],
    queryFn: () => {
      if (which === null) throw new Error("a query that is not enabled has been run");
      return engine.corrections.review(which);
    },
    enabled: which !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: "always",
  });
}

export function useSayWrong() {
  const engine = useEngine();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (said: WhichRecord & { readonly words: string }) => engine.corrections.sayWrong(said),
    onSettled: () => cache.invalidateQueries({ queryKey: CORRECTIONS }),
  });
}

export function usePermit(record: WhichRecord | null) {
  const engine = useEngine();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (which: WhichCorrection) => engine.corrections.permit(which),
    // Also after a failure: what was declined in the wallet stays, what reached the chain shows.
    onSettled: () => (record === null ? undefined : refresh(record)),
  });
}

export function useDecline() {
  const engine = useEngine();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (declined: WhichCorrection & { readonly words: string }) =>
      engine.corrections.decline(declined),
    onSuccess: () => forgetPending(cache),
    onSettled: () => cache.invalidateQueries({ queryKey: CORRECTIONS }),
  });
}

/** @param count how many people there are to tell, each with a signature */
export function useTellReaders(count: number) {
  const engine = useEngine();
  const { prompts } = useWallet();
  return useMutation({
    mutationFn: (which: WhichRecord & { readonly words: string }) =>
      prompts.series(count, async () => await engine.corrections.tellReaders(which)),
  });
}

/** So that nobody is sent to what has just been decided while the list is read again. */
function forgetPending(cache: QueryClient): void {
  cache.removeQueries({ queryKey: [...CORRECTIONS, "pending"] });
}

function useRefresh() {
  const engine = useEngine();
  const cache = useQueryClient();
  return async ({ chainId, recordId }: WhichRecord) => {
    await engine.records.forget({ chainId, recordId });
    cache.removeQueries({ queryKey: ["record-title", chainId, recordId] });
    forgetPending(cache);
    await Promise.all([
      cache.invalidateQueries({ queryKey: CORRECTIONS }),
      cache.invalidateQueries({ queryKey: ["records"] }),
      cache.invalidateQueries({ queryKey: ["record", chainId, recordId] }),
    ]);
  };
}
