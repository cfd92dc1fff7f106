// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {IRecordCorrection} from "./IRecordCorrection.sol";

/// @title A log of labels that only grows, as a Merkle tree of fixed depth.
/// @dev The root is that of OpenZeppelin's `MerkleTree` with depth 32 and empty leaves of zero, and its proofs are those of
/// `MerkleProof`; tests compare both. A label writes three slots here and about thirty there, since only full subtrees are
/// kept, as in the deposit contract of Ethereum, and roots of empty ones are computed again.
abstract contract LabelLog is IRecordCorrection {
    uint256 private constant DEPTH = 32;

    /// @dev At level i the root of the newest full subtree of 2^i labels that is a left child.
    bytes32[DEPTH] private _left;
    uint256 private _count;
    bytes32 private _root;

    /// @inheritdoc IRecordCorrection
    function labelRoot() external view returns (bytes32) {
        return _count == 0 ? _emptyRoot() : _root;
    }

    /// @inheritdoc IRecordCorrection
    function labelCount() external view returns (uint256) {
        return _count;
    }

    /// @return index the label's place.
    /// @return node the new root.
    function _append(bytes32 leaf) internal returns (uint256 index, bytes32 node) {
        index = _count;
        if (index >> DEPTH != 0) revert RecordCorrectionLogFull();
        node = leaf;
        bytes32 empty = 0;
        bool isFull = true; // whether the subtree at `node` has no empty leaf
        for (uint256 level = 0; level < DEPTH; ++level) {
            if ((index >> level) & 1 == 1) {
                node = Hashes.commutativeKeccak256(_left[level], node);
            } else {
                if (isFull) _left[level] = node;
                isFull = false;
                node = Hashes.commutativeKeccak256(node, empty);
            }
            empty = Hashes.commutativeKeccak256(empty, empty);
        }
        _count = index + 1;
        _root = node;
    }

    function _emptyRoot() private pure returns (bytes32 empty) {
        for (uint256 level = 0; level < DEPTH; ++level) empty = Hashes.commutativeKeccak256(empty, empty);
    }
}
