import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { concatHex, encodeAbiParameters, keccak256 } from "viem/utils";
import { fromHex, toHex, type Hex } from "../../codec/index.ts";
import { withCode } from "../../testing/errors.ts";
import { checkProperty } from "../../testing/property.ts";
import { keyManifestLeaf, merkleProof, merkleRoot, verifyMerkleProof } from "../index.ts";
import { anId, at, flipped, oneByte } from "../testing/fixtures.ts";

const hashes = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => toHex(Uint8Array.from(bytes)));
const trees = fc.array(hashes, { minLength: 1, maxLength: 40 });

/** OpenZeppelin's MerkleProof.processProof, written from its specification: commutative keccak256 of sorted pairs. */
function processProof(leaf: Hex, proof: readonly Hex[]): Hex {
  return proof.reduce(
    (a, b) => keccak256(BigInt(a) < BigInt(b) ? concatHex([a, b]) : concatHex([b, a])),
    leaf,
  );
}

describe("merkleRoot and merkleProof", () => {
  it("prove every leaf, as OpenZeppelin verifies", () => {
    checkProperty(
      fc.property(trees, (leaves) => {
        const root = merkleRoot(leaves);
        for (const [index, leaf] of leaves.entries()) {
          const proof = merkleProof({ leaves, index });
          assert.equal(processProof(leaf, proof), root);
          assert.ok(verifyMerkleProof({ root, leaf, proof }));
          assert.ok(proof.length <= Math.ceil(Math.log2(leaves.length)) + 1);
        }
      }),
      40,
    );
  });

  it("of one leaf is the leaf, with an empty proof", () => {
    const leaf = anId();
    assert.equal(merkleRoot([leaf]), leaf);
    assert.deepEqual(merkleProof({ leaves: [leaf], index: 0 }), []);
  });

  it("of two leaves does not depend on their order", () => {
    const [a, b] = [anId(), anId()];
    assert.equal(merkleRoot([a, b]), merkleRoot([b, a]));
    assert.equal(merkleRoot([a, a]), keccak256(concatHex([a, a])));
  });

  it("refuse no leaves, a leaf that is no hash, and a position beyond the end", () => {
    assert.throws(() => merkleRoot([]), withCode("MERKLE_LEAVES_INVALID"));
    assert.throws(() => merkleRoot([anId(), "0x00"]), withCode("HEX_LENGTH"));
    for (const index of [-1, 2, 0.5]) {
      assert.throws(
        () => merkleProof({ leaves: [anId(), anId()], index }),
        withCode("MERKLE_INDEX_INVALID", { leaves: 2 }),
      );
    }
  });
});

describe("verifyMerkleProof", () => {
  const aProof = () => {
    const leaves = Array.from({ length: 11 }, anId);
    const root = merkleRoot(leaves);
    return { root, leaf: at(leaves, 6), proof: merkleProof({ leaves, index: 6 }), leaves };
  };

  it("refuses root, leaf or a sibling with one byte changed", () => {
    checkProperty(
      fc.property(oneByte, ({ position, mask }) => {
        const { root, leaf, proof } = aProof();
        const change = (hash: Hex) => toHex(flipped(fromHex(hash), position, mask));
        assert.ok(verifyMerkleProof({ root, leaf, proof }));
        assert.ok(!verifyMerkleProof({ root: change(root), leaf, proof }));
        assert.ok(!verifyMerkleProof({ root, leaf: change(leaf), proof }));
        const sibling = position % proof.length;
        assert.ok(!verifyMerkleProof({ root, leaf, proof: proof.with(sibling, change(at(proof, sibling))) }));
      }),
      40,
    );
  });

  it("refuses another leaf, a shorter path and a longer one", () => {
    const { root, leaf, proof, leaves } = aProof();
    assert.ok(!verifyMerkleProof({ root, leaf: at(leaves, 5), proof }));
    assert.ok(!verifyMerkleProof({ root, leaf, proof: proof.slice(1) }));
    assert.ok(!verifyMerkleProof({ root, leaf, proof: proof.slice(0, -1) }));
    assert.ok(!verifyMerkleProof({ root, leaf, proof: [...proof, anId()] }));
    assert.throws(() => verifyMerkleProof({ root, leaf, proof: ["0x"] }), withCode("HEX_LENGTH"));
  });
});

describe("keyManifestLeaf", () => {
  const aLeaf = () => ({ kind: "category", label: "laboratory", value: "0xabcd" as Hex, salt: anId() });

  it("is the documented double hash", () => {
    const { kind, label, value, salt } = aLeaf();
    const encoded = encodeAbiParameters(
      ["string", "string", "bytes", "bytes32"].map((type) => ({ type })),
      [kind, label, value, salt],
    );
    assert.equal(keyManifestLeaf({ kind, label, value, salt }), keccak256(keccak256(encoded)));
  });

  it("changes with every field, and with where one ends and the next begins", () => {
    const leaf = aLeaf();
    const all = [
      leaf,
      { ...leaf, kind: "receive" },
      { ...leaf, label: "laborator" },
      { ...leaf, value: "0xab" as Hex },
      { ...leaf, salt: anId() },
      { ...leaf, kind: "categoryl", label: "aboratory" },
    ];
    assert.equal(new Set(all.map(keyManifestLeaf)).size, all.length);
  });

  it("cannot be taken for an inner node", () => {
    // A leaf hashes 32 bytes, a node 64: whatever two children are shown, their node is no leaf's pre-image.
    const leaf = aLeaf();
    const root = merkleRoot([keyManifestLeaf(leaf), anId()]);
    assert.notEqual(keyManifestLeaf({ ...leaf, value: root }), root);
    assert.throws(() => keyManifestLeaf({ ...leaf, salt: "0x00" }), withCode("HEX_LENGTH"));
    assert.throws(() => keyManifestLeaf({ ...leaf, value: "0x0" }), withCode("HEX_INVALID"));
  });
});
