import { InvalidInputError } from "../../errors/index.ts";

/** A `0x`-prefixed hexadecimal string, as viem and ethers use it. */
export type Hex = `0x${string}`;

const encoder = new TextEncoder();

/** UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Joins byte strings. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Lower-case `0x` hex. */
export function toHex(bytes: Uint8Array): Hex {
  let text = "";
  for (const byte of bytes) text += byte.toString(16).padStart(2, "0");
  return `0x${text}`;
}

/**
 * Reads `0x` hex of either case.
 * @throws {InvalidInputError} `HEX_INVALID` when it is not hex, or not `lengthBytes` long where that is given.
 */
export function fromHex(text: string, name: string, lengthBytes?: number): Uint8Array {
  if (typeof text !== "string" || !/^0x(?:[0-9a-fA-F]{2})*$/.test(text)) throw hexError(name);
  const bytes = new Uint8Array((text.length - 2) / 2);
  if (lengthBytes !== undefined && bytes.length !== lengthBytes) throw hexError(name);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 + 2 * i, 4 + 2 * i), 16);
  return bytes;
}

/** OS2IP (RFC 8017 §4.2): big-endian bytes to integer. */
export function bytesToBigint(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(toHex(bytes));
}

/** I2OSP (RFC 8017 §4.1): a non-negative integer to exactly `lengthBytes` big-endian bytes. */
export function bigintToBytes(value: bigint, lengthBytes: number): Uint8Array {
  const text = value.toString(16).padStart(2 * lengthBytes, "0");
  if (value < 0n || text.length > 2 * lengthBytes) throw hexError("integer");
  return fromHex(`0x${text}`, "integer", lengthBytes);
}

/**
 * Compares without a branch on content, so that time does not tell where two secrets differ. Lengths are public.
 */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

function hexError(name: string): InvalidInputError {
  return new InvalidInputError("HEX_INVALID", "A byte string is not 0x hex of the expected length.", {
    facts: { name },
  });
}
