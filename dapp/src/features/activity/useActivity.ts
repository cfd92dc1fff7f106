import { useQuery } from "@tanstack/react-query";
import { useEngine } from "../../data/index.ts";

const REFRESH_MS = 30_000;

/** Every reading of one's records, newest first. */
export function useActivity() {
  const engine = useEngine();
  return useQuery({ queryKey: ["usage"], queryFn: () => engine.usage.list(), refetchInterval: REFRESH_MS });
}
