import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Hex } from "viem";
import { REFRESH_MS, useEngine } from "../../data/index.ts";
import type { GivingInPart } from "../../engine/partly/partly.ts";

const PARTLY = ["partly"] as const;

/** A record of one's own, or one that a doctor has read under a grant and means to correct. */
export interface RecordToHide {
  readonly recordId: Hex;
  /** Null: one that was read. */
  readonly chainId: number | null;
}

/** What can be hidden of a record. */
export function useHidingOffer({ chainId, recordId }: RecordToHide) {
  const engine = useEngine();
  return useQuery({
    queryKey: [...PARTLY, "offer", chainId, recordId],
    queryFn: () =>
      chainId === null ? engine.correcting.offer(recordId) : engine.partly.offer({ chainId, recordId }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What becomes of the record when these are hidden; the last look stays while the next is made. */
export function useHidingLook({ chainId, recordId }: RecordToHide, hide: readonly string[]) {
  const engine = useEngine();
  return useQuery({
    queryKey: [...PARTLY, "look", chainId, recordId, [...hide].toSorted().join(" ")],
    queryFn: () =>
      chainId === null
        ? engine.correcting.look({ recordId, hide })
        : engine.partly.look({ chainId, recordId, hide }),
    enabled: hide.length > 0,
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useGiveInPart() {
  const engine = useEngine();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (giving: GivingInPart) => engine.partly.give(giving),
    onSettled: () => cache.invalidateQueries({ queryKey: PARTLY }),
  });
}

/** Copies that one has given away. */
export function useGivenCopies() {
  const engine = useEngine();
  return useQuery({ queryKey: [...PARTLY, "given"], queryFn: () => engine.partly.given() });
}

/** Copies that one was given. */
export function useCopies() {
  const engine = useEngine();
  return useQuery({
    queryKey: [...PARTLY, "received"],
    queryFn: () => engine.partly.list(),
    refetchInterval: REFRESH_MS,
  });
}

/** One of them, verified. */
export function useCopy(messageId: Hex | null) {
  const engine = useEngine();
  return useQuery({
    queryKey: [...PARTLY, "copy", messageId],
    queryFn: () => {
      if (messageId === null) throw new Error("a query that is not enabled has been run");
      return engine.partly.open(messageId);
    },
    enabled: messageId !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: "always",
  });
}
