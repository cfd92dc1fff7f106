import { fromHex, toHex } from "../../codec/index.ts";
import { InvalidInputError } from "../../errors/index.ts";

/** OS2IP (RFC 8017 §4.2): big-endian bytes to integer. */
export function bytesToBigint(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(toHex(bytes));
}

/**
 * I2OSP (RFC 8017 §4.1): a non-negative integer to exactly `lengthBytes` big-endian bytes.
 * @throws {InvalidInputError} `INTEGER_TOO_LARGE`; also for a negative one.
 */
export function bigintToBytes(value: bigint, lengthBytes: number): Uint8Array {
  const digits = value.toString(16).padStart(2 * lengthBytes, "0");
  if (value < 0n || digits.length > 2 * lengthBytes) {
    throw new InvalidInputError("INTEGER_TOO_LARGE", "An integer does not fit its field.", {
      facts: { lengthBytes },
    });
  }
  return fromHex(`0x${digits}`, lengthBytes);
}
