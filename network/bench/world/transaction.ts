import { keccak_256 } from "@noble/hashes/sha3.js";
import type { Hex } from "@medlattice/sdk/codec";
import type { BenchKey } from "./key.ts";

export interface FreeTransaction {
  readonly chainId: number;
  readonly nonce: number;
  /** Null creates a contract. */
  readonly to: Hex | null;
  readonly data: Hex;
  readonly gas: number;
}

/** Signs a legacy transaction (EIP-155) without a price. */
export function signTransaction(key: BenchKey, transaction: FreeTransaction): Hex {
  const { chainId, nonce, to, data, gas } = transaction;
  const members = [
    integer(nonce),
    integer(0),
    integer(gas),
    text(bytesOf(to ?? "0x")),
    integer(0),
    text(bytesOf(data)),
  ];
  const unsigned = list([...members, integer(chainId), integer(0), integer(0)]);
  const { rs, yParity } = key.sign(keccak_256(unsigned));
  const [r, s] = [trim(rs.subarray(0, 32)), trim(rs.subarray(32))];
  const signed = list([...members, integer(2 * chainId + 35 + yParity), text(r), text(s)]);
  return `0x${signed.toString("hex")}`;
}

// RLP (yellow paper, appendix B).

function list(members: readonly Buffer[]): Buffer {
  const body = Buffer.concat(members);
  return Buffer.concat([head(0xc0, body.length), body]);
}

function text(bytes: Buffer): Buffer {
  if (bytes.length === 1 && (bytes[0] ?? 0) < 0x80) return bytes;
  return Buffer.concat([head(0x80, bytes.length), bytes]);
}

function integer(value: number): Buffer {
  return text(trim(Buffer.from(value.toString(16).padStart(16, "0"), "hex")));
}

function head(base: number, length: number): Buffer {
  if (length < 56) return Buffer.from([base + length]);
  const size = trim(Buffer.from(length.toString(16).padStart(8, "0"), "hex"));
  return Buffer.concat([Buffer.from([base + 55 + size.length]), size]);
}

function trim(bytes: Uint8Array): Buffer {
  let start = 0;
  while (start < bytes.length && bytes[start] === 0) start += 1;
  return Buffer.from(bytes.subarray(start));
}

function bytesOf(hex: Hex): Buffer {
  return Buffer.from(hex.slice(2), "hex");
}
