// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordClaims} from "./IRecordClaims.sol";
import {IRecordRegistry} from "./IRecordRegistry.sol";
import {RecordHashes} from "./RecordHashes.sol";

/// @title Hashes of batches on challenge: a complete Merkle tree with two leaves an item, as `sdk/src/crypto/merkle`.
library ClaimHashes {
    bytes32 internal constant CLAIM_TYPEHASH = keccak256(
        "Claim(bytes32 recordId,address signer,bytes32 manifestHash,bytes32 r,bytes32 vs)"
    );

    /// @dev The node over an item's two leaves. They are siblings in every such tree: leaves are paired from the first.
    function node(
        IRecordRegistry.Proposal memory proposal,
        IRecordClaims.Claim memory claim
    ) internal pure returns (bytes32) {
        bytes32 claimHash = keccak256(abi.encode(CLAIM_TYPEHASH, claim));
        return pair(RecordHashes.batchLeaf(proposal), RecordHashes.leaf(claimHash));
    }

    /// @dev OpenZeppelin's inner node: the smaller child first.
    function pair(bytes32 a, bytes32 b) internal pure returns (bytes32 hash) {
        (bytes32 low, bytes32 high) = a < b ? (a, b) : (b, a);
        assembly ("memory-safe") {
            mstore(0x00, low)
            mstore(0x20, high)
            hash := keccak256(0x00, 0x40)
        }
    }
}
