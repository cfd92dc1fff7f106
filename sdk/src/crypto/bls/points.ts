import { G1, G2, add, mul, neg } from "mcl-wasm";
import { InvalidInputError } from "../../errors/index.ts";
import { blsContext } from "../init.ts";
import { toFr } from "./scalar.ts";

export type { G1, G2 };

export const G1_BYTES = 48;
export const G2_BYTES = 96;

const COMPRESSED = 0x80;
const INFINITY = 0x40;

/**
 * Decodes a compressed G1 point (ZCash form): on the curve, in the prime-order subgroup, canonical, and not the identity.
 * @throws {InvalidInputError} `POINT_INVALID` with the field's name.
 */
export function decodeG1(bytes: Uint8Array, name: string): G1 {
  return decode(new G1(), bytes, G1_BYTES, name);
}

/** Decodes a compressed G2 point under the same conditions as {@link decodeG1}. */
export function decodeG2(bytes: Uint8Array, name: string): G2 {
  return decode(new G2(), bytes, G2_BYTES, name);
}

/** Compressed ZCash form, 48 or 96 bytes. */
export function encodePoint(point: G1 | G2): Uint8Array {
  return point.serialize();
}

/** k·P for any integer k, reduced modulo r. */
export function mulG1(point: G1, k: bigint): G1 {
  return mul(point, toFr(k));
}

export function mulG2(point: G2, k: bigint): G2 {
  return mul(point, toFr(k));
}

export function addG1(a: G1, b: G1): G1 {
  return add(a, b);
}

export function addG2(a: G2, b: G2): G2 {
  return add(a, b);
}

export function negG1(point: G1): G1 {
  return neg(point);
}

/** g^k. */
export function baseG1(k: bigint): G1 {
  return mulG1(blsContext().g1, k);
}

/** ĝ^k. */
export function baseG2(k: bigint): G2 {
  return mulG2(blsContext().g2, k);
}

function decode<Point extends G1 | G2>(
  target: Point,
  bytes: Uint8Array,
  lengthBytes: number,
  name: string,
): Point {
  blsContext();
  if (!(bytes instanceof Uint8Array) || bytes.length !== lengthBytes) throw pointError(name, "length");
  const flags = bytes[0] ?? 0;
  if ((flags & COMPRESSED) === 0) throw pointError(name, "encoding");
  if ((flags & INFINITY) !== 0) throw pointError(name, "identity");
  try {
    target.deserialize(bytes);
  } catch {
    throw pointError(name, "group");
  }
  if (target.isZero()) throw pointError(name, "identity");
  return target;
}

function pointError(name: string, reason: string): InvalidInputError {
  return new InvalidInputError("POINT_INVALID", "A curve point is malformed or not in its group.", {
    facts: { name, reason },
  });
}
