/** Two bytes, low one first; negative numbers as two's complement. */
export function u16le(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff];
}

/** Four bytes, lowest first. */
export function u32le(value: number): number[] {
  return [...u16le(value & 0xffff), ...u16le(value >>> 16)];
}
