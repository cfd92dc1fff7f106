// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordRegistry} from "../records/IRecordRegistry.sol";
import {IRecordCorrection} from "./IRecordCorrection.sol";

/// @title EIP-712 struct hashes of the statements about corrections, and what commitments, openings and labels are made of.
library CorrectionHashes {
    bytes32 internal constant CORRECTION_TYPEHASH = keccak256(
        "Correction(bytes32 recordId,bytes32 patient,bytes32 author,address signer,uint8 kind,uint8 reason,uint32 version,uint32 sequence,bytes32 digest,bytes32 fieldRoot,bytes32 manifestHash,bytes32 keywordRoot,bytes32 stationRoot,bytes32 policyRoot)"
    );
    bytes32 internal constant PERMISSION_TYPEHASH = keccak256(
        "CorrectionPermission(bytes32 recordId,bytes32 patient,address signer,bytes32 correctionHash,bytes32 digest)"
    );

    function hash(IRecordCorrection.Correction calldata correction) internal pure returns (bytes32) {
        return keccak256(abi.encode(CORRECTION_TYPEHASH, correction));
    }

    function hash(
        IRecordCorrection.CorrectionPermission calldata permission
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(PERMISSION_TYPEHASH, permission));
    }

    /// @notice What the state of a record keeps as its commitment proof.
    function openingHash(
        uint256 h1x,
        uint256 h1y,
        bytes32 digest,
        bytes32 fieldRoot,
        bytes calldata proof
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode("medlattice/opening/v1", h1x, h1y, digest, fieldRoot, keccak256(proof)));
    }

    /// @notice The message that a commitment opens to: 248 bits, so that no two are the same scalar; the version keeps an old
    /// opening from being put back.
    function message(
        bytes32 registryId,
        bytes32 recordId,
        uint32 version,
        bytes32 digest,
        bytes32 fieldRoot
    ) internal view returns (uint256) {
        string memory domain = "medlattice/commitment-message/v1";
        bytes memory encoded = abi.encode(
            domain,
            registryId,
            block.chainid,
            recordId,
            version,
            digest,
            fieldRoot
        );
        return uint256(keccak256(encoded)) >> 8;
    }

    /// @notice What the bounded-correction proofs of one correction are made for, 248 bits. Library of the calling contract.
    function amendmentContext(bytes32 correctionHash) internal view returns (uint256) {
        bytes memory encoded = abi.encode(
            "medlattice/amendment/v1",
            block.chainid,
            address(this),
            correctionHash
        );
        return uint256(keccak256(encoded)) >> 8;
    }

    /// @notice Leaf of the label log; longer than the two children of an inner node, so it is never taken for one.
    function label(
        IRecordCorrection.Correction calldata c,
        bytes32 hashBefore,
        bytes32 hashAfter,
        bytes32 correctionHash
    ) internal pure returns (bytes32) {
        string memory domain = "medlattice/label/v1";
        return
            keccak256(
                abi.encode(
                    domain,
                    c.recordId,
                    c.version,
                    c.kind,
                    c.reason,
                    hashBefore,
                    hashAfter,
                    correctionHash
                )
            );
    }

    /// @notice The state after a correction.
    function corrected(
        IRecordRegistry.RecordState calldata current,
        IRecordCorrection.Correction calldata c,
        bytes32 commitmentProof
    ) internal pure returns (IRecordRegistry.RecordState memory next) {
        next = current;
        next.commitmentProof = commitmentProof;
        next.manifestHash = c.manifestHash;
        next.keywordRoot = c.keywordRoot;
        next.stationRoot = c.stationRoot;
        next.version = c.version;
        next.sequence = c.sequence + 1;
        if (c.kind == IRecordCorrection.Kind.Erase) next.status = IRecordRegistry.Status.Erased;
    }
}
