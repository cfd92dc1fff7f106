import type { WaveRun } from "../../../engine/capturing/tiles.ts";

export const TILE_MS = 60_000;
/** A few minutes of every wave; older ones are asked for again. */
const MOST_TILES = 16;

type Tile = ReadonlyMap<string, readonly WaveRun[]>;

/** The stretches of all waves that were looked at lately, whole minutes each. */
export interface TileCache {
  /** What is there of a wave in a span; what is not is loaded, and told of when it has come. */
  runs(series: string, from: number, to: number): readonly WaveRun[];
  /** Whether all of a span is there. */
  isLoaded(from: number, to: number): boolean;
  /** @param listener told when something has come, or with the error of what did not @returns ends it */
  subscribe(listener: (error: unknown) => void): () => void;
}

export function createTileCache(load: (from: number, to: number) => Promise<Tile>): TileCache {
  const tiles = new Map<number, Tile | "loading">();
  const listeners = new Set<(error: unknown) => void>();

  async function fetchTile(index: number): Promise<void> {
    try {
      tiles.set(index, await load(index * TILE_MS, (index + 1) * TILE_MS));
      const kept = [...tiles].filter(([, tile]) => tile !== "loading");
      for (const [oldest] of kept.slice(0, -MOST_TILES)) tiles.delete(oldest);
      for (const listener of listeners) listener(null);
    } catch (error) {
      tiles.delete(index);
      for (const listener of listeners) listener(error);
    }
  }

  function want(index: number): Tile | null {
    const found = tiles.get(index);
    if (found === "loading") return null;
    if (found === undefined) {
      tiles.set(index, "loading");
      void fetchTile(index);
      return null;
    }
    // What was looked at last goes last.
    tiles.delete(index);
    tiles.set(index, found);
    return found;
  }

  const indices = (from: number, to: number): readonly number[] => {
    const first = Math.floor(from / TILE_MS);
    return Array.from({ length: Math.max(0, Math.ceil(to / TILE_MS) - first) }, (_, place) => first + place);
  };

  return {
    runs: (series, from, to) => indices(from, to).flatMap((index) => want(index)?.get(series) ?? []),
    isLoaded: (from, to) =>
      indices(from, to)
        .map(want)
        .every((tile) => tile !== null),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
