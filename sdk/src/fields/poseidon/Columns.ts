import type { WasmFunction } from "../wasm/assemble.ts";
import { Code } from "../wasm/Code.ts";
import { FIELD_ORDER, limbsOf, negativeInverse } from "./arithmetic.ts";

export const LIMBS = 5;
export const LIMB_BITS = 51;
const MASK = (1n << BigInt(LIMB_BITS)) - 1n;

/** Added to a product below 2^103 it rounds it to a multiple of 2^51. */
const HIGH = 2 ** 103;
/** Added to the rest, which is between −2^50 and 2^50, it keeps it whole in the low bits. */
const LOW = 2 ** 52 + 2 ** 51;
const UNIT = 2 ** 52;
const bitsOf = (value: number): bigint => new BigUint64Array(Float64Array.of(value).buffer)[0] ?? 0n;
const [HIGH_BITS, LOW_BITS, UNIT_BITS] = [bitsOf(HIGH), bitsOf(LOW), bitsOf(UNIT)];

const INVERSE = negativeInverse(LIMB_BITS);
/** A multiple of p that is −1 modulo 2^51: without that −1, and the 51 zeros that are left. */
const FRIENDLY = limbsOf((FIELD_ORDER * INVERSE + 1n) >> BigInt(LIMB_BITS), LIMBS, LIMB_BITS);
/** What the functions look up at address 0. */
export const TABLE = [...FRIENDLY, ...limbsOf(FIELD_ORDER, LIMBS, LIMB_BITS), INVERSE].map(Number);
const [ORDER_AT, INVERSE_AT] = [LIMBS, 2 * LIMBS];

/** i64x2 of twice the same. */
const twice = (value: bigint): number[] =>
  Array.from({ length: 16 }, (_, index) =>
    Number((BigInt.asUintN(64, value) >> BigInt(8 * (index % 8))) & 0xffn),
  );

/**
 * The columns of a long multiplication and of Montgomery's reduction in 64-bit whole numbers, two of each side by side.
 *
 * A product of two limbs falls into halves, high·2^51 + low, both exact in doubles (Emmart, Zheng, Weems 2018, for rounding to
 * nearest): HIGH + a·b is rounded to HIGH + high·2^51, and a·b + (HIGH + LOW − that) is LOW + low. The bits of such a double are those of
 * HIGH or LOW plus the half, so bits are summed, and what is too much is taken off at last (`settle`).
 *
 * A step of the reduction makes the lowest column 0. It adds a multiple of a multiple of p that is −1 modulo 2^51, so that the column
 * itself is the factor; the last step one of p. By n steps a result is below T/2^(51 n) + 1.25 p (FRIENDLY is below p/4). Of 6 steps,
 * with 9 products of numbers below 2^255, that is 1.25 p; of 5 steps, for a product of such numbers, x² is below 1.84 p, x⁴ below
 * 2.52 p, x⁵ below 2.43 p. All are below 2^255, every limb below 2^51, and a product below 2^103, also where a factor was doubled.
 */
export class Columns {
  private readonly frame: Frame;
  private readonly columns: readonly number[];
  private readonly high: number;
  private readonly both: number;
  private readonly factor: number;
  private sums: Sum[] = [];

  constructor(frame: Frame) {
    this.frame = frame;
    this.columns = Array.from({ length: 2 * LIMBS + 1 }, () => frame.local());
    [this.high, this.both, this.factor] = [frame.local(), frame.local(), frame.local()];
  }

  /** Adds the whole numbers that `push` leaves on the stack. */
  add(column: number, push: () => void): void {
    const sum = this.sumOf(column);
    const local = this.columnAt(column);
    if (sum.isUsed) this.frame.code.get(local);
    push();
    if (sum.isUsed) this.frame.code.vAdd64();
    this.frame.code.set(local);
    sum.isUsed = true;
  }

  /** Adds a·b, locals of limbs, to a column and the one behind it. */
  product(column: number, a: number, b: number): void {
    this.multiply(column, () => this.frame.code.get(a).get(b));
  }

  /** Adds two products: their high halves are rounded as one, their low ones added before they are whole numbers. */
  pair(column: number, [a, b]: readonly [number, number], [c, d]: readonly [number, number]): void {
    const { high, both: sum } = this;
    const { code, constants } = this.frame;
    code.get(a).get(b).get(constants.high).vMulAddDouble().set(high);
    code.get(c).get(d).get(high).vMulAddDouble().set(sum);
    this.add(column, () => {
      code.get(a).get(b).get(constants.sum).get(high).vSubDouble().vMulAddDouble();
      code.get(c).get(d).get(high).get(sum).vSubDouble().vMulAddDouble().vAddDouble();
    });
    this.add(column + 1, () => code.get(sum));
    this.sumOf(column).lows++;
    this.sumOf(column + 1).highs++;
  }

