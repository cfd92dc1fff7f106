// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordClaims} from "./IRecordClaims.sol";
import {IRecordRegistry} from "./IRecordRegistry.sol";
import {RecordHashes} from "./RecordHashes.sol";

/// @title One page of memory in which the items of a batch on challenge are laid out one after the other.
/// @dev What an item shares with its batch is written once; its own words are copied from call data into the three places
/// where they are hashed or logged. Member by member the same takes ten times as many steps, and steps are what limits a
/// batch (decision 0014). Every word of an item is 32 bytes wide but the signer's address, which the caller has read
/// through Solidity, so that it is clean.
///
/// | at | words |
/// | --- | --- |
/// | 0x000 | `hashStruct(Proposal)`: type hash, recordId, patient, author, signer, institution, treatmentId … stationRoot |
/// | 0x1a0 | `hashStruct(Claim)`: type hash, recordId, signer, manifestHash, r, vs |
/// | 0x260 | data of `RecordClaimed`: authorSigner, authorManifest, signer, r, vs |
/// | 0x300 | … and the state: recordId, patient, author, institution, treatmentId … stationRoot, version, sequence, status |
library ClaimItem {
    type Page is uint256;

    /// @dev Words of the call data: 0 recordId, 1 patient, 2 treatmentId, 3 categoryTag, 4 commitment, 5 commitmentProof,
    /// 6 authorManifest, 7 keywordRoot, 8 stationRoot, 9 signer, 10 manifestHash, 11 r, 12 vs.
    uint256 private constant SIZE = 0x4c0;

    function newPage(
        IRecordRegistry.BatchProposal calldata batch,
        bytes32 institution,
        bytes32 claimTypeHash
    ) internal pure returns (Page page) {
        bytes32 proposalTypeHash = RecordHashes.PROPOSAL_TYPEHASH;
        bytes32 author = batch.author;
        address authorSigner = batch.signer;
        uint256 claimed = uint256(IRecordRegistry.Status.Claimed);
        assembly ("memory-safe") {
            page := mload(0x40)
            mstore(0x40, add(page, SIZE))
            mstore(page, proposalTypeHash)
            mstore(add(page, 0x060), author)
            mstore(add(page, 0x080), authorSigner)
            mstore(add(page, 0x0a0), institution)
            mstore(add(page, 0x1a0), claimTypeHash)
            mstore(add(page, 0x260), authorSigner)
            mstore(add(page, 0x340), author)
            mstore(add(page, 0x360), institution)
            mstore(add(page, 0x460), 0) // version
            mstore(add(page, 0x480), 1) // sequence
            mstore(add(page, 0x4a0), claimed)
        }
    }

    function fill(Page page, IRecordClaims.ClaimedRecord calldata item) internal pure {
        assembly ("memory-safe") {
            calldatacopy(add(page, 0x020), item, 0x40) // recordId, patient
            calldatacopy(add(page, 0x0c0), add(item, 0x40), 0xe0) // treatmentId … stationRoot
            calldatacopy(add(page, 0x1c0), item, 0x20) // recordId
            calldatacopy(add(page, 0x1e0), add(item, 0x120), 0x80) // signer, manifestHash, r, vs
            calldatacopy(add(page, 0x280), add(item, 0xc0), 0x20) // authorManifest
            calldatacopy(add(page, 0x2a0), add(item, 0x120), 0x20) // signer
            calldatacopy(add(page, 0x2c0), add(item, 0x160), 0x40) // r, vs
            mcopy(add(page, 0x300), add(page, 0x020), 0x40) // recordId, patient
            mcopy(add(page, 0x380), add(page, 0x0c0), 0xe0) // treatmentId … stationRoot
            calldatacopy(add(page, 0x400), add(item, 0x140), 0x20) // manifestHash in place of the author's
        }
    }

    /// @return hash of the state that lies in the page: 14 words.
    function stateHash(Page page) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            hash := keccak256(add(page, 0x300), 0x1c0)
        }
    }

    /// @return hash the node over the item's two leaves, as `ClaimHashes.node`.
    function node(Page page) internal pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            mstore(0x00, keccak256(page, 0x1a0))
            let a := keccak256(0x00, 0x20)
            mstore(0x00, keccak256(add(page, 0x1a0), 0xc0))
            let b := keccak256(0x00, 0x20)
            let swap := gt(a, b)
            mstore(shl(5, swap), a)
            mstore(shl(5, iszero(swap)), b)
            hash := keccak256(0x00, 0x40)
        }
    }

    /// @notice Emits `RecordClaimed`.
    function emitClaimed(Page page) internal {
        bytes32 topic = IRecordClaims.RecordClaimed.selector;
        assembly ("memory-safe") {
            let state := add(page, 0x300)
            log4(
                add(page, 0x260),
                0x260,
                topic,
                mload(state),
                mload(add(state, 0x20)),
                mload(add(state, 0x40))
            )
        }
    }
}
