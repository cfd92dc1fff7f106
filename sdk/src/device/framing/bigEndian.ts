/** Two bytes, high one first. */
export function u16(value: number): number[] {
  return [(value >>> 8) & 0xff, value & 0xff];
}

/** Four bytes, highest first. */
export function u32(value: number): number[] {
  return [...u16(value >>> 16), ...u16(value & 0xffff)];
}

/** Bytes preceded by their number, as two bytes. */
export function counted(bytes: readonly number[]): number[] {
  return [...u16(bytes.length), ...bytes];
}

/** ISO/IEEE 11073 list: number of items, length in bytes, items. */
export function listOf(items: readonly (readonly number[])[]): number[] {
  return [...u16(items.length), ...counted(items.flat())];
}
