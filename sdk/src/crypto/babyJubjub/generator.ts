import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, utf8 } from "../../codec/index.ts";
import { DOMAIN } from "../domains.ts";
import { bigintToBytes, bytesToBigint } from "../primitives/bytes.ts";
import { BABY_JUBJUB_FIELD, type CurvePoint, Point } from "./curve.ts";
import { xOf } from "./xOf.ts";

/** Takes a point of the curve into the subgroup of prime order. */
const COFACTOR = 8n;

/**
 * A second generator of which nobody knows the logarithm: `y = SHA-256(domain ‖ u32be(counter)) mod p`, the first for which the curve
 * has an x; of the two the even one; times 8.
 */
export function deriveGenerator(domain: string): CurvePoint {
  for (let counter = 0n; ; counter++) {
    const y = bytesToBigint(sha256(concatBytes(utf8(domain), bigintToBytes(counter, 4)))) % BABY_JUBJUB_FIELD;
    const x = xOf(y);
    if (x === null) continue;
    const point = Point.fromAffine({ x, y }).multiplyUnsafe(COFACTOR);
    if (!point.is0()) return point;
  }
}

let generator: CurvePoint | undefined;

/** H2 of the scheme on Baby Jubjub, derived on first use; the circuit chameleon-opening has it as a constant. */
export function babyJubjubGenerator(): CurvePoint {
  generator ??= deriveGenerator(DOMAIN.babyJubjubGenerator);
  return generator;
}
