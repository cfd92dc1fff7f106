import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { proxy } from "comlink";
import { useState } from "react";
import type { Hex } from "viem";
import { REFRESH_MS, useEngine } from "../../data/index.ts";
import type { AmendingStage } from "../../engine/corrections/amending.ts";
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

/** Whether it was read since signing in; only what was read can lose parts or be changed in single values. */
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

/** What an edited file would change, and whether a policy allows it; null when nothing differs. */
export function useAmendmentLook(recordId: Hex, file: File) {
  const engine = useEngine();
  return useQuery({
    queryKey: [...CORRECTING, recordId, "amendment", file.name, file.size, file.lastModified],
    queryFn: () => engine.amending.look({ recordId, file }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** What is to become of the record: a new content, single values changed, the same without some parts, or nothing. */
export type Prepared = Preparing &
  (
    | { readonly what: "replace" | "amend"; readonly file: File }
    | { readonly what: "redact"; readonly hide: readonly string[] }
    | { readonly what: "erase" }
  );

/** Seals, stores, signs, and hands in. */
export function usePrepare() {
  const engine = useEngine();
  const cache = useQueryClient();
  const [stage, setStage] = useState<AmendingStage | null>(null);
  const mutation = useMutation({
    mutationFn: async (prepared: Prepared) => {
      setStage(null);
      const { recordId, reason, words } = prepared;
      const preparing = { recordId, reason, words };
      if (prepared.what === "erase") return await engine.correcting.erase(preparing);
      if (prepared.what === "redact") {
        return await engine.correcting.redact({ ...preparing, hide: prepared.hide });
      }
      const { file } = prepared;
      if (prepared.what === "amend") {
        const onStage = proxy((reached: AmendingStage) => setStage(reached));
        return await engine.amending.handIn({ ...preparing, file }, onStage);
      }
      return await engine.correcting.replace(
        { ...preparing, file },
        proxy((doneBytes: number, totalBytes: number) =>
          setStage({ stage: "storing", doneBytes, totalBytes }),
        ),
      );
    },
    onSettled: () => cache.invalidateQueries({ queryKey: CORRECTING }),
  });
  return { ...mutation, stage };
}

export function useWithdraw() {
  const engine = useEngine();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (correctionHash: Hex) => engine.correcting.withdraw(correctionHash),
    onSettled: () => cache.invalidateQueries({ queryKey: CORRECTING }),
  });
}
