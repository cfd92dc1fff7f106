import { MedLatticeError } from "@medlattice/sdk/errors";
import type { PkiChange } from "../pki/index.ts";

/** Lists hold seven days and are renewed in their last third, so an hour is often enough even if most attempts fail. */
const EVERY_MS = 3_600_000;

export interface KeepCertifiedOptions {
  /** `maintainPki` on the stack's folder. */
  readonly maintain: () => Promise<readonly PkiChange[]>;
  /** What was renewed, and what went wrong, in words. */
  readonly onEvent: (message: string) => void;
  readonly everyMs?: number;
}

/**
 * Keeps certificates and revocation lists fresh while the stack is up: who has no fresh list believes nobody, so a stack that
 * was only looked after at its start would fall apart within a week. The oracles read their folders again by themselves.
 *
 * @returns stops it; when it resolves nothing is being written any more
 */
export function keepCertified({
  maintain,
  onEvent,
  everyMs = EVERY_MS,
}: KeepCertifiedOptions): () => Promise<void> {
  let running = Promise.resolve();
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = round().finally(() => (busy = false));
  }, everyMs);
  timer.unref();

  async function round(): Promise<void> {
    try {
      for (const { kind, dnsName, outcome } of await maintain()) onEvent(`${kind} of ${dnsName} ${outcome}`);
    } catch (error) {
      // The next round tries again; until the third part of a lifetime is over nothing is lost.
      const code = error instanceof MedLatticeError ? error.code : String(error);
      onEvent(`certificates could not be looked after (${code}); trying again later`);
    }
  }

  return async () => {
    clearInterval(timer);
    await running;
  };
}
