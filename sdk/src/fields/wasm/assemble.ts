import type { Code } from "./Code.ts";
import { unsigned } from "./leb128.ts";

const TYPES = { i32: 0x7f, i64: 0x7e, v128: 0x7b } as const;

/** "\0asm", version 1. */
const HEADER = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0] as const;

/** A function of i32 parameters without a result; its locals follow the parameters, those of 32 bits first, then 64, then 128. */
export interface WasmFunction {
  readonly parameters: number;
  readonly locals?: Readonly<Partial<Record<keyof typeof TYPES, number>>>;
  readonly code: Code;
}

/** A module that exports its memory as `memory` and its functions by name. */
export function assemble(functions: Readonly<Record<string, WasmFunction>>, pages: number): Uint8Array {
  const list = Object.values(functions);
  const types = list.map(({ parameters }) => [
    0x60,
    ...vector(Array.from({ length: parameters }, () => [TYPES.i32])),
    0,
  ]);
  const bodies = list.map(({ locals = {}, code }) => sized([...localsOf(locals), ...code.bytes, 0x0b]));
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

function localsOf({ i32 = 0, i64 = 0, v128 = 0 }: NonNullable<WasmFunction["locals"]>): number[] {
  return vector([
    [...unsigned(i32), TYPES.i32],
    [...unsigned(i64), TYPES.i64],
    [...unsigned(v128), TYPES.v128],
  ]);
}

const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes];
const section = (id: number, bytes: readonly number[]): number[] => [id, ...sized(bytes)];
const vector = (items: readonly (readonly number[])[]): number[] => [
  ...unsigned(items.length),
  ...items.flat(),
];
const text = (name: string): number[] => sized(Array.from(new TextEncoder().encode(name)));
