import { existsSync, readFileSync } from "node:fs";
import type { DeviceDriver, DeviceEvent, DeviceSession } from "../contract.ts";
import type { DeviceSimulator, Vital, VitalsModel } from "../simulator.ts";

/** Support for the tests of the drivers; no driver uses it. */

/** mulberry32: a small generator that gives the same numbers for the same seed everywhere. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A body of our own making that wanders slowly and calms down to numbers within human ranges. */
export const wanderer: VitalsModel = {
  at(vital, seconds) {
    const slow = Math.sin(seconds / 61);
    const beat = Math.sin((2 * Math.PI * seconds * 72) / 60);
    const breath = Math.sin((2 * Math.PI * seconds * 14) / 60);
    const shapes: Partial<Record<Vital, number>> = {
      heartRate: Math.round(72 + 6 * slow),
      respiratoryRate: Math.round(14 + 2 * slow),
      spo2: Math.round(97 + slow),
      pleth: 0.5 + 0.4 * beat,
      ecg: 0.8 * beat,
      respiration: breath,
      co2: 20 + 18 * breath,
      endTidalCo2: Math.round(38 + 2 * slow),
      inspiredCo2: 0,
      systolic: Math.round(120 + 8 * slow),
      diastolic: Math.round(75 + 4 * slow),
      mean: Math.round(90 + 5 * slow),
      arterialPressure: 90 + 25 * beat,
      temperature: 36.6 + 0.1 * Math.round(3 * slow),
      bis: Math.round(45 + 5 * slow),
      signalQuality: 98,
      emg: 31,
      suppressionRatio: 0,
    };
    return shapes[vital];
  },
};

export interface Run {
  readonly events: readonly DeviceEvent[];
  /** Everything the instrument sent. */
  readonly bytes: Uint8Array;
  readonly session: DeviceSession;
}

export interface RunOptions {
  readonly driver: DeviceDriver;
  readonly simulator: DeviceSimulator;
  readonly startedAt: number;
  readonly seconds: number;
  readonly wantsWaves?: boolean;
  /** 250 ms unless told. */
  readonly stepMs?: number;
  /** Left out when the instrument's replies must not be answered. */
  readonly isMute?: boolean;
  readonly keep?: (event: DeviceEvent) => boolean;
}

/** Runs an instrument and its driver against each other in simulated time. */
export function run(options: RunOptions): Run {
  const {
    driver,
    simulator,
    startedAt,
    seconds,
    wantsWaves = true,
    stepMs = 250,
    keep = () => true,
  } = options;
  const session = driver.open({ startedAt, wantsWaves });
  const events: DeviceEvent[] = [];
  const parts: Uint8Array[] = [];
  const note = (found: readonly DeviceEvent[]): void => {
    for (const event of found) if (keep(event)) events.push(event);
  };
  for (let now = startedAt; now <= startedAt + seconds * 1000; now += stepMs) {
    note(session.tick(now));
    for (const bytes of session.takeOutgoing()) if (options.isMute !== true) simulator.receive(bytes, now);
    const sent = simulator.advance(now);
    parts.push(sent);
    if (sent.length > 0) note(session.push(sent, now));
    for (const bytes of session.takeOutgoing()) if (options.isMute !== true) simulator.receive(bytes, now);
  }
  return { events, bytes: Uint8Array.from(Buffer.concat(parts)), session };
}

/** Plays bytes to a fresh session in one piece, or in pieces of the given sizes, used in turn. */
export function play(
  driver: DeviceDriver,
  bytes: Uint8Array,
  sizes: readonly number[] = [bytes.length || 1],
): { readonly events: readonly DeviceEvent[]; readonly session: DeviceSession } {
  const session = driver.open({ startedAt: 0, wantsWaves: true });
  const events: DeviceEvent[] = [];
  let turn = 0;
  for (let start = 0; start < bytes.length; turn++) {
    const end = start + Math.max(1, sizes[turn % sizes.length] ?? 1);
    for (const event of session.push(bytes.subarray(start, end), 0)) events.push(event);
    start = end;
  }
  return { events, session };
}

export type Damage = "insert" | "delete" | "flip";

/** One byte in every thousand inserted, deleted or flipped, at seeded places. */
export function damage(bytes: Uint8Array, kind: Damage, seed: number): Uint8Array {
  const random = seeded(seed);
  const out: number[] = [];
  for (let block = 0; block < bytes.length; block += 1000) {
    const part = [...bytes.subarray(block, block + 1000)];
    const place = Math.floor(random() * part.length);
    const byte = Math.floor(random() * 256);
    if (kind === "insert") part.splice(place, 0, byte);
    else if (kind === "delete") part.splice(place, 1);
    else part[place] = (part[place] ?? 0) ^ (1 << Math.floor(random() * 8));
    out.push(...part);
  }
  return Uint8Array.from(out);
}

/** Every value that was told, as "code=value". */
export function toldValues(events: readonly DeviceEvent[]): Set<string> {
  return new Set(
    events.flatMap((e) => (e.kind === "numeric" && e.value !== null ? [`${e.code.id}=${e.value}`] : [])),
  );
}

export interface Vector {
  readonly protocol: string;
  readonly name: string;
  readonly hex: string;
  readonly expect: Readonly<Record<string, unknown>>;
  readonly valid: boolean;
}

const VECTORS = new URL("../../../../../shared/data/devices/vectors/vectors.json", import.meta.url);

/** @returns undefined where the folder of vectors is not beside the project */
export function loadVectors(protocol: string): readonly Vector[] | undefined {
  if (!existsSync(VECTORS)) return undefined;
  const all: readonly Vector[] = JSON.parse(readFileSync(VECTORS, "utf8"));
  return all.filter((vector) => vector.protocol === protocol);
}

export function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.split(" "), (byte) => Number.parseInt(byte, 16));
}
