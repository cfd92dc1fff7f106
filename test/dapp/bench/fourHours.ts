import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { setImmediate } from "node:timers/promises";
import { toHex } from "@medlattice/sdk/codec";
import { findDriver } from "@medlattice/sdk/device";
import {
  beginCapture,
  type CaptureStore,
  createCaptureKey,
  createSealedStore,
} from "@medlattice/sdk/device/record";
import { createPatient, findSimulator, simulatedTransport } from "@medlattice/sdk/device/simulate";
import type { SessionClock } from "@medlattice/sdk/device/transport";
import type { LiveUpdate } from "../../../dapp/src/capture/contract.ts";
import { createLiveBook } from "../../../dapp/src/capture/live/createLiveBook.ts";
import { createRecorder } from "../../../dapp/src/capture/recorder/createRecorder.ts";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

export const SIX = ["intellivue", "medibus", "dri", "bis-binary", "nonin", "capnostream"] as const;
const STEP_MS = 100;
const WARM_UP_MS = 10 * 60_000;
const SETTLE_STEPS = 100;

export interface Growth {
  /** Megabytes in use after ten minutes, and at the end, each after collecting garbage. */
  readonly early: number;
  readonly late: number;
  readonly hours: number;
  readonly journalMegabytes: number;
}

/**
 * The recorder and the page's book with six instruments, for hours of their own time as fast as this machine can. The journal is sealed as
 * ever, and its bytes are counted instead of kept: in a browser they lie on the disk.
 */
export async function measureGrowth(hours: number): Promise<Growth> {
  const clock = createHandClock();
  let journal = 0;
  const disk: CaptureStore = {
    append: async ({ bytes }) => void (journal += bytes.length),
    async *read() {},
    clear: async () => undefined,
  };
  const key = await createCaptureKey();
  const journalKey = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  const begin = beginCapture({ treatment: null, station: toHex(new Uint8Array(32)), key, now: clock.now() });
  const { captureId } = begin;
  const since = clock.now();
  const recorder = createRecorder({
    clock,
    openJournal: async () => createSealedStore({ store: disk, key: journalKey, captureId }),
    openWay: async (way) =>
      simulatedTransport(findSimulator(way.kind === "simulator" ? way.name : ""), {
        clock,
        since,
        model: createPatient(),
      }),
  });
  await recorder.begin({ begin, journal: "bench", journalKey, stationKey: key.pair });
  for (const [index, name] of SIX.entries()) {
    const { driver, line } = findSimulator(name);
    const { label } = findDriver(driver.name);
    const setup = {
      key: String(index + 1),
      driver: driver.name,
      label,
      line: line ?? null,
      isSimulated: true,
    };
    await recorder.add(setup, { kind: "simulator", name });
  }
  const book = createLiveBook();
  const { port1, port2 } = new MessageChannel();
  port1.addEventListener("message", ({ data }: MessageEvent<LiveUpdate>) => {
    book.apply(data);
    port1.postMessage({ kind: "seen" });
  });
  port1.start();
  recorder.watch(port2);

  let early = 0;
  for (let step = 0; step < (hours * 3_600_000) / STEP_MS; step++) {
    clock.advance(STEP_MS);
    // Messages, signatures and the journal go on between two steps, as they do in real time.
    await setImmediate();
    if (step * STEP_MS === WARM_UP_MS) early = await settled(clock);
  }
  const late = await settled(clock);
  await recorder.finish();
  await recorder.discard();
  port1.close();
  return { early, late, hours, journalMegabytes: journal / 1e6 };
}

async function settled(clock: ReturnType<typeof createHandClock>): Promise<number> {
  for (let step = 0; step < SETTLE_STEPS; step++) {
    clock.advance(STEP_MS);
    await setImmediate();
  }
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

/** Time passes when it is told to. */
function createHandClock(): SessionClock & { advance(ms: number): void } {
  const startedAt = Date.now();
  let elapsed = 0;
  const timers = new Set<{ due: number; readonly period: number | null; readonly run: () => void }>();
  return {
    now: () => startedAt + elapsed,
    elapsed: () => elapsed,
    every(periodMs, run) {
      const timer = { due: elapsed + periodMs, period: periodMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    after(delayMs, run) {
      const timer = { due: elapsed + delayMs, period: null, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms) {
      elapsed += ms;
      for (const timer of timers) {
        if (timer.due > elapsed) continue;
        if (timer.period === null) timers.delete(timer);
        else timer.due = elapsed + timer.period;
        timer.run();
      }
    },
  };
}
