import type { Log } from "./log.ts";

/** The time blocks are given. */
export interface BlockClock {
  /** Time for a block after one of `parentTime`: the wall clock, but never before the parent. Unix seconds. */
  nextTime(parentTime: number): number;
  /** How far the wall clock is behind a block of that time, in seconds; 0 when it is not. */
  behindSeconds(parentTime: number): number;
}

/** Below this a difference is rounding or ordinary clock discipline and not worth a line. */
const WORTH_SAYING_SECONDS = 5;

/**
 * A clock that may be set back, but does not take the chain back: blocks then repeat the last time until the wall clock has
 * caught up, and the log says so once at each end.
 *
 * @param now milliseconds since 1970, `Date.now` in life
 */
export function createBlockClock(now: () => number, log: Log): BlockClock {
  let said = false;
  const seconds = () => Math.floor(now() / 1000);
  const behindSeconds = (parentTime: number) => Math.max(0, parentTime - seconds());
  return {
    behindSeconds,
    nextTime(parentTime) {
      const behind = behindSeconds(parentTime);
      if (!said && behind >= WORTH_SAYING_SECONDS) {
        said = true;
        log(
          "warn",
          "the system clock is behind the last block; blocks keep that block's time until it catches up",
          {
            behindSeconds: behind,
          },
        );
      } else if (said && behind === 0) {
        said = false;
        log("info", "the system clock has caught up with the chain");
      }
      return Math.max(parentTime, seconds());
    },
  };
}
