import { statSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import { type PeerTls, TLS_FILES, readPeerTls } from "./peerTls.ts";

const LOOK_MS = 30_000;

/** The TLS options of now; certificates hold for weeks and lists change, so they are read again when their files are. */
export interface FollowedTls {
  current(): PeerTls;
  onChange(listener: (tls: PeerTls) => void): void;
  stop(): void;
}

/** Follows a TLS folder. A folder that is half written is left for the next look; what held before holds on. */
export function followPeerTls(folder: string, logger: Logger): FollowedTls {
  let tls = readPeerTls(folder);
  let seen = stateOf(folder);
  const listeners: ((tls: PeerTls) => void)[] = [];
  const timer = setInterval(() => {
    const state = stateOf(folder);
    if (state === seen) return;
    try {
      tls = readPeerTls(folder);
      seen = state;
      for (const listener of listeners) listener(tls);
      logger.info("certificates read again");
    } catch (error) {
      logger.error({ err: error }, "certificates cannot be read again");
    }
  }, LOOK_MS);
  timer.unref();
  return {
    current: () => tls,
    onChange: (listener) => void listeners.push(listener),
    stop: () => clearInterval(timer),
  };
}

/** Files are replaced, never written into, so inode and time tell a new one. */
function stateOf(folder: string): string {
  return TLS_FILES.map((name) => {
    const stat = statSync(join(folder, name), { throwIfNoEntry: false });
    return stat === undefined ? "none" : `${stat.ino} ${stat.mtimeMs}`;
  }).join();
}
