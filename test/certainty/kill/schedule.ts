import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../random.ts";
import type { RunningStack } from "../stack/runStack.ts";

/** The supervisor leaves a process down that stops more often than this in a minute (network/src/stack/supervisor.ts). */
const KILLS_PER_MINUTE = 4;
const MINUTE_MS = 60_000;
const LONGEST_WAIT_MS = 15_000;
const START_LASTS_MS = 7_000;

export interface KillOptions {
  readonly stack: RunningStack;
  readonly random: Random;
  readonly kills: number;
  /** Steps of the load so far, and those expected in all: kills are spread over them. */
  readonly steps: () => number;
  readonly expectedSteps: number;
  readonly isDone: () => boolean;
  readonly onKill: (what: string) => void;
}

export interface KillCount {
  /** By process name; `everything` and `parent` for those. */
  readonly byTarget: Readonly<Record<string, number>>;
  readonly total: number;
  /** Starts that were killed before they were through. */
  readonly duringStart: number;
}

/**
 * Kills one process after the other: every one of them once in random order, everything at once and the parent alone among them;
 * after that at random. What a supervisor has to start again it starts; the rest is started as a person would.
 */
export async function runKills(options: KillOptions): Promise<KillCount> {
  const { stack, random, kills, onKill } = options;
  const counts = new Map<string, number>();
  const times = new Map<string, number[]>();
  let duringStart = 0;
  const names = Object.keys(await stack.pids());
  const first = random.shuffled([...names, "everything", "parent"]);
  const total = (): number => [...counts.values()].reduce((sum, count) => sum + count, 0);
  const note = (name: string): void => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    onKill(name);
  };

  async function killOne(name: string): Promise<void> {
    const now = Date.now();
    const recent = (times.get(name) ?? []).filter((time) => now - time < MINUTE_MS);
    const pid = (await stack.pids())[name];
    if (recent.length >= KILLS_PER_MINUTE || pid === undefined) return;
    times.set(name, [...recent, now]);
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      // It went by itself in this very moment.
      if (error instanceof Error && "code" in error && error.code === "ESRCH") return;
      throw error;
    }
    note(name);
  }

  async function killStack(what: "everything" | "parent"): Promise<void> {
    await (what === "everything" ? stack.killAll() : stack.killParent());
    note(what);
    if (random.next() < 0.5 && (await stack.startAndKill(random.between(100, START_LASTS_MS)))) {
      duringStart += 1;
      note("everything");
    }
    if (!stack.isUp()) {
      const starts = await stack.start();
      if (starts > 1) onKill(`${starts} starts needed: ${stack.words.slice(-3).join(" | ")}`);
    }
    times.clear();
  }

  while (!options.isDone() && total() < kills) {
    const target =
      first[0] ?? (random.next() < 0.08 ? random.pick(["everything", "parent"]) : random.pick(names));
    const before = total();
    if (target === "everything" || target === "parent") await killStack(target);
    else await killOne(target);
    if (total() > before) first.shift();
    const due = (options.expectedSteps * total()) / kills;
    const end = Date.now() + LONGEST_WAIT_MS;
    while (options.steps() < due && Date.now() < end && !options.isDone()) await sleep(20);
    await sleep(random.between(0, 800));
  }
  return { byTarget: Object.fromEntries(counts), total: total(), duringStart };
}
