import { createStopwatch } from "../framing/createStopwatch.ts";
import type { Line } from "../stream/createStreamSession.ts";
import { encodeFrame } from "./link.ts";
import * as messages from "./messages.ts";

const { OBJECT, SECOND } = messages;
const ASSOCIATE_EVERY_MS = 5_000;
const SILENT_AFTER_MS = 10_000;
const ALARMS_EVERY_MS = 2_000;
const KEEP_ALIVE_EVERY_MS = 5_000;
const SINGLE_EVERY_MS = 1_000;
/** An extended poll lasts ten minutes and is renewed after eight. */
const LASTING_TICKS = 600 * SECOND;
const RENEW_EVERY_MS = 480_000;
const GROUP = { all: 0x0000, alarms: 0x0801, system: 0x080c } as const;
/** What is asked for where the export port has no list of its own: ECG II, pleth, arterial pressure, CO2, respiration. */
const WAVES = [0x00020102, 0x00024bb4, 0x00024a10, 0x000250ac, 0x00025000];

interface Poll {
  readonly number: number;
  readonly object: number;
  readonly group: number;
  isExtended: boolean;
  everyMs: number;
  dueAt: number;
  invokeId: number;
}

export interface Host {
  readonly tick: (now: number) => void;
  /** Something right came from the monitor. */
  readonly heard: (now: number) => void;
  /** @param options of the extended polls the monitor grants */
  readonly accepted: (options: number) => void;
  readonly created: (invokeId: number, object: Uint8Array, monitorTime: number) => void;
  readonly refusedOperation: (invokeId: number) => void;
  /** @param labels in the export port's list of waves */
  readonly toldWaves: (labels: number) => void;
  readonly ended: () => void;
  readonly close: () => readonly Uint8Array[];
}

/** The host's half of the link: associates, answers the create event, polls and keeps alive (devices.md §1). */
export function createHost(line: Line, startedAt: number, wantsWaves: boolean): Host {
  const stopwatch = createStopwatch(startedAt);
  let phase: "off" | "creating" | "ready" = "off";
  let elapsed = 0;
  let askedAt = -Infinity;
  let heardAt = 0;
  let invokeId = 0;
  let polls: Poll[] = [];
  let mayExtend = true;

  const send = (message: Uint8Array): void => line.send(encodeFrame(message));
  const nextId = (): number => (invokeId = (invokeId % 0xffff) + 1);

  const plan = (): void => {
    const stream = (number: number, object: number): Poll => ({
      number,
      object,
      group: GROUP.all,
      isExtended: mayExtend,
      dueAt: elapsed,
      invokeId: 0,
      everyMs: mayExtend ? RENEW_EVERY_MS : SINGLE_EVERY_MS,
    });
    const single = (number: number, object: number, group: number, everyMs: number): Poll => ({
      number,
      object,
      group,
      everyMs,
      isExtended: false,
      dueAt: elapsed,
      invokeId: 0,
    });
    polls = [
      stream(1, OBJECT.numerics),
      // Waves cannot be had by single polls: each would give a quarter of a second.
      ...(wantsWaves && mayExtend ? [stream(2, OBJECT.waves)] : []),
      single(3, OBJECT.alerts, GROUP.alarms, ALARMS_EVERY_MS),
      single(4, OBJECT.mds, GROUP.system, KEEP_ALIVE_EVERY_MS),
    ];
  };

  const drop = (): void => {
    phase = "off";
    polls = [];
    askedAt = elapsed;
  };

  const sendDue = (): void => {
    for (const due of polls) {
      if (elapsed < due.dueAt) continue;
      due.invokeId = nextId();
      due.dueAt = elapsed + due.everyMs;
      const { number: pollNumber, object, group } = due;
      const lasting = due.isExtended ? { lasting: LASTING_TICKS } : {};
      send(messages.poll({ invokeId: due.invokeId, pollNumber, object, group, ...lasting }));
    }
  };

  return {
    tick(now) {
      elapsed = stopwatch(now);
      if (phase !== "off" && elapsed - heardAt > SILENT_AFTER_MS) {
        line.status("silent", "The monitor no longer answers; the link is asked for again.", "warning");
        drop();
        askedAt = -Infinity;
      }
      if (phase === "off" && elapsed - askedAt >= ASSOCIATE_EVERY_MS) {
        askedAt = elapsed;
        send(messages.associationRequest(wantsWaves));
      }
      if (phase === "ready") sendDue();
    },
    heard(now) {
      elapsed = stopwatch(now);
      heardAt = elapsed;
    },
    accepted(options) {
      phase = "creating";
      mayExtend = options >= messages.EXT_POLL_NUMERICS;
      line.status("associated", "The monitor accepted the link.", "info");
    },
    created(id, object, monitorTime) {
      send(messages.createReply(id, object, monitorTime));
      phase = "ready";
      plan();
      if (wantsWaves) send(messages.getWaveList(nextId()));
      sendDue();
    },
    refusedOperation(id) {
      const refused = polls.find((entry) => entry.invokeId === id);
      if (refused?.isExtended !== true) return;
      line.status("no-extended-poll", "The monitor sends only what is asked for each second.", "info");
      mayExtend = false;
      plan();
    },
    toldWaves(labels) {
      if (labels === 0 && wantsWaves) send(messages.setWaveList(nextId(), WAVES));
    },
    ended: drop,
    close() {
      if (phase === "off") return [];
      drop();
      return [encodeFrame(messages.release("ask"))];
    },
  };
}
