import { bn254 } from "@noble/curves/bn254.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { DOMAIN } from "../domains.ts";
import { concatBytes, utf8 } from "../../codec/index.ts";
import { bigintToBytes, bytesToBigint } from "../primitives/bytes.ts";
import { BN254_FIELD, type CurvePoint, Point } from "./bn254.ts";

/**
 * A second generator of which nobody knows the logarithm: `x = SHA-256(domain ‖ u32be(counter)) mod p`, the first that is on the
 * curve, with the even root y.
 */
export function deriveGenerator(domain: string): CurvePoint {
  const { Fp } = bn254.fields;
  for (let counter = 0n; ; counter++) {
    const x = bytesToBigint(sha256(concatBytes(utf8(domain), bigintToBytes(counter, 4)))) % BN254_FIELD;
    const square = Fp.add(Fp.mul(Fp.sqr(x), x), 3n);
    // p = 3 mod 4: the candidate root is square^((p + 1)/4), and it is one iff squaring gives the square back.
    const root = Fp.pow(square, (BN254_FIELD + 1n) / 4n);
    if (Fp.eql(Fp.sqr(root), square))
      return Point.fromAffine({ x, y: root % 2n === 0n ? root : Fp.neg(root) });
  }
}

let generator: CurvePoint | undefined;

/** H2 of the commitment scheme, derived on first use. */
export function commitmentGenerator(): CurvePoint {
  generator ??= deriveGenerator(DOMAIN.commitmentGenerator);
  return generator;
}
