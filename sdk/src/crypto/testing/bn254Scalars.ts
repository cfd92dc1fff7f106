import fc from "fast-check";
import { BN254_ORDER } from "../index.ts";

/** Scalars in [1, q), the edges included. */
export const bnScalars = fc.oneof(
  fc.constantFrom(1n, 2n, BN254_ORDER - 1n),
  fc.bigInt({ min: 1n, max: BN254_ORDER - 1n }),
);
