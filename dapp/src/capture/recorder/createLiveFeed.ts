import type { DeviceEvent, FrameCounters } from "@medlattice/sdk/device";
import type { LinkReport } from "@medlattice/sdk/device/transport";
import {
  type CaptureState,
  type LiveNumeric,
  type LiveUpdate,
  type LiveWave,
  UPDATES_PER_SECOND,
  type WatchMessage,
} from "../contract.ts";
import { seriesKey } from "../seriesKey.ts";
import { createWaveTimes } from "./waveTimes.ts";

/** While nobody looks so much of a wave is gathered, and so many of the things that are said. */
const MOST_SECONDS = 60;
const MOST_SAID = 200;

export interface LiveFeed {
  /** @param at on the capture's axis @param heardAt milliseconds since 1970 by the machine */
  events(device: string, events: readonly DeviceEvent[], at: number, heardAt: number): void;
  link(device: string, link: LinkReport, counters: Readonly<FrameCounters>, at: number): void;
  marker(at: number, text: string): void;
  state(state: CaptureState): void;
  /** Nothing of this instrument goes on from here. */
  interrupt(device: string): void;
  watch(port: MessagePort): void;
}

interface Gathered {
  readonly wave: Omit<LiveWave, "samples">;
  pieces: Float64Array[];
  count: number;
}

