export {
  type Anchor,
  anchoredLeaf,
  type AnchoredSnapshot,
  anchorHashOf,
  anchorSchema,
  anchorSnapshots,
  anchorTyped,
  stationsThatSigned,
} from "./anchor.ts";
export { askNodes, type NodeUrls } from "./askNodes.ts";
export { checkProof } from "./checkProof.ts";
export { LINK_WORDS, PROOF_LINKS, type ProofLink, type VerifiedProof } from "./links.ts";
export { MOST_PROOF_BYTES, readProof, writeProof } from "./readProof.ts";
export { type Proof, proofSchema } from "./schema.ts";
export { proofTrust, type ProofTrust } from "./trust.ts";
export { verifyProof } from "./verifyProof.ts";
