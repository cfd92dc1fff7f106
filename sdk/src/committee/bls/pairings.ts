import {
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

/** Whether e(signature, ĝ) = e(message, keySum) · e(positionSum, groupKey): the check of BDN18's ASM. */
export function pairsWithGroup(check: {
  readonly signature: G1;
  readonly message: G1;
  readonly keySum: G2;
  readonly positionSum: G1;
  readonly groupKey: G2;
}): boolean {
  const { signature, message, keySum, positionSum, groupKey } = check;
  const mixed = precomputedMillerLoop2mixed(message, keySum, positionSum, linesOf(groupKey));
  return finalExp(mul(mixed, precomputedMillerLoop(neg(signature), blsContext().g2Lines))).isOne();
}
