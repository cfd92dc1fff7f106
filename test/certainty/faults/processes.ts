import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { RunningStack } from "../stack/runStack.ts";
import type { Lie } from "./lies.ts";

const preload = fileURLToPath(new URL("./preload.ts", import.meta.url));
const BACK_MS = 60_000;

export interface Fault {
  readonly clockSeconds?: number;
  readonly lie?: Lie;
}

/** Variables of a network whose processes can be given faults while they run. */
export function faultEnvironment(folder: string): Readonly<Record<string, string>> {
  return { MEDLATTICE_FAULTS: folder, NODE_OPTIONS: `--import=${preload}` };
}

/** Gives a process a fault, or takes it away; a clock changes when the process is started again. */
export async function setFault(folder: string, name: string, fault: Fault | null): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  if (fault === null) await rm(file, { force: true });
  else await writeFile(file, JSON.stringify(fault));
}

/** Kills one process and waits until the supervisor has it running again under another id, and answering at `url`. */
export async function restart(stack: RunningStack, name: string, url: string): Promise<void> {
  const before = (await stack.pids())[name];
  if (before === undefined) throw new Error(`${name} does not run: ${stack.words.slice(-5).join(" | ")}`);
  process.kill(before, "SIGKILL");
  await until(`${name} is back`, async () => {
    const now = (await stack.pids())[name];
    return now !== undefined && now !== before && (await answers(url));
  });
}

/** Waits for something that other processes do. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + BACK_MS; ; await sleep(200)) {
    if (await holds()) return;
    if (Date.now() > end) throw new Error(`it did not happen within a minute: ${what}`);
  }
}

async function answers(url: string): Promise<boolean> {
  return await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    () => true,
    () => false,
  );
}
