import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEngine } from "../../../data/index.ts";

const STATION = ["capturing", "station"] as const;

/** Whether this browser is set up to capture for who is signed in. */
export function useStation() {
  const engine = useEngine();
  return useQuery({ queryKey: STATION, queryFn: () => engine.capturing.station() });
}

export function useEnrolStation() {
  const engine = useEngine();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => engine.capturing.enrolStation(),
    onSuccess: (station) => cache.setQueryData(STATION, station),
  });
}

export function useWithdrawStation() {
  const engine = useEngine();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => engine.capturing.withdrawStation(),
    onSuccess: () => cache.invalidateQueries({ queryKey: STATION }),
  });
}
