// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordRegistry} from "./IRecordRegistry.sol";

/// @title EIP-712 struct hashes of the record statements, and the hashes that records are stored and chained by.
/// @dev All members of these structs are static. In memory such a struct is its own `abi.encode`, one clean word a member,
/// so it is hashed where it lies: writing it anew by `abi.encode` takes ten times as many steps, and steps are what limits
/// a chain (decision 0014).
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

    function hash(IRecordRegistry.Proposal memory proposal) internal pure returns (bytes32) {
        uint256 location;
        assembly ("memory-safe") {
            location := proposal
        }
        return _hashStruct(PROPOSAL_TYPEHASH, location, 12);
    }

    function hash(IRecordRegistry.BatchProposal calldata batch) internal pure returns (bytes32) {
        return keccak256(abi.encode(BATCH_PROPOSAL_TYPEHASH, batch));
    }

    function hash(IRecordRegistry.Confirmation memory confirmation) internal pure returns (bytes32) {
        uint256 location;
        assembly ("memory-safe") {
            location := confirmation
        }
        return _hashStruct(CONFIRMATION_TYPEHASH, location, 6);
    }

    function hash(IRecordRegistry.Dispute calldata dispute) internal pure returns (bytes32) {
        return keccak256(abi.encode(DISPUTE_TYPEHASH, dispute));
    }

    function hash(IRecordRegistry.ManifestUpdate calldata update) internal pure returns (bytes32) {
        return keccak256(abi.encode(MANIFEST_UPDATE_TYPEHASH, update));
    }

    /// @dev What the registry stores for a record: `keccak256(abi.encode(state))`, 14 words.
    function hash(IRecordRegistry.RecordState memory state) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            result := keccak256(state, 0x1c0)
        }
    }

    /// @dev The same of a state in call data, without a check that its narrow members fit their types: only states whose members
    /// do were ever stored.
    function hashPresented(
        IRecordRegistry.RecordState calldata state
    ) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, state, 0x1c0)
            result := keccak256(free, 0x1c0)
        }
    }

    /// @dev Hashing the struct hash once more keeps a leaf from being taken for an inner node of the tree.
    function batchLeaf(IRecordRegistry.Proposal memory proposal) internal pure returns (bytes32) {
        return leaf(hash(proposal));
    }

    function leaf(bytes32 structHash) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            mstore(0x00, structHash)
            result := keccak256(0x00, 0x20)
        }
    }

    /// @dev Entry of the account chain. It names nothing that a correction changes (DESIGN.md rule 9).
    function accountEntry(
        bytes32 head,
        IRecordRegistry.RecordState memory state
    ) internal pure returns (bytes32 entry) {
        (bytes32 recordId, bytes32 commitment) = (state.recordId, state.commitment);
        bytes32 institution = state.institution;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, head)
            mstore(add(free, 0x20), recordId)
            mstore(add(free, 0x40), commitment)
            mstore(add(free, 0x60), institution)
            entry := keccak256(free, 0x80)
        }
    }

    /// @dev Name of a registry's lineage on one chain.
    function registryId(uint256 chainId, bytes32 lineageSalt) internal pure returns (bytes32) {
        return keccak256(abi.encode("medlattice/registry/v1", chainId, lineageSalt));
    }

    /// @dev `keccak256(typeHash ‖ words)`; the words are copied behind the type hash into memory that nobody uses yet.
    function _hashStruct(
        bytes32 typeHash,
        uint256 location,
        uint256 words
    ) private pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            let size := shl(5, words)
            mstore(free, typeHash)
            mcopy(add(free, 0x20), location, size)
            result := keccak256(free, add(size, 0x20))
        }
    }
}
