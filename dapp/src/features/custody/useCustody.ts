import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Hex } from "viem";
import { REFRESH_MS, useEngine } from "../../data/index.ts";
import type { CustodyOverview } from "../../engine/custody/overview.ts";
import { useWallet } from "../../wallet/index.ts";
import { hasToGoOn, isLively } from "./partsOf.ts";

const CUSTODY = ["custody"] as const;
/** While officers act one after the other, who waits should see it soon. */
const LIVELY_MS = 3_000;

/** All that the officers' page shows. */
export function useCustody() {
  const engine = useEngine();
  return useQuery({
    queryKey: [...CUSTODY, "overview"],
    queryFn: () => engine.custody.overview(),
    // Whoever comes back to the page sees it as it is now.
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data !== undefined && isLively(state.data) ? LIVELY_MS : REFRESH_MS,
  });
}

/** Does what asks no wallet, for as long as the page is open and there is something to look after; errors are of that. */
export function useGoingOn(overview: CustodyOverview | undefined) {
  const engine = useEngine();
  const cache = useQueryClient();
  return useQuery({
    queryKey: [...CUSTODY, "go-on"],
    queryFn: async () => {
      await engine.custody.goOn();
      await cache.invalidateQueries({ queryKey: [...CUSTODY, "overview"] });
      return true;
    },
    enabled: overview !== undefined && hasToGoOn(overview),
    refetchInterval: LIVELY_MS,
    staleTime: 0,
    retry: false,
  });
}

export function useIntroduce() {
  const engine = useEngine();
  return useStep((name: string) => engine.custody.introduce(name));
}

export function useBegin() {
  const engine = useEngine();
  return useStep((choice: { readonly threshold: number; readonly officers: readonly Hex[] }) =>
    engine.custody.begin(choice),
  );
}

/** This officer's own step in the making of a key. */
export function useAdvance(signatures: number) {
  const engine = useEngine();
  const { prompts } = useWallet();
  return useStep((ceremony: Hex) =>
    prompts.series(signatures, async () => await engine.custody.advance(ceremony)),
  );
}

export function useGiveUp() {
  const engine = useEngine();
  return useStep((ceremony: Hex) => engine.custody.cancel(ceremony));
}

/** Everything checked that an officer relies on; anew each time the question is put. */
export function useReview(requestId: Hex | null) {
  const engine = useEngine();
  return useQuery({
    queryKey: [...CUSTODY, "review", requestId],
    queryFn: async () => {
      if (requestId === null) throw new Error("a query that is not enabled has been run");
      await engine.custody.review(requestId);
      return true;
    },
    enabled: requestId !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

export function useApprove() {
  const engine = useEngine();
  return useStep((requestId: Hex) => engine.custody.approve(requestId));
}

export function useDeclineRequest() {
  const engine = useEngine();
  return useStep((requestId: Hex) => engine.custody.decline(requestId));
}

/** Whatever came of it, the page is read again. */
function useStep<Input, Output>(step: (input: Input) => Promise<Output>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSettled: () => cache.invalidateQueries({ queryKey: [...CUSTODY, "overview"] }),
  });
}
