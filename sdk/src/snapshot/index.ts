export {
  DEFAULT_SNAPSHOT_POLICY,
  isSnapshotDue,
  type SnapshotPolicy,
  type SnapshotState,
} from "./isSnapshotDue.ts";
export {
  accountLeaf,
  chainLeaf,
  type SnapshotAccount,
  snapshotAccountSchema,
  type SnapshotChain,
  snapshotChainSchema,
  snapshotSalt,
} from "./leaves.ts";
export {
  makeSnapshot,
  type Snapshot,
  type SnapshotProof,
  snapshotProofSchema,
  snapshotRootOf,
} from "./snapshot.ts";
export { type Label, LABEL_DEPTH, labelLeaf, labelPath, labelRoot } from "./labelTree.ts";
export {
  requireChainPath,
  type SnapshotHead,
  snapshotHeadSchema,
  snapshotHeadTyped,
  type VouchedSnapshot,
  vouchedSnapshotSchema,
} from "./head.ts";
