import type { MedLatticeError } from "../../errors/index.ts";
import type { DeviceDriver, DeviceEvent, DeviceSession, FrameCounters, LineSettings } from "../contract.ts";
import { type SessionClock, systemClock } from "./clock.ts";
import type { DeviceTransport, OpenLine, TransportSink } from "./contract.ts";
import { createSessionTime } from "./createSessionTime.ts";
import { openError, transportError } from "./errors.ts";
import { type LineFinding, type LineWatch, watchLine } from "./watchLine.ts";

export interface PumpOptions {
  readonly transport: DeviceTransport;
  readonly driver: DeviceDriver;
  /** Without it the driver's first. */
  readonly line?: LineSettings;
  readonly wantsWaves?: boolean;
  /** Never called with an empty list. */
  readonly onEvents: (events: readonly DeviceEvent[]) => void;
  /** Called when what it says changes. */
  readonly onLink?: (link: LinkReport) => void;
  /** Every piece as it came, for a recording of the raw bytes. @param at milliseconds since 1970 */
  readonly onBytes?: (bytes: Uint8Array, at: number) => void;
  readonly clock?: SessionClock;
}

/** How the line stands, in words. `failed`: it is of no use to try again; everything else mends itself or is ended by `stop`. */
export interface LinkReport extends Omit<LineFinding, "state"> {
  readonly state: LineFinding["state"] | "opening" | "lost" | "failed" | "stopped";
}

export interface Pump {
  readonly link: LinkReport;
  /** Of the whole session, over all its lines. */
  readonly counters: Readonly<FrameCounters>;
  /** The instrument is software; all its values are given as those of a demonstration. */
  readonly isSimulated: boolean;
  /** Says goodbye to the instrument where the driver knows how, and closes the line. */
  stop(): Promise<void>;
}

const TICK_MS = 250;
/** Timers of a hidden page fire once a minute, but bytes come: where the timer is late, they have time pass for the driver. */
const LATE_TICK_MS = 1_000;
const RETRY_MS = [500, 1_000, 2_000, 5_000] as const;
/** More than this waits to be sent only where nothing is taken off any more. */
const MAX_UNSENT_BYTES = 65_536;
const NOTHING: Readonly<FrameCounters> = {
  bytes: 0,
  good: 0,
  bad: 0,
  skippedBytes: 0,
  gaps: 0,
  lineErrors: 0,
};

/**
 * Runs one instrument: feeds what comes to the driver, sends what the driver wants to send, has its time pass, says in words what is wrong
 * with the line, and opens it again when it was lost. The driver's session outlives the line. What is kept is bounded.
 */