  /** Makes a column 0 and adds to those behind it. */
  reduce(column: number): void {
    this.settle(column);
    this.toLimb(this.columnAt(column), this.factor);
    this.carry(column);
    for (let i = 0; i < LIMBS; i++) this.multiply(column + 1 + i, () => this.entry(i));
  }

  /** The last step, by p itself. Gives locals of the result's limbs; what is computed next begins with empty columns. */
  finish(column: number): readonly number[] {
    const { factor, high } = this;
    const { code, constants } = this.frame;
    this.settle(column);
    this.toLimb(this.columnAt(column), factor);
    this.entry(INVERSE_AT);
    code.get(constants.high).vMulAddDouble().set(high);
    this.entry(INVERSE_AT);
    code.get(constants.sum).get(high).vSubDouble().vMulAddDouble().set(factor);
    this.toLimb(factor, factor);
    for (let i = 0; i < LIMBS; i++) this.multiply(column + i, () => this.entry(ORDER_AT + i));
    this.settle(column);
    this.carry(column);
    const limbs = Array.from({ length: LIMBS }, (_, index) =>
      this.limb(column + 1 + index, index === LIMBS - 1),
    );
    this.sums = [];
    return limbs;
  }

  private limb(column: number, isTop: boolean): number {
    const limb = this.frame.local();
    this.settle(column);
    if (isTop) {
      this.toDouble(() => this.frame.code.get(this.columnAt(column)), limb);
      return limb;
    }
    this.toLimb(this.columnAt(column), limb);
    this.carry(column);
    return limb;
  }

  /** The factor and a number of the table. */
  private entry(index: number): void {
    this.frame.code
      .get(this.factor)
      .i32(0)
      .load128(16 * index);
  }

  private multiply(column: number, push: () => void): void {
    const { high } = this;
    const { code, constants } = this.frame;
    push();
    code.get(constants.high).vMulAddDouble().set(high);
    this.add(column, () => {
      push();
      code.get(constants.sum).get(high).vSubDouble().vMulAddDouble();
    });
    this.add(column + 1, () => code.get(high));
    this.sumOf(column).lows++;
    this.sumOf(column + 1).highs++;
  }

  /** Takes off what was too much, and borrows from the next column, so that this one is not negative. */
  private settle(column: number): void {
    const sum = this.sumOf(column);
    const { lows, highs, lent } = sum;
    const lack =
      (BigInt(2 * lows) << BigInt(LIMB_BITS)) - BigInt(lows) * LOW_BITS - BigInt(highs) * HIGH_BITS;
    this.add(column, () => this.frame.code.v128(twice(lack - BigInt(lent))));
    this.sumOf(column + 1).lent += 2 * lows;
    Object.assign(sum, { lows: 0, highs: 0, lent: 0 });
  }

  private carry(column: number): void {
    this.add(column + 1, () => this.frame.code.get(this.columnAt(column)).vShrU64(LIMB_BITS));
  }

  /** The low 51 bits as a double. */
  private toLimb(from: number, to: number): void {
    const { code, constants } = this.frame;
    this.toDouble(() => code.get(from).get(constants.mask).vAnd(), to);
  }

  private toDouble(push: () => void, local: number): void {
    const { code, constants } = this.frame;
    push();
    code.get(constants.unit).vOr().get(constants.unit).vSubDouble().set(local);
  }

  private columnAt(column: number): number {
    return this.columns[column] ?? 0;
  }

  private sumOf(column: number): Sum {
    return (this.sums[column] ??= { isUsed: false, lows: 0, highs: 0, lent: 0 });
  }
}

/** The body of a function whose locals are all of 128 bits, with the constants that `Columns` computes with. */
export class Frame {
  readonly code = new Code();
  readonly constants: Readonly<Record<"high" | "sum" | "mask" | "unit", number>>;
  private readonly parameters: number;
  private count = 0;

  constructor(parameters: number) {
    this.parameters = parameters;
    const constant = (bits: bigint): number => {
      const local = this.local();
      this.code.v128(twice(bits)).set(local);
      return local;
    };
    this.constants = {
      high: constant(HIGH_BITS),
      sum: constant(bitsOf(HIGH + LOW)),
      mask: constant(MASK),
      unit: constant(UNIT_BITS),
    };
  }

  local(): number {
    return this.parameters + this.count++;
  }

  end(): WasmFunction {
    return { parameters: this.parameters, locals: { v128: this.count }, code: this.code };
  }
}

/** What stands in a column beside its value. */
interface Sum {
  isUsed: boolean;
  lows: number;
  highs: number;
  /** Units lent to the column before. */
  lent: number;
}
