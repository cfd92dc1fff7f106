// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordRegistry} from "./IRecordRegistry.sol";
import {RecordEvents} from "./RecordEvents.sol";
import {RecordHashes} from "./RecordHashes.sol";
import {RecordMemory} from "./RecordMemory.sol";
import {RecordRules} from "./RecordRules.sol";

/// @title Keeps the hash of each record's state and each patient's account chain, and moves both on.
/// @dev Callers have authorised the person whose statement moves a record.
abstract contract RecordStore is IRecordRegistry {
    using RecordHashes for RecordState;

    struct Account {
        bytes32 head;
        uint256 height;
    }

    mapping(bytes32 recordId => bytes32 stateHash) private _stateHashes;
    mapping(bytes32 patient => Account account) private _accounts;

    /// @inheritdoc IRecordRegistry
    function stateHashOf(bytes32 recordId) external view returns (bytes32) {
        return _stateHashes[recordId];
    }

    /// @inheritdoc IRecordRegistry
    function accountOf(bytes32 patient) external view returns (bytes32 head, uint256 height) {
        Account storage account = _accounts[patient];
        return (account.head, account.height);
    }

    /// @dev Announces the first state of a record; the caller stores it, or the one that follows in the same call.
    function _propose(Proposal memory proposal) internal returns (RecordState memory) {
        RecordRules.requireComplete(
            proposal.recordId,
            proposal.commitment,
            proposal.commitmentProof,
            proposal.manifestHash
        );
        _requireNew(proposal.recordId);
        RecordState memory state = RecordMemory.proposed(proposal);
        RecordEvents.proposed(state, proposal.signer);
        return state;
    }

    function _storeNew(bytes32 recordId, bytes32 stateHash) internal {
        _requireNew(recordId);
        _stateHashes[recordId] = stateHash;
    }

    /// @dev A record id is taken for good.
    function _requireNew(bytes32 recordId) internal view {
        if (_stateHashes[recordId] != 0) revert RecordRegistryRecordExists(recordId);
    }

    /// @param state the present state; becomes the next one.
    function _confirm(RecordState memory state, Confirmation memory confirmation) internal {
        RecordRules.requireConfirmable(state, confirmation);
        state.manifestHash = confirmation.manifestHash;
        _link(state, confirmation.signer, 0);
    }

    /// @dev Appends the record to its patient's account chain.
    /// @param state the present state; becomes the next one.
    function _link(RecordState memory state, address signer, bytes32 mandateId) internal {
        state.status = Status.Confirmed;
        state.sequence += 1;
        _store(state);
        Account storage account = _accounts[state.patient];
        bytes32 head = RecordHashes.accountEntry(account.head, state);
        uint256 height = account.height + 1;
        account.head = head;
        account.height = height;
        RecordEvents.confirmed(state, signer, mandateId, height, head);
    }

    function _store(RecordState memory next) internal {
        _stateHashes[next.recordId] = next.hash();
    }

    /// @dev Against the stored hash everything in `current` can be trusted.
    function _requireCurrent(RecordState memory current) internal view {
        bytes32 presented = current.hash();
        if (_stateHashes[current.recordId] != presented) {
            revert RecordRegistryStaleState(current.recordId, presented);
        }
    }
}
