import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { journalPath } from "../../src/chain/index.ts";
import type { ChainConfigInput } from "../../src/chain/config.ts";

const MAIN = fileURLToPath(new URL("../../src/chain/main.ts", import.meta.url));
const readySchema = z.object({ url: z.string(), height: z.number() });
/** Linux counts processor time in hundredths of a second. */
const MS_PER_TICK = 10;

/** One chain as in production: a process of its own with its journal on this disk. */
export interface ChainProcess {
  readonly url: string;
  /** From starting the process to its ready line. */
  readonly startMs: number;
  readonly folder: string;
  journalBytes(): Promise<number>;
  /** Processor time used so far, in ms; 0 where the system does not tell. */
  cpuMs(): Promise<number>;
  residentMegabytes(): Promise<number>;
  /** Ends it in order and starts it again on the same folder. */
  restart(): Promise<ChainProcess>;
  /** Ends it and removes its folder. */
  close(): Promise<void>;
}

export async function startChainProcess(
  config: Omit<ChainConfigInput, "dataDir">,
  existingFolder?: string,
): Promise<ChainProcess> {
  const folder = existingFolder ?? (await mkdtemp(join(tmpdir(), "medlattice-bench-")));
  const file = join(folder, "config.json");
  const dataDir = join(folder, "chain");
  await writeFile(file, JSON.stringify({ ...config, dataDir }));
  const started = performance.now();
  const child = spawn(process.execPath, [MAIN, file], { stdio: ["ignore", "pipe", "inherit"] });
  const [data] = await once(child.stdout, "data");
  const startMs = performance.now() - started;
  const { url } = readySchema.parse(JSON.parse(String(data)));
  return {
    url,
    startMs,
    folder,
    journalBytes: async () => (await stat(journalPath(dataDir))).size,
    cpuMs: () => cpuMsOf(child),
    residentMegabytes: () => residentOf(child),
    async restart() {
      await end(child);
      return startChainProcess(config, folder);
    },
    async close() {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
}

async function cpuMsOf({ pid }: ChildProcess): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * MS_PER_TICK;
}

async function residentOf({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}
