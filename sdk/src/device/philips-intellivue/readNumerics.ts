import { hexId, philipsCode, philipsUnit } from "../codes/philips.ts";
import type { AbsentReason, EventTime, NumericEvent } from "../contract.ts";
import { ByteReader } from "../framing/ByteReader.ts";
import { FLOAT_NAN, medicalFloat } from "../framing/medicalFloat.ts";

/** Bits of the measurement state (devices.md §1). */
const INVALID = 0x8000;
const QUESTIONABLE = 0x4000;
const UNAVAILABLE = 0x2000;
const CALIBRATING = 0x1000;
const TEST_DATA = 0x0800;
const DEMO_DATA = 0x0400;

export function absentBy(state: number): AbsentReason | undefined {
  if (state & INVALID) return "error";
  if (state & CALIBRATING) return "temp-unknown";
  return state & UNAVAILABLE ? "not-performed" : undefined;
}

export function qualityBy(state: number, isDemo: boolean): NumericEvent["quality"] {
  if (isDemo || state & DEMO_DATA) return "demo";
  if (state & TEST_DATA) return "test";
  return state & QUESTIONABLE ? "questionable" : undefined;
}

const NUMERIC = 0x0950;
const COMPOUND_NUMERIC = 0x094b;

export interface NumericContext {
  readonly at: EventTime;
  readonly label: string | undefined;
  readonly isDemo: boolean;
}

function readOne(reader: ByteReader, context: NumericContext): NumericEvent | undefined {
  const physioId = reader.u16();
  const state = reader.u16();
  const unitCode = reader.u16();
  const word = reader.u32();
  if (reader.isShort) return undefined;
  const unit = philipsUnit(unitCode);
  const number = medicalFloat(word);
  const reason = absentBy(state) ?? (word % 0x1000000 === FLOAT_NAN ? "not-a-number" : "unknown");
  const isValid = number !== undefined && absentBy(state) === undefined;
  const quality = qualityBy(state, context.isDemo);
  return {
    kind: "numeric",
    at: context.at,
    code: philipsCode(physioId, unit, context.label),
    value: isValid ? number : null,
    ...(isValid ? {} : { absent: reason }),
    unit,
    ...(quality === undefined ? {} : { quality }),
    ...(unit === null ? { text: `unit ${hexId(unitCode)}` } : {}),
  };
}

/** @returns the values of one object; undefined where they are not whole */
export function readNumerics(
  attributes: ReadonlyMap<number, Uint8Array>,
  context: NumericContext,
): readonly NumericEvent[] | undefined {
  const single = attributes.get(NUMERIC);
  const compound = attributes.get(COMPOUND_NUMERIC);
  const events: (NumericEvent | undefined)[] = [];
  if (single !== undefined) events.push(readOne(new ByteReader(single), context));
  if (compound !== undefined) {
    const reader = new ByteReader(compound);
    const count = reader.u16();
    reader.u16();
    // Each takes ten bytes: a count beyond what is there is seen before it is believed.
    if (count * 10 > reader.remaining) return undefined;
    for (let index = 0; index < count; index++) events.push(readOne(reader, context));
  }
  const whole = events.filter((event) => event !== undefined);
  return whole.length === events.length ? whole : undefined;
}
