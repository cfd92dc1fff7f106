import { statSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import { FILES } from "./tlsFiles.ts";
import { type OracleTls, tlsOptions } from "./tlsOptions.ts";

const LOOK_MS = 30_000;

/** The TLS options of now; certificates hold for weeks and lists for days, so they are read again when their files change. */
export interface FollowedTls {
  current(): OracleTls;
  onChange(listener: (tls: OracleTls) => void): void;
  stop(): void;
}

/**
 * Follows an oracle's folder, so that renewals and revocations reach a running program. A folder that is half written is left for
 * the next look; what held before holds on.
 *
 * @throws InvalidInputError what {@link tlsOptions} throws for the folder as it is now
 */
export function followTlsFolder(
  folder: string,
  logger: Pick<Logger, "info" | "error">,
  intervalMs = LOOK_MS,
): FollowedTls {
  let seen = stateOf(folder);
  let tls = tlsOptions(folder);
  const listeners: ((tls: OracleTls) => void)[] = [];
  const timer = setInterval(() => {
    const state = stateOf(folder);
    if (state === seen) return;
    try {
      tls = tlsOptions(folder);
      seen = state;
    } catch (error) {
      logger.error({ err: error }, "certificates cannot be read again");
      return;
    }
    for (const listener of listeners) listener(tls);
    logger.info("certificates read again");
  }, intervalMs);
  timer.unref();
  return {
    current: () => tls,
    onChange: (listener) => void listeners.push(listener),
    stop: () => clearInterval(timer),
  };
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
