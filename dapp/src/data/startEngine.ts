import { type Remote, wrap } from "comlink";
import type { Engine } from "../engine/createEngine.ts";
import { carryErrors } from "../engine/errors.ts";

export type RemoteEngine = Remote<Engine>;

/** Starts the worker; everything the page knows of records comes from it. */
export function startEngine(): RemoteEngine {
  carryErrors();
  const worker = new Worker(new URL("../engine/main.ts", import.meta.url), { type: "module" });
  return wrap<Engine>(worker);
}
