import { InvalidInputError } from "../errors/index.ts";

/** Lower-case hexadecimal with `0x`; the form of every byte string in MedLattice's JSON. */
export type Hex = `0x${string}`;

const HEX = /^0x(?:[0-9a-f]{2})*$/;
const HEX_ANY_CASE = /^0x(?:[0-9a-fA-F]{2})*$/;

/** Whether the text is canonical: `0x`, lower case, whole bytes, and `bytes` of them when given. */
export function isHex(text: unknown, bytes?: number): text is Hex {
  return typeof text === "string" && HEX.test(text) && (bytes === undefined || text.length === 2 + 2 * bytes);
}

/** Bytes as canonical hex. */
export function toHex(bytes: Uint8Array): Hex {
  let digits = "";
  for (const byte of bytes) digits += byte.toString(16).padStart(2, "0");
  return `0x${digits}`;
}

/**
 * Hex as bytes; upper case is accepted, because wallets and ethers write addresses and signatures so.
 * @throws InvalidInputError HEX_INVALID | HEX_LENGTH; the text itself is never quoted, it may be a secret.
 */
export function fromHex(hex: string, bytes?: number): Uint8Array {
  if (!HEX_ANY_CASE.test(hex)) {
    throw new InvalidInputError(
      "HEX_INVALID",
      "A byte string is not 0x followed by pairs of hexadecimal digits.",
    );
  }
  const length = hex.length / 2 - 1;
  if (bytes !== undefined && length !== bytes) {
    throw new InvalidInputError(
      "HEX_LENGTH",
      `A byte string has ${length} bytes where ${bytes} are needed.`,
      {
        facts: { expectedBytes: bytes, actualBytes: length },
      },
    );
  }
  const decoded = new Uint8Array(length);
  for (let index = 0; index < length; index++) {
    decoded[index] = Number.parseInt(hex.slice(2 + 2 * index, 4 + 2 * index), 16);
  }
  return decoded;
}
