import { type Address, type Hex, isAddress, isHex } from "viem";

/** Readers for values of a row; a value of another type than the table promises is a defect, so they throw. */

export function text(value: unknown): string {
  if (typeof value === "string") return value;
  throw new TypeError("column is not text");
}

export function optionalText(value: unknown): string | undefined {
  return value === null ? undefined : text(value);
}

export function integer(value: unknown): number {
  if (typeof value === "number") return value;
  throw new TypeError("column is not an integer");
}

export function optionalInteger(value: unknown): number | undefined {
  return value === null ? undefined : integer(value);
}

export function hex(value: unknown): Hex {
  if (isHex(value)) return value;
  throw new TypeError("column is not hex");
}

export function account(value: unknown): Address {
  if (typeof value === "string" && isAddress(value, { strict: false })) return value;
  throw new TypeError("column is not an address");
}

export function blob(value: unknown): Uint8Array<ArrayBuffer> {
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  throw new TypeError("column is not a blob");
}
