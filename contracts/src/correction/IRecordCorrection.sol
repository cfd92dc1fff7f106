// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOrganizationRegistry} from "../identity/IOrganizationRegistry.sol";
import {IRecordRegistry} from "../records/IRecordRegistry.sol";
import {IAmendmentVerifier} from "./IAmendmentVerifier.sol";
import {ICommitmentVerifier} from "./ICommitmentVerifier.sol";

/// @title Corrects and erases records, and keeps the log of it (systems.md S1, S4 to S6; DESIGN.md rules 9 to 12).
/// @notice A correction takes three: a doctor of the record's institution signs it, the patient permits exactly it, and the
/// institution's trapdoor opens the record's commitment to the new content. Commitment and account chain stay as they are.
interface IRecordCorrection {
    enum Kind {
        None,
        Replace, // any new content; nothing bounds it
        Amend, // as before but for sections that an accepted policy allows, proven
        Redact, // the same with fields erased for good: the field root is the old one
        Erase // no content any more, for ever
    }

    enum Reason {
        None,
        AnotherPatients,
        WrongValue,
        WrongTime,
        EnteredInError,
        PatientsWish, // Redact and Erase only
        Other
    }

    /// @notice The doctor's statement (EIP-712). For `Erase` everything from digest on is zero; `policyRoot` is zero but for `Amend`.
    struct Correction {
        bytes32 recordId;
        bytes32 patient; // personId
        bytes32 author; // personId of the doctor who corrects
        address signer; // the author's controller
        Kind kind;
        Reason reason;
        uint32 version; // the new one
        uint32 sequence; // of the state that is changed
        bytes32 digest; // SHA-256 of the new sealed file
        bytes32 fieldRoot; // of the new content
        bytes32 manifestHash; // of the new manifest
        bytes32 keywordRoot; // may be zero
        bytes32 stationRoot; // may be zero
        bytes32 policyRoot; // what an amendment may touch
    }

    /// @notice The patient permits one correction (EIP-712).
    struct CorrectionPermission {
        bytes32 recordId;
        bytes32 patient;
        address signer; // the patient's controller
        bytes32 correctionHash; // hashStruct(Correction)
        bytes32 digest; // `Correction.digest`: what the patient looked at
    }

    /// @notice A signature is empty where the signer itself sends the call.
    struct Consent {
        Correction correction;
        bytes authorSignature;
        CorrectionPermission permission;
        bytes patientSignature;
    }

    /// @notice The opening of a version of a record, as its manifest holds it. The state keeps its hash:
    /// `keccak256(abi.encode("medlattice/opening/v1", h1x, h1y, digest, fieldRoot, keccak256(proof)))`.
    struct Opening {
        uint256 h1x; // the institution's key of that time
        uint256 h1y;
        bytes32 digest;
        bytes32 fieldRoot;
        bytes proof;
    }

    /// @notice The commitment opened to the new content by the institution's trapdoor, under the key that is registered now.
    struct NextOpening {
        uint256 hx; // the record's commitment, affine coordinates
        uint256 hy;
        bytes proof;
    }

    /// @notice One bounded correction. They chain: the first starts from the old field root, the last ends at the new one.
    struct Amendment {
        bytes32 newRoot;
        bytes proof;
    }

    error RecordCorrectionInvalidKind(bytes32 recordId, Kind kind, Reason reason);
    /// @notice Content where there must be none, or none where there must be some (digest, field root, manifest, policy).
    error RecordCorrectionIncomplete(bytes32 recordId, Kind kind);
    /// @notice A doctor corrects; a capture station, for one, does not.
    error RecordCorrectionNotDoctor(bytes32 author);
    /// @notice The doctor does not belong to the institution of the record.
    error RecordCorrectionOtherInstitution(bytes32 author, bytes32 institution);
    /// @notice The statement is about another record than the state presented.
    error RecordCorrectionOtherRecord(bytes32 recordId, bytes32 signedRecordId);
    /// @notice The permission is of somebody else than the record's patient, or the correction names somebody else.
    error RecordCorrectionOtherPatient(bytes32 recordId, bytes32 patient);
    /// @notice The patient has permitted another correction, or another content.
    error RecordCorrectionNotPermitted(bytes32 recordId, bytes32 correctionHash);
    error RecordCorrectionWrongVersion(bytes32 recordId, uint32 current, uint32 signed);
    error RecordCorrectionWrongSequence(bytes32 recordId, uint32 current, uint32 signed);
    /// @notice The institution has registered no key of the kind that the verifier needs.
    error RecordCorrectionNoKey(bytes32 institution);
    /// @notice The point presented is not the record's commitment.
    error RecordCorrectionOtherCommitment(bytes32 recordId, bytes32 commitment);
    /// @notice The opening presented is not the one whose hash the record's state keeps.
    error RecordCorrectionOtherOpening(bytes32 recordId, bytes32 openingHash);
    /// @notice A redaction keeps the field root.
    error RecordCorrectionOtherFieldRoot(bytes32 recordId, bytes32 fieldRoot);
    /// @notice This chain verifies no bounded corrections.
    error RecordCorrectionNoAmendments();
    /// @notice The number of proofs does not suit the kind: 1 to 16 for `Amend`, none for the others.
    error RecordCorrectionAmendmentCount(bytes32 recordId, uint256 count);
    /// @notice The amendments end at another field root than that of the correction.
    error RecordCorrectionBrokenChain(bytes32 recordId, bytes32 lastRoot);
    error RecordCorrectionPolicyNotAccepted(bytes32 policyRoot);
    error RecordCorrectionNotAuthority(address caller);
    error RecordCorrectionInvalidPolicy(bytes32 policyRoot, uint256 uriBytes);
    /// @notice Too little gas to be sure that a failed verification is a verdict.
    error RecordCorrectionGasTooLow(uint256 needed);

