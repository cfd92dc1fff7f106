import { ristretto255, ristretto255_hasher } from "@noble/curves/ed25519.js";
import { InvalidInputError } from "../../errors/index.ts";
import { concatBytes, utf8 } from "../../codec/index.ts";
import { bytesToBigint, bigintToBytes } from "../primitives/bytes.ts";

/** ristretto255 (RFC 9496) as the group of VOPRF(ristretto255, SHA-512), RFC 9497 §4.1. */
export const { Point } = ristretto255;
export type Element = InstanceType<typeof Point>;

/** Order of the group. */
export const RISTRETTO_ORDER: bigint = Point.Fn.ORDER;

/** `"OPRFV1-" ‖ I2OSP(mode, 1) ‖ "-ristretto255-SHA512"` with mode 0x01, verifiable. */
export const CONTEXT = concatBytes(utf8("OPRFV1-"), Uint8Array.of(1), utf8("-ristretto255-SHA512"));

/** @throws {InvalidInputError} `POINT_INVALID` for a non-canonical encoding or the identity. */
export function decodeElement(bytes: Uint8Array, name: string): Element {
  let element: Element;
  try {
    element = Point.fromBytes(bytes);
  } catch {
    throw elementError(name, "group");
  }
  if (element.is0()) throw elementError(name, "identity");
  return element;
}

export function hashToGroup(input: Uint8Array): Element {
  return ristretto255_hasher.hashToCurve(input, { DST: concatBytes(utf8("HashToGroup-"), CONTEXT) });
}

export function hashToScalar(input: Uint8Array): bigint {
  return ristretto255_hasher.hashToScalar(input, { DST: concatBytes(utf8("HashToScalar-"), CONTEXT) });
}

/** 32 bytes little-endian, as the RFC writes scalars. */
export function encodeScalar(value: bigint): Uint8Array {
  return bigintToBytes(value, 32).toReversed();
}

/** @throws {InvalidInputError} `SCALAR_INVALID` unless 32 bytes below the order. */
export function decodeScalar(bytes: Uint8Array, name: string): bigint {
  const value = bytes.length === 32 ? bytesToBigint(bytes.toReversed()) : RISTRETTO_ORDER;
  if (value >= RISTRETTO_ORDER) throw scalarError(name);
  return value;
}

/** @throws {InvalidInputError} `SCALAR_INVALID` unless in [1, order). */
export function assertKeyScalar(value: bigint, name: string): bigint {
  if (typeof value !== "bigint" || value <= 0n || value >= RISTRETTO_ORDER) throw scalarError(name);
  return value;
}

/** k·E for any k in [0, order). */
export function multiply(element: Element, k: bigint): Element {
  return k === 0n ? Point.ZERO : element.multiply(k);
}

/** Reduces into [0, order). */
export function modOrder(value: bigint): bigint {
  const rest = value % RISTRETTO_ORDER;
  return rest < 0n ? rest + RISTRETTO_ORDER : rest;
}

/** Each part with its length in two bytes, as the RFC frames what it hashes. */
export function framed(...parts: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...parts.flatMap((part) => [bigintToBytes(BigInt(part.length), 2), part]));
}

function elementError(name: string, reason: string): InvalidInputError {
  return new InvalidInputError("POINT_INVALID", "A group element is malformed.", { facts: { name, reason } });
}

function scalarError(name: string): InvalidInputError {
  return new InvalidInputError("SCALAR_INVALID", "A scalar is outside its range or not 32 bytes long.", {
    facts: { name },
  });
}
