import { u16le, u32le } from "../framing/littleEndian.ts";

export const HEADER_BYTES = 40;
export const MAIN = { physiological: 0, wave: 1, alarm: 4, network: 5, fo: 8 } as const;
export const NO_MORE = 0xff;

export interface RecordOptions {
  readonly main: number;
  /** Unix seconds. */
  readonly time?: number;
  readonly number?: number;
  /** Where each subrecord begins in the data, and what it is. */
  readonly parts: readonly { readonly offset: number; readonly type: number }[];
  readonly data: readonly number[];
}

/** A record with its 40-byte header, little-endian. */
export function buildRecord({ main, time = 0, number = 0, parts, data }: RecordOptions): Uint8Array {
  const list = Array.from({ length: 8 }, (_, index) => {
    const part = parts[index];
    if (part !== undefined) return [...u16le(part.offset), part.type];
    return [0, 0, index === parts.length ? NO_MORE : 0];
  }).flat();
  const head = [number, 0, 0, 0, ...u32le(time), 0, 0, 0, 0, ...u16le(main)];
  return Uint8Array.from([...u16le(HEADER_BYTES + data.length), ...head, ...list, ...data]);
}

/** Values as displayed. @param seconds 5 or more; 0 stops @param classes 0E for all */
export function requestDisplayed(seconds: number, classes: number): Uint8Array {
  const data = [1, ...u16le(seconds), ...u32le(classes), 0, 0];
  return buildRecord({ main: MAIN.physiological, parts: [{ offset: 0, type: 0 }], data });
}

/** @param types at most 8; none stops all waves */
export function requestWaves(types: readonly number[]): Uint8Array {
  const list = Array.from(
    { length: 8 },
    (_, index) => types[index] ?? (index === types.length ? NO_MORE : 0),
  );
  const data = [...u16le(types.length === 0 ? 1 : 0), 0, 0, ...list, ...Array.from({ length: 20 }, () => 0)];
  return buildRecord({ main: MAIN.wave, parts: [{ offset: 0, type: 0 }], data });
}
