import type {
  DeviceDriver,
  DeviceEvent,
  IdentityEvent,
  MetricCode,
  NumericEvent,
  WaveEvent,
} from "./contract.ts";

/** What a recording holds, in numbers (issue E: `medlattice decode`). */
export interface RecordingSummary {
  readonly driver: string;
  readonly bytes: number;
  readonly frames: { readonly good: number; readonly bad: number; readonly skippedBytes: number };
  readonly numerics: readonly NumericSummary[];
  readonly waves: readonly WaveSummary[];
  readonly device: Readonly<Partial<Record<IdentityMember, string>>>;
}

type IdentityMember = Exclude<keyof IdentityEvent, "kind" | "at">;

interface SeriesSummary {
  readonly code: string;
  readonly label: string;
  readonly unit: string | null;
  readonly mdc?: number;
  readonly loinc?: string;
  /** Where the instrument has several like parts. */
  readonly channel?: string;
}

export interface NumericSummary extends SeriesSummary {
  /** Invalid values too. */
  readonly count: number;
  readonly valid: number;
  /** Last valid value. */
  readonly last: number | null;
}

export interface WaveSummary extends SeriesSummary {
  readonly rateHz: number;
  /** Invalid samples too. */
  readonly samples: number;
  readonly min: number | null;
  readonly max: number | null;
}

const PIECE_BYTES = 65_536;

/**
 * Reads a recording of raw bytes as if the instrument had sent them, and nothing had been asked. What a cut last frame leaves over
 * belongs to no frame.
 * @param onEvent is told every event, in order
 * @example decodeRecording(findDriver("cms50"), await readFile("capture.bin")).numerics
 */
export function decodeRecording(
  driver: DeviceDriver,
  bytes: Uint8Array,
  onEvent: (event: DeviceEvent) => void = () => undefined,
): RecordingSummary {
  const session = driver.open({ startedAt: 0, wantsWaves: true });
  const numerics = new Map<
    string,
    { first: NumericEvent; count: number; valid: number; last: number | null }
  >();
  const waves = new Map<string, { first: WaveEvent; samples: number; min: number; max: number }>();
  const device: Partial<Record<IdentityMember, string>> = {};
  const take = (event: DeviceEvent): void => {
    onEvent(event);
    if (event.kind === "numeric") addNumeric(event);
    else if (event.kind === "wave") addWave(event);
    else if (event.kind === "identity") {
      const { kind: _kind, at: _at, ...members } = event;
      Object.assign(device, members);
    }
  };
  for (let start = 0; start < bytes.length; start += PIECE_BYTES) {
    for (const event of session.push(bytes.subarray(start, start + PIECE_BYTES), 0)) take(event);
  }
  // The end of a file is like a cable pulled out: whole frames that were still held back come now.
  for (const event of session.lineError("unplugged", 0)) {
    if (event.kind !== "status" || !event.id.endsWith("unplugged")) take(event);
  }
  const { good, bad, skippedBytes } = session.counters;
  return {
    driver: driver.name,
    bytes: bytes.length,
    frames: { good, bad, skippedBytes },
    numerics: [...numerics.values()].map(({ first, count, valid, last }) => ({
      ...seriesOf(first),
      count,
      valid,
      last,
    })),
    waves: [...waves.values()].map(({ first, samples, min, max }) => ({
      ...seriesOf(first),
      rateHz: first.samplesPerSecond,
      samples,
      min: min <= max ? min : null,
      max: min <= max ? max : null,
    })),
    device,
  };

  function addNumeric(event: NumericEvent): void {
    const key = keyOf(event);
    const row = numerics.get(key) ?? { first: event, count: 0, valid: 0, last: null };
    row.count++;
    if (event.value !== null) {
      row.valid++;
      row.last = event.value;
    }
    numerics.set(key, row);
  }

  function addWave(event: WaveEvent): void {
    const key = keyOf(event);
    const row = waves.get(key) ?? { first: event, samples: 0, min: Infinity, max: -Infinity };
    row.samples += event.samples.length;
    for (const sample of event.samples) {
      if (sample < row.min) row.min = sample;
      if (sample > row.max) row.max = sample;
    }
    waves.set(key, row);
  }
}

function keyOf({ code, unit }: { readonly code: MetricCode; readonly unit: string | null }): string {
  return JSON.stringify([code.id, code.channel, unit]);
}

function seriesOf({ code, unit }: NumericEvent | WaveEvent): SeriesSummary {
  const { id, label, ...codes } = code;
  return { code: id, label, unit, ...codes };
}

/** One event as a plain object for a line of JSON: bytes in hex, invalid samples null; a recording knows no time of receipt. */
export function eventToJson(event: DeviceEvent): Readonly<Record<string, unknown>> {
  const { at, ...rest } = event;
  const when = at.device === undefined ? {} : { deviceTime: at.device };
  if (event.kind === "wave") {
    const samples = Array.from(event.samples, (sample) => (Number.isNaN(sample) ? null : sample));
    return { ...rest, ...when, samples };
  }
  if (event.kind !== "unknown") return { ...rest, ...when };
  const hex = Array.from(event.bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { ...rest, ...when, bytes: hex };
}
