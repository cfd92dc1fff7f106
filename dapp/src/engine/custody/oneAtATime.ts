import { toBase64Url, utf8 } from "@medlattice/sdk/codec";
import { UnavailableError } from "@medlattice/sdk/errors";
import type { MasterKey } from "@medlattice/sdk/keys";

const WAIT_MS = 20_000;

/** An officer's steps, one after the other over all tabs of this browser (Web Locks). */
export interface OneAtATime {
  /** Waits for the others, but not for a tab in which a wallet waits for its person. @throws UnavailableError `CUSTODY_OTHER_TAB` */
  run<T>(step: () => Promise<T>): Promise<T>;
  /** Does it only when nobody else is at it; null otherwise. */
  runIfIdle<T>(step: () => Promise<T>): Promise<T | null>;
}

/** @param master whose steps they are; another officer in the same browser waits for nobody */
export function oneAtATime(master: MasterKey, waitMs = WAIT_MS): OneAtATime {
  const name = `medlattice-officer-step ${toBase64Url(
    master.derive("medlattice/custody-place/v1", [utf8("step")], 32),
  )}`;
  return {
    async run(step) {
      const waiting = new AbortController();
      const timer = setTimeout(() => waiting.abort(), waitMs);
      let hasBegun = false;
      try {
        return await navigator.locks.request(name, { signal: waiting.signal }, async () => {
          hasBegun = true;
          clearTimeout(timer);
          return await step();
        });
      } catch (error) {
        if (hasBegun || !waiting.signal.aborted) throw error;
        throw new UnavailableError("CUSTODY_OTHER_TAB", "Another tab of this page is taking a step.", {
          hints: ["Answer your wallet there, or close that tab."],
        });
      } finally {
        clearTimeout(timer);
      }
    },
    runIfIdle: async (step) =>
      await navigator.locks.request(name, { ifAvailable: true }, async (lock) =>
        lock === null ? null : await step(),
      ),
  };
}
