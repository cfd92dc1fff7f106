/**
 * Reads a record byte by byte and never past its end: what is missing reads as 0 and sets `isShort`, so that a decoder looks once at
 * the end whether all it read was there.
 */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #position: number;
  isShort = false;

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#position = start;
    this.#end = Math.min(end, bytes.length);
  }

  get remaining(): number {
    return this.#end - this.#position;
  }

  u8(): number {
    if (this.#position >= this.#end) {
      this.isShort = true;
      return 0;
    }
    return this.#bytes[this.#position++] ?? 0;
  }

  u16(): number {
    const at = this.#position;
    if (at + 2 > this.#end) return this.u8() * 0x100 + this.u8();
    this.#position = at + 2;
    return (this.#bytes[at] ?? 0) * 0x100 + (this.#bytes[at + 1] ?? 0);
  }

  u32(): number {
    return this.u16() * 0x10000 + this.u16();
  }

  u16le(): number {
    return this.u8() + this.u8() * 0x100;
  }

  i16le(): number {
    const value = this.u16le();
    return value > 0x7fff ? value - 0x10000 : value;
  }

  u32le(): number {
    return this.u16le() + this.u16le() * 0x10000;
  }

  skip(count: number): void {
    this.part(count);
  }

  /** A view into the record. */
  bytes(count: number): Uint8Array {
    const start = this.#position;
    if (!this.#advance(count)) return new Uint8Array(0);
    return this.#bytes.subarray(start, start + count);
  }

  /** A reader of the next `count` bytes only; short at once where they are not there. */
  part(count: number): ByteReader {
    const start = this.#position;
    const isWhole = this.#advance(count);
    const part = new ByteReader(this.#bytes, start, isWhole ? start + count : start);
    part.isShort = !isWhole;
    return part;
  }

  #advance(count: number): boolean {
    if (count > this.remaining) {
      this.isShort = true;
      this.#position = this.#end;
      return false;
    }
    this.#position += count;
    return true;
  }
}
