import { WAIT, type Line, type Protocol } from "../stream/createStreamSession.ts";

const FLAG = 0x7e;
const ESCAPE = 0x7d;
/** Header 40, data 1450, checksum 1. */
const MAX_RECORD = 1_491;
export const MAX_FRAME_BYTES = 2 * MAX_RECORD + 2;
/** As `Protocol.marks`. */
export const FRAME_MARKS = { bytes: [FLAG, ESCAPE], within: MAX_RECORD } as const;

/** `7E record checksum 7E`, 7E and 7D inside escaped; the checksum is the sum of the unescaped record (devices.md §3). */
export function encodeRecord(record: Uint8Array | readonly number[]): Uint8Array {
  let sum = 0;
  for (const byte of record) sum += byte;
  const out: number[] = [FLAG];
  for (const byte of [...record, sum & 0xff]) {
    if (byte === FLAG || byte === ESCAPE) out.push(ESCAPE, byte & ~0x20);
    else out.push(byte);
  }
  out.push(FLAG);
  return Uint8Array.from(out);
}

/** @param take gets each record whose checksum and length are right */
export function createRecordScanner(line: Line, take: (record: Uint8Array) => void): Protocol["scan"] {
  const scratch = new Uint8Array(MAX_RECORD);

  const accept = (size: number, sum: number, wire: number): number => {
    const length = size - 1;
    const isRight = length >= 2 && ((sum - (scratch[length] ?? 0)) & 0xff) === scratch[length];
    // An inserted or lost byte passes an eight-bit sum once in 256 times; the record's own length then still tells.
    if (!isRight || (scratch[0] ?? 0) + (scratch[1] ?? 0) * 256 !== length) return line.bad();
    take(scratch.slice(0, length));
    return line.good(wire);
  };

  return (bytes, start, end) => {
    if (bytes[start] !== FLAG) {
      const next = bytes.indexOf(FLAG, start);
      return line.skip((next === -1 || next >= end ? end : next) - start);
    }
    let size = 0;
    let sum = 0;
    for (let index = start + 1; index < end; index++) {
      let byte = bytes[index] ?? 0;
      if (byte === FLAG) {
        // The closing flag of a frame whose beginning was lost: this flag opens the next.
        if (size === 0) return line.skip(1);
        return accept(size, sum, index + 1 - start);
      }
      if (byte === ESCAPE) {
        if (++index >= end) return WAIT;
        byte = bytes[index] ?? 0;
        if (byte !== 0x5e && byte !== 0x5d) return line.bad();
        byte |= 0x20;
      }
      if (size >= MAX_RECORD) return line.bad();
      scratch[size++] = byte;
      sum += byte;
    }
    return WAIT;
  };
}
