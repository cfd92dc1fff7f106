import { crc16X25 } from "../framing/crc16X25.ts";
import { WAIT, type Line } from "../stream/createStreamSession.ts";

const START = 0xc0;
const END = 0xc1;
const ESCAPE = 0x7d;
const DATA_EXPORT = [0x11, 0x01] as const;

/** Frame of the RS-232 port: escaped header, data and FCS between C0 and C1 (devices.md §1). */
export function encodeFrame(data: Uint8Array | readonly number[]): Uint8Array {
  const body = Uint8Array.from([...DATA_EXPORT, data.length >>> 8, data.length & 0xff, ...data]);
  const crc = crc16X25(body);
  const out: number[] = [START];
  for (const byte of [...body, crc & 0xff, crc >>> 8]) {
    if (byte === START || byte === END || byte === ESCAPE) out.push(ESCAPE, byte ^ 0x20);
    else out.push(byte);
  }
  out.push(END);
  return Uint8Array.from(out);
}

/** @returns the user data of the one frame that the bytes are; undefined where they are no right one */
export function decodeFrame(bytes: Uint8Array): Uint8Array | undefined {
  if (bytes[0] !== START || bytes.at(-1) !== END) return undefined;
  const body: number[] = [];
  for (let index = 1; index < bytes.length - 1; index++) {
    const byte = bytes[index] ?? 0;
    body.push(byte === ESCAPE ? (bytes[++index] ?? 0) ^ 0x20 : byte);
  }
  const [low = 0, high = 0] = body.splice(-2);
  const size = (body[2] ?? 0) * 256 + (body[3] ?? 0);
  const isRight = crc16X25(Uint8Array.from(body)) === (low | (high << 8)) && size === body.length - 4;
  return isRight ? Uint8Array.from(body.slice(4)) : undefined;
}

export interface LinkReader {
  /** As `Protocol.scan`. */
  readonly scan: (bytes: Uint8Array, start: number, end: number) => number;
}

/** Wire bytes of the longest frame taken: an MTU of 4 KiB, every byte escaped. */
export const MAX_FRAME_BYTES = 8_206;

/** As `Protocol.marks`. */
export const FRAME_MARKS = { bytes: [START, END], within: MAX_FRAME_BYTES } as const;

/**
 * @param take gets the user data of every right frame
 * @param takeOther gets what has a right FCS but another protocol id
 */
export function createLinkReader(
  line: Line,
  take: (data: Uint8Array) => void,
  takeOther: (payload: Uint8Array) => void,
): LinkReader {
  const scratch = new Uint8Array(MAX_FRAME_BYTES);

  const accept = (length: number, wire: number): number => {
    if (length < 2) return line.bad();
    const size = length - 2;
    const fcs = (scratch[size] ?? 0) | ((scratch[size + 1] ?? 0) << 8);
    if (crc16X25(scratch, 0, size) !== fcs) return line.bad();
    if (scratch[0] !== DATA_EXPORT[0] || scratch[1] !== DATA_EXPORT[1]) {
      takeOther(scratch.slice(0, size));
      return line.good(wire);
    }
    if (size < 4 || (scratch[2] ?? 0) * 256 + (scratch[3] ?? 0) !== size - 4) return line.bad();
    const done = line.good(wire);
    take(scratch.slice(4, size));
    return done;
  };

  return {
    scan(bytes, start, end) {
      if (bytes[start] !== START) {
        const next = bytes.indexOf(START, start);
        return line.skip((next === -1 || next >= end ? end : next) - start);
      }
      let length = 0;
      for (let index = start + 1; index < end; index++) {
        let byte = bytes[index] ?? 0;
        if (byte === START) return line.skip(index - start);
        if (byte === END) return accept(length, index + 1 - start);
        if (byte === ESCAPE) {
          if (++index >= end) return WAIT;
          byte = bytes[index] ?? 0;
          // The sender gave the frame up.
          if (byte === END) return line.skip(index + 1 - start);
          if (byte === START) return line.skip(index - start);
          byte ^= 0x20;
        }
        if (length >= scratch.length) return line.bad();
        scratch[length++] = byte;
      }
      return WAIT;
    },
  };
}
