import { assemble, type WasmFunction } from "../wasm/assemble.ts";
import { Code } from "../wasm/Code.ts";
import { type Arithmetic, limbsOf } from "./arithmetic.ts";
import { packFunction, unpackFunction } from "./bytes.ts";
import { Columns, Frame, LIMB_BITS, LIMBS, TABLE } from "./Columns.ts";

/** Numbers side by side in a vector, and such pairs in one number here. */
const [PAIR, PAIRS] = [2, 2];
const LIMB_BYTES = 8 * PAIR;
const PAIR_BYTES = LIMBS * LIMB_BYTES;
/** Steps of the reduction of dot products, and of those within a power. */
const [DOT_STEPS, POWER_STEPS] = [LIMBS + 1, LIMBS];
const SHAPE = { limbs: LIMBS, bits: LIMB_BITS, strideBytes: LIMB_BYTES, areDoubles: true };

/**
 * Numbers in 5 limbs of 51 bits, each a double: products by fused multiply-add, exact in two halves (`Columns`). Two and a half times as
 * quick as `plain`, where the machine rounds multiply-add once (`isFused`).
 */
export const fused: Arithmetic = {
  lanes: PAIR * PAIRS,
  numberBytes: PAIRS * PAIR_BYTES,
  constantBytes: PAIR_BYTES,
  laneAt: (lane) => Math.floor(lane / PAIR) * PAIR_BYTES + (lane % PAIR) * 8,
  r: 1n << BigInt(LIMB_BITS * DOT_STEPS),
  scale: 1n << BigInt(LIMB_BITS * POWER_STEPS),
  tableBytes: TABLE.length * LIMB_BYTES,
  writeTable: (view) => {
    for (const [index, value] of TABLE.entries()) writeTwice(view, index * LIMB_BYTES, value);
  },
  dot,
  fifthPower,
  unpack: () => unpackFunction(SHAPE),
  pack: () => packFunction(SHAPE),
  writeFactor: (view, at, value) => {
    for (const [index, limb] of limbsOf(value, LIMBS, LIMB_BITS).entries())
      writeTwice(view, at + index * LIMB_BYTES, Number(limb));
  },
  writeBefore: (view, at, value) => {
    for (const [index, limb] of limbsOf(value, LIMBS, LIMB_BITS).entries())
      for (let lane = 0; lane < PAIR; lane++)
        view.setBigUint64(at + index * LIMB_BYTES + 8 * lane, limb, true);
  },
};

function writeTwice(view: DataView, at: number, value: number): void {
  for (let lane = 0; lane < PAIR; lane++) view.setFloat64(at + 8 * lane, value, true);
}

const [OUT, A, B, BEFORE] = [0, 1, 2, 3];

function dot(count: number): WasmFunction {
  const frame = new Frame(4);
  const { code } = frame;
  const columns = new Columns(frame);
  const [a, b, c, d] = [frame.local(), frame.local(), frame.local(), frame.local()];
  const load = (from: number, at: number, to: number): void => {
    code.get(from).load128(at).set(to);
  };
  for (let pair = 0; pair < PAIRS; pair++) {
    for (let k = 0; k < LIMBS; k++) columns.add(k, () => code.get(BEFORE).load128(k * LIMB_BYTES));
    for (let j = 0; j < LIMBS; j++) {
      for (let term = 0; term < count; term += 2) {
        const isLast = term + 1 === count;
        load(B, term * PAIR_BYTES + j * LIMB_BYTES, b);
        if (!isLast) load(B, (term + 1) * PAIR_BYTES + j * LIMB_BYTES, d);
        for (let i = 0; i < LIMBS; i++) {
          const at = (term * PAIRS + pair) * PAIR_BYTES + i * LIMB_BYTES;
          load(A, at, a);
          if (!isLast) load(A, at + PAIRS * PAIR_BYTES, c);
          if (isLast) columns.product(i + j, a, b);
          else columns.pair(i + j, [a, b], [c, d]);
        }
      }
      columns.reduce(j);
    }
    for (const [index, limb] of columns.finish(DOT_STEPS - 1).entries())
      code
        .get(OUT)
        .get(limb)
        .store128(pair * PAIR_BYTES + index * LIMB_BYTES);
  }
  return frame.end();
}

/** Step by step of each pair in turn, because every step waits for the one before it. */
function fifthPower(): WasmFunction {
  const frame = new Frame(2);
  const powers = Array.from({ length: PAIRS }, (_, pair) => powerOf(frame, pair * PAIR_BYTES));
  while (powers.map((power) => power.next().done).includes(false));
  return frame.end();
}

function* powerOf(frame: Frame, at: number): Generator<void, void> {
  const { code } = frame;
  const columns = new Columns(frame);
  const x = Array.from({ length: LIMBS }, () => frame.local());
  for (const [index, limb] of x.entries())
    code
      .get(A)
      .load128(at + index * LIMB_BYTES)
      .set(limb);
  const second = yield* squareOf(frame, columns, x);
  const fourth = yield* squareOf(frame, columns, second);
  for (let j = 0; j < LIMBS; j++) {
    for (let i = 0; i < LIMBS; i++) columns.product(i + j, fourth[i] ?? 0, x[j] ?? 0);
    if (j < POWER_STEPS - 1) columns.reduce(j);
    yield;
  }
  for (const [index, limb] of columns.finish(POWER_STEPS - 1).entries())
    code
      .get(OUT)
      .get(limb)
      .store128(at + index * LIMB_BYTES);
}

function* squareOf(
  frame: Frame,
  columns: Columns,
  limbs: readonly number[],
): Generator<void, readonly number[]> {
  const { code } = frame;
  for (let i = 0; i < LIMBS; i++) {
    const [own, doubled] = [limbs[i] ?? 0, frame.local()];
    columns.product(2 * i, own, own);
    if (i < LIMBS - 1) code.get(own).get(own).vAddDouble().set(doubled);
    for (let j = i + 1; j < LIMBS; j++) columns.product(i + j, doubled, limbs[j] ?? 0);
    // Nothing more comes to columns 2i and 2i + 1 from the products.
    for (const column of [2 * i, 2 * i + 1]) {
      if (column < POWER_STEPS - 1) columns.reduce(column);
      yield;
    }
  }
  return columns.finish(POWER_STEPS - 1);
}

/** Whether this machine has multiply-add for two doubles and rounds it once. WebAssembly leaves that to the machine. */
export async function isFused(): Promise<boolean> {
  const code = new Code().i32(0).i32(0).load128(0).i32(0).load128(16).i32(0).load128(32);
  const test: WasmFunction = { parameters: 0, code: code.vMulAddDouble().store128(48) };
  const bytes = Uint8Array.from(assemble({ test }, 1));
  if (!WebAssembly.validate(bytes)) return false;
  const { instance } = await WebAssembly.instantiate(bytes);
  const { memory, test: run } = instance.exports;
  if (!(memory instanceof WebAssembly.Memory) || typeof run !== "function") return false;
  const view = new DataView(memory.buffer);
  // (1 + e)² − (1 + 2e) is e², or nothing where 1 + 2e + e² was rounded before.
  const e = 2 ** -40;
  for (const [index, value] of [1 + e, 1 + e, -(1 + 2 * e)].entries()) writeTwice(view, 16 * index, value);
  run();
  return view.getFloat64(48, true) === e * e && view.getFloat64(56, true) === e * e;
}
