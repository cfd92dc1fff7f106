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

const [OUT, A, B, COUNT, BEFORE, AFTER] = [0, 1, 2, 3, 4, 5];
const DOT_PARAMETERS = 6;

/**
 * `out = (Σ aᵢ·bᵢ + before)/R + after` modulo p, not reduced fully, for `count` ≤ 5 numbers that stand one behind the other
 * (Montgomery, product scanning).
 *
 * A column sums at most 5·9 products of the dot product and 9 of the reduction, each below 2^58, and carries below 2^36: less than
 * 2^64. A result is below (Σ aᵢ·bᵢ)/R + p + after; with R = 2^261 the permutation's numbers stay below 2^260 (see `permutation.ts`).
 */
export function dotFunction(): WasmFunction {
  const code = new Code();
  const long = (index: number): number => DOT_PARAMETERS + index;
  const column = (index: number): number => long(index);
  const a = (index: number): number => long(2 * LIMBS + index);
  const [b, q] = [long(3 * LIMBS), long(3 * LIMBS + 1)];
  for (let i = 0; i < LIMBS; i++)
    code
      .get(BEFORE)
      .load64(8 * i)
      .set(column(i));
  code.loop(() => {
    for (let i = 0; i < LIMBS; i++)
      code
        .get(A)
        .load64(8 * i)
        .set(a(i));
    for (let j = 0; j < LIMBS; j++) {
      code
        .get(B)
        .load64(8 * j)
        .set(b);
      for (let i = 0; i < LIMBS; i++)
        code
          .get(column(i + j))
          .get(a(i))
          .get(b)
          .mul()
          .add()
          .set(column(i + j));
    }
    code.get(A).i32(NUMBER_BYTES).add32().set(A);
    code.get(B).i32(NUMBER_BYTES).add32().set(B);
    code.get(COUNT).i32(1).sub32().tee(COUNT);
  });
  for (let i = 0; i < LIMBS; i++) {
    code.get(column(i)).i64(NEGATIVE_INVERSE).mul().i64(MASK).and().set(q);
    code
      .get(column(i))
      .get(q)
      .i64(MODULUS[0] ?? 0n)
      .mul()
      .add()
      .i64(LIMB_BITS)
      .shrU();
    code
      .get(column(i + 1))
      .add()
      .set(column(i + 1));
    for (let j = 1; j < LIMBS; j++)
      code
        .get(column(i + j))
        .get(q)
        .i64(MODULUS[j] ?? 0n)
        .mul()
        .add()
        .set(column(i + j));
  }
  for (let i = 0; i < LIMBS; i++) {
    code
      .get(column(LIMBS + i))
      .get(AFTER)
      .load64(8 * i)
      .add();
    if (i > 0) code.get(q).add();
    code.set(column(LIMBS + i));
    code.get(OUT).get(column(LIMBS + i));
    if (i < LIMBS - 1) code.i64(MASK).and();
    code.store64(8 * i);
    code
      .get(column(LIMBS + i))
      .i64(LIMB_BITS)
      .shrU()
      .set(q);
  }
  return { parameters: DOT_PARAMETERS, longs: 3 * LIMBS + 2, code };
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
