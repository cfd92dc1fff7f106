import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Hex } from "viem";
import { REFRESH_MS, useEngine } from "../../data/index.ts";

const APPOINTMENTS = ["appointments"] as const;

export function useAppointments() {
  const engine = useEngine();
  return useQuery({
    queryKey: APPOINTMENTS,
    queryFn: () => engine.appointments.list(),
    refetchInterval: REFRESH_MS,
  });
}

export interface AppointmentWish {
  readonly chainId: number;
  readonly complaint: string;
  readonly categories: readonly string[];
}

export function useRequestAppointment() {
  const engine = useEngine();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (wish: AppointmentWish) => engine.appointments.request(wish),
    onSuccess: refresh,
  });
}

export function useCancelAppointment() {
  const engine = useEngine();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (which: { readonly chainId: number; readonly appointmentId: Hex }) =>
      engine.appointments.cancel(which),
    onSuccess: refresh,
  });
}

/** Institutions one is known to, and kinds of records. */
export function usePlaces() {
  const engine = useEngine();
  return useQuery({ queryKey: ["shareable"], queryFn: () => engine.grants.shareable() });
}

function useRefresh() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: APPOINTMENTS });
}
