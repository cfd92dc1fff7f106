import { createStopwatch } from "../framing/createStopwatch.ts";
import type { Line } from "../stream/createStreamSession.ts";
import { encodeSlow, ESC, SOH, type SlowFrame } from "./frames.ts";
import type { Identity, StreamRange } from "./parseResponses.ts";
import type { ActiveStream } from "./createRealtimeWaves.ts";

/** Commands of MEDIBUS; every one of them only reads. */
export const CODE = {
  nak: 21,
  measured1: 36,
  low1: 37,
  high1: 38,
  alarms1: 39,
  clock: 40,
  settings: 41,
  texts: 42,
  alarms3: 35,
  measured2: 43,
  low2: 44,
  high2: 45,
  alarms2: 46,
  nop: 48,
  timeChanged: 73,
  initialise: 81,
  identify: 82,
  streams: 83,
  configure: 84,
  stop: 85,
  streamsChanged: 86,
} as const;

const OWN_IDENTITY = "0161'MedLattice'01.00:03.00";
const INITIALISE_EVERY_MS = 3_000;
const SILENT_AFTER_MS = 10_000;
const NOP_AFTER_MS = 1_500;
const SETTLE_MS = 200;
const FAST_PAGES_MS = 1_000;
const SLOW_PAGES_MS = 10_000;
const FAST_PAGES: readonly number[] = [CODE.measured1, CODE.alarms1];
const SLOW_PAGES: readonly number[] = [
  CODE.measured2,
  CODE.alarms2,
  CODE.texts,
  CODE.settings,
  CODE.low1,
  CODE.high1,
  CODE.clock,
];
/** Commands with an argument came with this revision; older instruments stumble over them. */
const FIRST_WITH_ARGUMENTS = 3;
/** Pressure, flow, CO2 in three units, volume, pleth: as many as the sync byte itself can name. */
const WANTED = ["00", "01", "06", "08", "07", "03", "24", "02"];
const MAX_STREAMS = 4;

export interface Host {
  readonly tick: (now: number) => void;
  readonly heard: (now: number) => void;
  readonly command: (frame: SlowFrame) => void;
  /** An answer that could be read, or the echo of a request. */
  readonly answered: (code: number) => void;
  readonly identified: (identity: Identity) => void;
  readonly offered: (ranges: readonly StreamRange[]) => void;
  readonly close: () => readonly Uint8Array[];
}

/**
 * The host's half: greets, answers every command by its echo, keeps the line alive and asks page after page, one at a time.
 * @param use is told which streams come once the instrument has agreed
 */
export function createHost(
  line: Line,
  startedAt: number,
  wantsWaves: boolean,
  use: (streams: readonly ActiveStream[]) => void,
): Host {
  const stopwatch = createStopwatch(startedAt);
  let phase: "off" | "greeted" | "running" = "off";
  let elapsed = 0;
  let heardAt = 0;
  let sentAt = -Infinity;
  let settledAt = 0;
  let outstanding: number | undefined;
  let askedAt = 0;
  let queue: (readonly [code: number, data: string])[] = [];
  let fastAt = 0;
  let slowAt = 0;
  let revision = 0;
  let chosen: readonly ActiveStream[] = [];
  let refused = new Set<number>();

  const put = (bytes: Uint8Array): void => {
    sentAt = elapsed;
    line.send(bytes);
  };
  const ask = (code: number, data = ""): void => {
    outstanding = code;
    askedAt = elapsed;
    put(encodeSlow(ESC, code, data));
  };
  const enqueue = (code: number, data = ""): void => {
    if (!refused.has(code) && !queue.some(([queued]) => queued === code)) queue.push([code, data]);
  };

  const restart = (): void => {
    phase = "off";
    outstanding = undefined;
    queue = [];
    refused = new Set();
    chosen = [];
  };

  const next = (): void => {
    if (phase !== "running" || outstanding !== undefined || elapsed < settledAt) return;
    const first = queue.shift();
    if (first !== undefined) ask(...first);
  };

  const begin = (): void => {
    phase = "running";
    // The instrument wants a moment after the greeting before it is configured.
    settledAt = elapsed + SETTLE_MS;
    fastAt = slowAt = settledAt;
    if (wantsWaves && revision >= FIRST_WITH_ARGUMENTS) enqueue(CODE.streams);
  };

  const fillQueue = (): void => {
    if (elapsed >= fastAt) {
      fastAt = elapsed + FAST_PAGES_MS;
      FAST_PAGES.forEach((code) => enqueue(code));
    }
    if (elapsed >= slowAt) {
      slowAt = elapsed + SLOW_PAGES_MS;
      SLOW_PAGES.forEach((code) => enqueue(code));
    }
  };

  return {
    tick(now) {
      elapsed = stopwatch(now);
      if (phase !== "off" && elapsed - heardAt > SILENT_AFTER_MS) {
        line.status("silent", "The instrument no longer answers; it is greeted again.", "warning");
        restart();
      }
      if (outstanding !== undefined && elapsed - askedAt > SILENT_AFTER_MS) outstanding = undefined;
      if (phase === "off" && elapsed - sentAt >= INITIALISE_EVERY_MS) put(encodeSlow(ESC, CODE.initialise));
      if (phase === "greeted" && outstanding === undefined) begin();
      if (phase === "running") {
        fillQueue();
        next();
      }
      if (phase !== "off" && elapsed - sentAt >= NOP_AFTER_MS && outstanding === undefined) ask(CODE.nop);
    },
    heard(now) {
      elapsed = stopwatch(now);
      heardAt = elapsed;
    },
    command({ code }) {
      put(encodeSlow(SOH, code, code === CODE.identify ? OWN_IDENTITY : ""));
      if (code === CODE.initialise) {
        restart();
        put(encodeSlow(ESC, CODE.initialise));
      } else if (code === CODE.stop) {
        line.status("stopped", "The instrument ended the link.", "info");
        restart();
      } else if (code === CODE.streamsChanged && wantsWaves) enqueue(CODE.streams);
      else if (code === CODE.timeChanged) enqueue(CODE.clock);
    },
    answered(code) {
      if (code === CODE.initialise && phase === "off") {
        phase = "greeted";
        line.status("connected", "The instrument answered the greeting.", "info");
        ask(CODE.identify);
        return;
      }
      if (code === CODE.nak && outstanding !== undefined) refused.add(outstanding);
      else if (code !== outstanding) return;
      outstanding = undefined;
      if (code === CODE.configure && chosen.length > 0) {
        use(chosen);
        put(Uint8Array.of(0xd0, 0xc1, 0xc0 | ((1 << chosen.length) - 1), 0xc0, 0xc0));
      }
      next();
    },
    identified(identity) {
      ({ revision } = identity);
      if (phase === "greeted") begin();
    },
    offered(ranges) {
      if (!wantsWaves || phase !== "running") return;
      const found = WANTED.flatMap((code) => ranges.filter((range) => range.code === code));
      chosen = found.slice(0, MAX_STREAMS).map((range) => ({ range, multiplier: 1 }));
      if (chosen.length > 0)
        queue.unshift([CODE.configure, chosen.map(({ range }) => `${range.code}01`).join("")]);
    },
    close() {
      if (phase === "off") return [];
      restart();
      return [encodeSlow(ESC, CODE.stop)];
    },
  };
}
