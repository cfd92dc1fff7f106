/** Wall clock and a clock that only ever goes forward, both in milliseconds. */
export interface CaptureClock {
  readonly wall: () => number;
  readonly monotonic: () => number;
}

export const SYSTEM_CLOCK: CaptureClock = { wall: () => Date.now(), monotonic: () => performance.now() };

/** Below this the wall clock is being slewed, or was read a moment later. */
const JUMP_MS = 1_000;

/** The common time axis of a capture: the station's wall clock as it was at the beginning, led on by the monotonic one. */
export interface Axis {
  /** @returns milliseconds since 1970, never less than before */
  now(): number;
  /** Puts a time of the wall clock on the axis. */
  place(wall: number): number;
  /** How far the wall clock has jumped since the last call; undefined: it has not. */
  takeJump(): number | undefined;
}

/** @param from where the axis begins or goes on */
export function createAxis(clock: CaptureClock, from: number): Axis {
  const monotonicStart = clock.monotonic();
  let offset = clock.wall() - from;
  let last = from;
  let jump: number | undefined;

  const look = (): number => {
    const now = Math.max(last, from + (clock.monotonic() - monotonicStart));
    last = now;
    const moved = clock.wall() - now - offset;
    if (Math.abs(moved) >= JUMP_MS) {
      offset += moved;
      jump = (jump ?? 0) + moved;
    }
    return now;
  };

  return {
    now: look,
    // What came was received at most now; a wall clock that just jumped back would put it into the future.
    place: (wall) => Math.min(look(), wall - offset),
    takeJump() {
      look();
      const taken = jump;
      jump = undefined;
      return taken;
    },
  };
}
