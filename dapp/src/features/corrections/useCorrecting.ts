import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { proxy } from "comlink";
import { useState } from "react";
import type { Hex } from "viem";
import { REFRESH_MS, useEngine } from "../../data/index.ts";
import type { Preparing } from "../../engine/corrections/correcting.ts";

const CORRECTING = ["correcting"] as const;

/** Records said to be wrong, and the doctor's own corrections. */
export function useCorrecting() {
  const engine = useEngine();
  return useQuery({
    queryKey: CORRECTING,
    queryFn: () => engine.correcting.list(),
    refetchInterval: REFRESH_MS,
  });
}

export function useRecordToCorrect(recordId: Hex | null) {
  const engine = useEngine();
  return useQuery({
    queryKey: [...CORRECTING, recordId],
    queryFn: () => {
      if (recordId === null) throw new Error("a query that is not enabled has been run");
      return engine.correcting.record(recordId);
    },
    enabled: recordId !== null,
  });
}

export function useAnswer() {
  const engine = useEngine();
  return useMutation({
    mutationFn: (answer: { readonly requestId: Hex; readonly words: string }) =>
      engine.correcting.answer(answer),
  });
}

/** A new content with a file, an erasure without. */
export interface Prepared extends Preparing {
  readonly file: File | null;
}

/** Seals, stores, signs, and hands in. */
export function usePrepare() {
  const engine = useEngine();
  const cache = useQueryClient();
  const [stored, setStored] = useState<{ readonly done: number; readonly total: number } | null>(null);
  const mutation = useMutation({
    mutationFn: async ({ file, ...preparing }: Prepared) => {
      setStored(null);
      if (file === null) return await engine.correcting.erase(preparing);
      return await engine.correcting.replace(
        { ...preparing, file },
        proxy((done: number, total: number) => setStored({ done, total })),
      );
    },
    onSettled: () => cache.invalidateQueries({ queryKey: CORRECTING }),
  });
  return { ...mutation, stored };
}

export function useWithdraw() {
  const engine = useEngine();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (correctionHash: Hex) => engine.correcting.withdraw(correctionHash),
    onSettled: () => cache.invalidateQueries({ queryKey: CORRECTING }),
  });
}
