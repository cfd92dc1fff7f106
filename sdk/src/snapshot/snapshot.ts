import { z } from "zod";
import { bytes32Schema, type Hex } from "../codec/index.ts";
import { merkleProof, merkleRoot, rootOfMerkleProof } from "../crypto/merkle/index.ts";
import { InvalidInputError, VerificationError } from "../errors/index.ts";
import {
  accountLeaf,
  chainLeaf,
  type SnapshotAccount,
  snapshotAccountSchema,
  type SnapshotChain,
  snapshotChainSchema,
} from "./leaves.ts";

/** Trees of 2^32 accounts have paths of this length. */
const LONGEST_PATH = 32;

/** That an account, and the chain it is on, are under the root of a snapshot. */
export const snapshotProofSchema = z.strictObject({
  account: snapshotAccountSchema,
  salt: bytes32Schema,
  accountPath: z.array(bytes32Schema).max(LONGEST_PATH),
  chain: snapshotChainSchema,
  chainPath: z.array(bytes32Schema).max(LONGEST_PATH),
});

export type SnapshotProof = z.infer<typeof snapshotProofSchema>;

/** All accounts of a chain at one block, under one root. */
export interface Snapshot {
  readonly chain: SnapshotChain;
  readonly root: Hex;
  /** From the leaf of the chain to the root. */
  readonly chainPath: readonly Hex[];
  /** @throws InvalidInputError `SNAPSHOT_ACCOUNT_UNKNOWN` */
  prove(personId: Hex): SnapshotProof;
}

/**
 * Makes a snapshot. The leaf of the chain comes first, those of accounts in the order of their salted hashes, which tells nothing.
 * @throws InvalidInputError `SNAPSHOT_ACCOUNT_TWICE`
 */
export function makeSnapshot(options: {
  readonly chain: SnapshotChain;
  readonly accounts: readonly SnapshotAccount[];
  readonly saltOf: (personId: Hex) => Hex;
}): Snapshot {
  const { chain, accounts, saltOf } = options;
  const leafOf = new Map(
    accounts.map((account) => [account.personId, accountLeaf(account, saltOf(account.personId))]),
  );
  if (leafOf.size < accounts.length) {
    throw new InvalidInputError("SNAPSHOT_ACCOUNT_TWICE", "An account stands twice in the snapshot.");
  }
  const leaves = [chainLeaf(chain), ...[...leafOf.values()].toSorted()];
  const chainPath = merkleProof({ leaves, index: 0 });
  return {
    chain,
    root: merkleRoot(leaves),
    chainPath,
    prove(personId) {
      const account = accounts.find((each) => each.personId === personId);
      const leaf = leafOf.get(personId);
      if (account === undefined || leaf === undefined) {
        throw new InvalidInputError("SNAPSHOT_ACCOUNT_UNKNOWN", "The snapshot has no such account.", {
          hints: ["The account is newer than the snapshot: ask again after the next one."],
        });
      }
      return {
        account,
        salt: saltOf(personId),
        accountPath: merkleProof({ leaves, index: leaves.indexOf(leaf, 1) }),
        chain,
        chainPath,
      };
    },
  };
}

/**
 * The root that both paths lead to; whether that is the anchored one is for the anchor to say.
 * @throws VerificationError `SNAPSHOT_PATH_BROKEN`
 */
export function snapshotRootOf(proof: SnapshotProof): Hex {
  const { account, salt, accountPath, chain, chainPath } = proof;
  const root = rootOfMerkleProof({ leaf: accountLeaf(account, salt), proof: accountPath });
  if (rootOfMerkleProof({ leaf: chainLeaf(chain), proof: chainPath }) === root) return root;
  throw new VerificationError(
    "SNAPSHOT_PATH_BROKEN",
    "The account and the chain are not under one root: one of them was changed, or is of another snapshot.",
  );
}
