import { useMutation, useQueryClient } from "@tanstack/react-query";
import { proxy } from "comlink";
import { useState } from "react";
import { useEngine } from "../../../data/index.ts";
import type { HandedCapture, HandStage } from "../../../engine/capturing/hand.ts";

export interface Handing {
  readonly captureId: `0x${string}`;
  readonly category: string;
  readonly content: Blob;
}

/** Makes the record. Whatever fails, the same can be tried again; what is left of it goes once it is registered. */
export function useHand() {
  const engine = useEngine();
  const cache = useQueryClient();
  const [stage, setStage] = useState<HandStage | null>(null);
  const mutation = useMutation({
    mutationFn: async (handing: Handing): Promise<HandedCapture> => {
      setStage(null);
      return await engine.capturing.hand(handing, proxy(setStage));
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ["written"] }),
  });
  return { ...mutation, stage };
}

/** Deletes the journal, and what was noted of it: once the record is registered, or on purpose. */
export function useRelease(captureId: `0x${string}`, discard: () => Promise<unknown>) {
  const engine = useEngine();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await discard();
      await engine.capturing.discard(captureId);
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ["capturing", "unfinished"] }),
  });
}
