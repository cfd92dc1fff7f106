import {
  type GT,
  finalExp,
  mul,
  neg,
  precomputedMillerLoop,
  precomputedMillerLoop2,
  precomputedMillerLoop2mixed,
} from "mcl-wasm";
import type { G1, G2 } from "../../crypto/bls/points.ts";
import { blsContext } from "../../crypto/init.ts";
import { linesOf } from "./sums.ts";

/** Whether e(signature, ĝ) = e(message, key). */
export function pairsWithKey(signature: G1, message: G1, key: G2): boolean {
  return finalExp(precomputedMillerLoop2mixed(message, key, neg(signature), blsContext().g2Lines)).isOne();
}

/** The same for a key that comes again and again. */
export function pairsWithKnownKey(signature: G1, message: G1, key: G2): boolean {
  return finalExp(
    precomputedMillerLoop2(message, linesOf(key), neg(signature), blsContext().g2Lines),
  ).isOne();
}

/**
 * Whether e(signature, ĝ) = e(message, keySum) · e(positionSum, groupKey): the check of BDN18's ASM.
 * @param check.positions what {@link positionsOf} gives for positionSum and groupKey; it can be kept as long as they stay
 * @param check.isKeyKept whether the key sum comes again, so that its lines are worth keeping
 */
export function pairsWithGroup(check: {
  readonly signature: G1;
  readonly message: G1;
  readonly keySum: G2;
  readonly positions: GT;
  readonly isKeyKept: boolean;
}): boolean {
  const { signature, message, keySum, positions, isKeyKept } = check;
  const { g2Lines } = blsContext();
  const loop = isKeyKept
    ? precomputedMillerLoop2(message, linesOf(keySum), neg(signature), g2Lines)
    : precomputedMillerLoop2mixed(message, keySum, neg(signature), g2Lines);
  return finalExp(mul(loop, positions)).isOne();
}

/** The part of e(positionSum, groupKey) before the final exponentiation, which is done once for the whole product. */
export function positionsOf(positionSum: G1, groupKey: G2): GT {
  return precomputedMillerLoop(positionSum, linesOf(groupKey));
}
