import { type DeviceEvent, findDriver } from "@medlattice/sdk/device";
import {
  type Capture,
  captureKeyOf,
  type CaptureStore,
  createCapture,
  exportCapture,
  MOST_CAPTURE_BYTES,
  resumeCapture,
} from "@medlattice/sdk/device/record";
import { type DeviceTransport, pump, type SessionClock } from "@medlattice/sdk/device/transport";
import { InvalidInputError, MedLatticeError, PermissionError } from "@medlattice/sdk/errors";
import type { CaptureState, InstrumentSetup, InstrumentWay, Recorder, ResumeSeed } from "../contract.ts";
import { createLiveFeed } from "./createLiveFeed.ts";
import { readEnded } from "./readEnded.ts";
import { readMarkers } from "./readMarkers.ts";
import { since } from "./since.ts";
import { type Instrument, type Running, stateOf } from "./stateOf.ts";
import { isNobodys, lineOf, transportOf } from "./transportOf.ts";

export interface RecorderOptions {
  /** @throws PermissionError `CAPTURE_OTHER_WINDOW` where another tab has it open */
  readonly openJournal: (seed: ResumeSeed) => Promise<CaptureStore>;
  readonly openWay?: (way: InstrumentWay, setup: InstrumentSetup, since: number) => Promise<DeviceTransport>;
  readonly clock?: SessionClock;
}

const TICK_MS = 1_000;
/** Counters of lines are told so often even when nothing changes. */
const LINKS_EVERY_TICKS = 2;

