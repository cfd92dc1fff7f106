import { concatBytes, fromHex, toHex, type Hex } from "../codec/index.ts";
import type { AffinePoint } from "../crypto/commitment/index.ts";

/** An institution's chameleon key as the registry and manifests have it: x ‖ y, 64 bytes. */
export function encodeChameleonKey({ x, y }: AffinePoint): Hex {
  return toHex(concatBytes(word(x), word(y)));
}

/** The inverse; whether the point is on the curve is checked where it is used. */
export function decodeChameleonKey(key: Hex): AffinePoint {
  const bytes = fromHex(key, 64);
  return { x: BigInt(toHex(bytes.subarray(0, 32))), y: BigInt(toHex(bytes.subarray(32))) };
}

function word(value: bigint): Uint8Array {
  return fromHex(`0x${value.toString(16).padStart(64, "0")}`, 32);
}
