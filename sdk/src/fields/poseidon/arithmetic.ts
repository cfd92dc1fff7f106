import { Code, type WasmFunction } from "./assembler.ts";

/** Order of BN254's scalar field. */
export const FIELD_ORDER = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;

/** A number stands in 9 limbs of 29 bits, each in 8 bytes: products of limbs can then be summed without carrying. */
export const LIMBS = 9;
export const NUMBER_BYTES = LIMBS * 8;
const LIMB_BITS = 29n;
const MASK = (1n << LIMB_BITS) - 1n;
/** Montgomery's R. */
export const MONTGOMERY_R = 1n << (LIMB_BITS * BigInt(LIMBS));

export function limbsOf(value: bigint): bigint[] {
  return Array.from({ length: LIMBS }, (_, index) => (value >> (LIMB_BITS * BigInt(index))) & MASK);
}

const MODULUS = limbsOf(FIELD_ORDER);
/** −1/p modulo a limb (Newton). */
const NEGATIVE_INVERSE = (() => {
  const p = FIELD_ORDER & MASK;
  let inverse = 1n;
  for (let bits = 1n; bits < LIMB_BITS; bits *= 2n) inverse = (inverse * (2n - p * inverse)) & MASK;
  return -inverse & MASK;
})();

const [OUT, A, B, BEFORE, AFTER] = [0, 1, 2, 3, 4];
const DOT_PARAMETERS = 5;

/**
 * `out = (Σ aᵢ·bᵢ + before)/R + after` modulo p, not reduced fully, for `count` ≤ 5 numbers that stand one behind the other
 * (Montgomery; the reduction of a column follows its last product, so that only nine columns are held at a time).
 *
 * A column sums at most 5·9 products of the dot product and 9 of the reduction, each below 2^58, and carries below 2^36: less than
 * 2^64. A result is below (Σ aᵢ·bᵢ)/R + p + after; with R = 2^261 the permutation's numbers stay below 2^260 (see `permutation.ts`).
 */
export function dotFunction(count: number): WasmFunction {
  const code = new Code();
  const column = (index: number): number => DOT_PARAMETERS + (index % LIMBS);
  const factor = DOT_PARAMETERS + LIMBS;
  for (let i = 0; i < LIMBS; i++)
    code
      .get(BEFORE)
      .load64(8 * i)
      .set(column(i));
  for (let j = 0; j < LIMBS; j++) {
    for (let term = 0; term < count; term++) {
      const start = NUMBER_BYTES * term;
      code
        .get(B)
        .load64(start + 8 * j)
        .set(factor);
      for (let i = 0; i < LIMBS; i++)
        code
          .get(column(i + j))
          .get(A)
          .load64(start + 8 * i)
          .get(factor)
          .mul()
          .add()
          .set(column(i + j));
    }
    reduceColumn(code, j, column, factor);
  }
  for (let i = 0; i < LIMBS; i++) {
    code
      .get(column(i))
      .get(AFTER)
      .load64(8 * i)
      .add()
      .set(column(i));
    storeLimb(code, i, column(i), factor);
  }
  return { parameters: DOT_PARAMETERS, longs: LIMBS + 1, code };
}

/** Adds the multiple of p that makes column j a multiple of a limb's size, and carries it on. */
function reduceColumn(code: Code, j: number, column: (index: number) => number, factor: number): void {
  code.get(column(j)).i64(NEGATIVE_INVERSE).mul().i64(MASK).and().set(factor);
  for (let i = 0; i < LIMBS; i++) {
    code
      .get(column(i + j))
      .i64(MODULUS[i] ?? 0n)
      .get(factor)
      .mul()
      .add()
      .set(column(i + j));
  }
  code
    .get(column(j + 1))
    .get(column(j))
    .i64(LIMB_BITS)
    .shrU()
    .add()
    .set(column(j + 1));
  code.i64(0n).set(column(j));
}

/** Stores a column with what the one before has carried, and leaves its own carry. */
function storeLimb(code: Code, i: number, column: number, carry: number): void {
  if (i > 0) code.get(column).get(carry).add().set(column);
  code.get(OUT).get(column);
  if (i < LIMBS - 1) code.i64(MASK).and();
  code.store64(8 * i);
  code.get(column).i64(LIMB_BITS).shrU().set(carry);
}

/** Cuts 32 bytes, little-endian, into limbs. Parameters: out, in. */
export function unpackFunction(): WasmFunction {
  const code = new Code();
  for (let i = 0; i < LIMBS; i++) {
    const [word, shift] = [Math.floor((29 * i) / 64), (29 * i) % 64];
    code
      .get(0)
      .get(1)
      .load64(8 * word)
      .i64(BigInt(shift))
      .shrU();
    if (shift > 35 && word < 3)
      code
        .get(1)
        .load64(8 * (word + 1))
        .i64(BigInt(64 - shift))
        .shl()
        .or();
    code
      .i64(MASK)
      .and()
      .store64(8 * i);
  }
  return { parameters: 2, longs: 0, code };
}

/** Puts limbs of a number below 2^256 together to 32 bytes, little-endian. Parameters: out, in. */
export function packFunction(): WasmFunction {
  const code = new Code();
  for (let word = 0; word < 4; word++) {
    code.get(0).i64(0n);
    for (let i = 0; i < LIMBS; i++) {
      const shift = 29 * i - 64 * word;
      if (shift <= -29 || shift >= 64) continue;
      code
        .get(1)
        .load64(8 * i)
        .i64(BigInt(Math.abs(shift)));
      if (shift < 0) code.shrU();
      else code.shl();
      code.or();
    }
    code.store64(8 * word);
  }
  return { parameters: 2, longs: 0, code };
}