/** Reads instruments into one signed capture, and tells the page what to draw. */
export function createRecorder({ openJournal, openWay, clock }: RecorderOptions): Recorder {
  let running: Running | undefined;
  let isBusy = false;
  let phase: CaptureState["phase"] = "running";
  let problem: string | null = null;
  let told = "";
  let ticks = 0;
  /** On the axis; what was measured before was not to be captured, though it comes after. */
  let continuedAt = -Infinity;
  const instruments = new Map<string, Instrument>();
  const captureClock =
    clock === undefined ? {} : { clock: { wall: () => clock.now(), monotonic: () => clock.elapsed() } };
  const wall = (): number => clock?.now() ?? Date.now();
  const axis = (): number => running?.capture?.now() ?? wall();
  const feed = createLiveFeed(axis);
  let stopTicking = (): void => undefined;

  function requireRunning(): Running & { readonly capture: Capture } {
    if (running === undefined) throw new PermissionError("CAPTURE_NOT_BEGUN", "No capture is running.");
    const { capture } = running;
    if (capture === null) throw new PermissionError("CAPTURE_ENDED", "The capture has ended.");
    return { ...running, capture };
  }

  const stateNow = (of: Running): CaptureState => stateOf(of, [...instruments.values()], phase, problem);

  function tell(): CaptureState {
    if (running === undefined) throw new PermissionError("CAPTURE_NOT_BEGUN", "No capture is running.");
    const state = stateNow(running);
    const text = JSON.stringify({ ...state, begin: null });
    if (text !== told) feed.state(state);
    told = text;
    return state;
  }

  function tick(): void {
    const capture = running?.capture;
    if (running === undefined || capture === null || capture === undefined) return;
    guard(() => capture.tick());
    if (capture.bundleBytes >= MOST_CAPTURE_BYTES && phase === "running") {
      problem = "CAPTURE_RECORD_FULL";
      pause(capture);
    }
    if (++ticks % LINKS_EVERY_TICKS === 0) {
      for (const [key, { pump: on }] of instruments) {
        if (on !== undefined) feed.link(key, on.link, on.counters, capture.now());
      }
    }
    tell();
  }

  /** What cannot be kept is said, and the screen goes on showing what comes. */
  function guard(work: () => void): void {
    try {
      work();
      if (problem !== "CAPTURE_RECORD_FULL") problem = null;
    } catch (error) {
      problem = error instanceof MedLatticeError ? error.code : "UNEXPECTED";
    }
  }

  function hear(key: string, instrument: Instrument, events: readonly DeviceEvent[]): void {
    const capture = running?.capture;
    if (capture === null || capture === undefined || instruments.get(key) !== instrument) return;
    const heardAt = performance.timeOrigin + performance.now();
    const marked = instrument.isSimulated ? events.map(asNobodys) : events;
    // A bridge says only when it has opened the line that nobody is at its end.
    const isKept = capture.begin.treatment === null || instrument.pump?.isSimulated !== true;
    if (phase === "running" && isKept)
      guard(() => capture.add(key, since(continuedAt, marked, capture.now())));
    feed.events(key, marked, capture.now(), heardAt);
  }

  async function stop(instrument: Instrument): Promise<void> {
    const ending = instrument.pump;
    instrument.pump = undefined;
    await ending?.stop();
    const capture = running?.capture;
    if (ending === undefined || capture === null || capture === undefined) return;
    const { key } = instrument.device;
    if (phase === "running") guard(() => capture.detach(key, ending.counters));
    feed.interrupt(key);
    feed.link(key, ending.link, ending.counters, capture.now());
  }

  /** Nothing is captured from here on, also where there is no room left to note it: then only the notes are missing. */
  function pause(capture: Capture): void {
    phase = "paused";
    for (const [key, { pump: on }] of instruments) {
      if (on !== undefined) guard(() => capture.detach(key, on.counters));
    }
    guard(() => capture.note("paused", "Whoever captures has paused; nothing was captured from here on."));
  }

  /** One capture a worker, and one call to begin it at a time. */
  async function take(
    seed: ResumeSeed,
    open: (store: CaptureStore) => Promise<Running>,
  ): Promise<CaptureState> {
    if (running !== undefined || isBusy) {
      throw new PermissionError("CAPTURE_RUNNING", "A capture is running already.", {
        hints: ["Finish it first."],
      });
    }
    isBusy = true;
    try {
      running = await open(await openJournal(seed));
    } finally {
      isBusy = false;
    }
    phase = running.capture === null ? "finished" : "running";
    for (const device of running.capture?.devices ?? []) {
      instruments.set(device.key, { device, isSimulated: false, pump: undefined });
    }
    stopTicking = clock?.every(TICK_MS, tick) ?? everySecond(tick);
    return tell();
  }

  return {
    async begin(seed) {
      return await take({ ...seed, captureId: seed.begin.captureId }, async (store) => {
        const key = await captureKeyOf(seed.stationKey);
        const capture = await createCapture({ begin: seed.begin, key, store, ...captureClock });
        return { begin: seed.begin, store, capture, bytes: 0, chunks: 0 };
      });
    },
    async resume(seed) {
      return await take(seed, async (store) => {
        const key = await captureKeyOf(seed.stationKey);
        // Before anything is appended again.
        const markers = await readMarkers(store);
        const capture = await resumeCapture({ key, store, ...captureClock });
        for (const { at, text } of markers) feed.marker(at, text);
        if (seed.mustFinish === true && capture !== null) {
          await capture.finish();
          return { ...(await readEnded(store)), store, capture: null };
        }
        if (capture !== null) return { begin: capture.begin, store, capture, bytes: 0, chunks: 0 };
        return { ...(await readEnded(store)), store, capture: null };
      });
    },
    async add(setup, way) {
      const { capture, begin } = requireRunning();
      const { key, label } = setup;
      const driver = findDriver(setup.driver);
      const known = instruments.get(key);
      if (known?.pump !== undefined) {
        throw new InvalidInputError("CAPTURE_LINE_TAKEN", "An instrument is on this line already.", {
          facts: { line: key },
        });
      }
      const isSimulated = setup.isSimulated || isNobodys(way);
      if (begin.treatment !== null && isSimulated) {
        throw new PermissionError("CAPTURE_SIMULATED", "What an instrument in software says is nobody's.", {
          hints: ["Begin a demonstration to try it."],
        });
      }
      const transport = await (openWay ?? wayOf)(way, setup, begin.startedAt);
      const { manufacturer, version } = driver;
      const device = { key, driver: driver.name, driverVersion: version, label, manufacturer };
      // Names the line for good: another instrument is refused here.
      capture.attach(device);
      const instrument: Instrument = { device, isSimulated, pump: undefined };
      instruments.set(key, instrument);
      const line = lineOf(driver, setup.line);
      instrument.pump = pump({
        transport,
        driver,
        ...(line === undefined ? {} : { line }),
        ...(clock === undefined ? {} : { clock }),
        onEvents: (events) => hear(key, instrument, events),
        onLink(link) {
          const counters = instrument.pump?.counters;
          if (counters !== undefined) feed.link(key, link, counters, capture.now());
        },
      });
      feed.link(key, instrument.pump.link, instrument.pump.counters, capture.now());
      if (phase === "paused") capture.detach(key);
      return tell();
    },
    async remove(key) {
      requireRunning();
      const instrument = instruments.get(key);
      if (instrument !== undefined) await stop(instrument);
      return tell();
    },
    async mark(text) {
      const { capture } = requireRunning();
      const words = text.trim().slice(0, 500);
      if (words === "") return;
      capture.mark(words);
      feed.marker(capture.now(), words);
    },
    async pause() {
      const { capture } = requireRunning();
      if (phase === "running") pause(capture);
      return tell();
    },
    async proceed() {
      const { capture } = requireRunning();
      if (phase === "paused") {
        if (problem === "CAPTURE_RECORD_FULL") {
          throw new PermissionError(problem, "The record can hold no more.", {
            hints: ["Finish it, and begin another capture."],
          });
        }
        capture.note("continued", "The capture goes on.");
        for (const { device, pump: on } of instruments.values()) if (on !== undefined) capture.attach(device);
        phase = "running";
        continuedAt = capture.now();
      }
      return tell();
    },
    async finish() {
      if (running !== undefined && running.capture === null) return tell();
      const { capture } = requireRunning();
      await Promise.all([...instruments.values()].map(stop));
      await capture.finish();
      stopTicking();
      phase = "finished";
      return tell();
    },
    async content() {
      if (running === undefined) throw new PermissionError("CAPTURE_NOT_BEGUN", "No capture is running.");
      const pieces: Blob[] = [];
      for await (const piece of exportCapture(running.store)) pieces.push(new Blob([piece]));
      return new Blob(pieces, { type: "application/fhir+json" });
    },
    async discard() {
      stopTicking();
      const store = running?.store;
      const open = [...instruments.values()];
      running = undefined;
      instruments.clear();
      await Promise.all(open.map(async ({ pump: on }) => await on?.stop()));
      await store?.clear();
    },
    state: async () => (running === undefined ? null : stateNow(running)),
    watch: (port) => feed.watch(port),
  };
}

async function wayOf(
  way: InstrumentWay,
  setup: InstrumentSetup,
  startedAt: number,
): Promise<DeviceTransport> {
  return await transportOf(way, lineOf(findDriver(setup.driver), setup.line), startedAt);
}

function asNobodys(event: DeviceEvent): DeviceEvent {
  return event.kind === "numeric" || event.kind === "wave" ? { ...event, quality: "demo" } : event;
}

function everySecond(run: () => void): () => void {
  const timer = setInterval(run, TICK_MS);
  return () => clearInterval(timer);
}
