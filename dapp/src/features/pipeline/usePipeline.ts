import { useQuery } from "@tanstack/react-query";
import { useEngine } from "../../data/index.ts";

/** Batches come every few seconds where somebody watches. */
const LIVELY_MS = 4_000;

export function usePipeline() {
  const engine = useEngine();
  return useQuery({
    queryKey: ["pipeline"],
    queryFn: () => engine.pipeline.overview(),
    staleTime: 0,
    refetchInterval: LIVELY_MS,
  });
}
