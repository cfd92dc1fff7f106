import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { toHex } from "../codec/index.ts";
import { verifyMerkleProof } from "../crypto/merkle/index.ts";
import { withCode } from "../testing/errors.ts";
import { LABEL_DEPTH, labelPath, labelRoot } from "./labelTree.ts";

const leaf = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex);

describe("the label log's tree", () => {
  it("proves every label, and no label at another's place", () => {
    fc.assert(
      fc.property(fc.array(leaf, { minLength: 1, maxLength: 12 }), (leaves) => {
        const root = labelRoot(leaves);
        for (const [index, each] of leaves.entries()) {
          const proof = labelPath(leaves, index);
          assert.equal(proof.length, LABEL_DEPTH);
          assert.ok(verifyMerkleProof({ root, leaf: each, proof }));
          assert.ok(!verifyMerkleProof({ root, leaf: each, proof: proof.slice(1) }));
        }
        assert.notEqual(labelRoot([...leaves, toHex(new Uint8Array(32).fill(1))]), root);
      }),
      { numRuns: 20 },
    );
  });

  it("has the root of an empty tree of its depth before the first label, and no path", () => {
    // OpenZeppelin's MerkleTree and the deposit contract's zero hashes, keccak256 at each level.
    assert.equal(labelRoot([]), "0x27ae5ba08d7291c96c8cbddcc148bf48a6d68c7974b94356f53754ef6171d757");
    for (const index of [0, -1, 0.5]) assert.throws(() => labelPath([], index), withCode("LABEL_UNKNOWN"));
  });
});
