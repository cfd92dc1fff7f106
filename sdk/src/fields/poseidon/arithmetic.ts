import type { WasmFunction } from "../wasm/assemble.ts";

/** Order of BN254's scalar field. */
export const FIELD_ORDER = 21888242871839275222246405745257275088548364400416034343698204186575808495617n;

/**
 * How the permutation computes with numbers modulo p (Montgomery). There are two that give the same hashes. Numbers are below 2^255,
 * not fully reduced.
 */
export interface Arithmetic {
  /** Hashes that one number holds side by side. */
  readonly lanes: number;
  readonly numberBytes: number;
  /** Constants hold one number for all lanes. */
  readonly constantBytes: number;
  /** Where a lane begins within a number. */
  readonly laneAt: (lane: number) => number;
  /** What a dot product is divided by. */
  readonly r: bigint;
  /** A number x stands as x·scale. */
  readonly scale: bigint;
  /** What its functions look up at address 0. */
  readonly tableBytes: number;
  readonly writeTable: (view: DataView) => void;
  /** Parameters out, a, b, before: (Σ aᵢ·bᵢ + before)/r of `count` ≤ 9 numbers each that stand one behind the other; b are factors. */
  readonly dot: (count: number) => WasmFunction;
  /** Parameters out, from, which may be one: x⁵/scale⁴. */
  readonly fifthPower: () => WasmFunction;
  /** Parameters out, in: one lane from 32 bytes, little-endian. */
  readonly unpack: () => WasmFunction;
  /** Parameters out, in: one lane to 32 bytes, little-endian. */
  readonly pack: () => WasmFunction;
  /** A constant as it is multiplied with. */
  readonly writeFactor: (view: DataView, at: number, value: bigint) => void;
  /** A constant as it is added before a reduction. */
  readonly writeBefore: (view: DataView, at: number, value: bigint) => void;
}

/** −1/p modulo 2^bits (Newton). */
export function negativeInverse(bits: number): bigint {
  let inverse = 1n;
  for (let known = 1; known < bits; known *= 2)
    inverse = BigInt.asUintN(bits, inverse * (2n - FIELD_ORDER * inverse));
  return BigInt.asUintN(bits, -inverse);
}

export function limbsOf(value: bigint, count: number, bits: number): bigint[] {
  return Array.from({ length: count }, (_, index) => BigInt.asUintN(bits, value >> BigInt(bits * index)));
}
