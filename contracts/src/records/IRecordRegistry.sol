// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentRegistry} from "../consent/IConsentRegistry.sol";
import {IConsentTypes} from "../consent/IConsentTypes.sol";
import {IIdentityRegistry} from "../identity/IIdentityRegistry.sol";

/// @title Index of medical records: who wrote one, whether its patient agreed, and which content it commits to.
/// @notice A record costs one storage slot, the hash of its whole state. Callers present that state as call data and
/// events carry it, so an index rebuilt from events is enough to make every call (systems.md F5, M3, S3, P3).
/// @dev Every call that changes something is made by the person, by anyone with the person's signature, or by the
/// person's contract wallet (ERC-1271). No role, not even the authority, changes a record's state.
///
/// A successor of this contract keeps `registryId`, imports states and account chains, and its predecessor freezes;
/// both belong to the successor's release, and nothing here stands in their way: states are plain hashes.
interface IRecordRegistry {
    /// @notice Where a record stands. An erased record keeps its place in every chain, but its content is gone. Of a
    /// claimed one its author says that the patient confirmed it, and this contract has not checked that (IRecordClaims).
    enum Status {
        Unknown,
        Proposed,
        Confirmed,
        Disputed,
        Erased,
        Claimed
    }

    /// @notice Everything the chain knows of a record; its hash is `keccak256(abi.encode(state))`.
    struct RecordState {
        bytes32 recordId; // random, chosen by the author
        bytes32 patient; // personId
        bytes32 author; // personId of the doctor or capture station that signed the proposal
        bytes32 institution; // orgId
        bytes32 treatmentId; // zero when the record belongs to no treatment
        bytes32 categoryTag; // opaque, per patient and chain
        bytes32 commitment; // chameleon hash: x | (y & 1) << 255
        bytes32 commitmentProof; // hash of the commitment's opening, checked by clients and on challenge (IRecordCorrection)
        bytes32 manifestHash; // the signed manifest off chain: digest, capsules, address
        bytes32 keywordRoot; // search; zero when there are no keywords
        bytes32 stationRoot; // storage receipts; zero until stations are used
        uint32 version; // of the content; 0 at first, one more with each correction
        uint32 sequence; // of this state; 0 when proposed, one more with each change
        Status status;
    }

    /// @notice The author's statement (EIP-712). The record id can be used once, so a proposal cannot be replayed.
    struct Proposal {
        bytes32 recordId;
        bytes32 patient;
        bytes32 author;
        address signer;
        bytes32 institution;
        bytes32 treatmentId;
        bytes32 categoryTag;
        bytes32 commitment;
        bytes32 commitmentProof;
        bytes32 manifestHash;
        bytes32 keywordRoot;
        bytes32 stationRoot;
    }

    /// @notice One signature of an author for many proposals (EIP-712).
    struct BatchProposal {
        bytes32 root; // Merkle root, sorted pairs, over `keccak256(hashStruct(Proposal))`, of claims too (IRecordClaims)
        bytes32 author;
        address signer;
    }

    /// @notice The patient agrees to a record and names the manifest that holds its new key capsules (EIP-712).
    struct Confirmation {
        bytes32 recordId;
        bytes32 patient;
        address signer;
        bytes32 commitment;
        bytes32 manifestHash;
        uint32 sequence; // of the state that is confirmed
    }

    /// @notice The patient does not agree to a record (EIP-712).
    struct Dispute {
        bytes32 recordId;
        bytes32 patient;
        address signer;
        bytes32 reasonHash; // salted hash of the reason, which is told off chain
        uint32 sequence; // of the state that is disputed
    }

    /// @notice The patient replaces the manifest, e.g. after changing keys; the content stays the same (EIP-712).
    struct ManifestUpdate {
        bytes32 recordId;
        bytes32 patient;
        address signer;
        bytes32 manifestHash;
        uint32 sequence; // of the state that is changed
    }

    /// @notice How a patient agrees to one item of a batch. What the proposal says already is not said again: the
    /// registry puts `Confirmation` (sequence 0) or `Mandate` together from both and checks the signature over that.
    struct Acceptance {
        bool byMandate; // signature over the treatment mandate instead of a confirmation
        address signer; // the patient's controller
        bytes32 manifestHash; // confirmation only
        uint40 notBefore; // mandate only, Unix seconds
        uint40 notAfter; // mandate only, Unix seconds
        bytes32 salt; // mandate only
        bytes signature;
    }

    /// @notice One record of a batch: the proposal, its path to the signed root, the patient's agreement.
    struct BatchItem {
        Proposal proposal;
        bytes32[] proof;
        Acceptance acceptance;
    }

