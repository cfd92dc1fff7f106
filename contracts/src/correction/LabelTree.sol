// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

/// @title A log that only grows, as a Merkle tree of depth 32 over its leaves in order.
/// @dev The root is that of OpenZeppelin's `MerkleTree` with this depth and empty leaves of zero, and its proofs are those of
/// `MerkleProof`; tests compare both. A leaf writes three slots here and about thirty there, since only full subtrees are
/// kept, as in the deposit contract of Ethereum, and roots of empty ones are computed again.
library LabelTree {
    uint256 private constant DEPTH = 32;

    struct Tree {
        uint256 count;
        bytes32 root; // zero as long as there are no leaves
        bytes32[DEPTH] left; // at level i the root of the newest full subtree of 2^i leaves that is a left child
    }

    error LabelTreeFull();

    /// @return index the leaf's place.
    /// @return node the new root.
    function append(Tree storage tree, bytes32 leaf) internal returns (uint256 index, bytes32 node) {
        index = tree.count;
        if (index >> DEPTH != 0) revert LabelTreeFull();
        node = leaf;
        bytes32 empty = 0;
        bool isFull = true; // whether no leaf below `node` is empty
        for (uint256 level = 0; level < DEPTH; ++level) {
            if ((index >> level) & 1 == 1) {
                node = Hashes.commutativeKeccak256(tree.left[level], node);
            } else {
                if (isFull) tree.left[level] = node;
                isFull = false;
                node = Hashes.commutativeKeccak256(node, empty);
            }
            empty = Hashes.commutativeKeccak256(empty, empty);
        }
        tree.count = index + 1;
        tree.root = node;
    }

    function rootOf(Tree storage tree) internal view returns (bytes32 root) {
        if (tree.count != 0) return tree.root;
        for (uint256 level = 0; level < DEPTH; ++level) root = Hashes.commutativeKeccak256(root, root);
    }
}
