// Ambient types cannot be imported, and whoever compiles this file from another project needs them too.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./snarkjs.d.ts" />
import type { Hex } from "../../codec/index.ts";
import type { CircuitInputs } from "../circuit.ts";
import { encodeProof } from "../proof.ts";
import { computeWitness } from "./witness.ts";

export interface ProveParameters {
  /** The witness program. */
  readonly program: WebAssembly.Module;
  /** Unpacked. */
  readonly key: Uint8Array;
  readonly inputs: CircuitInputs;
}

export interface RawProof {
  readonly proof: Hex;
  /** In the circuit's order. */
  readonly signals: readonly bigint[];
}

/**
 * Makes a Groth16 proof on this thread. Takes seconds: call it in a worker (createProver). snarkjs is loaded on first use; on one thread it
 * starts no workers of its own, which would keep a process alive, and which pages with a strict content policy forbid.
 * @throws {InvalidInputError} as computeWitness.
 */
export async function proveHere({ program, key, inputs }: ProveParameters): Promise<RawProof> {
  const witness = await computeWitness(program, inputs);
  const { groth16 } = await import("snarkjs");
  const { proof, publicSignals } = await groth16.prove(
    { type: "mem", data: key },
    { type: "mem", data: witness },
    undefined,
    { singleThread: true },
  );
  const imaginaryFirst = proof.pi_b.slice(0, 2).flatMap((half) => half.toReversed());
  const words = [...proof.pi_a.slice(0, 2), ...imaginaryFirst, ...proof.pi_c.slice(0, 2)];
  return { proof: encodeProof(words.map(BigInt)), signals: publicSignals.map(BigInt) };
}
