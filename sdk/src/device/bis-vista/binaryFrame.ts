/** Start of every packet. */
export const SYNC = [0xba, 0xab] as const;
export const PACKET = { data: 1, acknowledge: 2, refuse: 3 } as const;
export const MESSAGE = {
  raw: 0x32,
  processed: 0x34,
  processedWithSpectra: 0x35,
  askRaw: 0x6f,
  stopRaw: 0x70,
  askProcessed: 0x73,
  stopProcessed: 0x74,
} as const;
/** BA AB, seq, len, type and the sum. */
export const PACKET_OVERHEAD_BYTES = 10;
/** Longest that a packet may say of itself: four channels with spectra are 532 + 12. */
export const MAX_CONTENT_BYTES = 1200;
const ROUTING = 4;

export interface BisMessage {
  readonly sequence: number;
  readonly id: number;
  readonly payload: Uint8Array;
}

/** A data packet (devices.md §4b): little-endian, ended by the 16-bit sum of everything after BA AB. */
export function encodeBisPacket({ sequence, id, payload }: BisMessage): Uint8Array {
  const packet = new Uint8Array(PACKET_OVERHEAD_BYTES + 12 + payload.length);
  const view = new DataView(packet.buffer);
  packet.set(SYNC);
  view.setUint16(2, sequence, true);
  view.setUint16(4, 12 + payload.length, true);
  view.setUint16(6, PACKET.data, true);
  view.setUint32(8, ROUTING, true);
  view.setUint32(12, id, true);
  view.setUint16(16, 0, true);
  view.setUint16(18, payload.length, true);
  packet.set(payload, 20);
  view.setUint16(packet.length - 2, sum(packet, 2, packet.length - 2), true);
  return packet;
}

export function sum(bytes: Uint8Array, from: number, to: number): number {
  let total = 0;
  for (let index = from; index < to; index++) total += bytes[index] ?? 0;
  return total & 0xffff;
}
