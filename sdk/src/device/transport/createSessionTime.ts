import type { SessionClock } from "./clock.ts";

/** Less than this is drift, which is followed without a word. */
const JUMP_MS = 1_000;

/**
 * Time of one session: that of the machine, but it never goes back. Where the machine's clock is set forward, or the machine slept, the
 * session follows and its waves have a gap; where it is set back, the session goes on with the time it had.
 * @param say is told about each jump, in milliseconds
 */
export function createSessionTime(clock: SessionClock, say: (jumpMs: number) => void): () => number {
  let offset = clock.now() - clock.elapsed();
  /** How far the machine's clock is behind the session's, as was said. */
  let behind = 0;
  let last = -Infinity;
  return () => {
    const own = clock.elapsed() + offset;
    const jump = clock.now() - own;
    if (jump > JUMP_MS || Math.abs(jump) <= JUMP_MS) {
      offset += jump;
      behind = 0;
      if (jump > JUMP_MS) say(jump);
    } else if (Math.abs(jump - behind) > JUMP_MS) {
      say(jump - behind);
      behind = jump;
    }
    last = Math.max(last, clock.elapsed() + offset);
    return last;
  };
}
