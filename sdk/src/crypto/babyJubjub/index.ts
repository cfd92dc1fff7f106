export { BABY_JUBJUB_ORDER } from "./curve.ts";
export { type ProverParameter, commit, redact, verifyOpening } from "./commit.ts";
export { commitmentProofHash, compressCommitment, decompressCommitment } from "./encoding.ts";
export {
  commitmentKeyOf,
  decodeCommitmentKey,
  encodeCommitmentKey,
  generateCommitmentKey,
  proveKeyPossession,
  verifyKeyPossession,
} from "./key.ts";
export type { OpeningSignal } from "./statement.ts";
