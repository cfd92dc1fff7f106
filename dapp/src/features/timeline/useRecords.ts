import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Hex } from "viem";
import { REFRESH_MS, useEngine } from "../../data/index.ts";

export const RECORDS = ["records"] as const;

export interface WhichRecord {
  readonly chainId: number;
  readonly recordId: Hex;
}

export function useRecords() {
  const engine = useEngine();
  return useQuery({ queryKey: RECORDS, queryFn: () => engine.records.list(), refetchInterval: REFRESH_MS });
}

/** Verified and decrypted when the page comes to it; gone from the cache soon after one leaves. */
export function useRecord(which: WhichRecord | null) {
  const engine = useEngine();
  return useQuery({
    queryKey: ["record", which?.chainId, which?.recordId],
    queryFn: () => engine.records.open(required(which)),
    enabled: which !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: "always",
  });
}

/** @param isWanted false while nobody can see the title, so that a long list opens only what is looked at */
export function useTitle(which: WhichRecord | null, isWanted = true) {
  const engine = useEngine();
  return useQuery({
    queryKey: ["record-title", which?.chainId, which?.recordId],
    queryFn: () => engine.records.title(required(which)),
    enabled: isWanted && which !== null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

export function useConfirmRecord() {
  const engine = useEngine();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (which: WhichRecord) => engine.records.confirm(which),
    onSuccess: refresh,
  });
}

export function useDisputeRecord() {
  const engine = useEngine();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (dispute: WhichRecord & { readonly reason: string }) => engine.records.dispute(dispute),
    onSuccess: refresh,
  });
}

function useRefresh() {
  const cache = useQueryClient();
  return async (_: void, { chainId, recordId }: WhichRecord) => {
    await Promise.all([
      cache.invalidateQueries({ queryKey: RECORDS }),
      cache.invalidateQueries({ queryKey: ["record", chainId, recordId] }),
    ]);
  };
}

function required(which: WhichRecord | null): WhichRecord {
  if (which === null) throw new Error("a query that is not enabled has been run");
  return which;
}
