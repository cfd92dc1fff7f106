// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "../consent/IConsentTypes.sol";
import {IIdentityRegistry} from "../identity/IIdentityRegistry.sol";
import {IRecordRegistry} from "./IRecordRegistry.sol";

/// @title What statements about records must say to fit the record, and the structs that follow from others.
library RecordRules {
    function requireComplete(
        bytes32 recordId,
        bytes32 commitment,
        bytes32 commitmentProof,
        bytes32 manifestHash
    ) internal pure {
        bool isComplete = recordId != 0 && commitment != 0 && commitmentProof != 0 && manifestHash != 0;
        if (!isComplete) revert IRecordRegistry.RecordRegistryIncompleteProposal(recordId);
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
        bool isOpen =
            state.status == IRecordRegistry.Status.Disputed || state.status == IRecordRegistry.Status.Claimed;
        if (!isOpen) requireStatus(state, IRecordRegistry.Status.Proposed);
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
        IRecordRegistry.Proposal memory proposal,
        bytes32 organization
    ) internal pure {
        if (proposal.institution != organization) {
            revert IRecordRegistry.RecordRegistryOtherInstitution(proposal.author, proposal.institution);
        }
    }

    /// @notice The proposal that a claimed record was registered with: a claimed state differs from it in the manifest only.
    function proposalOf(
        IRecordRegistry.RecordState memory state,
        address signer,
        bytes32 manifestHash
    ) internal pure returns (IRecordRegistry.Proposal memory) {
        return
            IRecordRegistry.Proposal({
                recordId: state.recordId,
                patient: state.patient,
                author: state.author,
                signer: signer,
                institution: state.institution,
                treatmentId: state.treatmentId,
                categoryTag: state.categoryTag,
                commitment: state.commitment,
                commitmentProof: state.commitmentProof,
                manifestHash: manifestHash,
                keywordRoot: state.keywordRoot,
                stationRoot: state.stationRoot
            });
    }

    /// @notice The confirmation that a batch item's acceptance stands for.
    function confirmationOf(
        IRecordRegistry.Proposal memory proposal,
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
        IRecordRegistry.Proposal memory proposal,
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