    /// @notice A proposal without record id, commitment, commitment proof or manifest hash.
    error RecordRegistryIncompleteProposal(bytes32 recordId);
    error RecordRegistryRecordExists(bytes32 recordId);
    /// @notice The record is unknown, or the state presented is not its present one.
    error RecordRegistryStaleState(bytes32 recordId, bytes32 presentedHash);
    /// @notice In this status of the record the call means nothing.
    error RecordRegistryWrongStatus(bytes32 recordId, Status status);
    /// @notice The statement was signed for another state of the record.
    error RecordRegistryWrongSequence(bytes32 recordId, uint32 current, uint32 signed);
    error RecordRegistryOtherRecord(bytes32 recordId, bytes32 signedRecordId);
    error RecordRegistryOtherPatient(bytes32 recordId, bytes32 patient);
    error RecordRegistryOtherCommitment(bytes32 recordId, bytes32 commitment);
    error RecordRegistryEmptyManifest(bytes32 recordId);
    /// @notice Only a doctor or a capture station writes records.
    error RecordRegistryNotAuthor(bytes32 author, IIdentityRegistry.Role role);
    /// @notice The author does not belong to the institution of the record.
    error RecordRegistryOtherInstitution(bytes32 author, bytes32 institution);
    error RecordRegistryNotPatient(bytes32 personId, IIdentityRegistry.Role role);
    /// @notice The mandate is for another patient, treatment or institution than the record.
    error RecordRegistryOtherMandate(bytes32 recordId, bytes32 mandateId);
    error RecordRegistryEmptyBatch();
    /// @notice The proposal is by another author or signer than the batch, or not under its root.
    error RecordRegistryNotInBatch(bytes32 recordId, bytes32 root);

    event RecordProposed(
        bytes32 indexed recordId,
        bytes32 indexed patient,
        bytes32 indexed author,
        address signer,
        RecordState state
    );

    /// @param signer the patient's controller whose signature, call or mandate it was.
    /// @param mandateId zero when the patient agreed to this very record.
    /// @param height entries in the patient's account chain with this one.
    /// @param head `keccak256(abi.encode(previousHead, recordId, commitment, institution))`.
    event RecordConfirmed(
        bytes32 indexed recordId,
        bytes32 indexed patient,
        bytes32 indexed author,
        address signer,
        bytes32 mandateId,
        uint256 height,
        bytes32 head,
        RecordState state
    );

    event RecordDisputed(
        bytes32 indexed recordId,
        bytes32 indexed patient,
        bytes32 indexed author,
        address signer,
        bytes32 reasonHash,
        RecordState state
    );

    event ManifestUpdated(
        bytes32 indexed recordId,
        bytes32 indexed patient,
        bytes32 indexed author,
        address signer,
        RecordState state
    );

    /// @notice Where mandates are checked.
    function consentRegistry() external view returns (IConsentRegistry);

    /// @notice Name of this registry's lineage, bound into every commitment:
    /// `keccak256(abi.encode("medlattice/registry/v1", chainId, lineageSalt))`.
    function registryId() external view returns (bytes32);

    /// @notice Hash of the present state of a record; zero when it is unknown here.
    function stateHashOf(bytes32 recordId) external view returns (bytes32);

    /// @notice The account chain of a patient: hash over all confirmed records in order, and how many there are.
    function accountOf(bytes32 patient) external view returns (bytes32 head, uint256 height);

    /// @notice Registers a record that its patient has not seen yet. Signed by an active doctor or capture station of
    /// an active institution, about an active patient.
    /// @dev An author is active only while its organisation is (`IIdentityRegistry.isActive`), and the institution of the
    /// record is the author's organisation.
    function propose(Proposal calldata proposal, bytes calldata authorSignature) external;

    /// @notice The patient agrees to a proposed, claimed or disputed record; it joins the patient's account chain.
    function confirm(
        RecordState calldata current,
        Confirmation calldata confirmation,
        bytes calldata patientSignature
    ) external;

    /// @notice Confirms a proposed record under the mandate that its patient signed for the treatment (surgery).
    /// @dev Anyone may carry it, usually the author: author and patient have both signed, and neither statement says
    /// more than what happens here. A disputed record needs the patient's own signature.
    function confirmByMandate(
        RecordState calldata current,
        IConsentTypes.Mandate calldata mandate,
        bytes calldata patientSignature
    ) external;

    /// @notice The patient does not agree to a proposed record. It stays, marked, and may still be confirmed.
    function dispute(
        RecordState calldata current,
        Dispute calldata dispute_,
        bytes calldata patientSignature
    ) external;

    /// @notice The patient replaces the manifest of a confirmed record.
    function updateManifest(
        RecordState calldata current,
        ManifestUpdate calldata update,
        bytes calldata patientSignature
    ) external;

    /// @notice `propose` and `confirm` in one transaction, with the same events.
    function register(
        Proposal calldata proposal,
        bytes calldata authorSignature,
        Confirmation calldata confirmation,
        bytes calldata patientSignature
    ) external;

    /// @notice Many records of one author under one signature, each agreed to by its own patient. An item that fails
    /// undoes the whole call, with its own error. The items of one root may come in several calls, so the others of a batch
    /// can do without it.
    function registerBatch(
        BatchProposal calldata batch,
        bytes calldata authorSignature,
        BatchItem[] calldata items
    ) external;
}
