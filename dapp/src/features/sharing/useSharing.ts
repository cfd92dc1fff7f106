import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { proxy } from "comlink";
import { useEffect, useState } from "react";
import { useEngine } from "../../data/index.ts";
import type { Sharing } from "../../engine/grants/sharing.ts";
import { signaturesOf } from "../../engine/grants/signaturesOf.ts";
import { useWallet } from "../../wallet/index.ts";
import { ACCESS } from "../access/index.ts";

const PAUSE_MS = 250;

/** People of the directory, searched as one types. */
export function useReaders(words: string) {
  const engine = useEngine();
  const settled = useSettled(words.trim());
  return useQuery({
    queryKey: ["readers", settled],
    queryFn: () => engine.grants.search(settled),
    placeholderData: (before) => before,
  });
}

export function useShareable() {
  const engine = useEngine();
  return useQuery({ queryKey: ["shareable"], queryFn: () => engine.grants.shareable() });
}

/** Word for word what the wallet will show. */
export function usePreview(sharing: Sharing | null) {
  const engine = useEngine();
  return useQuery({
    queryKey: ["sharing-words", sharing],
    queryFn: () => {
      if (sharing === null) throw new Error("a query that is not enabled has been run");
      return engine.grants.preview(sharing);
    },
    enabled: sharing !== null,
    gcTime: 0,
  });
}

/** Shares one scope after the other, and goes on with the rest when it is done again. */
export function useShare() {
  const engine = useEngine();
  const { prompts } = useWallet();
  const cache = useQueryClient();
  const [done, setDone] = useState(0);
  const mutation = useMutation({
    mutationFn: async (sharing: Sharing) => {
      const rest = { ...sharing, scopes: sharing.scopes.slice(done) };
      const onDone = proxy((finished: number) => setDone(done + finished));
      return await prompts.series(signaturesOf(rest), () => engine.grants.give(rest, onDone));
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ACCESS }),
  });
  return { ...mutation, done, restart: () => setDone(0) };
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
