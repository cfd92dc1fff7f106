import { readFileSync } from "node:fs";
import { CACHE_FOLDER, CIRCUITS_FOLDER, COMPILED_FOLDER } from "./paths.ts";

/** A program of circuits.json, which is the one list of them. */
export interface Circuit {
  /** Of its file in src/, and of everything made from it. */
  readonly name: string;
  /** Of the generated Solidity library, without "Proof". */
  readonly contract: string;
  /** Constraints and public signals fit into 2^power. */
  readonly power: number;
  /** In the order of the circuit's declarations, which is that of the verifier. */
  readonly publicSignals: readonly string[];
}

/** Every circuit, or the one named. */
export function listCircuits(name?: string): readonly Circuit[] {
  const all: readonly Circuit[] = JSON.parse(readFileSync(`${CIRCUITS_FOLDER}circuits.json`, "utf8"));
  return all.filter((circuit) => name === undefined || circuit.name === name);
}

/** Where the files of a circuit are. */
export function filesOf({ name }: Circuit) {
  return {
    source: `${CIRCUITS_FOLDER}src/${name}.circom`,
    r1cs: `${CACHE_FOLDER}${name}.r1cs`,
    wasm: `${CACHE_FOLDER}${name}_js/${name}.wasm`,
    /** Of one step of phase 2; "final" is the key that is packed. */
    key: (step: string) => `${CACHE_FOLDER}${name}-${step}.zkey`,
    packedWasm: `${COMPILED_FOLDER}${name}.wasm.gz`,
    packedKey: `${COMPILED_FOLDER}${name}.key.gz`,
    verificationKey: `${COMPILED_FOLDER}${name}.vkey.json`,
    transcript: `${COMPILED_FOLDER}${name}.transcript.json`,
  } as const;
}

/** The file of one step of powers of tau. */
export function powersFile(power: number, step: string): string {
  return `${CACHE_FOLDER}powers-${power}-${step}.ptau`;
}
