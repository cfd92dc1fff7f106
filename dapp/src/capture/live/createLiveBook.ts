import type { FrameCounters, IdentityEvent, MetricCode } from "@medlattice/sdk/device";
import type { LinkReport } from "@medlattice/sdk/device/transport";
import type { LiveNumeric, LiveUpdate, Quality } from "../contract.ts";
import { seriesKey } from "../seriesKey.ts";
import { createTrend, type Trend } from "./createTrend.ts";
import { createWaveRing, type WaveRing } from "./createWaveRing.ts";

export interface WaveLine {
  readonly key: string;
  readonly device: string;
  readonly code: MetricCode;
  readonly unit: string | null;
  readonly quality: Quality | null;
  readonly ring: WaveRing;
}

export interface NumericLine {
  readonly key: string;
  readonly latest: LiveNumeric;
  readonly trend: Trend;
}

export interface DeviceLink {
  readonly link: LinkReport;
  readonly counters: FrameCounters;
  /** When it was last said that the instrument is heard, on the capture's axis; null: not yet. */
  readonly heardAt: number | null;
}

/** What pages show in words, at most a few times a second; every part stays the same object until it changes. */
export interface LiveSnapshot {
  readonly waves: readonly WaveLine[];
  readonly numerics: readonly NumericLine[];
  readonly alarms: LiveUpdate["alarms"];
  readonly statuses: LiveUpdate["statuses"];
  readonly links: ReadonlyMap<string, DeviceLink>;
  readonly identities: ReadonlyMap<string, Omit<IdentityEvent, "kind" | "at">>;
  readonly unknowns: LiveUpdate["unknowns"];
  readonly markers: LiveUpdate["markers"];
}

/** What the page knows of the instruments at the moment. Bounded: rings of a minute, trends of an hour, the last few hundred words. */
export interface LiveBook {
  apply(update: LiveUpdate): void;
  /** Of the capture's axis, between two updates too. */
  now(): number;
  readonly snapshot: LiveSnapshot;
  readonly subscribe: (onChange: () => void) => () => void;
  /** Every wave as it stands; for drawing, which does not wait for the snapshot. */
  readonly waves: ReadonlyMap<string, WaveLine>;
  /** When the oldest bytes came that nobody has taken for drawn yet, by the machine's clock. */
  takeHeard(): number | null;
  /** An instrument was taken away: its lines go. */
  forget(device: string): void;
  /** Its line begins anew: what it said of alarms before may be over, and it says again what is not. */
  forgetAlarms(device: string): void;
}

const SNAPSHOT_MS = 200;
const MOST_WORDS = 200;
const MOST_SERIES = 500;

const NOTHING: LiveSnapshot = {
  waves: [],
  numerics: [],
  alarms: [],
  statuses: [],
  links: new Map(),
  identities: new Map(),
  unknowns: [],
  markers: [],
};

