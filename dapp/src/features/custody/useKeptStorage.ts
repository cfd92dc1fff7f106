import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

const KEPT = ["storage-kept"] as const;

/**
 * Whether the browser has promised not to clear this site's data when room is short (Storage Standard, `persist`), and a way to ask it.
 * Only pages may ask, not workers.
 */
export function useKeptStorage() {
  const cache = useQueryClient();
  const { data: isPromised = null } = useQuery({
    queryKey: KEPT,
    queryFn: async () => await navigator.storage.persisted(),
    networkMode: "always",
  });
  const { mutateAsync: ask, isPending } = useMutation({
    mutationFn: async () => await navigator.storage.persist(),
    onSuccess: (promised) => cache.setQueryData(KEPT, promised),
  });
  return {
    /** Null until it is known. */
    isPromised,
    isAsking: isPending,
    /** Some browsers ask their person; a refusal changes nothing else. */
    ask: async (): Promise<boolean> => await ask().catch(() => false),
  };
}
