import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { UnavailableError } from "@medlattice/sdk/errors";

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 8_000;
const RESTART_DELAY_MS = 500;
/** A process that keeps dying is left down, so that its last words can be read. */
const MAX_RESTARTS_PER_MINUTE = 5;
const KEPT_ERROR_LINES = 20;
const followParent = fileURLToPath(new URL("./followParent.ts", import.meta.url));

export interface ProcessPlan {
  readonly name: string;
  /** Absolute path of the TypeScript entry; it prints one JSON line when it is ready. */
  readonly entry: string;
  readonly args: readonly string[];
}

export interface Supervisor {
  /** Starts a process and waits until it says that it is ready; answers with that line, parsed. */
  start(plan: ProcessPlan): Promise<Readonly<Record<string, unknown>>>;
  /** Process ids by name, of those that run now. */
  pids(): Readonly<Record<string, number>>;
  /** Stops one process and leaves it down. */
  halt(name: string): Promise<void>;
  /** Starts a process again that was halted, or that stays down because it kept dying. */
  resume(name: string): Promise<void>;
  /** Stops everything in reverse order of start. */
  stop(): Promise<void>;
}

/** Runs the stack's processes: logs to files, restarts what dies, leaves nothing behind. */
export function createSupervisor(options: {
  readonly logDirectory: string;
  readonly onEvent: (message: string) => void;
}): Supervisor {
  const running = new Map<string, ChildProcess>();
  const restarts = new Map<string, number[]>();
  const order: string[] = [];
  const plans = new Map<string, ProcessPlan>();
  const halted = new Set<string>();
  let stopping = false;

  async function start(plan: ProcessPlan): Promise<Readonly<Record<string, unknown>>> {
    await mkdir(options.logDirectory, { recursive: true });
    const log = createWriteStream(join(options.logDirectory, `${plan.name}.log`), {
      flags: "a",
      mode: 0o600,
    });
    // A disk too full for a log line must not stop the network; the stream takes no more, and the process goes on.
    log.once("error", (error) => options.onEvent(`${plan.name} runs on without its log (${error.message})`));
    const child = spawn(process.execPath, ["--import", followParent, plan.entry, ...plan.args], {
      stdio: ["pipe", "pipe", "pipe"],
    });
    running.set(plan.name, child);
    plans.set(plan.name, plan);
    if (!order.includes(plan.name)) order.push(plan.name);
    let wasReady = false;
    child.once("exit", (code, signal) => {
      running.delete(plan.name);
      // One that never got ready says why to whoever started it.
      if (!stopping && wasReady && !halted.has(plan.name)) restartLater(plan, signal ?? `code ${code}`);
    });
    const message = await waitUntilReady(plan, child, log);
    wasReady = true;
    return message;
  }

  function restartLater(plan: ProcessPlan, reason: string): void {
    const now = Date.now();
    const recent = (restarts.get(plan.name) ?? []).filter((time) => now - time < 60_000);
    restarts.set(plan.name, [...recent, now]);
    if (recent.length >= MAX_RESTARTS_PER_MINUTE) {
      options.onEvent(
        `${plan.name} keeps stopping (${reason}); it stays down. See ${options.logDirectory}/${plan.name}.log`,
      );
      return;
    }
    options.onEvent(`${plan.name} stopped (${reason}); starting it again`);
    setTimeout(() => {
      if (stopping || halted.has(plan.name)) return;
      start(plan).catch((error: unknown) => {
        restartLater(plan, error instanceof Error ? error.message : String(error));
      });
    }, RESTART_DELAY_MS);
  }

  async function halt(name: string): Promise<void> {
    halted.add(name);
    await stopOne(name);
  }

  async function resume(name: string): Promise<void> {
    halted.delete(name);
    const plan = plans.get(name);
    if (plan !== undefined && !running.has(name)) await start(plan);
  }

  /** Those that need others stop first: oracles, then replicas, then the chains they follow. */
  async function stop(): Promise<void> {
    stopping = true;
    const layers = Map.groupBy(order, (name) => name.slice(0, name.indexOf("-")));
    for (const names of [...layers.values()].toReversed()) await Promise.all(names.map(stopOne));
  }

  async function stopOne(name: string): Promise<void> {
    const child = running.get(name);
    if (child === undefined) return;
    const exited = new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
    });
    child.kill("SIGTERM");
    const force = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
    await exited;
    clearTimeout(force);
  }

  function pids(): Readonly<Record<string, number>> {
    return Object.fromEntries(
      [...running].flatMap(([name, { pid }]) => (pid === undefined ? [] : [[name, pid]])),
    );
  }

  return { start, pids, halt, resume, stop };
}

async function waitUntilReady(
  plan: ProcessPlan,
  child: ChildProcess,
  log: WriteStream,
): Promise<Readonly<Record<string, unknown>>> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error("the process has no output pipes");
  const lastWords: string[] = [];
  createInterface({ input: stderr }).on("line", (line) => {
    log.write(`${line}\n`);
    lastWords.push(line);
    if (lastWords.length > KEPT_ERROR_LINES) lastWords.shift();
  });
  return await new Promise((resolve, reject) => {
    const fail = (what: string): void => {
      reject(
        new UnavailableError(
          "PROCESS_FAILED",
          `${plan.name} ${what}${lastWords.length === 0 ? "." : `: ${lastWords.at(-1)}`}`,
          {
            hints: [`Its log is ${String(log.path)}.`],
          },
        ),
      );
    };
    const timer = setTimeout(
      () => fail(`did not get ready within ${READY_TIMEOUT_MS / 1000} s`),
      READY_TIMEOUT_MS,
    );
    child.once("error", (error) => fail(`could not be started (${error.message})`));
    // "close" comes after the last output, so the reason a process gives for stopping is not lost.
    child.once("close", () => {
      clearTimeout(timer);
      log.end();
      fail("stopped before it was ready");
    });
    let isReady = false;
    createInterface({ input: stdout }).on("line", (line) => {
      log.write(`${line}\n`);
      if (isReady || !line.startsWith("{")) return;
      const message = parseReadyLine(line);
      if (message === null) return;
      isReady = true;
      clearTimeout(timer);
      resolve(message);
    });
  });
}

function parseReadyLine(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const message: unknown = JSON.parse(line);
    const isReady =
      typeof message === "object" && message !== null && "event" in message && message.event === "ready";
    return isReady ? { ...message } : null;
  } catch {
    return null;
  }
}
