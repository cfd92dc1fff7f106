import { arch, availableParallelism, cpus, loadavg, platform, release, totalmem } from "node:os";

const GIGABYTE = 2 ** 30;

/** What numbers were measured on: they mean little without it. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly system: string;
  readonly node: string;
  /** Mean number of busy processes over the minute before the first row, and over the one before the end. */
  readonly load: { readonly before: number; readonly after: number };
  /** ISO 8601. */
  readonly date: string;
}

/** Call it before measuring; the answer completes it afterwards. */
export function lookAtMachine(): () => Machine {
  const before = minuteLoad();
  const date = new Date().toISOString();
  return () => ({
    cpu: cpus()[0]?.model.replaceAll(/\s+/g, " ").trim() ?? "unknown processor",
    cores: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / GIGABYTE),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.versions.node,
    load: { before, after: minuteLoad() },
    date,
  });
}

/** One line for people, with a word of warning when others were busy on the machine. */
export function describeMachine({ cpu, cores, memoryGigabytes, system, node, load, date }: Machine): string {
  const parts = [
    `${cpu}, ${cores} cores`,
    `${memoryGigabytes} GB`,
    system,
    `Node ${node}`,
    `load ${load.before.toFixed(1)} before and ${load.after.toFixed(1)} after`,
    date.slice(0, 10),
  ];
  const isBusy = load.before > cores / 4;
  return `Machine: ${parts.join(" · ")}${isBusy ? "\nThe machine was busy before this began: the numbers are worse than it can do." : ""}`;
}

function minuteLoad(): number {
  return Math.round((loadavg()[0] ?? 0) * 100) / 100;
}
