import { bn254 } from "@noble/curves/bn254.js";

/**
 * A point of the curve that G2 lies on, but outside the subgroup, as EIP-197 words. The curve has 2^254 times as many points as the
 * subgroup, so the first one found is outside.
 */
export function aTwistPoint(): readonly [bigint, bigint, bigint, bigint] {
  const { Fp2 } = bn254.fields;
  const { b } = bn254.G2.Point.CURVE();
  for (let c0 = 1n; ; c0++) {
    const x = Fp2.create({ c0, c1: 0n });
    const y = rootOf(Fp2.add(Fp2.mul(Fp2.sqr(x), x), b));
    if (y === null) continue;
    if (bn254.G2.Point.fromAffine({ x, y }).isTorsionFree()) throw new Error("the point is in the subgroup");
    return [x.c1, x.c0, y.c1, y.c0];
  }
}

function rootOf(square: { readonly c0: bigint; readonly c1: bigint }) {
  try {
    return bn254.fields.Fp2.sqrt(square);
  } catch {
    return null;
  }
}
