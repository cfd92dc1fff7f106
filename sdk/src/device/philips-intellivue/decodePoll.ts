import type { ByteReader } from "../framing/ByteReader.ts";
import { ACTION } from "./messages.ts";

export interface PollResult {
  readonly pollNumber: number;
  /** Counts the replies of an extended poll; undefined in a single one. */
  readonly sequence?: number;
  /** Monitor time in ticks of 125 µs. */
  readonly ticks: number;
  /** Milliseconds since 1970 of the monitor's wall clock, as if it were UTC; undefined where it is not set. */
  readonly clock?: number;
  readonly object: number;
  readonly observations: readonly Observation[];
}

export interface Observation {
  /** Context and handle: the same number is the same object as long as the link lives. */
  readonly handle: number;
  readonly attributes: ReadonlyMap<number, Uint8Array>;
}

function decimal(byte: number): number {
  const high = byte >>> 4;
  const low = byte & 15;
  return high > 9 || low > 9 ? NaN : high * 10 + low;
}

/** Eight BCD bytes: century, year, month, day, hour, minute, second, hundredths; FF where nobody set the clock. */
function wallClock(bytes: Uint8Array): number | undefined {
  // Where the clock is not set, no member is looked at.
  if (bytes[0] === 0xff) return undefined;
  const at = (index: number): number => decimal(bytes[index] ?? 0xff);
  const [century, year, month, day] = [at(0), at(1), at(2), at(3)];
  const [hour, minute, second] = [at(4), at(5), at(6)];
  const time = Date.UTC(century * 100 + year, month - 1, day, hour, minute, second);
  const isReal =
    month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second < 60;
  return isReal && Number.isFinite(time) ? time : undefined;
}

export function readAttributes(reader: ByteReader): Map<number, Uint8Array> {
  const attributes = new Map<number, Uint8Array>();
  const count = reader.u16();
  const list = reader.part(reader.u16());
  for (let index = 0; index < count && !list.isShort; index++) {
    const id = list.u16();
    attributes.set(id, list.bytes(list.u16()));
  }
  if (list.isShort) reader.isShort = true;
  return attributes;
}

/** @returns undefined where the reply is not whole: nothing of it is used */
export function decodePoll(reader: ByteReader, action: number): PollResult | undefined {
  const pollNumber = reader.u16();
  const sequence = action === ACTION.extendedPoll ? reader.u16() : undefined;
  const ticks = reader.u32();
  const clock = wallClock(reader.bytes(8));
  reader.u16();
  const object = reader.u16();
  reader.u16();
  const observations: Observation[] = [];
  const contexts = reader.u16();
  const body = reader.part(reader.u16());
  for (let index = 0; index < contexts && !body.isShort; index++) {
    const context = body.u16();
    const count = body.u16();
    const objects = body.part(body.u16());
    for (let item = 0; item < count && !objects.isShort; item++) {
      const handle = context * 0x10000 + objects.u16();
      observations.push({ handle, attributes: readAttributes(objects) });
    }
    if (objects.isShort) body.isShort = true;
  }
  if (reader.isShort || body.isShort) return undefined;
  return {
    pollNumber,
    ticks,
    object,
    observations,
    ...(sequence === undefined ? {} : { sequence }),
    ...(clock === undefined ? {} : { clock }),
  };
}