export function pump(options: PumpOptions): Pump {
  const {
    transport,
    driver,
    line = driver.lines[0],
    clock = systemClock,
    onEvents,
    onLink,
    onBytes,
  } = options;
  const wantsWaves = options.wantsWaves ?? true;
  let session: DeviceSession | undefined;
  let open: OpenLine | undefined;
  let watch: LineWatch | undefined;
  let link: LinkReport = { state: "opening", text: `${transport.label} is being opened.`, hints: [] };
  let isStopped = false;
  /** Once true it stays: a session keeps what it heard from one line to the next. */
  let isSimulated = false;
  let failures = 0;
  let unsent = 0;
  let tickedAt = -Infinity;
  let writing: Promise<void> = Promise.resolve();
  let cancelRetry = (): void => undefined;
  let opening: Promise<void> = Promise.resolve();
  /** Counts the lines, so that a late word of a line that is gone is not taken for the present one's. */
  let turn = 0;

  const time = createSessionTime(clock, (jumpMs) => {
    const seconds = Math.round(Math.abs(jumpMs) / 1000);
    const text =
      jumpMs > 0
        ? `This machine's clock went on by ${seconds} s, or the machine slept; the session follows.`
        : `This machine's clock was set back by ${seconds} s; the session goes on with the time it had.`;
    deliver([{ kind: "status", at: { receivedAt: clock.now() }, id: "clock-jump", text, level: "warning" }]);
    // What the instrument said meanwhile is lost, or stands at another time: no wave goes on across this.
    if (jumpMs > 0 && session !== undefined) deliver(session.lineError("overrun", clock.now()));
  });

  const report = (next: LinkReport): void => {
    if (next.state === link.state && next.text === link.text) return;
    link = next;
    onLink?.(next);
  };
  const deliver = (events: readonly DeviceEvent[]): void => {
    if (events.length > 0) onEvents(isSimulated ? events.map(asDemonstration) : events);
  };

  const flush = (): void => {
    const outgoing = session?.takeOutgoing() ?? [];
    const target = open;
    // What nobody can hear is not kept: the driver asks again when the line is back.
    if (target === undefined) return;
    const mine = turn;
    for (const bytes of outgoing) {
      unsent += bytes.length;
      writing = writing
        .then(() => target.write(bytes))
        .then(
          () => void (unsent -= bytes.length),
          (thrown: unknown) => lose(mine, openError(thrown)),
        );
    }
    if (unsent > MAX_UNSENT_BYTES) {
      lose(mine, transportError("TRANSPORT_STALLED", "What is sent to the instrument is not taken off."));
    }
  };

  const look = (now: number): void => {
    if (open !== undefined && watch !== undefined && session !== undefined) {
      report(watch.look(session.counters, now));
    }
  };

  function lose(which: number, reason: MedLatticeError): void {
    if (which !== turn || isStopped) return;
    turn += 1;
    const gone = open;
    open = undefined;
    gone?.close().catch(() => undefined);
    unsent = 0;
    writing = Promise.resolve();
    if (session !== undefined) deliver(session.lineError("unplugged", time()));
    retry(reason);
  }

  function retry(reason: MedLatticeError): void {
    const { message: text, hints } = reason;
    if (!reason.retryable) {
      report({ state: "failed", text, hints });
      stopTicking();
      return;
    }
    report({ state: "lost", text, hints });
    const wait = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 0;
    failures += 1;
    cancelRetry = clock.after(wait, connect);
  }

  function connect(): void {
    turn += 1;
    const mine = turn;
    const isMine = (): boolean => mine === turn && !isStopped;
    const sink: TransportSink = {
      bytes(bytes) {
        if (!isMine() || session === undefined) return;
        const now = time();
        onBytes?.(bytes, now);
        watch?.heard(bytes, now);
        deliver(session.push(bytes, now));
        if (now - tickedAt >= LATE_TICK_MS) pass(now);
        else flush();
      },
      lineError(kind) {
        if (isMine() && session !== undefined) deliver(session.lineError(kind, time()));
      },
      closed: (reason) => lose(mine, reason),
    };
    const begin = (opened: OpenLine): void => {
      if (!isMine()) return void opened.close().catch(() => undefined);
      const now = time();
      open = opened;
      isSimulated ||= opened.isSimulated === true;
      failures = 0;
      watch = watchLine(driver, line, now);
      session ??= driver.open({ startedAt: now, wantsWaves, ...(line === undefined ? {} : { line }) });
      flush();
      look(now);
    };
    opening = transport.open(line, sink).then(begin, (thrown: unknown) => {
      if (isMine()) retry(openError(thrown));
    });
  }

  function pass(now: number): void {
    if (session === undefined) return;
    tickedAt = now;
    deliver(session.tick(now));
    flush();
    look(now);
  }

  const stopTicking = clock.every(TICK_MS, () => pass(time()));
  connect();

  return {
    get link() {
      return link;
    },
    get counters() {
      return session?.counters ?? NOTHING;
    },
    get isSimulated() {
      return isSimulated;
    },
    async stop() {
      if (isStopped) return;
      isStopped = true;
      stopTicking();
      cancelRetry();
      await opening;
      const last = open;
      open = undefined;
      if (last !== undefined) {
        // A line that takes nothing off any more must not keep the session from ending.
        const goodbye = (session?.close?.() ?? []).map((bytes) => last.write(bytes));
        await Promise.race([Promise.allSettled(goodbye), new Promise((done) => setTimeout(done, 500))]);
        await last.close().catch(() => undefined);
      }
      report({ state: "stopped", text: "The session has ended.", hints: [] });
    },
  };
}

/** No value of an instrument in software may ever be taken for a patient's. */
function asDemonstration(event: DeviceEvent): DeviceEvent {
  return event.kind === "numeric" || event.kind === "wave" ? { ...event, quality: "demo" } : event;
}
