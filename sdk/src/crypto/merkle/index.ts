export { type KeyManifestLeafParameters, keyManifestLeaf } from "./keyManifestLeaf.ts";
export {
  type MerkleProofParameters,
  type VerifyMerkleProofParameters,
  merkleProof,
  merkleRoot,
  verifyMerkleProof,
} from "./merkle.ts";
