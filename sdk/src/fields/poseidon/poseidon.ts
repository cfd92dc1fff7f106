import { assemble, type WasmFunction } from "../wasm/assemble.ts";
import { type Arithmetic, FIELD_ORDER } from "./arithmetic.ts";
import { fused, isFused } from "./fused.ts";
import { ELEMENT_BYTES, permutationFunction, type Plan, scratchNumbers, usesOf } from "./permutation.ts";
import { plain } from "./plain.ts";

export { ELEMENT_BYTES } from "./permutation.ts";

const SHAPES = [
  { inputs: 3, t: 4, partialRounds: 56 },
  { inputs: 4, t: 5, partialRounds: 60 },
] as const;
type NamedShape = (typeof SHAPES)[number];

/** circomlib's Poseidon over BN254 for 3 and 4 inputs; elements of 32 bytes, little-endian, below p. */
export interface Poseidon {
  /** Hashes each 96 bytes of `inputs` to 32 bytes. */
  hash3(inputs: Uint8Array): Uint8Array;
  /** Hashes each 128 bytes of `inputs` to 32 bytes. */
  hash4(inputs: Uint8Array): Uint8Array;
}

let loading: Promise<Poseidon> | undefined;

/**
 * The hash as a WebAssembly module that is written here: what libraries offer takes 200 µs for a hash. Made at first use, then kept; a
 * failure may be tried again.
 */
export function loadPoseidon(): Promise<Poseidon> {
  loading ??= load().catch((cause: unknown) => {
    loading = undefined;
    throw cause;
  });
  return loading;
}

async function load(): Promise<Poseidon> {
  return await createPoseidon((await isFused()) ? fused : plain);
}

/** Each arithmetic gives the same hashes. */
export async function createPoseidon(arithmetic: Arithmetic): Promise<Poseidon> {
  const { default: file } = await import("./constants.json", { with: { type: "json" } });
  const [hash3, hash4] = await Promise.all(
    SHAPES.map((shape) => createHash(shape, arithmetic, numbersOf(file[shape.inputs]))),
  );
  if (hash3 === undefined || hash4 === undefined) throw new Error("a hash is missing");
  return { hash3, hash4 };
}

type Hash = (inputs: Uint8Array) => Uint8Array;

async function createHash(
  shape: NamedShape,
  arithmetic: Arithmetic,
  constants: readonly bigint[],
): Promise<Hash> {
  const { bytes, plan, input, output } = moduleOf(shape, arithmetic, constants.length);
  const { instance } = await WebAssembly.instantiate(Uint8Array.from(bytes));
  const { memory, hash } = instance.exports;
  if (!(memory instanceof WebAssembly.Memory) || typeof hash !== "function")
    throw new Error("the module for hashing lacks what it was written with");
  const view = new DataView(memory.buffer);
  writeConstants(view, { shape, arithmetic, constants, plan });

  const heap = new Uint8Array(memory.buffer);
  const { lanes } = arithmetic;
  const inputBytes = shape.inputs * ELEMENT_BYTES;
  return (inputs) => {
    const hashes = inputs.length / inputBytes;
    if (!Number.isInteger(hashes)) throw new RangeError("the inputs are not whole");
    const out = new Uint8Array(hashes * ELEMENT_BYTES);
    for (let from = 0; from < hashes; from += lanes) {
      const count = Math.min(lanes, hashes - from);
      heap.set(inputs.subarray(from * inputBytes, (from + count) * inputBytes), input);
      hash(output, input);
      for (let index = 0; index < count; index++) reduceFully(view, output + index * ELEMENT_BYTES);
      out.set(heap.subarray(output, output + count * ELEMENT_BYTES), from * ELEMENT_BYTES);
    }
    return out;
  };
}

const PAGE_BYTES = 65_536;

/** The module, with its memory laid out: table, input, output, constants, scratch. */
function moduleOf(shape: NamedShape, arithmetic: Arithmetic, constantCount: number) {
  const { lanes, numberBytes, constantBytes, tableBytes } = arithmetic;
  const dots = [1, shape.t, 2 * shape.t - 1];
  const functions: Record<string, WasmFunction> = {
    fifthPower: arithmetic.fifthPower(),
    unpack: arithmetic.unpack(),
    pack: arithmetic.pack(),
  };
  const firstDot = Object.keys(functions).length;
  for (const count of dots) functions[`dot${count}`] = arithmetic.dot(count);
  const input = tableBytes;
  const output = input + lanes * shape.inputs * ELEMENT_BYTES;
  const into = output + lanes * ELEMENT_BYTES;
  const constants = into + 2 * constantBytes;
  const zero = constants + constantCount * constantBytes;
  const plan: Plan = {
    into,
    outOf: into + constantBytes,
    constants,
    zero,
    scratch: zero + numberBytes,
    fifthPower: 0,
    unpack: 1,
    pack: 2,
    dot: (count) => firstDot + dots.indexOf(count),
  };
  functions.hash = permutationFunction(shape, arithmetic, plan);
  const sizeBytes = plan.scratch + scratchNumbers(shape) * numberBytes;
  return { bytes: assemble(functions, Math.ceil(sizeBytes / PAGE_BYTES)), plan, input, output };
}

function writeConstants(
  view: DataView,
  of: {
    readonly shape: NamedShape;
    readonly arithmetic: Arithmetic;
    readonly constants: readonly bigint[];
    readonly plan: Plan;
  },
): void {
  const { arithmetic, plan } = of;
  const { r, scale, constantBytes } = arithmetic;
  arithmetic.writeTable(view);
  arithmetic.writeFactor(view, plan.into, (scale * r) % FIELD_ORDER);
  arithmetic.writeFactor(view, plan.outOf, r / scale);
  const uses = usesOf(of.shape);
  for (const [index, value] of of.constants.entries()) {
    const at = plan.constants + index * constantBytes;
    if (uses[index] === "factor") arithmetic.writeFactor(view, at, (value * r) % FIELD_ORDER);
    else arithmetic.writeBefore(view, at, (value * r * scale) % FIELD_ORDER);
  }
}

const WORDS = ELEMENT_BYTES / 4;
const ORDER_WORDS = Uint32Array.from({ length: WORDS }, (_, index) =>
  Number((FIELD_ORDER >> BigInt(32 * index)) & 0xffff_ffffn),
);

/** Takes p away while the element is not below it. */
function reduceFully(view: DataView, at: number): void {
  while (isOrderOrMore(view, at)) {
    let borrow = 0;
    for (let word = 0; word < WORDS; word++) {
      const difference = view.getUint32(at + 4 * word, true) - (ORDER_WORDS[word] ?? 0) - borrow;
      view.setUint32(at + 4 * word, difference, true);
      borrow = difference < 0 ? 1 : 0;
    }
  }
}

function isOrderOrMore(view: DataView, at: number): boolean {
  for (let word = WORDS - 1; word >= 0; word--) {
    const difference = view.getUint32(at + 4 * word, true) - (ORDER_WORDS[word] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
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
