// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "../consent/IConsentTypes.sol";
import {IIdentityRegistry} from "../identity/IIdentityRegistry.sol";
import {IRecordRegistry} from "./IRecordRegistry.sol";

/// @title What statements about records must say to fit the record, and the structs that follow from others.
library RecordRules {
    function requireComplete(IRecordRegistry.Proposal calldata proposal) internal pure {
        bool isComplete =
            proposal.recordId != 0 &&
                proposal.commitment != 0 &&
                proposal.commitmentProof != 0 &&
                proposal.manifestHash != 0;
        if (!isComplete) revert IRecordRegistry.RecordRegistryIncompleteProposal(proposal.recordId);
    }

    function requireConfirmable(
        IRecordRegistry.RecordState memory state,
        IRecordRegistry.Confirmation memory confirmation
    ) internal pure {
        requireAbout(state, confirmation.recordId, confirmation.patient, confirmation.sequence);
        if (confirmation.commitment != state.commitment) {
            revert IRecordRegistry.RecordRegistryOtherCommitment(state.recordId, confirmation.commitment);
        }
        requireManifest(state.recordId, confirmation.manifestHash);
        if (state.status != IRecordRegistry.Status.Disputed) {
            requireStatus(state, IRecordRegistry.Status.Proposed);
        }
    }

    /// @notice The statement was signed by the record's patient, for this record in this state.
    function requireAbout(
        IRecordRegistry.RecordState memory state,
        bytes32 recordId,
        bytes32 patient,
        uint32 sequence
    ) internal pure {
        if (recordId != state.recordId) {
            revert IRecordRegistry.RecordRegistryOtherRecord(state.recordId, recordId);
        }
        if (patient != state.patient) {
            revert IRecordRegistry.RecordRegistryOtherPatient(state.recordId, patient);
        }
        if (sequence != state.sequence) {
            revert IRecordRegistry.RecordRegistryWrongSequence(state.recordId, state.sequence, sequence);
        }
    }

    function requireStatus(
        IRecordRegistry.RecordState memory state,
        IRecordRegistry.Status status
    ) internal pure {
        if (state.status != status) {
            revert IRecordRegistry.RecordRegistryWrongStatus(state.recordId, state.status);
        }
    }

    function requireManifest(bytes32 recordId, bytes32 manifestHash) internal pure {
        if (manifestHash == 0) revert IRecordRegistry.RecordRegistryEmptyManifest(recordId);
    }

    function requirePatient(bytes32 personId, IIdentityRegistry.Role role) internal pure {
        if (role != IIdentityRegistry.Role.Patient) {
            revert IRecordRegistry.RecordRegistryNotPatient(personId, role);
        }
    }

    function requireAuthor(bytes32 personId, IIdentityRegistry.Role role) internal pure {
        bool isAuthor =
            role == IIdentityRegistry.Role.Doctor || role == IIdentityRegistry.Role.CaptureStation;
        if (!isAuthor) revert IRecordRegistry.RecordRegistryNotAuthor(personId, role);
    }

    function requireInstitution(
        IRecordRegistry.Proposal calldata proposal,
        bytes32 organization
    ) internal pure {
        if (proposal.institution != organization) {
            revert IRecordRegistry.RecordRegistryOtherInstitution(proposal.author, proposal.institution);
        }
    }

    /// @notice The first state of a record.
    function proposedState(
        IRecordRegistry.Proposal calldata proposal
    ) internal pure returns (IRecordRegistry.RecordState memory) {
        return
            IRecordRegistry.RecordState({
                recordId: proposal.recordId,
                patient: proposal.patient,
                author: proposal.author,
                institution: proposal.institution,
                treatmentId: proposal.treatmentId,
                categoryTag: proposal.categoryTag,
                commitment: proposal.commitment,
                commitmentProof: proposal.commitmentProof,
                manifestHash: proposal.manifestHash,
                keywordRoot: proposal.keywordRoot,
                stationRoot: proposal.stationRoot,
                version: 0,
                sequence: 0,
                status: IRecordRegistry.Status.Proposed
            });
    }

    /// @notice The confirmation that a batch item's acceptance stands for.
    function confirmationOf(
        IRecordRegistry.Proposal calldata proposal,
        IRecordRegistry.Acceptance calldata acceptance
    ) internal pure returns (IRecordRegistry.Confirmation memory) {
        return
            IRecordRegistry.Confirmation({
                recordId: proposal.recordId,
                patient: proposal.patient,
                signer: acceptance.signer,
                commitment: proposal.commitment,
                manifestHash: acceptance.manifestHash,
                sequence: 0
            });
    }

    /// @notice The treatment mandate that a batch item's acceptance stands for.
    function mandateOf(
        IRecordRegistry.Proposal calldata proposal,
        IRecordRegistry.Acceptance calldata acceptance
    ) internal pure returns (IConsentTypes.Mandate memory) {
        return
            IConsentTypes.Mandate({
                patient: proposal.patient,
                signer: acceptance.signer,
                treatmentId: proposal.treatmentId,
                institution: proposal.institution,
                notBefore: acceptance.notBefore,
                notAfter: acceptance.notAfter,
                salt: acceptance.salt
            });
    }
}
