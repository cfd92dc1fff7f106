// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";

/// @title Hashes of docs/wire-formats.md, field by field: an independent twin of RecordHashes.
library RecordTypedData {
    bytes32 internal constant PROPOSAL = keccak256(
        "Proposal(bytes32 recordId,bytes32 patient,bytes32 author,address signer,bytes32 institution,bytes32 treatmentId,bytes32 categoryTag,bytes32 commitment,bytes32 commitmentProof,bytes32 manifestHash,bytes32 keywordRoot,bytes32 stationRoot)"
    );
    bytes32 internal constant BATCH_PROPOSAL = keccak256(
        "BatchProposal(bytes32 root,bytes32 author,address signer)"
    );
    bytes32 internal constant CONFIRMATION = keccak256(
        "Confirmation(bytes32 recordId,bytes32 patient,address signer,bytes32 commitment,bytes32 manifestHash,uint32 sequence)"
    );
    bytes32 internal constant DISPUTE = keccak256(
        "Dispute(bytes32 recordId,bytes32 patient,address signer,bytes32 reasonHash,uint32 sequence)"
    );
    bytes32 internal constant MANIFEST_UPDATE = keccak256(
        "ManifestUpdate(bytes32 recordId,bytes32 patient,address signer,bytes32 manifestHash,uint32 sequence)"
    );

    function hash(IRecordRegistry.Proposal memory p) internal pure returns (bytes32) {
        bytes memory who = abi.encode(PROPOSAL, p.recordId, p.patient, p.author, p.signer, p.institution);
        bytes memory what = abi.encode(p.treatmentId, p.categoryTag, p.commitment, p.commitmentProof);
        bytes memory where = abi.encode(p.manifestHash, p.keywordRoot, p.stationRoot);
        return keccak256(bytes.concat(who, what, where));
    }

    function hash(IRecordRegistry.BatchProposal memory b) internal pure returns (bytes32) {
        return keccak256(abi.encode(BATCH_PROPOSAL, b.root, b.author, b.signer));
    }

    function hash(IRecordRegistry.Confirmation memory c) internal pure returns (bytes32) {
        bytes memory who = abi.encode(CONFIRMATION, c.recordId, c.patient, c.signer);
        return keccak256(bytes.concat(who, abi.encode(c.commitment, c.manifestHash, c.sequence)));
    }

    function hash(IRecordRegistry.Dispute memory d) internal pure returns (bytes32) {
        return keccak256(abi.encode(DISPUTE, d.recordId, d.patient, d.signer, d.reasonHash, d.sequence));
    }

    function hash(IRecordRegistry.ManifestUpdate memory u) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(MANIFEST_UPDATE, u.recordId, u.patient, u.signer, u.manifestHash, u.sequence)
            );
    }

    function hash(IRecordRegistry.RecordState memory s) internal pure returns (bytes32) {
        bytes memory who = abi.encode(s.recordId, s.patient, s.author, s.institution, s.treatmentId);
        bytes memory what = abi.encode(s.categoryTag, s.commitment, s.commitmentProof, s.manifestHash);
        bytes memory rest = abi.encode(s.keywordRoot, s.stationRoot, s.version, s.sequence, uint8(s.status));
        return keccak256(bytes.concat(who, what, rest));
    }

    function leaf(IRecordRegistry.Proposal memory p) internal pure returns (bytes32) {
        return keccak256(bytes.concat(hash(p)));
    }

    /// @dev OpenZeppelin's rule for inner nodes: the smaller child first.
    function node(bytes32 a, bytes32 b) internal pure returns (bytes32) {
        return a < b ? keccak256(bytes.concat(a, b)) : keccak256(bytes.concat(b, a));
    }

    function accountEntry(
        bytes32 head,
        IRecordRegistry.RecordState memory s
    ) internal pure returns (bytes32) {
        return keccak256(bytes.concat(head, s.recordId, s.commitment, s.institution));
    }
}
