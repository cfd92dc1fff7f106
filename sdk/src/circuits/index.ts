export {
  type AmendmentContextParameters,
  type ProveAmendmentParameters,
  type VerifyAmendmentParameters,
  amendmentContext,
  proveAmendment,
  verifyAmendment,
} from "./amendment.ts";
export type { Circuit, CircuitFile, CircuitInputs, InputValue, Signals, VerificationKey } from "./circuit.ts";
export { type CreateBrowserProverOptions, createBrowserProver } from "./createBrowserProver.ts";
export { boundedCorrection } from "./generated/bounded-correction.ts";
export { chameleonOpening } from "./generated/chameleon-opening.ts";
export { type LoadFile, loadCircuitFile } from "./loadCircuitFile.ts";
export { PROOF_BYTES, decodeProof, encodeProof } from "./proof.ts";
export { proofHolds } from "./proofHolds.ts";
export {
  type CircuitProof,
  type CreateProverOptions,
  type ProveOptions,
  type Prover,
  createProver,
} from "./prover.ts";
export type { Answer, ProofWorker, Question } from "./worker/messages.ts";
