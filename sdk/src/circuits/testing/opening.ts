import { babyJubjubGenerator } from "../../crypto/babyJubjub/generator.ts";
import { commitmentKeyOf } from "../../crypto/babyJubjub/index.ts";
import { type CurvePoint, decodeAffine, multiply } from "../../crypto/babyJubjub/curve.ts";
import { openingInputs } from "../../crypto/babyJubjub/statement.ts";
import type { Hex } from "../../codec/index.ts";
import type { CircuitInputs } from "../circuit.ts";

/** A fresh valid opening of the circuit chameleon-opening; a negative test changes one thing of its inputs. */
export interface AnOpening {
  readonly x: bigint;
  readonly r: bigint;
  readonly m: bigint;
  readonly key: CurvePoint;
  readonly commitment: CurvePoint;
  /** Inputs by whoever committed, and by the trapdoor's holder. */
  readonly byRandomness: CircuitInputs;
  readonly byTrapdoor: CircuitInputs;
}

export const REGISTRY: Hex = `0x${"5b".repeat(32)}`;

export function anOpening({ x = 0x7ab1e5n, r = 0xb11dn, m = 0x5eedn } = {}): AnOpening {
  const h1 = commitmentKeyOf(x);
  const key = decodeAffine(h1, "h1");
  const commitment = multiply(key, r).add(multiply(babyJubjubGenerator(), m));
  const statement = { h: commitment.toAffine(), h1, m, registryId: REGISTRY };
  const byRandomness = openingInputs(statement, { r });
  return { x, r, m, key, commitment, byRandomness, byTrapdoor: openingInputs(statement, { x }) };
}
