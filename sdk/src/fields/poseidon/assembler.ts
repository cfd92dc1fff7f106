/** Just enough of the WebAssembly binary format (core 2.0, §5) to write straight-line arithmetic. */
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
  i32(value: number): this {
    return this.emit(0x41, ...signed(BigInt(value)));
  }
  i64(value: bigint): this {
    return this.emit(0x42, ...signed(value));
  }
  /** Address below on the stack. */
  load64(offset: number): this {
    return this.emit(0x29, 3, ...unsigned(offset));
  }
  /** Address and value below on the stack. */
  store64(offset: number): this {
    return this.emit(0x37, 3, ...unsigned(offset));
  }
  add32(): this {
    return this.emit(0x6a);
  }
  sub32(): this {
    return this.emit(0x6b);
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
  call(index: number): this {
    return this.emit(0x10, ...unsigned(index));
  }
  /** Runs `body` until the i32 it leaves on the stack is 0. */
  loop(body: () => void): this {
    this.emit(0x03, 0x40);
    body();
    return this.emit(0x0d, 0, 0x0b);
  }

  private emit(...bytes: number[]): this {
    for (const byte of bytes) this.bytes.push(byte);
    return this;
  }
}

const I32 = 0x7f;
const I64 = 0x7e;

/** "\0asm", version 1. */
const HEADER = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0] as const;

/** A function of i32 parameters without a result; `longs` i64 locals follow the parameters. */
export interface WasmFunction {
  readonly parameters: number;
  readonly longs: number;
  readonly code: Code;
}

/** A module that exports its memory as `memory` and its functions by name. */
export function assemble(functions: Readonly<Record<string, WasmFunction>>, pages: number): Uint8Array {
  const list = Object.values(functions);
  const types = list.map(({ parameters }) => [
    0x60,
    ...vector(Array.from({ length: parameters }, () => [I32])),
    0,
  ]);
  const bodies = list.map(({ longs, code }) => sized([1, ...unsigned(longs), I64, ...code.bytes, 0x0b]));
  const exports = Object.keys(functions).map((name, index) => [...text(name), 0, ...unsigned(index)]);
  return Uint8Array.from([
    ...HEADER,
    ...section(1, vector(types)),
    ...section(3, vector(list.map((_, index) => unsigned(index)))),
    ...section(5, vector([[0, ...unsigned(pages)]])),
    ...section(7, vector([[...text("memory"), 2, 0], ...exports])),
    ...section(10, vector(bodies)),
  ]);
}

const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes];
const section = (id: number, bytes: readonly number[]): number[] => [id, ...sized(bytes)];
const vector = (items: readonly (readonly number[])[]): number[] => [
  ...unsigned(items.length),
  ...items.flat(),
];
const text = (name: string): number[] => sized(Array.from(new TextEncoder().encode(name)));

/** LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}

function signed(value: bigint): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    const low = Number(rest & 0x7fn);
    const isLast = rest >> 6n === 0n || rest >> 6n === -1n;
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}
