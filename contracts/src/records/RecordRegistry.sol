// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {PersonAuthorization} from "../base/PersonAuthorization.sol";
import {IConsentRegistry} from "../consent/IConsentRegistry.sol";
import {IConsentTypes} from "../consent/IConsentTypes.sol";
import {IIdentityRegistry} from "../identity/IIdentityRegistry.sol";
import {Correctable} from "./Correctable.sol";
import {IRecordRegistry} from "./IRecordRegistry.sol";
import {RecordClaims} from "./RecordClaims.sol";
import {RecordHashes} from "./RecordHashes.sol";
import {RecordMemory} from "./RecordMemory.sol";
import {RecordRules} from "./RecordRules.sol";

/// @title Checks who says what about a record, and hands it to the store.
contract RecordRegistry is RecordClaims, Correctable {
    using RecordHashes for Proposal;
    using RecordHashes for BatchProposal;
    using RecordHashes for Confirmation;
    using RecordHashes for Dispute;
    using RecordHashes for ManifestUpdate;

    /// @inheritdoc IRecordRegistry
    IConsentRegistry public immutable consentRegistry;
    /// @inheritdoc IRecordRegistry
    bytes32 public immutable registryId;

    /// @param identityRegistry_ its organisation registry's authority may nominate the correction contract.
    /// @param lineageSalt the same for this registry and every successor of it.
    constructor(
        IIdentityRegistry identityRegistry_,
        IConsentRegistry consentRegistry_,
        bytes32 lineageSalt
    )
        PersonAuthorization(identityRegistry_, "MedLattice RecordRegistry")
        Correctable(identityRegistry_.organizationRegistry())
    {
        consentRegistry = consentRegistry_;
        registryId = RecordHashes.registryId(block.chainid, lineageSalt);
    }

    /// @inheritdoc IRecordRegistry
    function propose(Proposal calldata proposal, bytes calldata authorSignature) external {
        Proposal memory statement = RecordMemory.load(proposal);
        _authorizeAuthor(statement, authorSignature);
        _requireActivePatient(proposal.patient);
        _store(_propose(statement));
    }

    /// @inheritdoc IRecordRegistry
    function confirm(
        RecordState calldata current,
        Confirmation calldata confirmation,
        bytes calldata patientSignature
    ) external {
        _authorizePatient(confirmation, patientSignature);
        RecordState memory state = RecordMemory.load(current);
        _requireCurrent(state);
        _confirm(state, confirmation);
    }

    /// @inheritdoc IRecordRegistry
    function confirmByMandate(
        RecordState calldata current,
        IConsentTypes.Mandate calldata mandate,
        bytes calldata patientSignature
    ) external {
        RecordState memory state = RecordMemory.load(current);
        _requireCurrent(state);
        _confirmByMandate(state, mandate, patientSignature);
    }

    /// @inheritdoc IRecordRegistry
    function dispute(
        RecordState calldata current,
        Dispute calldata dispute_,
        bytes calldata patientSignature
    ) external {
        _authorize(dispute_.patient, dispute_.signer, dispute_.hash(), patientSignature);
        RecordState memory state = RecordMemory.load(current);
        _requireCurrent(state);
        RecordRules.requireAbout(state, dispute_.recordId, dispute_.patient, dispute_.sequence);
        RecordRules.requireStatus(state, Status.Proposed);
        state.status = Status.Disputed;
        state.sequence += 1;
        _store(state);
        emit RecordDisputed(
            state.recordId,
            state.patient,
            state.author,
            dispute_.signer,
            dispute_.reasonHash,
            state
        );
    }

    /// @inheritdoc IRecordRegistry
    function updateManifest(
        RecordState calldata current,
        ManifestUpdate calldata update,
        bytes calldata patientSignature
    ) external {
        _authorize(update.patient, update.signer, update.hash(), patientSignature);
        RecordState memory state = RecordMemory.load(current);
        _requireCurrent(state);
        RecordRules.requireAbout(state, update.recordId, update.patient, update.sequence);
        RecordRules.requireManifest(update.recordId, update.manifestHash);
        RecordRules.requireStatus(state, Status.Confirmed);
        state.manifestHash = update.manifestHash;
        state.sequence += 1;
        _store(state);
        emit ManifestUpdated(state.recordId, state.patient, state.author, update.signer, state);
    }

    /// @inheritdoc IRecordRegistry
    function register(
        Proposal calldata proposal,
        bytes calldata authorSignature,
        Confirmation calldata confirmation,
        bytes calldata patientSignature
    ) external {
        Proposal memory statement = RecordMemory.load(proposal);
        _authorizeAuthor(statement, authorSignature);
        _authorizePatient(confirmation, patientSignature);
        _confirm(_propose(statement), confirmation);
    }

    /// @inheritdoc IRecordRegistry
    function registerBatch(
        BatchProposal calldata batch,
        bytes calldata authorSignature,
        BatchItem[] calldata items
    ) external {
        if (items.length == 0) revert RecordRegistryEmptyBatch();
        bytes32 institution = _authorizeAuthor(batch.author, batch.signer, batch.hash(), authorSignature);
        bytes32 patient;
        address signer;
        for (uint256 i = 0; i < items.length; ++i) {
            uint256 free = RecordMemory.mark();
            (patient, signer) = _registerItem(batch, institution, items[i], patient, signer);
            RecordMemory.release(free);
        }
    }

    /// @dev Whoever may speak for a patient may do so again within the call: nothing in between changes who that is, since
    /// contract wallets are only asked.
    /// @param knownPatient with `knownSigner`, the two that the item before was authorised by; zero if by a mandate.
    function _registerItem(
        BatchProposal calldata batch,
        bytes32 institution,
        BatchItem calldata item,
        bytes32 knownPatient,
        address knownSigner
    ) private returns (bytes32 patient, address signer) {
        Acceptance calldata acceptance = item.acceptance;
        Proposal memory proposal = RecordMemory.load(item.proposal);
        _requireInBatch(batch, proposal, item.proof);
        RecordRules.requireInstitution(proposal, institution);
        if (acceptance.byMandate) {
            // That the patient is active the mandate tells.
            RecordRules.requirePatient(proposal.patient, identityRegistry.roleOf(proposal.patient));
            IConsentTypes.Mandate memory mandate = RecordRules.mandateOf(proposal, acceptance);
            _confirmByMandate(_propose(proposal), mandate, acceptance.signature);
        } else {
            Confirmation memory confirmation = RecordRules.confirmationOf(proposal, acceptance);
            (patient, signer) = (confirmation.patient, confirmation.signer);
            if (signer != address(0) && signer == knownSigner && patient == knownPatient) {
                _checkSignature(signer, confirmation.hash(), acceptance.signature);
            } else {
                _authorizePatient(confirmation, acceptance.signature);
            }
            _confirm(_propose(proposal), confirmation);
        }
    }

    /// @dev The author's manifest stays until the patient puts another in its place.
    function _confirmByMandate(
        RecordState memory state,
        IConsentTypes.Mandate memory mandate,
        bytes calldata patientSignature
    ) private {
        bytes32 mandateId = consentRegistry.requireMandate(mandate, patientSignature);
        bool isForRecord =
            mandate.patient == state.patient &&
                mandate.treatmentId == state.treatmentId &&
                mandate.institution == state.institution;
        if (!isForRecord) revert RecordRegistryOtherMandate(state.recordId, mandateId);
        RecordRules.requireStatus(state, Status.Proposed);
        _link(state, mandate.signer, mandateId);
    }

    function _authorizeAuthor(Proposal memory proposal, bytes calldata signature) private view {
        bytes32 institution = _authorizeAuthor(proposal.author, proposal.signer, proposal.hash(), signature);
        RecordRules.requireInstitution(proposal, institution);
    }

    function _authorizeAuthor(
        bytes32 author,
        address signer,
        bytes32 structHash,
        bytes calldata signature
    ) private view returns (bytes32 institution) {
        IIdentityRegistry.Role role;
        (role, institution) = _authorize(author, signer, structHash, signature);
        RecordRules.requireAuthor(author, role);
    }

    function _authorizePatient(Confirmation memory confirmation, bytes calldata signature) private view {
        (IIdentityRegistry.Role role, ) = _authorize(
            confirmation.patient,
            confirmation.signer,
            confirmation.hash(),
            signature
        );
        RecordRules.requirePatient(confirmation.patient, role);
    }

    function _requireActivePatient(bytes32 personId) private view {
        (IIdentityRegistry.Role role, ) = identityRegistry.requireActive(personId);
        RecordRules.requirePatient(personId, role);
    }

    function _requireInBatch(
        BatchProposal calldata batch,
        Proposal memory proposal,
        bytes32[] calldata proof
    ) private pure {
        bool isInBatch =
            proposal.author == batch.author &&
                proposal.signer == batch.signer &&
                MerkleProof.verifyCalldata(proof, batch.root, RecordHashes.batchLeaf(proposal));
        if (!isInBatch) revert RecordRegistryNotInBatch(proposal.recordId, batch.root);
    }
}
