import { bls12_381 } from "@noble/curves/bls12-381.js";
import { GT, finalExp, millerLoop, mul, pow, precomputedMillerLoop, sqr } from "mcl-wasm";
import { InvalidInputError } from "../../errors/index.ts";
import { blsContext } from "../init.ts";
import type { G1, G2 } from "./points.ts";
import { toFr } from "./scalar.ts";

export type { GT };

export const GT_BYTES = 576;
const FP_BYTES = 48;

/** |u| of the curve parameter u = −0xd201000000010000, binary. */
const PARAMETER_BITS = 0xd201000000010000n.toString(2);

/** e(P, Q). */
export function pair(p: G1, q: G2): GT {
  return finalExp(millerLoop(p, q));
}

/** e(P, ĝ), with the generator's Miller lines computed once. */
export function pairWithBase(p: G1): GT {
  return finalExp(precomputedMillerLoop(p, blsContext().g2Lines));
}

/** Π e(P_i, Q_i): one Miller loop each, one final exponentiation for all. */
export function pairProduct(pairs: readonly (readonly [G1, G2])[]): GT {
  const loops = pairs.map(([p, q]) => millerLoop(p, q));
  return finalExp(loops.reduce((product, loop) => mul(product, loop)));
}

/** e(g, ĝ)^k. */
export function baseGt(k: bigint): GT {
  return powGt(blsContext().gt, k);
}

/** x^k for x in GT; the library's exponentiation is only right inside the group, hence {@link decodeGt}. */
export function powGt(x: GT, k: bigint): GT {
  return pow(x, toFr(k));
}

export function mulGt(a: GT, b: GT): GT {
  return mul(a, b);
}

/** 576 bytes: twelve 48-byte big-endian limbs, Fp12 = c0 ‖ c1, Fp6 = c0 ‖ c1 ‖ c2, Fp2 = c0 ‖ c1 (noble's order). */
export function encodeGt(x: GT): Uint8Array {
  return swapHalves(x.serialize());
}

/**
 * Decodes a GT element: canonical limbs, in the subgroup of order r, and not the identity.
 *
 * Membership after Scott, "A note on group membership tests for G1, G2 and GT on BLS pairing-friendly curves" (2021, §5):
 * x^(p^4)·x = x^(p^2) puts x in the cyclotomic subgroup, and there x^p = x^u exactly for the elements of order r.
 * @throws {InvalidInputError} `POINT_INVALID` with the field's name.
 */
export function decodeGt(bytes: Uint8Array, name: string): GT {
  blsContext();
  if (!(bytes instanceof Uint8Array) || bytes.length !== GT_BYTES) throw gtError(name, "length");
  const x = new GT();
  try {
    x.deserialize(swapHalves(bytes));
  } catch {
    throw gtError(name, "encoding");
  }
  if (x.isZero() || x.isOne()) throw gtError(name, "identity");
  if (!isInGt(x, bytes)) throw gtError(name, "group");
  return x;
}

function isInGt(x: GT, bytes: Uint8Array): boolean {
  const { Fp12 } = bls12_381.fields;
  // The library has no Frobenius map, so the powers of p are taken by the twin.
  const twin = Fp12.fromBytes(bytes);
  const inCyclotomic = Fp12.eql(Fp12.mul(Fp12.frobeniusMap(twin, 4), twin), Fp12.frobeniusMap(twin, 2));
  if (!inCyclotomic) return false;
  const toTheP = new GT();
  toTheP.deserialize(swapHalves(Fp12.toBytes(Fp12.frobeniusMap(twin, 1))));
  // u is negative: x^p = x^u is x^p·x^|u| = 1.
  return mul(toTheP, powByParameter(x)).isOne();
}

/** x^|u| by squaring and multiplying, valid outside the group too (pow is not). */
function powByParameter(x: GT): GT {
  let power = x;
  for (const bit of PARAMETER_BITS.slice(1)) {
    power = sqr(power);
    if (bit === "1") power = mul(power, x);
  }
  return power;
}

/** The library writes each Fp2 as c1 ‖ c0 in its Ethereum mode. The same swap leads back. */
function swapHalves(bytes: Uint8Array): Uint8Array {
  const swapped = new Uint8Array(GT_BYTES);
  for (let offset = 0; offset < GT_BYTES; offset += 2 * FP_BYTES) {
    swapped.set(bytes.subarray(offset + FP_BYTES, offset + 2 * FP_BYTES), offset);
    swapped.set(bytes.subarray(offset, offset + FP_BYTES), offset + FP_BYTES);
  }
  return swapped;
}

function gtError(name: string, reason: string): InvalidInputError {
  return new InvalidInputError("POINT_INVALID", "A pairing value is malformed or not in its group.", {
    facts: { name, reason },
  });
}
