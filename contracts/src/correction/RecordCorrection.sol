// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPersonAuthorization} from "../base/IPersonAuthorization.sol";
import {PersonAuthorization} from "../base/PersonAuthorization.sol";
import {IIdentityRegistry} from "../identity/IIdentityRegistry.sol";
import {ICorrectable} from "../records/ICorrectable.sol";
import {IRecordRegistry} from "../records/IRecordRegistry.sol";
import {RecordHashes} from "../records/RecordHashes.sol";
import {AmendmentPolicies} from "./AmendmentPolicies.sol";
import {CorrectionHashes} from "./CorrectionHashes.sol";
import {CorrectionRules} from "./CorrectionRules.sol";
import {IAmendmentVerifier} from "./IAmendmentVerifier.sol";
import {ICommitmentVerifier} from "./ICommitmentVerifier.sol";
import {IRecordCorrection} from "./IRecordCorrection.sol";
import {LabelTree} from "./LabelTree.sol";
import {Openings} from "./Openings.sol";

/// @title Puts together what a correction takes, hands the next state to the record registry, and labels it.
contract RecordCorrection is PersonAuthorization, Openings, AmendmentPolicies {
    using CorrectionHashes for Correction;
    using CorrectionHashes for CorrectionPermission;
    using LabelTree for LabelTree.Tree;
    using RecordHashes for IRecordRegistry.RecordState;

    LabelTree.Tree private _labels;

    /// @param recordRegistry_ whose people and organisations count here too.
    /// @param amendmentVerifier_ zero where there are no amendments.
    constructor(
        IRecordRegistry recordRegistry_,
        ICommitmentVerifier commitmentVerifier_,
        IAmendmentVerifier amendmentVerifier_
    )
        PersonAuthorization(_identitiesOf(recordRegistry_), "MedLattice RecordCorrection")
        Openings(recordRegistry_, _identitiesOf(recordRegistry_).organizationRegistry(), commitmentVerifier_)
        AmendmentPolicies(_identitiesOf(recordRegistry_).organizationRegistry(), amendmentVerifier_)
    {}

    /// @inheritdoc IRecordCorrection
    function acceptNomination() external {
        ICorrectable(address(recordRegistry)).acceptCorrection();
    }

    /// @inheritdoc IRecordCorrection
    function correct(
        IRecordRegistry.RecordState calldata current,
        Opening calldata opening,
        Consent calldata consent,
        NextOpening calldata next,
        Amendment[] calldata amendments
    ) external {
        Correction calldata correction = consent.correction;
        bytes32 correctionHash = correction.hash();
        _requireConsent(current, consent, correctionHash);
        CorrectionRules.requireWellFormed(correction, amendments.length);
        CorrectionRules.requireAbout(current, correction);
        bytes32 openingHash = _requireNext(current, correction, next);
        if (correction.kind == Kind.Amend || correction.kind == Kind.Redact) {
            _requireBase(current, opening, next);
        }
        if (correction.kind == Kind.Amend) {
            _requireAmended(correction, correctionHash, opening.fieldRoot, amendments);
        }
        if (correction.kind == Kind.Redact && correction.fieldRoot != opening.fieldRoot) {
            revert RecordCorrectionOtherFieldRoot(correction.recordId, correction.fieldRoot);
        }
        _apply(current, correction, correctionHash, openingHash);
    }

    /// @inheritdoc IRecordCorrection
    function correctionHashOf(Correction calldata correction) external pure returns (bytes32) {
        return correction.hash();
    }

    /// @inheritdoc IRecordCorrection
    function labelRoot() external view returns (bytes32) {
        return _labels.rootOf();
    }

    /// @inheritdoc IRecordCorrection
    function labelCount() external view returns (uint256) {
        return _labels.count;
    }

    /// @dev The registry compares `current` with what it keeps, so everything that was taken from it is true.
    function _apply(
        IRecordRegistry.RecordState calldata current,
        Correction calldata c,
        bytes32 correctionHash,
        bytes32 openingHash
    ) private {
        IRecordRegistry.RecordState memory next = CorrectionHashes.corrected(current, c, openingHash);
        ICorrectable(address(recordRegistry)).applyCorrection(current, next);
        bytes32 leaf = c.label(current.hashPresented(), next.hash(), correctionHash);
        (uint256 index, bytes32 root) = _labels.append(leaf);
        emit RecordLabelled(c.recordId, c.patient, c.author, index, leaf, root, c);
    }

    /// @dev The doctor's statement and the patient's permission, each by signature or by the caller.
    function _requireConsent(
        IRecordRegistry.RecordState calldata current,
        Consent calldata consent,
        bytes32 correctionHash
    ) private view {
        Correction calldata c = consent.correction;
        (IIdentityRegistry.Role role, bytes32 organization) = _authorize(
            c.author,
            c.signer,
            correctionHash,
            consent.authorSignature
        );
        CorrectionRules.requireDoctor(current, c.author, role, organization);
        CorrectionPermission calldata p = consent.permission;
        _authorize(p.patient, p.signer, p.hash(), consent.patientSignature);
        CorrectionRules.requirePermitted(current, consent, correctionHash);
    }

    function _identitiesOf(IRecordRegistry registry) private view returns (IIdentityRegistry) {
        return IPersonAuthorization(address(registry)).identityRegistry();
    }
}
