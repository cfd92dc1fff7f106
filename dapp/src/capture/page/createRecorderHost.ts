import { transfer } from "comlink";
import { type SerialPortLike, webSerialTransport } from "@medlattice/sdk/device/transport";
import {
  type CaptureSeed,
  type CaptureState,
  type InstrumentSetup,
  type InstrumentWay,
  type LiveUpdate,
  type ResumeSeed,
  UPDATES_PER_SECOND,
  type WatchMessage,
} from "../contract.ts";
import { createLiveBook, type LiveBook } from "../live/createLiveBook.ts";
import { serveTransport } from "../serveTransport.ts";
import { type RunningRecorder, startRecorder } from "./startRecorder.ts";

/** How a page says where the bytes come from; a serial port stays on the page. */
export type InstrumentSource =
  | Exclude<InstrumentWay, { kind: "page" }>
  | { readonly kind: "serial"; readonly port: SerialPortLike };

/** The page's side of the recorder: one capture a tab, whichever page is open. */
export interface RecorderHost {
  readonly state: CaptureState | null;
  readonly book: LiveBook;
  readonly subscribe: (onChange: () => void) => () => void;
  readonly begin: (seed: CaptureSeed) => Promise<void>;
  readonly resume: (seed: ResumeSeed) => Promise<void>;
  /** @throws EngineError `CAPTURE_LINE_TAKEN` | `TRANSPORT_…` */
  add(setup: InstrumentSetup, source: InstrumentSource): Promise<void>;
  remove(key: string): Promise<void>;
  /** Closes the line and opens it anew; false where this page does not know the way any more. */
  reconnect(key: string): Promise<boolean>;
  mark(text: string): Promise<void>;
  pause(): Promise<void>;
  proceed(): Promise<void>;
  finish(): Promise<void>;
  content(): Promise<Blob>;
  /** Deletes the journal and ends the worker. */
  discard(): Promise<void>;
  /** Ends the worker; the journal stays. */
  leave(): void;
}

const HIDDEN_PACE_MS = 1_000;

export function createRecorderHost(start: () => RunningRecorder = startRecorder): RecorderHost {
  let running: RunningRecorder | null = null;
  let state: CaptureState | null = null;
  let book = createLiveBook();
  let stopWatching = (): void => undefined;
  let journal: string | null = null;
  const listeners = new Set<() => void>();
  const ways = new Map<string, { readonly setup: InstrumentSetup; readonly source: InstrumentSource }>();
  const served = new Map<string, () => Promise<void>>();

  function become(next: CaptureState | null): void {
    state = next;
    for (const listener of listeners) listener();
  }

  function remote(): RunningRecorder["remote"] {
    if (running === null) throw new Error("no recorder runs");
    return running.remote;
  }

  function watch(recorder: RunningRecorder): void {
    const { port1, port2 } = new MessageChannel();
    const shown = book;
    const say = (message: WatchMessage): void => port1.postMessage(message);
    const keepPace = (): void =>
      say({ kind: "pace", milliseconds: document.hidden ? HIDDEN_PACE_MS : 1000 / UPDATES_PER_SECOND });
    port1.addEventListener("message", ({ data }: MessageEvent<LiveUpdate>) => {
      shown.apply(data);
      if (data.state !== null && running === recorder) become(data.state);
      say({ kind: "seen" });
    });
    port1.start();
    document.addEventListener("visibilitychange", keepPace);
    stopWatching = () => {
      document.removeEventListener("visibilitychange", keepPace);
      port1.close();
    };
    void recorder.remote.watch(transfer(port2, [port2]));
    keepPace();
  }

  async function take(
    work: (recorder: RunningRecorder) => Promise<CaptureState>,
    name: string,
  ): Promise<void> {
    leave();
    const recorder = start();
    running = recorder;
    book = createLiveBook();
    try {
      const begun = await work(recorder);
      if (running !== recorder) return;
      journal = name;
      watch(recorder);
      become(begun);
    } catch (error) {
      if (running === recorder) leave();
      throw error;
    }
  }

  function leave(): void {
    stopWatching();
    stopWatching = () => undefined;
    for (const stop of served.values()) void stop();
    served.clear();
    ways.clear();
    running?.stop();
    running = null;
    if (state !== null) become(null);
  }

  async function add(setup: InstrumentSetup, source: InstrumentSource): Promise<void> {
    if (source.kind !== "serial") {
      become(await remote().add(setup, source));
    } else {
      await served.get(setup.key)?.();
      const { port1, port2 } = new MessageChannel();
      const transport = webSerialTransport(source.port);
      served.set(setup.key, serveTransport(transport, port1));
      const way: InstrumentWay = { kind: "page", port: port2, label: transport.label };
      become(await remote().add(setup, transfer(way, [port2])));
    }
    ways.set(setup.key, { setup, source });
  }

  async function remove(key: string): Promise<void> {
    become(await remote().remove(key));
    await served.get(key)?.();
    served.delete(key);
  }

  return {
    get state() {
      return state;
    },
    get book() {
      return book;
    },
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    begin: (seed) => take(({ remote: to }) => to.begin(seed), seed.journal),
    resume: (seed) => take(({ remote: to }) => to.resume(seed), seed.journal),
    add,
    async remove(key) {
      await remove(key);
      ways.delete(key);
      book.forget(key);
    },
    async reconnect(key) {
      const known = ways.get(key);
      if (known === undefined) return false;
      await remove(key);
      book.forgetAlarms(key);
      await add(known.setup, known.source);
      return true;
    },
    mark: (text) => remote().mark(text),
    async pause() {
      become(await remote().pause());
    },
    async proceed() {
      become(await remote().proceed());
    },
    async finish() {
      become(await remote().finish());
      for (const stop of served.values()) await stop();
      served.clear();
    },
    content: () => remote().content(),
    async discard() {
      await remote().discard();
      const name = journal;
      leave();
      // Waits by itself for the worker that has it open.
      if (name !== null) indexedDB.deleteDatabase(name);
    },
    leave,
  };
}
