import type { SessionClock } from "../clock.ts";

/** Support for the tests of transports; nothing else uses it. */

const STARTED_AT = Date.UTC(2026, 0, 5, 8);
const STEP_MS = 250;

/** Time that passes only when it is told to; a hidden page's timers fire once a minute, a machine that sleeps none at all. */
export function createTime() {
  let now = STARTED_AT;
  let sleptMs = 0;
  let isAsleep = false;
  const timers: { at: number; everyMs: number; isPage: boolean; run: () => void }[] = [];
  const clockOf = (isPage: boolean): SessionClock => ({
    now: () => now,
    // What never is set stands still while the machine sleeps.
    elapsed: () => now - STARTED_AT - (isPage ? sleptMs : 0),
    every(everyMs, run) {
      const timer = { at: now + everyMs, everyMs, isPage, run };
      timers.push(timer);
      return () => void (timer.at = Infinity);
    },
    after(delayMs, run) {
      const timer = { at: now + delayMs, everyMs: Infinity, isPage, run };
      timers.push(timer);
      return () => void (timer.at = Infinity);
    },
  });
  return {
    page: clockOf(true),
    instrument: clockOf(false),
    get seconds() {
      return (now - STARTED_AT) / 1000;
    },
    get isAsleep() {
      return isAsleep;
    },
    /** The instrument speaks on, and nobody hears it. */
    sleep(seconds: number) {
      now += seconds * 1000;
      sleptMs += seconds * 1000;
      isAsleep = true;
      for (const timer of timers) if (!timer.isPage && timer.at !== Infinity) timer.run();
      isAsleep = false;
    },
    async pass(seconds: number, isHidden: boolean) {
      for (const end = now + seconds * 1000; now < end;) {
        now += STEP_MS;
        const wakesPage = !isHidden || now % 60_000 === 0;
        for (const timer of timers) {
          if (timer.at > now || (timer.isPage && !wakesPage)) continue;
          timer.at = now + timer.everyMs;
          timer.run();
        }
        await Promise.resolve();
      }
    },
  };
}
