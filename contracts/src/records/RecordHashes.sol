// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordRegistry} from "./IRecordRegistry.sol";

/// @title EIP-712 struct hashes of the record statements, and the hashes that records are stored and chained by.
/// @dev All members of these structs are static, so `abi.encode` of type hash and struct is the EIP-712 encoding.
library RecordHashes {
    bytes32 internal constant PROPOSAL_TYPEHASH = keccak256(
        "Proposal(bytes32 recordId,bytes32 patient,bytes32 author,address signer,bytes32 institution,bytes32 treatmentId,bytes32 categoryTag,bytes32 commitment,bytes32 commitmentProof,bytes32 manifestHash,bytes32 keywordRoot,bytes32 stationRoot)"
    );
    bytes32 internal constant BATCH_PROPOSAL_TYPEHASH = keccak256(
        "BatchProposal(bytes32 root,bytes32 author,address signer)"
    );
    bytes32 internal constant CONFIRMATION_TYPEHASH = keccak256(
        "Confirmation(bytes32 recordId,bytes32 patient,address signer,bytes32 commitment,bytes32 manifestHash,uint32 sequence)"
    );
    bytes32 internal constant DISPUTE_TYPEHASH = keccak256(
        "Dispute(bytes32 recordId,bytes32 patient,address signer,bytes32 reasonHash,uint32 sequence)"
    );
    bytes32 internal constant MANIFEST_UPDATE_TYPEHASH = keccak256(
        "ManifestUpdate(bytes32 recordId,bytes32 patient,address signer,bytes32 manifestHash,uint32 sequence)"
    );

    function hash(IRecordRegistry.Proposal calldata proposal) internal pure returns (bytes32) {
        return keccak256(abi.encode(PROPOSAL_TYPEHASH, proposal));
    }

    function hash(IRecordRegistry.BatchProposal calldata batch) internal pure returns (bytes32) {
        return keccak256(abi.encode(BATCH_PROPOSAL_TYPEHASH, batch));
    }

    function hash(IRecordRegistry.Confirmation memory confirmation) internal pure returns (bytes32) {
        return keccak256(abi.encode(CONFIRMATION_TYPEHASH, confirmation));
    }

    function hash(IRecordRegistry.Dispute calldata dispute) internal pure returns (bytes32) {
        return keccak256(abi.encode(DISPUTE_TYPEHASH, dispute));
    }

    function hash(IRecordRegistry.ManifestUpdate calldata update) internal pure returns (bytes32) {
        return keccak256(abi.encode(MANIFEST_UPDATE_TYPEHASH, update));
    }

    /// @dev What the registry stores for a record.
    function hash(IRecordRegistry.RecordState memory state) internal pure returns (bytes32) {
        return keccak256(abi.encode(state));
    }

    /// @dev Hashing the struct hash once more keeps a leaf from being taken for an inner node of the tree.
    function batchLeaf(IRecordRegistry.Proposal calldata proposal) internal pure returns (bytes32) {
        return keccak256(abi.encode(hash(proposal)));
    }

    /// @dev Entry of the account chain. It names nothing that a correction changes (DESIGN.md rule 9).
    function accountEntry(
        bytes32 head,
        IRecordRegistry.RecordState memory state
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(head, state.recordId, state.commitment, state.institution));
    }

    /// @dev Name of a registry's lineage on one chain.
    function registryId(uint256 chainId, bytes32 lineageSalt) internal pure returns (bytes32) {
        return keccak256(abi.encode("medlattice/registry/v1", chainId, lineageSalt));
    }
}
