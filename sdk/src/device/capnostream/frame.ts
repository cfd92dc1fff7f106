const START = 0x85;
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

export type Decoded =
  | { readonly kind: "wait" }
  /** The bytes cannot be a frame: `bytes` of them are done with. */
  | { readonly kind: "broken"; readonly bytes: number }
  | { readonly kind: "wrong" }
  | { readonly kind: "frame"; readonly bytes: number; readonly code: number; readonly payload: Uint8Array };

/** Reads the frame that begins with the 85 at `start`. */
export function decodeCapnostream(bytes: Uint8Array, start: number, end: number): Decoded {
  let xor = 0;
  let at = start + 1;
  let length: number | undefined;
  let count = 0;
  let content = new Uint8Array(0);
  while (at < end) {
    const sentFrom = at;
    let byte = bytes[at++] ?? 0;
    if (byte === START) return { kind: "broken", bytes: sentFrom - start };
    if (byte === ESCAPE) {
      if (at >= end) return { kind: "wait" };
      const next = bytes[at++];
      if (next !== 0x05 && next !== 0x00) return { kind: "broken", bytes: 1 };
      byte = next === 0x05 ? START : ESCAPE;
    }
    if (length !== undefined && count === length) {
      if (byte !== xor) return { kind: "wrong" };
      return { kind: "frame", bytes: at - start, code: content[0] ?? 0, payload: content.subarray(1) };
    }
    for (let index = sentFrom; index < at; index++) xor ^= bytes[index] ?? 0;
    if (length === undefined) {
      if (byte === 0) return { kind: "broken", bytes: 1 };
      length = byte;
      content = new Uint8Array(length);
    } else content[count++] = byte;
  }
  return { kind: "wait" };
}
