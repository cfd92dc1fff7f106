import { signed, unsigned } from "./leb128.ts";

/** Just enough of WebAssembly's instructions (core 2.0 §5.4, SIMD, relaxed SIMD) to write straight-line arithmetic. */
export class Code {
  readonly bytes: number[] = [];

  get(local: number): this {
    return this.emit(0x20, ...unsigned(local));
  }
  set(local: number): this {
    return this.emit(0x21, ...unsigned(local));
  }
  tee(local: number): this {
    return this.emit(0x22, ...unsigned(local));
  }
  call(index: number): this {
    return this.emit(0x10, ...unsigned(index));
  }
  /** Runs `body` until the i32 it leaves on the stack is 0. */
  loop(body: () => void): this {
    this.emit(0x03, 0x40);
    body();
    return this.emit(0x0d, 0, 0x0b);
  }

  i32(value: number): this {
    return this.emit(0x41, ...signed(BigInt(value)));
  }
  add32(): this {
    return this.emit(0x6a);
  }
  sub32(): this {
    return this.emit(0x6b);
  }
  /** Address below on the stack, as for every load. */
  load32(offset: number): this {
    return this.emit(0x28, 2, ...unsigned(offset));
  }

  i64(value: bigint): this {
    return this.emit(0x42, ...signed(value));
  }
  load64(offset: number): this {
    return this.emit(0x29, 3, ...unsigned(offset));
  }
  /** Address and value below on the stack, as for every store. */
  store64(offset: number): this {
    return this.emit(0x37, 3, ...unsigned(offset));
  }
  add(): this {
    return this.emit(0x7c);
  }
  mul(): this {
    return this.emit(0x7e);
  }
  and(): this {
    return this.emit(0x83);
  }
  or(): this {
    return this.emit(0x84);
  }
  shl(): this {
    return this.emit(0x86);
  }
  shrU(): this {
    return this.emit(0x88);
  }

  loadDouble(offset: number): this {
    return this.emit(0x2b, 3, ...unsigned(offset));
  }
  storeDouble(offset: number): this {
    return this.emit(0x39, 3, ...unsigned(offset));
  }
  doubleOfLong(): this {
    return this.emit(0xba);
  }
  longOfDouble(): this {
    return this.emit(0xb1);
  }

  load128(offset: number): this {
    return this.vector(0x00, 3, ...unsigned(offset));
  }
  store128(offset: number): this {
    return this.vector(0x0b, 3, ...unsigned(offset));
  }
  /** 16 bytes, little-endian. */
  v128(bytes: readonly number[]): this {
    return this.vector(0x0c, ...bytes);
  }
  /** i8x16: bytes 0 … 15 are of the first operand, 16 … 31 of the second. */
  shuffle(lanes: readonly number[]): this {
    return this.vector(0x0d, ...lanes);
  }
  vAnd(): this {
    return this.vector(0x4e);
  }
  vOr(): this {
    return this.vector(0x50);
  }
  vXor(): this {
    return this.vector(0x51);
  }
  /** i32x4 */
  vAdd32(): this {
    return this.vector(0xae);
  }
  vShl32(bits: number): this {
    return this.i32(bits).vector(0xab);
  }
  vShrU32(bits: number): this {
    return this.i32(bits).vector(0xad);
  }
  /** i64x2 */
  vAdd64(): this {
    return this.vector(0xce);
  }
  vShrU64(bits: number): this {
    return this.i32(bits).vector(0xcd);
  }
  /** f64x2 */
  vAddDouble(): this {
    return this.vector(0xf0);
  }
  vSubDouble(): this {
    return this.vector(0xf1);
  }
  /** f64x2: a·b + c of the three on the stack, on most machines rounded once, on some twice. */
  vMulAddDouble(): this {
    return this.vector(0x107);
  }

  private vector(instruction: number, ...rest: number[]): this {
    return this.emit(0xfd, ...unsigned(instruction), ...rest);
  }

  private emit(...bytes: number[]): this {
    for (const byte of bytes) this.bytes.push(byte);
    return this;
  }
}
