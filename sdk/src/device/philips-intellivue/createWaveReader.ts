import { philipsCode, philipsUnit } from "../codes/philips.ts";
import type { EventTime, WaveEvent, WaveScale } from "../contract.ts";
import { ByteReader } from "../framing/ByteReader.ts";
import { medicalFloat } from "../framing/medicalFloat.ts";
import type { Observation } from "./decodePoll.ts";
import { absentBy, qualityBy } from "./readNumerics.ts";

const ATTRIBUTE = {
  samples: 0x096e,
  compound: 0x0967,
  spec: 0x096d,
  period: 0x098d,
  scale: 0x096f,
  fixedValues: 0x0a16,
  unit: 0x0996,
} as const;
const INVALID_MASK = 1;
const TICKS_PER_SECOND = 8_000;
/** More objects than any monitor exports at once: what is remembered stays bounded. */
const MAX_OBJECTS = 256;

interface WaveState {
  sampleBits: number;
  mask: number;
  periodTicks: number;
  scale: WaveScale | undefined;
  unit: string | null;
  invalidMask: number;
  lastTicks: number | undefined;
  lastCount: number;
}

function learnScale(bytes: Uint8Array): WaveScale | undefined {
  const reader = new ByteReader(bytes);
  const low = medicalFloat(reader.u32());
  const high = medicalFloat(reader.u32());
  const lowerLimit = reader.u16();
  const upperLimit = reader.u16();
  if (reader.isShort || low === undefined || high === undefined || upperLimit === lowerLimit)
    return undefined;
  const factor = (high - low) / (upperLimit - lowerLimit);
  return { origin: low - lowerLimit * factor, factor, lowerLimit, upperLimit };
}

function learn(state: WaveState, attributes: ReadonlyMap<number, Uint8Array>): void {
  const spec = attributes.get(ATTRIBUTE.spec);
  if (spec !== undefined && spec.length >= 4) {
    state.sampleBits = spec[2] ?? 0;
    state.mask = 2 ** Math.min(spec[3] ?? 0, 16) - 1;
  }
  const period = attributes.get(ATTRIBUTE.period);
  if (period !== undefined) state.periodTicks = new ByteReader(period).u32();
  const scale = attributes.get(ATTRIBUTE.scale);
  if (scale !== undefined) state.scale = learnScale(scale);
  const unit = attributes.get(ATTRIBUTE.unit);
  if (unit !== undefined) state.unit = philipsUnit(new ByteReader(unit).u16());
  const fixed = attributes.get(ATTRIBUTE.fixedValues);
  if (fixed !== undefined) {
    const reader = new ByteReader(fixed);
    const count = reader.u16();
    reader.u16();
    for (let index = 0; index < count && !reader.isShort; index++) {
      const id = reader.u16();
      const value = reader.u16();
      // Only bits beside the measured ones are marks; a mark inside them could not be told from a value.
      if (id === INVALID_MASK && (value & state.mask) === 0) state.invalidMask = value;
    }
  }
}

export interface WaveReader {
  /** @returns undefined where the samples cannot be read, or their rate is not known */
  readonly read: (observation: Observation, context: WaveContext) => readonly WaveEvent[] | undefined;
  /** Samples were lost on the line. */
  readonly cut: () => void;
}

export interface WaveContext {
  readonly at: EventTime;
  readonly ticks: number;
  readonly label: string | undefined;
  readonly isDemo: boolean;
}

export function createWaveReader(): WaveReader {
  const states = new Map<number, WaveState>();
  const stateOf = (handle: number): WaveState => {
    const known = states.get(handle);
    if (known !== undefined) return known;
    const oldest = states.keys().next().value;
    if (states.size >= MAX_OBJECTS && oldest !== undefined) states.delete(oldest);
    const base = { sampleBits: 0, mask: 0, periodTicks: 0, scale: undefined, unit: null, invalidMask: 0 };
    const state: WaveState = { ...base, lastTicks: undefined, lastCount: 0 };
    states.set(handle, state);
    return state;
  };

  const readOne = (reader: ByteReader, wave: WaveState, context: WaveContext): WaveEvent | undefined => {
    const physioId = reader.u16();
    const condition = reader.u16();
    const bytes = reader.bytes(reader.u16());
    const size = wave.sampleBits >>> 3;
    if (reader.isShort || (size !== 1 && size !== 2) || wave.periodTicks === 0) return undefined;
    const { scale, mask, invalidMask } = wave;
    const isAbsent = absentBy(condition) !== undefined;
    const samples = new Float64Array(Math.floor(bytes.length / size));
    const { origin, factor } = scale ?? { origin: 0, factor: 1 };
    for (let index = 0; index < samples.length; index++) {
      const raw =
        size === 1 ? (bytes[index] ?? 0) : (bytes[2 * index] ?? 0) * 256 + (bytes[2 * index + 1] ?? 0);
      const isInvalid = isAbsent || (invalidMask !== 0 && (raw & invalidMask) === invalidMask);
      samples[index] = isInvalid ? NaN : origin + (raw & mask) * factor;
    }
    const quality = qualityBy(condition, context.isDemo);
    return {
      kind: "wave",
      at: context.at,
      code: philipsCode(physioId, wave.unit, context.label),
      unit: scale === undefined ? null : wave.unit,
      samplesPerSecond: TICKS_PER_SECOND / wave.periodTicks,
      samples,
      ...(scale === undefined ? {} : { scale }),
      afterGap: false,
      ...(quality === undefined ? {} : { quality }),
    };
  };

  return {
    read(observation, context) {
      const single = observation.attributes.get(ATTRIBUTE.samples);
      const compound = observation.attributes.get(ATTRIBUTE.compound);
      const wave = stateOf(observation.handle);
      learn(wave, observation.attributes);
      const found: (WaveEvent | undefined)[] = [];
      if (single !== undefined) found.push(readOne(new ByteReader(single), wave, context));
      if (compound !== undefined) {
        const reader = new ByteReader(compound);
        const count = reader.u16();
        reader.u16();
        for (let index = 0; index < count && !reader.isShort; index++)
          found.push(readOne(reader, wave, context));
        if (reader.isShort) return undefined;
      }
      const events = found.filter((event) => event !== undefined);
      if (events.length < found.length) return undefined;
      const count = events[0]?.samples.length ?? 0;
      if (count === 0) return events;
      const passed = wave.lastTicks === undefined ? 0 : (context.ticks - wave.lastTicks) >>> 0;
      // One and a half times what was sent: the monitor's own jitter is far less, a lost reply is twice as long.
      const isLate = wave.lastTicks !== undefined && passed > 1.5 * wave.lastCount * wave.periodTicks;
      wave.lastTicks = context.ticks;
      wave.lastCount = count;
      return events.map((event) => ({ ...event, afterGap: isLate }));
    },
    cut() {
      for (const state of states.values()) if (state.lastTicks !== undefined) state.lastCount = 0;
    },
  };
}
