import { keccak_256 } from "@noble/hashes/sha3.js";
import { InvalidInputError } from "../../errors/index.ts";
import { concatBytes, fromHex, type Hex, toHex } from "../../codec/index.ts";

/**
 * Merkle trees that OpenZeppelin's `MerkleProof` verifies: a node is keccak256 of its two children, the smaller first.
 *
 * The tree is complete: n leaves, 2n − 1 nodes, nothing duplicated. A leaf must itself be a hash of something that is not 64 bytes
 * long, or an inner node could be passed off as one; both kinds of leaves in use are keccak256 of 32 bytes.
 */
export function merkleRoot(leaves: readonly Hex[]): Hex {
  return toHex(buildTree(leaves)[0] ?? new Uint8Array(32));
}

export interface MerkleProofParameters {
  readonly leaves: readonly Hex[];
  /** Position in `leaves`. */
  readonly index: number;
}

/**
 * The siblings from a leaf up to the root.
 * @throws {InvalidInputError} `MERKLE_LEAVES_INVALID`, `MERKLE_INDEX_INVALID`.
 */
export function merkleProof({ leaves, index }: MerkleProofParameters): Hex[] {
  const tree = buildTree(leaves);
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) {
    throw new InvalidInputError("MERKLE_INDEX_INVALID", "There is no leaf at this position.", {
      facts: { index: String(index), leaves: leaves.length },
    });
  }
  const proof: Hex[] = [];
  for (let node = tree.length - 1 - index; node > 0; node = parentOf(node)) {
    const sibling = tree[siblingOf(node)];
    if (sibling !== undefined) proof.push(toHex(sibling));
  }
  return proof;
}

export interface VerifyMerkleProofParameters {
  readonly root: Hex;
  readonly leaf: Hex;
  readonly proof: readonly Hex[];
}

/** Whether the siblings lead from the leaf to the root, as `MerkleProof.verify` on chain. */
export function verifyMerkleProof({ root, leaf, proof }: VerifyMerkleProofParameters): boolean {
  return rootOfMerkleProof({ leaf, proof }) === toHex(fromHex(root, 32));
}

/** Where the siblings lead from a leaf, as `MerkleProof.processProof` on chain. */
export function rootOfMerkleProof({ leaf, proof }: Omit<VerifyMerkleProofParameters, "root">): Hex {
  let node = fromHex(leaf, 32);
  for (const sibling of proof) node = hashPair(node, fromHex(sibling, 32));
  return toHex(node);
}

/** The tree as an array with its root at 0 and the children of i at 2i + 1 and 2i + 2; the leaves stand last, in reverse. */
function buildTree(leaves: readonly Hex[]): Uint8Array[] {
  if (leaves.length === 0) {
    throw new InvalidInputError("MERKLE_LEAVES_INVALID", "A Merkle tree has at least one leaf.");
  }
  const size = 2 * leaves.length - 1;
  const tree: Uint8Array[] = Array.from({ length: size }, () => new Uint8Array());
  leaves.forEach((leaf, index) => {
    tree[size - 1 - index] = fromHex(leaf, 32);
  });
  for (let node = size - 1 - leaves.length; node >= 0; node--) {
    tree[node] = hashPair(tree[2 * node + 1] ?? new Uint8Array(), tree[2 * node + 2] ?? new Uint8Array());
  }
  return tree;
}

function hashPair(a: Uint8Array, b: Uint8Array): Uint8Array {
  return keccak_256(compare(a, b) <= 0 ? concatBytes(a, b) : concatBytes(b, a));
}

function compare(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function parentOf(node: number): number {
  return Math.floor((node - 1) / 2);
}

function siblingOf(node: number): number {
  return node % 2 === 0 ? node - 1 : node + 1;
}
