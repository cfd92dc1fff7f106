import type { NumericEvent, WaveEvent, WaveScale } from "../../contract.ts";
import { numericObservation, waveObservation, type Draft } from "../fhir/observations.ts";
import { type Run, seriesKey, type Segment, type Series } from "./state.ts";

/** A value that stayed the same is written at least so often. */
const LONGEST_RUN_MS = 60_000;
/** An instrument that said nothing for so long may have meant anything in between. */
const LONGEST_SILENCE_MS = 10_000;
const CHUNK_SECONDS = 10;
/** Samples that come later or earlier than their rate tells are placed anew; below it is the jitter of lines and screens. */
const DRIFT_MS = 500;

/** The series of a capture, and what is held of each between two chunks. */
export interface SeriesBook {
  numeric(key: string, driver: string, deviceId: string, event: NumericEvent, at: number): void;
  wave(key: string, driver: string, deviceId: string, event: WaveEvent, at: number): void;
  /** Nothing of this instrument goes on across this point. */
  interrupt(key: string, driver: string): void;
  /** Writes all samples, and the values that have ended. @param to Infinity: all values */
  endChunk(to: number, driverOf: (key: string) => string): void;
  entries(): readonly (readonly [string, Series])[];
  all(): readonly Series[];
}

export function createSeriesBook(
  write: (draft: Draft) => void,
  from: readonly (readonly [string, Series])[],
): SeriesBook {
  const book = new Map<string, Series>(from);
  const segments = new Map<Series, Segment>();

  return {
    entries: () => [...book],
    all: () => [...book.values()],
    numeric(key, driver, deviceId, event, at) {
      const series = find(key, deviceId, "numeric", event);
      const { run } = series;
      const questionable = event.quality === "questionable";
      if (
        run !== undefined &&
        says(run, event) &&
        at - run.to <= LONGEST_SILENCE_MS &&
        at - run.from < LONGEST_RUN_MS
      ) {
        run.to = at;
        return;
      }
      endRun(series, driver);
      const { value, absent, text } = event;
      series.run = {
        value: value !== null && Number.isFinite(value) ? value : null,
        ...(absent === undefined ? {} : { absent }),
        questionable,
        ...(text === undefined ? {} : { text }),
        ...(event.at.device === undefined ? {} : { device: event.at.device }),
        from: at,
        to: at,
      };
    },
    wave(key, driver, deviceId, event, at) {
      if (event.samples.length === 0 || !(event.samplesPerSecond > 0)) return;
      const series = find(key, deviceId, "wave", event);
      const held = segments.get(series);
      const { samplesPerSecond, scale } = event;
      const questionable = event.quality === "questionable";
      const arrived = at - (event.samples.length * 1000) / samplesPerSecond;
      const next = held === undefined ? series.next : endOf(held);
      const isInTime = next !== undefined && Math.abs(arrived - next) <= DRIFT_MS;
      const goesOn =
        held !== undefined &&
        isInTime &&
        !event.afterGap &&
        held.samplesPerSecond === samplesPerSecond &&
        held.questionable === questionable &&
        sameScale(held.scale, scale);
      if (goesOn) for (const sample of event.samples) held.samples.push(sample);
      else {
        endSegment(series, driver);
        if (event.afterGap) series.next = undefined;
        const start = isInTime && series.next !== undefined ? series.next : arrived;
        const { device } = event.at;
        segments.set(series, {
          start,
          samplesPerSecond,
          scale,
          questionable,
          ...(device === undefined ? {} : { device }),
          samples: Array.from(event.samples),
        });
      }
      if ((segments.get(series)?.samples.length ?? 0) >= CHUNK_SECONDS * samplesPerSecond)
        endSegment(series, driver);
    },
    interrupt(key, driver) {
      for (const series of book.values()) {
        if (series.device !== key) continue;
        endRun(series, driver);
        endSegment(series, driver);
        series.next = undefined;
      }
    },
    endChunk(to, driverOf) {
      for (const series of book.values()) {
        const driver = driverOf(series.device);
        endSegment(series, driver);
        const { run } = series;
        if (run === undefined) continue;
        if (to - run.to > LONGEST_SILENCE_MS || to - run.from >= LONGEST_RUN_MS) endRun(series, driver);
      }
    },
  };

  function find(
    key: string,
    deviceId: string,
    kind: Series["kind"],
    event: NumericEvent | WaveEvent,
  ): Series {
    const name = seriesKey(key, kind, event);
    const known = book.get(name);
    if (known !== undefined) return known;
    const { code, unit } = event;
    const series: Series = { id: `${deviceId}.m${book.size + 1}`, device: key, code, unit, kind };
    book.set(name, series);
    return series;
  }

  function endRun(series: Series, driver: string): void {
    const { run } = series;
    series.run = undefined;
    if (run !== undefined) write(numericObservation(series, driver, run));
  }

  function endSegment(series: Series, driver: string): void {
    const segment = segments.get(series);
    if (segment === undefined) return;
    segments.delete(series);
    const { samples, samplesPerSecond } = segment;
    // A burst after a standstill may hold more than one chunk's worth.
    const most = Math.max(1, Math.floor(CHUNK_SECONDS * samplesPerSecond));
    for (let index = 0; index < samples.length; index += most) {
      const start = segment.start + (index * 1000) / samplesPerSecond;
      write(
        waveObservation(series, driver, { ...segment, start, samples: samples.slice(index, index + most) }),
      );
    }
    series.next = endOf(segment);
  }
}

/** When the sample after its last is due. */
function endOf({ start, samples, samplesPerSecond }: Segment): number {
  return start + (samples.length * 1000) / samplesPerSecond;
}

function says(run: Run, event: NumericEvent): boolean {
  const questionable = event.quality === "questionable";
  if (run.questionable !== questionable || run.value !== event.value) return false;
  return event.value !== null || (run.absent === event.absent && run.text === event.text);
}

function sameScale(a: WaveScale | undefined, b: WaveScale | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    a.origin === b.origin &&
    a.factor === b.factor &&
    a.lowerLimit === b.lowerLimit &&
    a.upperLimit === b.upperLimit
  );
}
