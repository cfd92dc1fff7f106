import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const entry = fileURLToPath(new URL("./process.ts", import.meta.url));
const followParent = fileURLToPath(new URL("../../../network/src/stack/followParent.ts", import.meta.url));
const UP_LINE = JSON.stringify({ event: "up" });
const UP_TIMEOUT_MS = 180_000;
const PIDS_TIMEOUT_MS = 10_000;

/** The stack as a process that can be killed and started again on the same folder. */
export interface RunningStack {
  readonly stateFolder: string;
  /** Whether everything of the last start was there, and the process still is. */
  isUp(): boolean;
  /** Starts until it is up; a start that fails is tried again, as a person would. @returns how many starts it took */
  start(): Promise<number>;
  /** Starts, and kills the whole group after that time if it is not up by then. @returns whether it was killed */
  startAndKill(afterMs: number): Promise<boolean>;
  /** Process ids by name; empty while the parent does not answer. */
  pids(): Promise<Readonly<Record<string, number>>>;
  /** `kill -9` of the parent and of every process of the stack, all in one call. */
  killAll(): Promise<void>;
  /** `kill -9` of the parent alone; the others notice, and end by themselves. */
  killParent(): Promise<void>;
  /** Stops in good order. */
  stop(): Promise<void>;
  /** What the parent said, newest last. */
  readonly words: readonly string[];
}

/** @param environment further variables of the whole stack, for faults/preload.ts */
export function runStack(
  stateFolder: string,
  environment: Readonly<Record<string, string>> = {},
): RunningStack {
  let child: ChildProcess | null = null;
  let up = false;
  const words: string[] = [];

  function spawnStack(): { readonly ready: Promise<void>; readonly exited: Promise<void> } {
    // A group of its own, so that one call reaches the parent and all that it started.
    const spawned = spawn(process.execPath, ["--import", followParent, entry, stateFolder], {
      detached: true,
      env: { ...process.env, ...environment },
      stdio: ["pipe", "pipe", "pipe", "ipc"],
    });
    child = spawned;
    up = false;
    const exited = new Promise<void>((resolve) => {
      spawned.once("exit", () => {
        if (child === spawned) {
          child = null;
          up = false;
        }
        resolve();
      });
    });
    if (spawned.stderr !== null)
      createInterface({ input: spawned.stderr }).on("line", (line) => words.push(line));
    const ready = new Promise<void>((resolve, reject) => {
      if (spawned.stdout !== null) {
        createInterface({ input: spawned.stdout }).on("line", (line) => {
          if (line !== UP_LINE) return;
          up = true;
          resolve();
        });
      }
      void exited.then(() => reject(new Error(`the stack stopped: ${words.at(-1) ?? "without a word"}`)));
    });
    ready.catch(() => undefined);
    return { ready, exited };
  }

  async function kill(pid: number | undefined): Promise<void> {
    const dying = child;
    if (dying === null || pid === undefined) return;
    const exited = once(dying, "exit");
    process.kill(pid, "SIGKILL");
    await exited;
  }

  return {
    stateFolder,
    words,
    isUp: () => up,
    async start() {
      const end = Date.now() + UP_TIMEOUT_MS;
      for (let starts = 1; ; starts++) {
        try {
          await spawnStack().ready;
          return starts;
        } catch (error) {
          if (Date.now() > end) throw error;
          await sleep(500);
        }
      }
    },
    async startAndKill(afterMs) {
      const { ready, exited } = spawnStack();
      const isUp = await Promise.race([ready.then(() => true), sleep(afterMs).then(() => false)]);
      if (isUp) return false;
      if (child !== null) process.kill(-(child.pid ?? 0), "SIGKILL");
      await exited;
      return true;
    },
    async pids() {
      const asked = child;
      if (asked === null || !asked.connected) return {};
      const answered = once(asked, "message", { signal: AbortSignal.timeout(PIDS_TIMEOUT_MS) });
      asked.send("pids", () => undefined);
      const [message] = (await answered.catch(() => [{}])) as unknown[];
      return z.record(z.string(), z.number()).parse(message);
    },
    killAll: async () => kill(child?.pid === undefined ? undefined : -child.pid),
    killParent: async () => kill(child?.pid),
    async stop() {
      const stopping = child;
      if (stopping === null) return;
      const exited = once(stopping, "exit");
      stopping.kill("SIGTERM");
      await exited;
    },
  };
}
