import { WAIT } from "../stream/createStreamSession.ts";

export const START = 0x85;
const ESCAPE = 0x80;

export const HOST = { enable: 0x01, startRealTime: 0x04, stopRealTime: 0x05, linkIsActive: 0x06 } as const;
export const DEVICE = { wave: 0x00, numerics: 0x01, identity: 0x04 } as const;

/** 85, length of code and payload, code, payload, XOR of what stands between as it is sent; 85 → 80 05 and 80 → 80 00 inside (devices.md §8). */
export function encodeCapnostream(code: number, payload: ArrayLike<number> = []): Uint8Array {
  const sent: number[] = [];
  for (const byte of [payload.length + 1, code, ...Array.from(payload)]) stuff(byte, sent);
  const check = sent.reduce((total, byte) => total ^ byte, 0);
  stuff(check, sent);
  return Uint8Array.from([START, ...sent]);
}

function stuff(byte: number, into: number[]): void {
  if (byte === START) into.push(ESCAPE, 0x05);
  else if (byte === ESCAPE) into.push(ESCAPE, 0x00);
  else into.push(byte);
}

/** The frame that a reader has in hand; the next one takes its place. */
export interface CapnostreamFrame {
  code: number;
  /** Bytes of the payload in `content`. */
  length: number;
  readonly content: Uint8Array;
}

export interface CapnostreamReader {
  readonly frame: Readonly<CapnostreamFrame>;
  /**
   * Reads the frame that begins with the 85 at `start`.
   * @returns its bytes, when it is right and stands in `frame`; `WAIT`; `WRONG` where its sum is; −n where these cannot be a frame and
   * n bytes are done with
   */
  readonly read: (bytes: Uint8Array, start: number, end: number) => number;
}

export const WRONG = -1_000;

export function createCapnostreamReader(): CapnostreamReader {
  const content = new Uint8Array(255);
  const frame: CapnostreamFrame = { code: 0, length: 0, content };
  return {
    frame,
    read(bytes, start, end) {
      let xor = 0;
      /** Of code and payload; 0 before it is known. */
      let length = 0;
      let count = 0;
      for (let at = start + 1; at < end; at++) {
        const sent = bytes[at] ?? 0;
        if (sent === START) return start - at;
        let byte = sent;
        let escaped = 0;
        if (sent === ESCAPE) {
          if (++at >= end) return WAIT;
          escaped = bytes[at] ?? 0;
          if (escaped !== 0x05 && escaped !== 0x00) return -1;
          byte = escaped === 0x05 ? START : ESCAPE;
        }
        if (length > 0 && count === length) {
          if (byte !== xor) return WRONG;
          frame.length = length - 1;
          return at + 1 - start;
        }
        xor ^= sent ^ escaped;
        if (length === 0) {
          if (byte === 0) return -1;
          length = byte;
        } else if (count++ === 0) frame.code = byte;
        else content[count - 2] = byte;
      }
      return WAIT;
    },
  };
}
