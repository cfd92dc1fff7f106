// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISummaryInbox} from "../../src/bridge/ISummaryInbox.sol";

/// @title Hashes of summaries written out once more from docs/wire-formats.md, field by field.
library SummaryTypedData {
    bytes32 internal constant SECTION = keccak256(
        "SummarySection(bytes32 institution,uint256 chainId,uint64 firstSlip,uint32 slipCount,uint32 itemCount,uint32 records,uint32 labels,uint32 registrations,uint64 fromBlock,uint64 toBlock,bytes32 toBlockHash,bytes32 slipRoot,bytes32 previous)"
    );
    bytes32 internal constant BATCH = keccak256(
        "SummaryBatch(uint64 sequence,bytes32 previous,bytes32 sectionsRoot,uint32 slipCount,bytes32 dataDigest,bytes32 authority)"
    );

    function hash(ISummaryInbox.SummarySection memory s) internal pure returns (bytes32) {
        bytes memory head = abi.encode(
            SECTION,
            s.institution,
            s.chainId,
            s.firstSlip,
            s.slipCount,
            s.itemCount,
            s.records,
            s.labels
        );
        bytes memory tail = abi.encode(
            s.registrations,
            s.fromBlock,
            s.toBlock,
            s.toBlockHash,
            s.slipRoot,
            s.previous
        );
        return keccak256(bytes.concat(head, tail));
    }

    function hash(ISummaryInbox.SummaryBatch memory b) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    BATCH,
                    b.sequence,
                    b.previous,
                    b.sectionsRoot,
                    b.slipCount,
                    b.dataDigest,
                    b.authority
                )
            );
    }

    function leaf(ISummaryInbox.SummaryItem memory i) internal pure returns (bytes32) {
        bytes32 domain = keccak256("medlattice/summary-item/v1");
        bytes memory head = abi.encode(domain, i.kind, i.chainId, i.blockNumber, i.recordId, i.version);
        bytes memory tail = abi.encode(i.commitment, i.keywordRoot, i.ephemeral, i.tag);
        return keccak256(abi.encodePacked(keccak256(bytes.concat(head, tail))));
    }

    function slip(bytes32[] memory leaves) internal pure returns (bytes32) {
        bytes32 domain = keccak256("medlattice/summary-slip/v1");
        bytes memory head = abi.encodePacked(domain, uint256(64), leaves.length);
        return keccak256(bytes.concat(head, abi.encodePacked(leaves)));
    }

    /// @dev The complete tree of docs/wire-formats.md as an array: node i over 2i + 1 and 2i + 2, leaf k at 2n - 2 - k.
    function tree(bytes32[] memory leaves) internal pure returns (bytes32[] memory nodes) {
        uint256 n = leaves.length;
        nodes = new bytes32[](2 * n - 1);
        for (uint256 k = 0; k < n; ++k) nodes[2 * n - 2 - k] = leaves[k];
        for (uint256 i = n - 1; i > 0; --i) nodes[i - 1] = _pair(nodes[2 * i - 1], nodes[2 * i]);
    }

    function path(bytes32[] memory leaves, uint256 index) internal pure returns (bytes32[] memory proof) {
        bytes32[] memory nodes = tree(leaves);
        bytes32[] memory found = new bytes32[](16);
        uint256 length;
        for (uint256 node = nodes.length - 1 - index; node > 0; node = (node - 1) / 2) {
            found[length++] = nodes[node % 2 == 1 ? node + 1 : node - 1];
        }
        proof = new bytes32[](length);
        for (uint256 i = 0; i < length; ++i) proof[i] = found[i];
    }

    function _pair(bytes32 a, bytes32 b) private pure returns (bytes32) {
        return a < b ? keccak256(abi.encodePacked(a, b)) : keccak256(abi.encodePacked(b, a));
    }
}
