import { invert } from "@noble/curves/abstract/modular.js";
import { FR_ORDER } from "./scalar.ts";

/** k^(−1) mod r for k in [1, r). */
export function invertScalar(k: bigint): bigint {
  return invert(k, FR_ORDER);
}
