/** A file of a circuit as it is shipped: gzip, known by its hash. */
export interface CircuitFile {
  readonly file: string;
  /** Of the file as it is shipped, hexadecimal. */
  readonly sha256: string;
  readonly packedBytes: number;
  /** Unpacked. */
  readonly bytes: number;
}

/** A verifying key of Groth16 on BN254, in the words of EIP-196 and EIP-197 (of G2 the imaginary halves first). */
export interface VerificationKey {
  readonly alpha: readonly bigint[];
  readonly beta: readonly bigint[];
  readonly gamma: readonly bigint[];
  readonly delta: readonly bigint[];
  /** For the constant, then for each public signal. */
  readonly points: readonly (readonly bigint[])[];
}

/** What a prover and a verifier know of a circuit; `Signal` are the names of its public signals. */
export interface Circuit<Signal extends string = string> {
  readonly name: string;
  readonly constraints: number;
  /** In the order of the circuit, which nobody else needs. */
  readonly publicSignals: readonly Signal[];
  /** Program that computes the witness. */
  readonly wasm: CircuitFile;
  /** Proving key, packed (unpackKey.ts). */
  readonly key: CircuitFile;
  readonly verificationKey: VerificationKey;
}

/** Values of a circuit's inputs by name, arrays in arrays as they are declared. Secret: they go to the prover and nowhere else. */
export interface CircuitInputs {
  readonly [name: string]: InputValue;
}
export type InputValue = bigint | readonly InputValue[];

/** Public signals by name. */
export type Signals<Signal extends string> = Readonly<Record<Signal, bigint>>;
