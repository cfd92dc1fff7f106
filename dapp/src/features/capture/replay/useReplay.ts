import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { useEngine } from "../../../data/index.ts";
import type { ReplayOverview } from "../../../engine/capturing/replaying.ts";
import { createTileCache, type TileCache } from "./createTileCache.ts";
import { movedTo, passed, type Playback, startOf } from "./playback.ts";

/** Opens a captured record in the engine for as long as something of it is shown. */
export function useOverview(content: Blob, patient: `0x${string}` | null) {
  const engine = useEngine();
  const key = useId();
  const query = useQuery({
    queryKey: ["replaying", key, content.size],
    queryFn: () => engine.replaying.open({ content, patient }),
    staleTime: Infinity,
    // Not kept after the page: content must not outlive what shows it.
    gcTime: 0,
  });
  const id = query.data?.id;
  useEffect(() => (id === undefined ? undefined : () => void engine.replaying.close(id)), [engine, id]);
  return query;
}

export function useCourses({ id }: ReplayOverview) {
  const engine = useEngine();
  return useQuery({
    queryKey: ["replaying", "courses", id],
    queryFn: () => engine.replaying.numerics(id),
    staleTime: Infinity,
    gcTime: 0,
  });
}

/** Waves as they are needed. */
export function useTiles({ id }: ReplayOverview): TileCache {
  const engine = useEngine();
  return useMemo(
    () =>
      createTileCache(async (from, to) => {
        const waves = await engine.replaying.waves({ id, from, to });
        return new Map(waves.map((wave) => [wave.id, wave.runs]));
      }),
    [engine, id],
  );
}

/** React hears of the moment so often; pictures are drawn more often. */
const TOLD_MS = 100;

/** Where one is: `playback` for what is written, `now` for what is drawn sixty times a second. */
export function usePlayback(from: number, to: number) {
  const [playback, setPlayback] = useState(() => startOf(from, to));
  const exact = useRef(playback);
  const change = useCallback((next: (playback: Playback) => Playback) => {
    exact.current = next(exact.current);
    setPlayback(exact.current);
  }, []);
  const { isPlaying } = playback;
  useEffect(() => {
    if (!isPlaying) return undefined;
    let last = performance.now();
    let told = last;
    let frame = requestAnimationFrame(function step(time) {
      exact.current = passed(exact.current, Math.max(0, time - last));
      last = time;
      if (time - told >= TOLD_MS || !exact.current.isPlaying) {
        told = time;
        setPlayback(exact.current);
      }
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [isPlaying]);
  const goTo = useCallback((at: number) => change((before) => movedTo(before, at)), [change]);
  return { playback, change, goTo, now: exact };
}
