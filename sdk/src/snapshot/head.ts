import { z } from "zod";
import { bytes32Schema, type Hex, signatureSchema } from "../codec/index.ts";
import { contractDomain, type MessageOf, typed } from "../eip712/index.ts";
import { rootOfMerkleProof } from "../crypto/merkle/index.ts";
import { VerificationError } from "../errors/index.ts";
import { chainLeaf, type SnapshotChain, snapshotChainSchema } from "./leaves.ts";

/**
 * What is said of a snapshot before it is voted on: whose chain it is of, the chain at that block, and the root over both. Signed by the
 * institution that made it and by the health authority that found the same on its own node (DESIGN rules 17, 19).
 */
export const snapshotHeadSchema = z.strictObject({
  organization: bytes32Schema,
  chain: snapshotChainSchema,
  root: bytes32Schema,
});

export type SnapshotHead = z.infer<typeof snapshotHeadSchema>;

export const vouchedSnapshotSchema = z.strictObject({
  head: snapshotHeadSchema,
  /** By the oracle of the organisation whose chain it is. */
  signature: signatureSchema,
  /** The authority, and what its oracle signed. */
  authority: bytes32Schema,
  vouched: signatureSchema,
  /** From the leaf of the chain to the root: what the head says of the chain is what was voted on. */
  chainPath: z.array(bytes32Schema).max(32),
});

export type VouchedSnapshot = z.infer<typeof vouchedSnapshotSchema>;

/** What both sign, in the domain of the committee that votes on it. */
export function snapshotHeadTyped(
  at: { readonly chainId: number; readonly committee: Hex },
  { organization, chain, root }: SnapshotHead,
) {
  const domain = contractDomain({ contract: "Committee", chainId: at.chainId, address: at.committee });
  return typed("SnapshotHead", domain, { organization, ...messageOf(chain), root });
}

/**
 * That a head says of its chain what its root says.
 * @throws VerificationError `SNAPSHOT_PATH_BROKEN`
 */
export function requireChainPath({ head: { chain, root }, chainPath }: VouchedSnapshot): void {
  if (rootOfMerkleProof({ leaf: chainLeaf(chain), proof: chainPath }) === root) return;
  throw new VerificationError(
    "SNAPSHOT_PATH_BROKEN",
    "What is said of the chain is not under the snapshot's root.",
  );
}

function messageOf({
  chainId,
  sequence,
  blockNumber,
  blockHash,
  labelRoot,
  labelCount,
  previous,
}: SnapshotChain): Omit<MessageOf<"SnapshotHead">, "organization" | "root"> {
  return {
    chainId: BigInt(chainId),
    sequence: BigInt(sequence),
    blockNumber: BigInt(blockNumber),
    blockHash,
    labelRoot,
    labelCount: BigInt(labelCount),
    previous,
  };
}
