import { statSync } from "node:fs";
import { join } from "node:path";
import { FILES } from "./folder.ts";
import { type OracleTls, tlsOptions } from "./tlsOptions.ts";

const DEFAULT_INTERVAL_MS = 60_000;

/**
 * Reads an oracle's folder again whenever its certificate or lists change, so that renewals and revocations reach a running
 * program: `apply` gets the new options, as for `server.setSecureContext(tls.server)` and a new client agent.
 *
 * @param onError gets what {@link tlsOptions} throws for a folder that is half written; the next look tries again
 * @returns stops following
 */
export function followTlsFolder({
  folder,
  apply,
  onError,
  intervalMs = DEFAULT_INTERVAL_MS,
}: {
  readonly folder: string;
  readonly apply: (tls: OracleTls) => void;
  readonly onError: (error: unknown) => void;
  readonly intervalMs?: number;
}): () => void {
  let seen = stateOf(folder);
  const timer = setInterval(() => {
    const state = stateOf(folder);
    if (state === seen) return;
    try {
      apply(tlsOptions(folder));
      seen = state;
    } catch (error) {
      onError(error);
    }
  }, intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Files are replaced, never written into, so that inode and time say whether one is new. */
function stateOf(folder: string): string {
  return Object.values(FILES)
    .map((name) => {
      const stat = statSync(join(folder, name), { throwIfNoEntry: false });
      return stat === undefined ? "none" : `${stat.ino} ${stat.mtimeMs}`;
    })
    .join();
}
