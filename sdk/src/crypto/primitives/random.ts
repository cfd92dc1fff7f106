import { InvalidInputError } from "../../errors/index.ts";
import { FR_ORDER } from "../bls/scalar.ts";
import { bytesToBigint } from "./bytes.ts";

/** Source of random bytes. Only test vectors pass one of their own; everything else uses the platform's generator. */
export type RandomBytes = (lengthBytes: number) => Uint8Array;

/** The platform's cryptographic generator (Web Crypto, in Node and browsers alike). */
export const platformRandom: RandomBytes = (lengthBytes) =>
  globalThis.crypto.getRandomValues(new Uint8Array(lengthBytes));

/**
 * `OS2IP(bytes) mod (order − 1) + 1`: 64 uniform bytes to a scalar in [1, order). With 256 bits more than the order the
 * bias is below 2^-256 (FIPS 186-5 A.2.1 asks for 64 extra bits).
 */
export function scalarFromBytes64(bytes: Uint8Array, order: bigint = FR_ORDER): bigint {
  if (!(bytes instanceof Uint8Array) || bytes.length !== 64) {
    throw new InvalidInputError("SCALAR_SEED_INVALID", "A scalar is derived from exactly 64 bytes.");
  }
  return (bytesToBigint(bytes) % (order - 1n)) + 1n;
}

/** A uniform scalar in [1, order); the order is that of BLS12-381 unless given. */
export function randomScalar(random: RandomBytes = platformRandom, order: bigint = FR_ORDER): bigint {
  return scalarFromBytes64(random(64), order);
}
