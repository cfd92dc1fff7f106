import { useQuery } from "@tanstack/react-query";
import { REFRESH_MS, useEngine } from "../../data/index.ts";

/** Every reading of one's records, newest first. */
export function useActivity() {
  const engine = useEngine();
  return useQuery({ queryKey: ["usage"], queryFn: () => engine.usage.list(), refetchInterval: REFRESH_MS });
}
