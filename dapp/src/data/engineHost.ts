import type { SignatureDesk } from "../engine/session/signatureDesk.ts";
import { type RemoteEngine, type RunningEngine, startEngine } from "./startEngine.ts";

export interface EngineHost {
  /** Stays the same object for as long as the page lives; a worker is started when an area of it is first used. */
  readonly engine: RemoteEngine;
  /** Ends the worker, and with it everything it knew. The next use starts another. */
  stop(): void;
}

/** Keeps one worker for the page, or none. */
export function createEngineHost(desk: SignatureDesk): EngineHost {
  let running: RunningEngine | null = null;
  const handler: ProxyHandler<RemoteEngine> = {
    get(_, area) {
      running ??= startEngine(desk);
      return Reflect.get(running.engine, area);
    },
  };
  // Nothing is read from the target: every area comes from the running worker.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const engine = new Proxy({} as RemoteEngine, handler);
  return {
    engine,
    stop() {
      running?.stop();
      running = null;
    },
  };
}
