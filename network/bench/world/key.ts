import secp256k1 from "secp256k1";
import { publicKeyToAddress } from "viem/accounts";
import { bytesToHex } from "viem";
import { keccak_256 } from "@noble/hashes/sha3.js";
import type { Hex } from "@medlattice/sdk/codec";

/** A secp256k1 key that signs by libsecp256k1, so that making the load takes less time than carrying it. */
export interface BenchKey {
  /** Lower case. */
  readonly address: Hex;
  sign(digest: Uint8Array): { readonly rs: Uint8Array; readonly yParity: number };
}

/** The same in every run, and for nothing but measuring. */
export function benchKey(name: string): BenchKey & { readonly privateKey: Hex } {
  const privateKey = keccak_256(Buffer.from(`medlattice bench: ${name}`));
  const address = publicKeyToAddress(bytesToHex(secp256k1.publicKeyCreate(privateKey, false))).toLowerCase();
  return {
    privateKey: bytesToHex(privateKey),
    address: `0x${address.slice(2)}`,
    sign(digest) {
      const { signature, recid } = secp256k1.ecdsaSign(digest, privateKey);
      return { rs: signature, yParity: recid };
    },
  };
}

/** r ‖ s ‖ v. */
export function signature65({ rs, yParity }: ReturnType<BenchKey["sign"]>): Hex {
  return `0x${Buffer.from(rs).toString("hex")}${yParity === 0 ? "1b" : "1c"}`;
}

/** r and `yParity << 255 | s`, as in EIP-2098. */
export function signature64({ rs, yParity }: ReturnType<BenchKey["sign"]>): { r: Hex; vs: Hex } {
  const vs = Buffer.from(rs.subarray(32));
  if (yParity === 1) vs[0] = (vs[0] ?? 0) | 0x80;
  return { r: `0x${Buffer.from(rs.subarray(0, 32)).toString("hex")}`, vs: `0x${vs.toString("hex")}` };
}
