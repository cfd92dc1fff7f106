import { decodeG2, encodePoint, mulG2 } from "../bls/points.ts";
import { assertScalar } from "../bls/scalar.ts";
import type { ReencryptionPartial } from "./partial.ts";
import { type PartialReencryptParameters, partialReencrypt } from "./partialReencrypt.ts";

export interface PartialFromScalarShareParameters extends Omit<PartialReencryptParameters, "rk"> {
  /** This proxy's share of the institution's record scalar. */
  readonly share: bigint;
}

/**
 * A proxy's re-encryption from a share of the scalar itself: `rk = Y^share`, then exactly as partialReencrypt, so the reader
 * verifies and combines both parts in the same way.
 */
export function partialFromScalarShare({
  share,
  ...parameters
}: PartialFromScalarShareParameters): ReencryptionPartial {
  const rk = mulG2(decodeG2(parameters.y, "y"), assertScalar(share, "share"));
  return partialReencrypt({ ...parameters, rk: encodePoint(rk) });
}
