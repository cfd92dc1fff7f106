import { MedLatticeError } from "../../../errors/index.ts";
import type { DeviceDriver, DeviceSession, LineSettings } from "../../contract.ts";
import { createTrial, type Trial } from "../../identify.ts";
import { canSend } from "../canSend.ts";
import type { SessionClock } from "../clock.ts";
import type { DeviceTransport, OpenLine } from "../contract.ts";

/** Instruments that speak by themselves do so every three seconds at least. */
const SILENT_AFTER_MS = 4_000;
const ANSWER_WITHIN_MS = 4_000;
/** One line a second, of which three are needed. */
const LONGEST_MS = 9_000;
/** So much, or so many of the line's errors, without one right frame is another speed, parity or protocol. */
const UNREADABLE_BYTES = 200;
const UNREADABLE_ERRORS = 20;
const LOOK_MS = 100;

/** What came over a line that was set in one way. */
export type Heard =
  | "nothing"
  /** Bytes that no driver understands. */
  | "unreadable"
  /** A driver, or more than one, understood some of it. */
  | "something"
  /** One driver understood enough of it to be sure. */
  | "instrument"
  /** The port does not know these settings. */
  | "not settable"
  /** The line was lost meanwhile. */
  | "lost";

export interface LineAttempt {
  readonly line: LineSettings;
  /** Names of the drivers that listened. */
  readonly drivers: readonly string[];
  /** Whether the one driver asked, too. */
  readonly asked: boolean;
  readonly heard: Heard;
  /** Names of those that understood some of it, and most of what came afterwards. */
  readonly understoodBy: readonly string[];
  readonly bytes: number;
  readonly lineErrors: number;
}

export interface TryLineOptions {
  readonly transport: DeviceTransport;
  readonly line: LineSettings;
  /** Only one, where it may ask. */
  readonly drivers: readonly DeviceDriver[];
  readonly asks: boolean;
  readonly clock: SessionClock;
  readonly signal?: AbortSignal;
}

interface Candidate {
  readonly driver: DeviceDriver;
  readonly session: DeviceSession;
  readonly trial: Trial;
}

/** Opens the line, hears who speaks, and closes it again. @throws whatever `open` throws, but for settings that the port does not know */
export async function tryLine(options: TryLineOptions): Promise<LineAttempt> {
  const { transport, line, drivers, asks, clock } = options;
  const candidates = drivers.map((driver): Candidate => {
    const session = driver.open({ startedAt: clock.now(), line, wantsWaves: false });
    return { driver, session, trial: createTrial(session) };
  });
  let bytes = 0;
  let lineErrors = 0;
  const end = (heard: Heard): LineAttempt => ({
    line,
    drivers: drivers.map(({ name }) => name),
    asked: asks,
    heard,
    understoodBy: understanding(candidates).map(({ driver }) => driver.name),
    bytes,
    lineErrors,
  });
  const startedAt = clock.elapsed();
  const judge = (): Heard | undefined => {
    const waited = clock.elapsed() - startedAt;
    const understood = understanding(candidates);
    const sure = candidates.filter(({ trial }) => trial.fits());
    if (sure.length === 1 && (understood.length === 1 || waited >= LONGEST_MS)) return "instrument";
    if (bytes === 0 && lineErrors === 0) {
      return waited >= (asks ? ANSWER_WITHIN_MS : SILENT_AFTER_MS) ? "nothing" : undefined;
    }
    const isStrange = bytes >= UNREADABLE_BYTES || lineErrors >= UNREADABLE_ERRORS;
    if (understood.length === 0 && (isStrange || waited >= LONGEST_MS)) return "unreadable";
    return waited >= LONGEST_MS ? "something" : undefined;
  };

  let finish: (heard: Heard) => void = () => undefined;
  const finished = new Promise<Heard>((resolve) => (finish = resolve));
  let open: OpenLine | undefined;
  const speak = (): void => {
    for (const { driver, session } of asks ? candidates : []) {
      for (const message of session.takeOutgoing()) {
        if (canSend(driver.name, message)) open?.write(message).catch(() => finish("lost"));
      }
    }
  };
  try {
    open = await transport.open(line, {
      bytes(part) {
        bytes += part.length;
        for (const { trial } of candidates) trial.push(part, clock.now());
        speak();
      },
      lineError(kind) {
        lineErrors++;
        for (const { session } of candidates) session.lineError(kind, clock.now());
      },
      closed: () => finish("lost"),
    });
  } catch (thrown) {
    const isSettings = thrown instanceof MedLatticeError && thrown.code === "TRANSPORT_SETTINGS";
    if (isSettings) return end("not settable");
    throw thrown;
  }
  let last: Heard | undefined;
  const stopLooking = clock.every(LOOK_MS, () => {
    if (asks) for (const { session } of candidates) session.tick(clock.now());
    speak();
    if (options.signal?.aborted === true) finish("nothing");
    const heard = judge();
    // Twice the same: where this program was held up, bytes that came in time are still to be taken.
    if (heard !== undefined && heard === last) finish(heard);
    last = heard;
  });
  speak();
  const heard = await finished;
  stopLooking();
  await sayGoodbye(open, asks ? candidates : []);
  await open.close().catch(() => undefined);
  return end(heard);
}

function understanding(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.filter(({ trial }) => trial.seems());
}

async function sayGoodbye(open: OpenLine, candidates: readonly Candidate[]): Promise<void> {
  const words = candidates.flatMap(({ driver, session }) =>
    (session.close?.() ?? []).filter((message) => canSend(driver.name, message)),
  );
  const written = Promise.allSettled(words.map((message) => open.write(message)));
  // A line that takes nothing off any more must not keep the search from going on.
  await Promise.race([written, new Promise((done) => setTimeout(done, 500))]);
}
