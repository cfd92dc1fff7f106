/** A packet of protocol V7.0: type, byte of high bits, data; every byte after the type has bit 7 set (devices.md §13). */
export const PACKET_BYTES = 9;
/** Of protocol V5.0A: bit 7 is set on the first byte only. */
export const OLD_FRAME_BYTES = 5;

export const TYPE = {
  realtime: 0x01,
  identity: 0x04,
  answer: 0x0b,
  disconnected: 0x0d,
  command: 0x7d,
} as const;
export const COMMAND = { startRealtime: 0xa1, stopRealtime: 0xa2, keepAlive: 0xaf } as const;

/** @param data up to seven bytes; shorter data make a shorter packet */
export function encodeContec(type: number, data: readonly number[]): Uint8Array {
  const high = data.reduce((bits, byte, index) => bits | ((byte >> 7) << index), 0x80);
  return Uint8Array.from([type, high, ...data.map((byte) => byte | 0x80)]);
}

/** What the host sends: always nine bytes, the rest filled with nothing. */
export function encodeCommand(command: number): Uint8Array {
  return encodeContec(TYPE.command, [command, 0, 0, 0, 0, 0, 0]);
}

/** @returns the data with their own bit 7 again */
export function decodeContec(bytes: Uint8Array, start: number, size: number): Uint8Array {
  const high = bytes[start + 1] ?? 0;
  const data = new Uint8Array(size - 2);
  for (let index = 0; index < data.length; index++) {
    data[index] = ((bytes[start + 2 + index] ?? 0) & 0x7f) | (((high >> index) & 1) << 7);
  }
  return data;
}