    /// @param index place of the leaf in the label log, from 0.
    /// @param leaf `keccak256(abi.encode("medlattice/label/v1", recordId, version, kind, reason, hash of the state before, hash of
    /// the state after, correctionHash))`.
    /// @param root of the label log with this leaf.
    event RecordLabelled(
        bytes32 indexed recordId,
        bytes32 indexed patient,
        bytes32 indexed author,
        uint256 index,
        bytes32 leaf,
        bytes32 root,
        Correction correction
    );

    /// @notice The opening that a version was registered with holds, under the key that it names. Whether that key was the
    /// institution's, the organisation registry tells.
    event OpeningProven(bytes32 indexed recordId, uint32 indexed version, uint256 h1x, uint256 h1y);
    /// @notice The opening that a version was registered with does not hold.
    event OpeningRefuted(bytes32 indexed recordId, uint32 indexed version, bytes32 openingHash);
    event PolicyAccepted(bytes32 indexed policyRoot, bool isAccepted, string uri);

    /// @notice The records that this contract corrects; it settles itself there once it is nominated.
    function recordRegistry() external view returns (IRecordRegistry);

    function organizationRegistry() external view returns (IOrganizationRegistry);

    function commitmentVerifier() external view returns (ICommitmentVerifier);

    /// @notice Zero: there are no amendments on this chain.
    function amendmentVerifier() external view returns (IAmendmentVerifier);

    /// @notice Settles this contract in the record registry once the authority has nominated it (`ICorrectable`). Anyone.
    function acceptNomination() external;

    /// @notice Corrects or erases a confirmed record. Anyone may carry it: doctor and patient have signed, or one of them calls.
    /// @param current the record's present state.
    /// @param opening of the present version, for `Amend` and `Redact`; not looked at for the others. That of version 0, which
    /// was not verified on chain when the record was registered, is verified here.
    /// @param next proof by the institution's trapdoor; the message is computed here.
    /// @param amendments for `Amend` only, at most 16.
    function correct(
        IRecordRegistry.RecordState calldata current,
        Opening calldata opening,
        Consent calldata consent,
        NextOpening calldata next,
        Amendment[] calldata amendments
    ) external;

    /// @notice Has the chain verify the opening of a record's present version. Anyone who holds it; the state keeps its hash, so
    /// nobody can present another one. A refutation is remembered (`isRefuted`).
    /// @param hx the record's commitment, affine coordinates.
    /// @return holds whether it does; the call itself fails only when what is presented is not what was registered.
    function challenge(
        IRecordRegistry.RecordState calldata state,
        Opening calldata opening,
        uint256 hx,
        uint256 hy
    ) external returns (bool holds);

    /// @notice Accepts a policy, or accepts it no longer. Authority of the organisation registry only.
    /// @param policyRoot not zero.
    /// @param uri the public document that lists the classes; at most 256 bytes.
    function acceptPolicy(bytes32 policyRoot, bool isAccepted, string calldata uri) external;

    function isAcceptedPolicy(bytes32 policyRoot) external view returns (bool);

    /// @notice Whether the opening of this version was challenged and does not hold.
    function isRefuted(bytes32 recordId, uint32 version) external view returns (bool);

    /// @notice Root of the label log: a Merkle tree of depth 32 over all labels in order, sorted pairs, empty leaves zero.
    function labelRoot() external view returns (bytes32);

    /// @notice Labels in the log.
    function labelCount() external view returns (uint256);

    /// @notice hashStruct(Correction), which the patient's permission names.
    function correctionHashOf(Correction calldata correction) external pure returns (bytes32);
}
