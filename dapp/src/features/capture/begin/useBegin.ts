import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { CaptureSeed, ResumeSeed } from "../../../capture/contract.ts";
import { useEngine } from "../../../data/index.ts";
import type { Identified } from "../../../engine/capturing/identify.ts";

const UNFINISHED = ["capturing", "unfinished"] as const;
const ELSEWHERE_MS = 3_000;

export type OnSeed = (seed: CaptureSeed) => void | Promise<unknown>;
export type OnResume = (seed: ResumeSeed) => void | Promise<unknown>;

/** Identifies the patient, and hands over what the recorder begins with. */
export function useSeed(appointmentId: `0x${string}`, onSeed: OnSeed) {
  const engine = useEngine();
  return useMutation({
    mutationFn: async (identified: Identified) => {
      await onSeed(await engine.capturing.seedFor({ appointmentId, identified }));
    },
  });
}

export function useDemonstration(onSeed: OnSeed) {
  const engine = useEngine();
  return useMutation({
    mutationFn: async () => {
      await onSeed(await engine.capturing.demonstrationSeed());
    },
  });
}

/** What this browser holds of captures that were not handed in. */
export function useUnfinished() {
  const engine = useEngine();
  return useQuery({
    queryKey: UNFINISHED,
    queryFn: () => engine.capturing.unfinished(),
    staleTime: 0,
    // The other window may be done with it at any time.
    refetchInterval: ({ state }) =>
      state.data?.some(({ isElsewhere }) => isElsewhere) === true ? ELSEWHERE_MS : false,
  });
}

export function useResume(onResume: OnResume) {
  const engine = useEngine();
  return useMutation({
    mutationFn: async (captureId: `0x${string}`) => {
      await onResume(await engine.capturing.resumeSeed(captureId));
    },
  });
}

export function useDiscard() {
  const engine = useEngine();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (captureId: `0x${string}`) => engine.capturing.discard(captureId),
    onSuccess: () => cache.invalidateQueries({ queryKey: UNFINISHED }),
  });
}