/** Gathers what all instruments say, and hands it to the page whenever it has seen what came before. What is held is bounded. */
export function createLiveFeed(now: () => number): LiveFeed {
  let port: MessagePort | undefined;
  let isSeen = true;
  let pace = 1000 / UPDATES_PER_SECOND;
  let postedAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waiting = false;
  let heardAt: number | null = null;
  let state: CaptureState | null = null;
  const numerics = new Map<string, LiveNumeric>();
  const waves = new Map<string, Gathered[]>();
  const times = new Map<string, ReturnType<typeof createWaveTimes>>();
  const links = new Map<string, LiveUpdate["links"][number]>();
  const identities = new Map<string, LiveUpdate["identities"][number]>();
  const unknowns = new Map<string, LiveUpdate["unknowns"][number]>();
  const counted = new Map<string, number>();
  let alarms: LiveUpdate["alarms"][number][] = [];
  let statuses: LiveUpdate["statuses"][number][] = [];
  let markers: LiveUpdate["markers"][number][] = [];

  function post(): void {
    timer = undefined;
    if (port === undefined || !isSeen || !waiting) return;
    const merged = [...waves.values()].flat().map(merge);
    const update: LiveUpdate = {
      now: now(),
      heardAt,
      numerics: [...numerics.values()],
      waves: merged,
      alarms,
      statuses,
      identities: [...identities.values()],
      unknowns: [...unknowns.values()],
      links: [...links.values()],
      markers,
      state,
    };
    numerics.clear();
    waves.clear();
    links.clear();
    identities.clear();
    unknowns.clear();
    alarms = [];
    statuses = [];
    markers = [];
    state = null;
    heardAt = null;
    waiting = false;
    isSeen = false;
    postedAt = performance.now();
    port.postMessage(
      update,
      merged.map(({ samples }) => samples.buffer),
    );
  }

  function schedule(): void {
    waiting = true;
    if (!isSeen || port === undefined || timer !== undefined) return;
    const wait = postedAt + pace - performance.now();
    if (wait <= 0) post();
    else timer = setTimeout(post, wait);
  }

  function wave(device: string, event: Extract<DeviceEvent, { kind: "wave" }>, at: number): void {
    const { code, unit, samplesPerSecond, samples, afterGap, quality = null } = event;
    if (samples.length === 0 || !(samplesPerSecond > 0)) return;
    const key = seriesKey(device, code, unit);
    const time = ensure(times, key, createWaveTimes);
    const start = time.place({ at, count: samples.length, samplesPerSecond, afterGap });
    const list = ensure(waves, key, () => []);
    const last = list.at(-1);
    const end = last === undefined ? NaN : last.wave.at + (last.count * 1000) / last.wave.samplesPerSecond;
    const goesOn =
      last !== undefined &&
      last.wave.samplesPerSecond === samplesPerSecond &&
      last.wave.quality === quality &&
      Math.abs(end - start) < 1;
    if (goesOn) {
      last.pieces.push(samples);
      last.count += samples.length;
    } else {
      const head = { device, at: start, code, unit, samplesPerSecond, quality };
      list.push({ wave: head, pieces: [samples], count: samples.length });
    }
    while (list.length > 1 && at - (list[0]?.wave.at ?? at) > MOST_SECONDS * 1000) list.shift();
    const [only] = list;
    if (only !== undefined && only.count > 2 * MOST_SECONDS * samplesPerSecond) halve(only);
  }

  function say<T>(list: T[], what: T): T[] {
    list.push(what);
    return list.length > MOST_SAID ? list.slice(-MOST_SAID) : list;
  }

  return {
    events(device, events, at, heard) {
      heardAt ??= heard;
      for (const event of events) {
        if (event.kind === "wave") wave(device, event, at);
        else if (event.kind === "numeric") {
          const { code, value, absent = null, unit, quality = null } = event;
          numerics.set(seriesKey(device, code, unit), { device, at, code, value, absent, unit, quality });
        } else if (event.kind === "alarm") {
          const { id, text, priority, isActive } = event;
          alarms = say(alarms, { device, at, id, text, priority, isActive });
        } else if (event.kind === "status") {
          const { id, text, level } = event;
          statuses = say(statuses, { device, at, id, text, level });
        } else if (event.kind === "identity") {
          const { kind: _kind, at: _at, ...members } = event;
          identities.set(device, { ...identities.get(device), ...members, device, at });
        } else {
          const key = `${device} ${event.id}`;
          // Ids may be made of the bytes themselves: of endless kinds only so many are counted.
          if (!counted.has(key) && counted.size >= MOST_SAID) continue;
          const count = (counted.get(key) ?? 0) + 1;
          counted.set(key, count);
          unknowns.set(key, { device, at, id: event.id, count });
        }
      }
      schedule();
    },
    link(device, link, counters, at) {
      links.set(device, { device, at, link, counters: { ...counters } });
      schedule();
    },
    marker(at, text) {
      markers = say(markers, { at, text });
      schedule();
    },
    state(next) {
      state = next;
      schedule();
    },
    interrupt(device) {
      for (const [key, time] of times) if (key.startsWith(`${device}\u0000`)) time.interrupt();
      // What waits to be told of them may be over by now.
      alarms = alarms.filter((alarm) => alarm.device !== device);
    },
    watch(next) {
      port?.close();
      port = next;
      isSeen = true;
      next.addEventListener("message", ({ data }: MessageEvent<WatchMessage>) => {
        if (port !== next) return;
        if (data.kind === "pace") pace = data.milliseconds;
        else isSeen = true;
        if (timer !== undefined) clearTimeout(timer);
        timer = undefined;
        if (waiting) schedule();
      });
      next.start();
      if (waiting) schedule();
    },
  };
}

function merge({
  wave,
  pieces,
  count,
}: Gathered): LiveWave & { readonly samples: Float32Array<ArrayBuffer> } {
  const samples = new Float32Array(count);
  let place = 0;
  for (const piece of pieces) {
    samples.set(piece, place);
    place += piece.length;
  }
  return { ...wave, samples };
}

/** Lets go of the older half. */
function halve(gathered: Gathered): void {
  const { wave } = gathered;
  const kept = gathered.pieces.slice(Math.ceil(gathered.pieces.length / 2));
  const count = kept.reduce((sum, piece) => sum + piece.length, 0);
  const lost = gathered.count - count;
  Object.assign(gathered, {
    wave: { ...wave, at: wave.at + (lost * 1000) / wave.samplesPerSecond },
    pieces: kept,
    count,
  });
}

function ensure<T>(map: Map<string, T>, key: string, create: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}
