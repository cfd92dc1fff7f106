export { type KeyManifestLeafParameters, keyManifestLeaf } from "./keyManifestLeaf.ts";
export {
  type MerkleProofParameters,
  type VerifyMerkleProofParameters,
  merkleProof,
  merkleRoot,
  rootOfMerkleProof,
  verifyMerkleProof,
} from "./merkle.ts";