export function createLiveBook(): LiveBook {
  const waves = new Map<string, WaveLine>();
  const numerics = new Map<string, NumericLine>();
  const alarms = new Map<string, LiveUpdate["alarms"][number]>();
  const unknowns = new Map<string, LiveUpdate["unknowns"][number]>();
  const listeners = new Set<() => void>();
  let snapshot = NOTHING;
  let heardAt: number | null = null;
  let clock = { axis: 0, local: 0 };
  let origin: number | null = null;
  let changed: Partial<Record<"waves" | "numerics" | "alarms" | "unknowns", true>> = {};
  let toldAt = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tell(): void {
    timer = undefined;
    toldAt = performance.now();
    snapshot = {
      ...snapshot,
      ...(changed.waves === undefined ? {} : { waves: [...waves.values()] }),
      ...(changed.numerics === undefined ? {} : { numerics: [...numerics.values()] }),
      ...(changed.alarms === undefined ? {} : { alarms: [...alarms.values()] }),
      ...(changed.unknowns === undefined ? {} : { unknowns: [...unknowns.values()] }),
    };
    changed = {};
    for (const listener of listeners) listener();
  }
  function schedule(): void {
    timer ??= setTimeout(tell, Math.max(0, toldAt + SNAPSHOT_MS - performance.now()));
  }

  function takeNumeric(latest: LiveNumeric): void {
    const { device, code, unit, value, absent, quality, at } = latest;
    const key = seriesKey(device, code, unit);
    const known = numerics.get(key);
    if (known === undefined && numerics.size >= MOST_SERIES) return;
    const trend = known?.trend ?? createTrend();
    if (value !== null) trend.add(at, value);
    numerics.set(key, { key, latest, trend });
    const before = known?.latest;
    const isSame = before?.value === value && before.absent === absent && before.quality === quality;
    // The same again only says that it still holds: the page looks at ages once a second anyway.
    changed.numerics = true;
    if (!isSame) schedule();
  }

  function takeWave({
    device,
    code,
    unit,
    samplesPerSecond,
    samples,
    quality,
    at,
  }: LiveUpdate["waves"][number]): void {
    const key = seriesKey(device, code, unit);
    const known = waves.get(key);
    origin ??= at - 1_000;
    if (known === undefined && waves.size >= MOST_SERIES) return;
    const isSame = known?.ring.samplesPerSecond === samplesPerSecond && known.quality === quality;
    const ring =
      known?.ring.samplesPerSecond === samplesPerSecond
        ? known.ring
        : createWaveRing(samplesPerSecond, origin);
    ring.write(at, samples);
    if (isSame) return;
    waves.set(key, { key, device, code, unit, quality, ring });
    changed.waves = true;
    schedule();
  }

  function takeAlarm(alarm: LiveUpdate["alarms"][number]): void {
    const key = `${alarm.device} ${alarm.id}`;
    if (alarm.isActive) alarms.set(key, alarm);
    else alarms.delete(key);
    if (alarms.size > MOST_WORDS) alarms.delete(alarms.keys().next().value ?? "");
    changed.alarms = true;
    schedule();
  }

  function forgetAlarms(device: string): void {
    for (const [key, alarm] of alarms) if (alarm.device === device) alarms.delete(key);
    changed.alarms = true;
    schedule();
  }

  return {
    apply(update) {
      clock = { axis: update.now, local: performance.now() };
      if (update.heardAt !== null) heardAt ??= update.heardAt;
      update.waves.forEach(takeWave);
      update.numerics.forEach(takeNumeric);
      update.alarms.forEach(takeAlarm);
      for (const each of update.unknowns) {
        unknowns.set(`${each.device} ${each.id}`, each);
        changed.unknowns = true;
      }
      const { statuses, markers, links, identities } = update;
      if (statuses.length > 0 || markers.length > 0 || links.length > 0 || identities.length > 0) {
        snapshot = {
          ...snapshot,
          ...(statuses.length === 0 ? {} : { statuses: joined(snapshot.statuses, statuses) }),
          ...(markers.length === 0 ? {} : { markers: joined(snapshot.markers, markers) }),
          ...(links.length === 0
            ? {}
            : {
                links: new Map([
                  ...snapshot.links,
                  ...links.map(({ device, link, counters, at }) => {
                    const before = snapshot.links.get(device)?.heardAt ?? null;
                    return [
                      device,
                      { link, counters, heardAt: link.state === "receiving" ? at : before },
                    ] as const;
                  }),
                ]),
              }),
          ...(identities.length === 0
            ? {}
            : {
                identities: new Map([
                  ...snapshot.identities,
                  ...identities.map(({ device, at: _at, ...rest }) => [device, rest] as const),
                ]),
              }),
        };
        schedule();
      }
      if (update.unknowns.length > 0) schedule();
    },
    now: () => clock.axis + (performance.now() - clock.local),
    get snapshot() {
      return snapshot;
    },
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    waves,
    takeHeard() {
      const taken = heardAt;
      heardAt = null;
      return taken;
    },
    forgetAlarms,
    forget(device) {
      forgetAlarms(device);
      for (const [key, line] of waves) if (line.device === device) waves.delete(key);
      for (const [key, { latest }] of numerics) if (latest.device === device) numerics.delete(key);
      for (const [key, each] of unknowns) if (each.device === device) unknowns.delete(key);
      changed = { ...changed, waves: true, numerics: true, unknowns: true };
      schedule();
    },
  };
}

function joined<T>(before: readonly T[], more: readonly T[]): readonly T[] {
  return [...before, ...more].slice(-MOST_WORDS);
}
