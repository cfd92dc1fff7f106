import { encodeAbiParameters, keccak256 } from "viem/utils";
import type { CircuitInputs, Signals } from "../../circuits/circuit.ts";
import { fromHex, type Hex } from "../../codec/index.ts";
import type { AffinePoint } from "../commitment/bn254.ts";
import { DOMAIN } from "../domains.ts";
import { assertMessage, decodeAffine, eighthOf } from "./curve.ts";

/** @internal */
export interface StatementParameters {
  readonly h: AffinePoint;
  readonly h1: AffinePoint;
  readonly m: bigint;
  readonly registryId: Hex;
}

/** Public signals of the circuit chameleon-opening. */
export type OpeningSignal = "hX" | "hY" | "h1X" | "h1Y" | "m" | "context";

/**
 * @internal The circuit's public signals for a statement, with
 * `context = keccak256(abi.encode("medlattice/ch-groth16/v1", registryId)) >> 8`.
 */
export function openingSignals({ h, h1, m, registryId }: StatementParameters): Signals<OpeningSignal> {
  fromHex(registryId, 32);
  decodeAffine(h, "commitment", true);
  decodeAffine(h1, "h1");
  const encoded = encodeAbiParameters(
    [{ type: "string" }, { type: "bytes32" }],
    [DOMAIN.babyJubjubContext, registryId],
  );
  return {
    hX: h.x,
    hY: h.y,
    h1X: h1.x,
    h1Y: h1.y,
    m: assertMessage(m),
    context: BigInt(keccak256(encoded)) >> 8n,
  };
}

/** @internal What the prover needs: the signals, and r or x. */
export function openingInputs(
  parameters: StatementParameters,
  secret: { readonly r: bigint } | { readonly x: bigint },
): CircuitInputs {
  const { hX, hY, h1X, h1Y, m, context } = openingSignals(parameters);
  const eighth = (point: AffinePoint, name: string) => {
    const { x, y } = eighthOf(decodeAffine(point, name, true)).toAffine();
    return [x, y];
  };
  return {
    h: [hX, hY],
    h1: [h1X, h1Y],
    m,
    context,
    isTrapdoor: "x" in secret ? 1n : 0n,
    secret: "x" in secret ? secret.x : secret.r,
    hEighth: eighth(parameters.h, "commitment"),
    h1Eighth: eighth(parameters.h1, "h1"),
  };
}
