import {
  dotFunction,
  FIELD_ORDER,
  limbsOf,
  MONTGOMERY_R,
  NUMBER_BYTES,
  packFunction,
  unpackFunction,
} from "./arithmetic.ts";
import { assemble } from "./assembler.ts";
import { isAdded, type MemoryPlan, ORDER_BYTES, permutationFunction } from "./permutation.ts";

/** Bytes of a field element here: little-endian, below p. */
export const ELEMENT_BYTES = 32;

const SHAPES = [
  { inputs: 3, partialRounds: 56 },
  { inputs: 4, partialRounds: 60 },
] as const;

/** circomlib's Poseidon over BN254 for 3 and 4 inputs. */
export interface Poseidon {
  /** Hashes each 96 bytes of `inputs` to 32 bytes. */
  hash3(inputs: Uint8Array): Uint8Array;
  /** Hashes each 128 bytes of `inputs` to 32 bytes. */
  hash4(inputs: Uint8Array): Uint8Array;
}

let loading: Promise<Poseidon> | undefined;

/**
 * The hash as a WebAssembly module that is written here: what libraries offer takes 200 µs for a hash, this 30 to 35. Made at first use, then kept; a failure may be tried again.
 */
export function loadPoseidon(): Promise<Poseidon> {
  loading ??= load().catch((cause: unknown) => {
    loading = undefined;
    throw cause;
  });
  return loading;
}

const [PRODUCT, DOT_4, DOT_5, UNPACK, PACK] = [0, 1, 2, 3, 4];
const SCRATCH = 3 * NUMBER_BYTES;
const INPUT = SCRATCH + 14 * NUMBER_BYTES;
const OUTPUT = INPUT + 4 * ELEMENT_BYTES;
const CONSTANTS = OUTPUT + ELEMENT_BYTES;
const PAGE_BYTES = 65_536;

async function load(): Promise<Poseidon> {
  const { default: file } = await import("./constants.json", { with: { type: "json" } });
  const constants = SHAPES.map(({ inputs }) => numbersOf(file[inputs]));
  const [first = [], second = []] = constants;
  const places = [CONSTANTS, CONSTANTS + first.length * NUMBER_BYTES];
  const plan: MemoryPlan = {
    product: PRODUCT,
    dot: DOT_4,
    unpack: UNPACK,
    pack: PACK,
    squareOfR: 0,
    one: NUMBER_BYTES,
    zero: 2 * NUMBER_BYTES,
    scratch: SCRATCH,
    constants: 0,
  };
  const functionOf = (index: 0 | 1) => {
    const { inputs, partialRounds } = SHAPES[index];
    return permutationFunction(inputs + 1, partialRounds, {
      ...plan,
      dot: inputs === 3 ? DOT_4 : DOT_5,
      constants: places[index] ?? 0,
    });
  };
  const functions = {
    product: dotFunction(1),
    dot4: dotFunction(4),
    dot5: dotFunction(5),
    unpack: unpackFunction(),
    pack: packFunction(),
    hash3: functionOf(0),
    hash4: functionOf(1),
  };
  const sizeBytes = CONSTANTS + (first.length + second.length) * NUMBER_BYTES;
  const bytes = assemble(functions, Math.ceil(sizeBytes / PAGE_BYTES));
  const { instance } = await WebAssembly.instantiate(Uint8Array.from(bytes));
  const { memory, hash3, hash4 } = instance.exports;
  if (!(memory instanceof WebAssembly.Memory) || !isFunction(hash3) || !isFunction(hash4))
    throw new Error("the module for hashing lacks what it was written with");
  const view = new DataView(memory.buffer);
  writeNumber(view, plan.squareOfR, (MONTGOMERY_R * MONTGOMERY_R) % FIELD_ORDER);
  writeNumber(view, plan.one, 1n);
  for (const [index, { inputs, partialRounds }] of SHAPES.entries()) {
    for (const [at, value] of (constants[index] ?? []).entries()) {
      const scale = isAdded(at, inputs + 1, partialRounds) ? MONTGOMERY_R * MONTGOMERY_R : MONTGOMERY_R;
      writeNumber(view, (places[index] ?? 0) + at * NUMBER_BYTES, (value * scale) % FIELD_ORDER);
    }
  }
  const heap = new Uint8Array(memory.buffer);
  return { hash3: hasher(heap, 3, hash3), hash4: hasher(heap, 4, hash4) };
}

/** A zero may come out as p. */
const isOrder = (bytes: Uint8Array): boolean =>
  bytes[0] === ORDER_BYTES[0] && ORDER_BYTES.every((byte, at) => byte === bytes[at]);

type WasmHash = (out: number, input: number) => unknown;

const isFunction = (value: WebAssembly.ExportValue | undefined): value is WasmHash =>
  typeof value === "function";

function hasher(heap: Uint8Array, count: number, hash: WasmHash) {
  const inputBytes = count * ELEMENT_BYTES;
  return (inputs: Uint8Array): Uint8Array => {
    const hashes = inputs.length / inputBytes;
    if (!Number.isInteger(hashes)) throw new RangeError("the inputs are not whole");
    const out = new Uint8Array(hashes * ELEMENT_BYTES);
    for (let index = 0; index < hashes; index++) {
      heap.set(inputs.subarray(index * inputBytes, (index + 1) * inputBytes), INPUT);
      hash(OUTPUT, INPUT);
      const result = heap.subarray(OUTPUT, OUTPUT + ELEMENT_BYTES);
      if (!isOrder(result)) out.set(result, index * ELEMENT_BYTES);
    }
    return out;
  };
}

function writeNumber(view: DataView, at: number, value: bigint): void {
  for (const [index, limb] of limbsOf(value).entries()) view.setBigUint64(at + 8 * index, limb, true);
}

/** Base64 of numbers of 32 bytes, big-endian. */
function numbersOf(text: string): bigint[] {
  const bytes = atob(text);
  return Array.from({ length: bytes.length / 32 }, (_, index) => {
    let value = 0n;
    for (let at = 32 * index; at < 32 * index + 32; at++)
      value = (value << 8n) | BigInt(bytes.charCodeAt(at));
    return value;
  });
}
