import { proxy, type Remote, wrap } from "comlink";
import type { Engine } from "../engine/createEngine.ts";
import { carryErrors } from "../engine/errors.ts";
import type { SignatureDesk } from "../engine/session/signatureDesk.ts";

/** The engine as pages see it: the same areas and verbs, each answering with a promise. */
export type RemoteEngine = { readonly [Area in Exclude<keyof Engine, "attach">]: Remote<Engine[Area]> };

export interface RunningEngine {
  readonly engine: RemoteEngine;
  /** Ends the worker: with it go all keys and plaintext from the browser's memory. */
  stop(): void;
}

/** Starts the worker; everything the page knows of records comes from it. */
export function startEngine(desk: SignatureDesk): RunningEngine {
  carryErrors();
  const worker = new Worker(new URL("../engine/main.ts", import.meta.url), { type: "module" });
  const remote = wrap<Engine>(worker);
  // Messages keep their order, so every later call finds the desk.
  void remote.attach(proxy(desk));
  return { engine: asAreas(remote), stop: () => worker.terminate() };
}

function asAreas(remote: unknown): RemoteEngine {
  // comlink makes nested objects reachable as paths, but types them as promises of copies.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return remote as RemoteEngine;
}
