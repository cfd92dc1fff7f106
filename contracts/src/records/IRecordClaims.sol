// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordRegistry} from "./IRecordRegistry.sol";

/// @title Records in bulk, with the patients' signatures checked on challenge (decision 0014).
/// @notice The author's signature is checked at once and covers, beside every proposal, the patient's confirmation that
/// the author claims to have: who signed, which manifest, the signature itself. Such a record stands as `Claimed`. For
/// anybody, at any time, without bond or role, `checkClaims` lets the contract look at the signature: a good one makes
/// the record `Confirmed` and appends it to the patient's account chain; a bad one makes it `Proposed` again and names
/// the author who claimed it. The outcome depends on nothing but the claim, so neither can be forced or delayed.
/// @dev Readers check the patient's signature themselves in any case. A contract that relies on a record being
/// confirmed asks for `Confirmed`; what the patient is asked for elsewhere (dispute, new manifest, correction) is
/// possible once the claim has been checked.
interface IRecordClaims {
    /// @notice One record of a batch; author, signer and institution are those of the batch.
    struct ClaimedRecord {
        bytes32 recordId;
        bytes32 patient;
        bytes32 treatmentId;
        bytes32 categoryTag;
        bytes32 commitment;
        bytes32 commitmentProof;
        bytes32 authorManifest; // `Proposal.manifestHash`
        bytes32 keywordRoot;
        bytes32 stationRoot;
        address signer; // `Confirmation.signer`: the patient's controller, an account without code
        bytes32 manifestHash; // `Confirmation.manifestHash`
        bytes32 r; // the patient's signature over `Confirmation` with sequence 0, as in EIP-2098:
        bytes32 vs; // yParity << 255 | s
    }

    /// @notice What a batch commits to beside each proposal (EIP-712 struct hash; never signed alone).
    struct Claim {
        bytes32 recordId;
        address signer;
        bytes32 manifestHash;
        bytes32 r;
        bytes32 vs;
    }

    /// @notice A claim taken out of its batch again. All of it stands in the event `RecordClaimed` and in call data.
    struct ClaimCheck {
        IRecordRegistry.RecordState current; // claimed
        address authorSigner; // `Proposal.signer`
        bytes32 authorManifest; // `Proposal.manifestHash`
        address signer;
        bytes32 r;
        bytes32 vs;
        bytes32[] path; // from the node over proposal and claim to the batch's root
    }

    /// @notice The items have another Merkle root than the one the author signed.
    error RecordClaimsOtherRoot(bytes32 root, bytes32 signedRoot);
    /// @notice A contract's answer about a signature may change, so it is asked at once (`register`, `registerBatch`).
    error RecordClaimsContractSigner(bytes32 recordId, address signer);
    /// @notice The claim presented is not the one that the record was registered with.
    error RecordClaimsOtherClaim(bytes32 recordId, bytes32 root);

    /// @param authorSigner the author's controller who signed the batch.
    /// @param authorManifest what `state.manifestHash` becomes again if the claim is refuted.
    /// @param signer the patient's controller who is claimed to have signed.
    event RecordClaimed(
        bytes32 indexed recordId,
        bytes32 indexed patient,
        bytes32 indexed author,
        address authorSigner,
        bytes32 authorManifest,
        address signer,
        bytes32 r,
        bytes32 vs,
        IRecordRegistry.RecordState state
    );

    /// @notice The author claimed a confirmation that `signer` never signed. The record is proposed again.
    event ClaimRefuted(
        bytes32 indexed recordId,
        bytes32 indexed patient,
        bytes32 indexed author,
        address signer,
        IRecordRegistry.RecordState state
    );

    /// @notice Registers records whose patients' signatures are checked on challenge. That author, institution and
    /// patients are active and that each signer controls its patient is checked at once.
    /// @param batch its root is over two leaves an item, `keccak256(hashStruct(Proposal))` and
    /// `keccak256(hashStruct(Claim))`, in order; so what it says of a proposal is what any batch says.
    function registerOnChallenge(
        IRecordRegistry.BatchProposal calldata batch,
        bytes calldata authorSignature,
        ClaimedRecord[] calldata items
    ) external;

    /// @notice Checks the patients' signatures of claimed records. Anyone.
    /// @dev Emits `RecordConfirmed` or `ClaimRefuted` for each; either way the sequence steps by one. All or nothing: of
    /// two who check the same record, the later one is told that the state has changed.
    function checkClaims(ClaimCheck[] calldata checks) external;

    /// @notice Whether a batch with this root was registered on challenge.
    function isClaimedBatch(bytes32 root) external view returns (bool);
}
