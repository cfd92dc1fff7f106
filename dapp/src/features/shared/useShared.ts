import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { proxy } from "comlink";
import { useState } from "react";
import { REFRESH_MS, useEngine } from "../../data/index.ts";
import type { ReadingStage, SharedGrant } from "../../engine/shared.ts";

const SHARED = ["shared"] as const;

export function useSharedGrants() {
  const engine = useEngine();
  return useQuery({
    queryKey: SHARED,
    queryFn: () => engine.shared.list(),
    refetchInterval: REFRESH_MS,
  });
}

/** What has changed since one read it. */
export function useChanges() {
  const engine = useEngine();
  return useQuery({
    queryKey: [...SHARED, "changes"],
    queryFn: () => engine.shared.changes(),
    refetchInterval: REFRESH_MS,
  });
}

/** The records a grant covers now. */
export function useCoveredRecords(grant: SharedGrant) {
  const engine = useEngine();
  return useQuery({
    queryKey: [...SHARED, grant.grantId, "records"],
    queryFn: () => engine.shared.records(grant.grantId),
    enabled: grant.state === "holds",
  });
}

export interface Reading {
  readonly grantId: `0x${string}`;
  readonly recordId: `0x${string}`;
  readonly version: number;
  readonly reason: string;
}

/** Uses a grant once. What was read stays in this page's memory alone, until it is left. */
export function useRead() {
  const engine = useEngine();
  const cache = useQueryClient();
  const [stage, setStage] = useState<ReadingStage | null>(null);
  const mutation = useMutation({
    // Not kept after the page: content must not outlive what shows it.
    gcTime: 0,
    mutationFn: async (reading: Reading) => {
      setStage(null);
      return await engine.shared.read(reading, proxy(setStage));
    },
    onSettled: () => void cache.invalidateQueries({ queryKey: SHARED }),
  });
  return { ...mutation, stage };
}
