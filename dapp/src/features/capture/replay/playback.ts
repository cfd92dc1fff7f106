export const SPEEDS = [1, 4, 16] as const;
export type Speed = (typeof SPEEDS)[number];

/** Seconds that are shown at once. */
export const ZOOMS = [5, 10, 30, 60, 300] as const;
export type Zoom = (typeof ZOOMS)[number];

/** How much of what is shown lies before the moment one is at. */
const BEFORE = 0.75;

/** Where one is in a recording. Times are milliseconds since 1970. */
export interface Playback {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly isPlaying: boolean;
  readonly speed: Speed;
  readonly zoom: Zoom;
}

/** Where the first picture is full: before the beginning there is nothing to see. */
export function startOf(from: number, to: number): Playback {
  const zoom = 10;
  return { from, to, at: Math.min(to, from + zoom * 1000 * BEFORE), isPlaying: false, speed: 1, zoom };
}

/** Time passes. At the end it stops by itself. */
export function passed(playback: Playback, milliseconds: number): Playback {
  if (!playback.isPlaying) return playback;
  const at = playback.at + milliseconds * playback.speed;
  return at < playback.to ? { ...playback, at } : { ...playback, at: playback.to, isPlaying: false };
}

export function movedTo(playback: Playback, at: number): Playback {
  return { ...playback, at: Math.min(playback.to, Math.max(playback.from, at)) };
}

/** Whoever plays at the end means the beginning. */
export function toggled(playback: Playback): Playback {
  const { isPlaying, at, from, to } = playback;
  return { ...playback, isPlaying: !isPlaying, at: !isPlaying && at >= to ? from : at };
}

/** What is shown: mostly what came before, and a little of what comes. */
export function spanOf({ at, zoom }: Playback): { readonly from: number; readonly to: number } {
  const from = at - zoom * 1000 * BEFORE;
  return { from, to: from + zoom * 1000 };
}

/** "4:05", "1:02:30". */
export function elapsedWords(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number): string => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours === 0 ? `${minutes}:${two(seconds % 60)}` : `${hours}:${two(minutes)}:${two(seconds % 60)}`;
}
