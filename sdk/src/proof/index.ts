export {
  type Anchor,
  anchoredLeaf,
  type AnchoredSnapshot,
  anchorHashOf,
  anchorSchema,
  anchorSnapshots,
  anchorTyped,
  countStations,
} from "./anchor.ts";
export { type Proof, proofSchema } from "./schema.ts";
export { type ProofLink, type ProofTrust, type VerifiedProof, verifyProof } from "./verifyProof.ts";
