import { bls12_381 } from "@noble/curves/bls12-381.js";

/**
 * The reference twin: the same group operations on @noble/curves, written independently of mcl-wasm. Tests compare results with
 * it, and the benchmark takes it as baseline.
 */
const { G1, G2, fields } = bls12_381;
const { Fp12 } = fields;

export type TwinGt = ReturnType<typeof Fp12.fromBytes>;

export const twin = {
  order: G1.Point.Fn.ORDER,
  g1: (k: bigint) => G1.Point.BASE.multiply(k),
  g2: (k: bigint) => G2.Point.BASE.multiply(k),
  decodeG1: (bytes: Uint8Array) => G1.Point.fromBytes(bytes),
  decodeG2: (bytes: Uint8Array) => G2.Point.fromBytes(bytes),
  pair: (p: InstanceType<typeof G1.Point>, q: InstanceType<typeof G2.Point>): TwinGt =>
    bls12_381.pairing(p, q),
  powGt: (x: TwinGt, k: bigint): TwinGt => Fp12.pow(x, k),
  mulGt: (a: TwinGt, b: TwinGt): TwinGt => Fp12.mul(a, b),
  encodeGt: (x: TwinGt): Uint8Array => Fp12.toBytes(x),
  decodeGt: (bytes: Uint8Array): TwinGt => Fp12.fromBytes(bytes),
};
