import type { WasmFunction } from "../wasm/assemble.ts";
import { Code } from "../wasm/Code.ts";
import { type Arithmetic, FIELD_ORDER, limbsOf, negativeInverse } from "./arithmetic.ts";
import { packFunction, unpackFunction } from "./bytes.ts";

const LIMBS = 9;
const LIMB_BITS = 29;
const NUMBER_BYTES = LIMBS * 8;
/** The functions' own room stands at 0. */
const SHAPE = { limbs: LIMBS, bits: LIMB_BITS, strideBytes: 8, areDoubles: false };
const R = 1n << BigInt(LIMB_BITS * LIMBS);
const MASK = (1n << BigInt(LIMB_BITS)) - 1n;

/** One number in 9 limbs of 29 bits, each in 8 bytes: products of limbs can then be summed without carrying. Runs everywhere. */
export const plain: Arithmetic = {
  lanes: 1,
  numberBytes: NUMBER_BYTES,
  constantBytes: NUMBER_BYTES,
  laneAt: () => 0,
  r: R,
  scale: R,
  tableBytes: NUMBER_BYTES,
  writeTable: () => undefined,
  dot,
  fifthPower,
  unpack: () => unpackFunction(SHAPE),
  pack: () => packFunction(SHAPE),
  writeFactor: write,
  writeBefore: write,
};

function write(view: DataView, at: number, value: bigint): void {
  for (const [index, limb] of limbsOf(value, LIMBS, LIMB_BITS).entries())
    view.setBigUint64(at + 8 * index, limb, true);
}

const MODULUS = limbsOf(FIELD_ORDER, LIMBS, LIMB_BITS);
const INVERSE = negativeInverse(LIMB_BITS);
const [OUT, A, B, BEFORE] = [0, 1, 2, 3];
/** More terms than these, and the columns are carried once in between. */
const MOST_TERMS = 6;

/**
 * Montgomery; the reduction of a column follows its last product, so that only nine columns are held at a time.
 *
 * A column sums at most 9 products for each term and 9 of the reduction, each below 2^58, and carries below 2^36: with 6 terms less than
 * 2^64, with 9 less than that in either half. A result is below (Σ aᵢ·bᵢ)/R + p: with R = 2^261 and 9 terms below 1.1 p.
 */
function dot(count: number): WasmFunction {
  const columns = new PlainColumns(4);
  const { code } = columns;
  for (let i = 0; i < LIMBS; i++)
    code
      .get(BEFORE)
      .load64(8 * i)
      .set(columns.at(i));
  for (let j = 0; j < LIMBS; j++) {
    if (count > MOST_TERMS && j === 5) columns.carryAll(j);
    for (let term = 0; term < count; term++) columns.row(j, A, B, term * NUMBER_BYTES);
    columns.reduce(j);
  }
  columns.store(OUT);
  return { parameters: 4, locals: { i64: LIMBS + 1 }, code };
}

/** By way of the room at 0, so that both places may be one. */
function fifthPower(): WasmFunction {
  const [out, from, room] = [0, 1, 2];
  const columns = new PlainColumns(3);
  const { code } = columns;
  const product = (to: number, a: number, b: number): void => {
    for (let i = 0; i < LIMBS; i++) code.i64(0n).set(columns.at(i));
    for (let j = 0; j < LIMBS; j++) {
      columns.row(j, a, b, 0);
      columns.reduce(j);
    }
    columns.store(to);
  };
  product(room, from, from);
  product(room, room, room);
  product(out, room, from);
  // The local behind the parameters is 0.
  return { parameters: 2, locals: { i32: 1, i64: LIMBS + 1 }, code };
}

/** Nine columns of 64 bits in locals, and one local more. */
class PlainColumns {
  readonly code = new Code();
  private readonly first: number;
  private readonly factor: number;

  constructor(parameters: number) {
    this.first = parameters;
    this.factor = parameters + LIMBS;
  }

  at(column: number): number {
    return this.first + (column % LIMBS);
  }

  /** Adds limb j of b times a. */
  row(j: number, a: number, b: number, offset: number): void {
    const { code, factor } = this;
    code
      .get(b)
      .load64(offset + 8 * j)
      .set(factor);
    for (let i = 0; i < LIMBS; i++) {
      code
        .get(this.at(i + j))
        .get(a)
        .load64(offset + 8 * i)
        .get(factor)
        .mul()
        .add()
        .set(this.at(i + j));
    }
  }

  /** Adds the multiple of p that makes column j a multiple of a limb's size, and carries it on. */
  reduce(j: number): void {
    const { code, factor } = this;
    code.get(this.at(j)).i64(INVERSE).mul().i64(MASK).and().set(factor);
    for (let i = 0; i < LIMBS; i++) {
      code
        .get(this.at(i + j))
        .i64(MODULUS[i] ?? 0n)
        .get(factor)
        .mul()
        .add()
        .set(this.at(i + j));
    }
    this.carry(j);
    code.i64(0n).set(this.at(j));
  }

  /** From column j on, all but the last. */
  carryAll(j: number): void {
    for (let i = j; i < j + LIMBS - 1; i++) {
      this.carry(i);
      this.code.get(this.at(i)).i64(MASK).and().set(this.at(i));
    }
  }

  /** Stores the columns as limbs. */
  store(out: number): void {
    const { code } = this;
    for (let i = 0; i < LIMBS; i++) {
      if (i < LIMBS - 1) this.carry(i);
      code.get(out).get(this.at(i));
      if (i < LIMBS - 1) code.i64(MASK).and();
      code.store64(8 * i);
    }
  }

  private carry(column: number): void {
    this.code
      .get(this.at(column + 1))
      .get(this.at(column))
      .i64(BigInt(LIMB_BITS))
      .shrU()
      .add()
      .set(this.at(column + 1));
  }
}
