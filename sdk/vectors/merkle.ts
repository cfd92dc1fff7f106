import { toHex, utf8 } from "../src/codec/index.ts";
import { keyManifestLeaf, merkleProof, merkleRoot } from "../src/crypto/index.ts";
import { SOURCE, vectorId } from "./source.ts";

/** Trees of several sizes with all their proofs, for OpenZeppelin's MerkleProof, and leaves of a key manifest. */
export function merkleVectors(): object {
  const trees = [1, 2, 3, 5, 8, 13].map((size) => {
    const leaves = Array.from({ length: size }, (_, index) => vectorId(`merkle/${size}/${index}`));
    return {
      leaves,
      root: merkleRoot(leaves),
      proofs: leaves.map((_, index) => merkleProof({ leaves, index })),
    };
  });
  const leaves = [
    {
      kind: "receive",
      label: "epoch 0",
      value: toHex(utf8("a receive key")),
      salt: vectorId("merkle/salt/0"),
    },
    { kind: "category", label: "laboratory", value: "0x", salt: vectorId("merkle/salt/1") },
  ] as const;
  const manifest = leaves.map((fields) => ({ fields, leaf: keyManifestLeaf(fields) }));
  return {
    what: "Merkle trees that OpenZeppelin's MerkleProof verifies; leaf of a key manifest = keccak256(keccak256(abi.encode(string kind, string label, bytes value, bytes32 salt)))",
    ...SOURCE,
    trees,
    manifest,
  };
}
