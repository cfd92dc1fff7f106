import { readFileSync } from "node:fs";
import { type Circuit, filesOf } from "./circuits.ts";

/** A verifying key as EIP-196 and EIP-197 words: α, β, γ, δ, then one point for the constant and each public signal. */
export interface VerificationKey {
  readonly alpha: readonly bigint[];
  readonly beta: readonly bigint[];
  readonly gamma: readonly bigint[];
  readonly delta: readonly bigint[];
  readonly points: readonly (readonly bigint[])[];
}

interface SnarkjsKey {
  readonly nPublic: number;
  readonly vk_alpha_1: Coordinates;
  readonly vk_beta_2: readonly Coordinates[];
  readonly vk_gamma_2: readonly Coordinates[];
  readonly vk_delta_2: readonly Coordinates[];
  readonly IC: readonly Coordinates[];
}
type Coordinates = readonly string[];

/** Reads NAME.vkey.json. */
export function readVerificationKey(circuit: Circuit): VerificationKey {
  const key: SnarkjsKey = JSON.parse(readFileSync(filesOf(circuit).verificationKey, "utf8"));
  const signals = circuit.publicSignals.length;
  if (key.nPublic !== signals || key.IC.length !== signals + 1) {
    throw new Error(
      `The key of ${circuit.name} has ${key.nPublic} public signals, circuits.json names ${signals}.`,
    );
  }
  return {
    alpha: first(key.vk_alpha_1),
    beta: second(key.vk_beta_2),
    gamma: second(key.vk_gamma_2),
    delta: second(key.vk_delta_2),
    points: key.IC.map(first),
  };
}

function first(point: Coordinates): readonly bigint[] {
  return point.slice(0, 2).map(BigInt);
}

/** The chain has the imaginary half first, snarkjs the real one. */
function second(point: readonly Coordinates[]): readonly bigint[] {
  return point.slice(0, 2).flatMap((half) => half.toReversed().map(BigInt));
}
