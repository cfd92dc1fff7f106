import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { REFRESH_MS, useEngine } from "../../data/index.ts";

const VISITS = ["visits"] as const;

export function useVisits() {
  const engine = useEngine();
  return useQuery({
    queryKey: VISITS,
    queryFn: () => engine.visits.list(),
    refetchInterval: REFRESH_MS,
  });
}

export function useCloseVisit() {
  const engine = useEngine();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (appointmentId: `0x${string}`) => engine.visits.close(appointmentId),
    // Not waited for: the row moves to another list, and could no longer say that it is closed.
    onSuccess: () => void cache.invalidateQueries({ queryKey: VISITS }),
  });
}
