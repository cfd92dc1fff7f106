import { useMutation, useQuery } from "@tanstack/react-query";
import { proxy } from "comlink";
import { useState } from "react";
import type { Hex } from "viem";
import { useEngine } from "../../data/index.ts";

export type MakingStage = "asking" | "checking";

/** Loads what checking needs while there is a connection. */
export function usePrepared() {
  const engine = useEngine();
  return useQuery({
    queryKey: ["proof", "prepared"],
    queryFn: async () => {
      await engine.proofs.prepare();
      return true;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** A file and whether anybody is asked about it. */
export function useCheck() {
  const engine = useEngine();
  return useMutation({
    mutationFn: ({ file, asks }: { readonly file: File; readonly asks: boolean }) =>
      engine.proofs.check(file, asks),
  });
}

/** The proof of one of one's own records, and how far it is. */
export function useMakeProof() {
  const engine = useEngine();
  const [stage, setStage] = useState<MakingStage>("asking");
  const making = useMutation({
    mutationFn: (which: { readonly chainId: number; readonly recordId: Hex }) => {
      setStage("asking");
      return engine.proofs.make(which, proxy(setStage));
    },
  });
  return { making, stage };
}
