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

/** How many threads snarkjs uses: in a page one, because workers of its own come from blobs, which strict content policies forbid. */
export type Threads = "one" | "all";

/**
 * Makes a Groth16 proof on this thread. Takes seconds: call it in a worker (createProver). snarkjs is loaded on first use. Its threads
 * would keep a process alive, so "all" is for a process that is ended from outside.
 * @throws {InvalidInputError} as computeWitness.
 */
export async function proveHere(
  { program, key, inputs }: ProveParameters,
  threads: Threads,
): Promise<RawProof> {
  const witness = await computeWitness(program, inputs);
  const { groth16 } = await loadSnarkjs(threads);
  const { proof, publicSignals } = await groth16.prove(
    { type: "mem", data: key },
    { type: "mem", data: witness },
  );
  const imaginaryFirst = proof.pi_b.slice(0, 2).flatMap((half) => half.toReversed());
  const words = [...proof.pi_a.slice(0, 2), ...imaginaryFirst, ...proof.pi_c.slice(0, 2)];
  return { proof: encodeProof(words.map(BigInt)), signals: publicSignals.map(BigInt) };
}

/** snarkjs keeps its curve in this global, but makes another one for each proof when asked for one thread: a sixth of its time. */
async function loadSnarkjs(threads: Threads) {
  const snarkjs = await import("snarkjs");
  if (threads === "one") {
    globalThis.curve_bn128 ??= await snarkjs.curves.getCurveFromName("bn128", { singleThread: true });
  }
  return snarkjs;
}
