"use client";
import { useQuery } from "@tanstack/react-query";
import { useEngine } from "./DataProvider.tsx";

/** Organisations and chains of the network, by name; stays the same while the page lives. */
export function useNetwork() {
  const engine = useEngine();
  return useQuery({ queryKey: ["network"], queryFn: () => engine.session.network(), staleTime: Infinity });
}
