// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISummaryInbox} from "./ISummaryInbox.sol";

/// @title Hashes of summaries (docs/wire-formats.md, "Summaries").
/// @dev All members are static, so type hash and struct, word by word, are the EIP-712 encoding.
library SummaryHashes {
    bytes32 internal constant SECTION_TYPEHASH = keccak256(
        "SummarySection(bytes32 institution,uint256 chainId,uint64 firstSlip,uint32 slipCount,uint32 itemCount,uint32 records,uint32 labels,uint32 registrations,uint64 fromBlock,uint64 toBlock,bytes32 toBlockHash,bytes32 slipRoot,bytes32 previous)"
    );
    bytes32 internal constant BATCH_TYPEHASH = keccak256(
        "SummaryBatch(uint64 sequence,bytes32 previous,bytes32 sectionsRoot,uint32 slipCount,bytes32 dataDigest,bytes32 authority)"
    );
    bytes32 internal constant ITEM_DOMAIN = keccak256("medlattice/summary-item/v1");
    bytes32 internal constant SLIP_DOMAIN = keccak256("medlattice/summary-slip/v1");

    function hash(ISummaryInbox.SummarySection calldata section) internal pure returns (bytes32) {
        return keccak256(abi.encode(SECTION_TYPEHASH, section));
    }

    function hash(ISummaryInbox.SummaryBatch calldata batch) internal pure returns (bytes32) {
        return keccak256(abi.encode(BATCH_TYPEHASH, batch));
    }

    /// @dev Leaf of the tree over a batch's sections: hashed again, so that no leaf is an inner node.
    function sectionLeaf(bytes32 sectionHash) internal pure returns (bytes32) {
        return keccak256(abi.encode(sectionHash));
    }

    function leaf(ISummaryInbox.SummaryItem calldata item) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(abi.encode(ITEM_DOMAIN, item))));
    }

    /// @dev More than two words, so that no slip is an inner node of the tree over them.
    function slipHash(bytes32[] calldata leaves) internal pure returns (bytes32) {
        return keccak256(abi.encode(SLIP_DOMAIN, leaves));
    }
}
