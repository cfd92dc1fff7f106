import { concatBytes, utf8 } from "../../codec/index.ts";
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
  const types = list.map(({ parameters }) =>
    bytes([0x60, ...unsigned(parameters), ...Array.from({ length: parameters }, () => TYPES.i32), 0]),
  );
  const bodies = list.map(({ locals = {}, code }) =>
    sized(concatBytes(localsOf(locals), bytes(code.bytes), bytes([0x0b]))),
  );
  const exports = Object.keys(functions).map((name, index) =>
    concatBytes(text(name), bytes([0, ...unsigned(index)])),
  );
  return concatBytes(
    bytes(HEADER),
    section(1, vector(types)),
    section(3, vector(list.map((_, index) => bytes(unsigned(index))))),
    section(5, vector([bytes([0, ...unsigned(pages)])])),
    section(7, vector([concatBytes(text("memory"), bytes([2, 0])), ...exports])),
    section(10, vector(bodies)),
  );
}

function localsOf({ i32 = 0, i64 = 0, v128 = 0 }: NonNullable<WasmFunction["locals"]>): Uint8Array {
  return vector([
    bytes([...unsigned(i32), TYPES.i32]),
    bytes([...unsigned(i64), TYPES.i64]),
    bytes([...unsigned(v128), TYPES.v128]),
  ]);
}

const bytes = (values: readonly number[]): Uint8Array => Uint8Array.from(values);
const sized = (content: Uint8Array): Uint8Array => concatBytes(bytes(unsigned(content.length)), content);
const section = (id: number, content: Uint8Array): Uint8Array => concatBytes(bytes([id]), sized(content));
const vector = (items: readonly Uint8Array[]): Uint8Array =>
  concatBytes(bytes(unsigned(items.length)), ...items);
const text = (name: string): Uint8Array => sized(bytes(Array.from(utf8(name))));
