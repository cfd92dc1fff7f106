import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Hex } from "viem";
import { REFRESH_MS, useEngine } from "../../data/index.ts";

export const ACCESS = ["access"] as const;

/** All access ever given, newest first. */
export function useAccess() {
  const engine = useEngine();
  return useQuery({ queryKey: ACCESS, queryFn: () => engine.grants.list(), refetchInterval: REFRESH_MS });
}

export function useWithdraw() {
  const engine = useEngine();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (which: { readonly chainId: number; readonly grantId: Hex }) => engine.grants.withdraw(which),
    // Not waited for: the row moves to another list, and could no longer say what became of it.
    onSuccess: () => void cache.invalidateQueries({ queryKey: ACCESS }),
  });
}
