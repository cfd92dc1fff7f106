import { type Remote, wrap } from "comlink";
import { carryErrors } from "../../engine/errors.ts";
import type { Recorder } from "../contract.ts";

export interface RunningRecorder {
  readonly remote: Remote<Recorder>;
  /** Ends the worker and with it every line; what was journaled stays. */
  stop(): void;
}

export function startRecorder(): RunningRecorder {
  carryErrors();
  const worker = new Worker(new URL("../recorder/main.ts", import.meta.url), { type: "module" });
  return { remote: wrap<Recorder>(worker), stop: () => worker.terminate() };
}
