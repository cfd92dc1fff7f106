import { Fr } from "mcl-wasm";
import { InvalidInputError } from "../../errors/index.ts";
import { bigintToBytes, bytesToBigint } from "../primitives/bytes.ts";

/** Order r of G1, G2 and GT of BLS12-381. */
export const FR_ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n;

/** Requires a secret or public exponent in [1, r); the value itself never enters the error. */
export function assertScalar(value: bigint, name: string): bigint {
  if (typeof value !== "bigint" || value <= 0n || value >= FR_ORDER) throw scalarError(name);
  return value;
}

/** Requires a proof component in [0, r). */
export function assertProofScalar(value: bigint, name: string): bigint {
  if (typeof value !== "bigint" || value < 0n || value >= FR_ORDER) throw scalarError(name);
  return value;
}

/** Decodes a 32-byte big-endian scalar in [1, r). */
export function scalarFromBytes(bytes: Uint8Array): bigint {
  if (!(bytes instanceof Uint8Array) || bytes.length !== 32) throw scalarError("scalar");
  return assertScalar(bytesToBigint(bytes), "scalar");
}

/** Encodes a scalar in [1, r) as 32 bytes, big-endian. */
export function scalarToBytes(value: bigint): Uint8Array {
  return bigintToBytes(assertScalar(value, "scalar"), 32);
}

/** Reduces any integer into [0, r). */
export function modR(value: bigint): bigint {
  const rest = value % FR_ORDER;
  return rest < 0n ? rest + FR_ORDER : rest;
}

/** @internal The library's form of an integer, reduced modulo r. */
export function toFr(value: bigint): Fr {
  const fr = new Fr();
  fr.deserialize(bigintToBytes(modR(value), 32));
  return fr;
}

function scalarError(name: string): InvalidInputError {
  return new InvalidInputError("SCALAR_INVALID", "A scalar is outside its range or not 32 bytes long.", {
    facts: { name },
  });
}
