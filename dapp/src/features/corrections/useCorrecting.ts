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

/** Whether it was read since signing in; only what was read can lose parts. */
export function useHasRead(recordId: Hex) {
  const engine = useEngine();
  return useQuery({
    queryKey: [...CORRECTING, recordId, "read"],
    queryFn: () => engine.correcting.hasRead(recordId),
  });
}

export function useAnswer() {
  const engine = useEngine();
  return useMutation({
    mutationFn: (answer: { readonly requestId: Hex; readonly words: string }) =>
      engine.correcting.answer(answer),
  });
}

/** What is to become of the record: a new content, the same without some parts, or nothing. */
export type Prepared = Preparing &
  (
    | { readonly what: "replace"; readonly file: File }
    | { readonly what: "redact"; readonly hide: readonly string[] }
    | { readonly what: "erase" }
  );

/** Seals, stores, signs, and hands in. */
export function usePrepare() {
  const engine = useEngine();
  const cache = useQueryClient();
  const [stored, setStored] = useState<{ readonly done: number; readonly total: number } | null>(null);
  const mutation = useMutation({
    mutationFn: async (prepared: Prepared) => {
      setStored(null);
      const { recordId, reason, words } = prepared;
      const preparing = { recordId, reason, words };
      if (prepared.what === "erase") return await engine.correcting.erase(preparing);
      if (prepared.what === "redact") {
        return await engine.correcting.redact({ ...preparing, hide: prepared.hide });
      }
      return await engine.correcting.replace(
        { ...preparing, file: prepared.file },
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
