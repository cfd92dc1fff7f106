export { type AffinePoint, BN254_ORDER } from "./bn254.ts";
export {
  type CommitParameters,
  type RedactParameters,
  type VerifyOpeningParameters,
  commit,
  redact,
  verifyOpening,
} from "./commit.ts";
export { type CommitmentMessageParameters, commitmentMessage } from "./commitmentMessage.ts";
export { compressCommitment, decodeOrProof, decompressCommitment, encodeOrProof } from "./encoding.ts";
export {
  type ProveKeyPossessionParameters,
  type VerifyKeyPossessionParameters,
  commitmentKeyOf,
  decodeCommitmentKey,
  encodeCommitmentKey,
  generateCommitmentKey,
  proveKeyPossession,
  verifyKeyPossession,
} from "./key.ts";
export { type CommitmentOpening, openingHash } from "./openingHash.ts";
export type { OrProof } from "./sigmaOr.ts";
