// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordCorrection} from "../../src/correction/IRecordCorrection.sol";

/// @title Hashes of docs/wire-formats.md and docs/corrections.md, field by field: an independent twin of CorrectionHashes.
library CorrectionTypedData {
    bytes32 internal constant CORRECTION = keccak256(
        "Correction(bytes32 recordId,bytes32 patient,bytes32 author,address signer,uint8 kind,uint8 reason,uint32 version,uint32 sequence,bytes32 digest,bytes32 fieldRoot,bytes32 manifestHash,bytes32 keywordRoot,bytes32 stationRoot,bytes32 policyRoot)"
    );
    bytes32 internal constant PERMISSION = keccak256(
        "CorrectionPermission(bytes32 recordId,bytes32 patient,address signer,bytes32 correctionHash,bytes32 digest)"
    );

    function hash(IRecordCorrection.Correction memory c) internal pure returns (bytes32) {
        bytes memory who = abi.encode(CORRECTION, c.recordId, c.patient, c.author, c.signer);
        bytes memory how = abi.encode(uint256(c.kind), uint256(c.reason), c.version, c.sequence);
        bytes memory what = abi.encode(c.digest, c.fieldRoot, c.manifestHash, c.keywordRoot, c.stationRoot);
        return keccak256(bytes.concat(who, how, what, c.policyRoot));
    }

    function hash(IRecordCorrection.CorrectionPermission memory p) internal pure returns (bytes32) {
        return keccak256(abi.encode(PERMISSION, p.recordId, p.patient, p.signer, p.correctionHash, p.digest));
    }

    function openingHash(IRecordCorrection.Opening memory o) internal pure returns (bytes32) {
        bytes memory words = abi.encode(o.h1x, o.h1y, o.digest, o.fieldRoot, keccak256(o.proof));
        bytes memory text = abi.encode(uint256(21), bytes32("medlattice/opening/v1"));
        return keccak256(bytes.concat(abi.encode(uint256(6 * 32)), words, text));
    }

    function message(
        bytes32 registryId,
        bytes32 recordId,
        uint32 version,
        bytes32 digest,
        bytes32 fieldRoot
    ) internal view returns (uint256) {
        bytes memory words = abi.encode(registryId, block.chainid, recordId, version, digest, fieldRoot);
        bytes memory text = abi.encode(uint256(32), bytes32("medlattice/commitment-message/v1"));
        return uint256(keccak256(bytes.concat(abi.encode(uint256(7 * 32)), words, text))) / 256;
    }

    function context(address correction, bytes32 correctionHash) internal view returns (uint256) {
        bytes memory words = abi.encode(block.chainid, correction, correctionHash);
        bytes memory text = abi.encode(uint256(23), bytes32("medlattice/amendment/v1"));
        return uint256(keccak256(bytes.concat(abi.encode(uint256(4 * 32)), words, text))) / 256;
    }

    function label(
        IRecordCorrection.Correction memory c,
        bytes32 hashBefore,
        bytes32 hashAfter
    ) internal pure returns (bytes32) {
        bytes memory what = abi.encode(c.recordId, c.version, uint256(c.kind), uint256(c.reason));
        bytes memory words = bytes.concat(what, hashBefore, hashAfter, hash(c));
        bytes memory text = abi.encode(uint256(19), bytes32("medlattice/label/v1"));
        return keccak256(bytes.concat(abi.encode(uint256(8 * 32)), words, text));
    }
}
