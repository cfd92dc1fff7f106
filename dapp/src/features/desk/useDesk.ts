import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { REFRESH_MS, useEngine } from "../../data/index.ts";

const DESK = ["desk"] as const;

export function useVisitRequests() {
  const engine = useEngine();
  return useQuery({
    queryKey: [...DESK, "requests"],
    queryFn: () => engine.desk.requests(),
    refetchInterval: REFRESH_MS,
  });
}

export function useAssignedVisits() {
  const engine = useEngine();
  return useQuery({ queryKey: [...DESK, "assigned"], queryFn: () => engine.desk.assigned() });
}

export function useEnrolledPeople() {
  const engine = useEngine();
  return useQuery({ queryKey: [...DESK, "people"], queryFn: () => engine.desk.people() });
}

export function useAssign() {
  const engine = useEngine();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (options: Parameters<typeof engine.desk.assign>[0]) => engine.desk.assign(options),
    // Not waited for: the request leaves the list, and its card could no longer say what became of it.
    onSettled: () => void cache.invalidateQueries({ queryKey: DESK }),
  });
}

export function useIdentify() {
  const engine = useEngine();
  const cache = useQueryClient();
  return useMutation({
    // A verified identity must not outlive the form it was typed in.
    gcTime: 0,
    mutationFn: (options: Parameters<typeof engine.desk.identify>[0]) => engine.desk.identify(options),
    onSettled: () => cache.invalidateQueries({ queryKey: DESK }),
  });
}
