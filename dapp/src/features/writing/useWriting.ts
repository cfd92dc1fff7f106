import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { proxy } from "comlink";
import { useState } from "react";
import { REFRESH_MS, useEngine } from "../../data/index.ts";
import type { Visit } from "../../engine/visits.ts";
import type { FileCheck } from "../../engine/writing.ts";

const WRITTEN = ["written"] as const;

/** Same as the SDK's bound; larger files are not even read. */
export const MAX_FILE_BYTES = 128 * 1024 * 1024;

export interface CheckedFile {
  readonly file: File;
  readonly check: FileCheck;
}

/** Looks at a file on this device. */
export function useCheckFile(appointmentId: Visit["appointmentId"] | null) {
  const engine = useEngine();
  return useMutation({
    mutationFn: async (file: File): Promise<CheckedFile> => ({
      file,
      check: await engine.writing.check(file, appointmentId),
    }),
  });
}

export interface Proposing {
  readonly visit: Visit;
  readonly category: string;
  readonly file: File;
}

export interface Proposed {
  /** What became of the patient's agreement beforehand: none was given, it was used, or it did not hold. */
  readonly mandate: "none" | "used" | "failed";
}

/** Seals, stores and proposes; under a mandate it confirms as well. */
export function usePropose() {
  const engine = useEngine();
  const cache = useQueryClient();
  const [stored, setStored] = useState<{ readonly done: number; readonly total: number } | null>(null);
  const mutation = useMutation({
    mutationFn: async ({ visit, category, file }: Proposing): Promise<Proposed> => {
      setStored(null);
      const { recordId, blockNumber } = await engine.writing.write(
        { appointmentId: visit.appointmentId, category, file },
        proxy((done: number, total: number) => setStored({ done, total })),
      );
      if (!visit.hasMandate) return { mandate: "none" };
      try {
        await engine.visits.confirmByMandate(recordId, blockNumber);
        return { mandate: "used" };
      } catch {
        // The record is proposed all the same, and the page says that the patient has to confirm it.
        return { mandate: "failed" };
      }
    },
    onSettled: () => cache.invalidateQueries({ queryKey: WRITTEN }),
  });
  return { ...mutation, stored };
}

/** What the doctor has written, page by page. */
export function useWritten() {
  const engine = useEngine();
  return useInfiniteQuery({
    queryKey: WRITTEN,
    queryFn: ({ pageParam }) => engine.writing.list(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: REFRESH_MS,
  });
}
