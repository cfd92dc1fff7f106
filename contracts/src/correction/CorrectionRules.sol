// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityRegistry} from "../identity/IIdentityRegistry.sol";
import {IRecordRegistry} from "../records/IRecordRegistry.sol";
import {IRecordCorrection} from "./IRecordCorrection.sol";

/// @title What a correction must say to be one, to fit its record, and to be permitted.
library CorrectionRules {
    /// @dev A proof costs up to 230 000 gas, and one transaction carries 16 777 216: 16 fit with room to spare.
    uint256 internal constant MAX_AMENDMENTS = 16;

    /// @notice Kind and reason exist and go together; there is content exactly where there must be some.
    function requireWellFormed(IRecordCorrection.Correction calldata c, uint256 amendments) internal pure {
        bool atPatientsWish = c.reason == IRecordCorrection.Reason.PatientsWish;
        bool isErasure = c.kind == IRecordCorrection.Kind.Erase;
        bool removes = isErasure || c.kind == IRecordCorrection.Kind.Redact;
        bool isNone = c.kind == IRecordCorrection.Kind.None || c.reason == IRecordCorrection.Reason.None;
        if (isNone || (atPatientsWish && !removes)) {
            revert IRecordCorrection.RecordCorrectionInvalidKind(c.recordId, c.kind, c.reason);
        }
        bool isAmendment = c.kind == IRecordCorrection.Kind.Amend;
        bool isComplete = (isErasure ? _isEmpty(c) : _isFull(c)) && (c.policyRoot != 0) == isAmendment;
        if (!isComplete) revert IRecordCorrection.RecordCorrectionIncomplete(c.recordId, c.kind);
        bool isCounted = isAmendment ? amendments != 0 && amendments <= MAX_AMENDMENTS : amendments == 0;
        if (!isCounted) {
            revert IRecordCorrection.RecordCorrectionAmendmentCount(c.recordId, amendments);
        }
    }

    /// @notice The correction is of the record presented, and of this state of it.
    function requireAbout(
        IRecordRegistry.RecordState calldata state,
        IRecordCorrection.Correction calldata c
    ) internal pure {
        if (c.recordId != state.recordId) {
            revert IRecordCorrection.RecordCorrectionOtherRecord(state.recordId, c.recordId);
        }
        _requirePatient(state, c.patient);
        // Widened, so that the last version of all has no successor.
        if (c.version != uint256(state.version) + 1) {
            revert IRecordCorrection.RecordCorrectionWrongVersion(c.recordId, state.version, c.version);
        }
        if (c.sequence != state.sequence) {
            revert IRecordCorrection.RecordCorrectionWrongSequence(c.recordId, state.sequence, c.sequence);
        }
    }

    /// @notice The permission is the patient's, for exactly this correction.
    function requirePermitted(
        IRecordRegistry.RecordState calldata state,
        IRecordCorrection.Consent calldata consent,
        bytes32 correctionHash
    ) internal pure {
        IRecordCorrection.CorrectionPermission calldata p = consent.permission;
        if (p.recordId != state.recordId) {
            revert IRecordCorrection.RecordCorrectionOtherRecord(state.recordId, p.recordId);
        }
        _requirePatient(state, p.patient);
        if (p.correctionHash != correctionHash || p.digest != consent.correction.digest) {
            revert IRecordCorrection.RecordCorrectionNotPermitted(state.recordId, correctionHash);
        }
    }

    function requireDoctor(
        IRecordRegistry.RecordState calldata state,
        bytes32 author,
        IIdentityRegistry.Role role,
        bytes32 organization
    ) internal pure {
        if (role != IIdentityRegistry.Role.Doctor) {
            revert IRecordCorrection.RecordCorrectionNotDoctor(author);
        }
        if (organization != state.institution) {
            revert IRecordCorrection.RecordCorrectionOtherInstitution(author, state.institution);
        }
    }

    function _requirePatient(IRecordRegistry.RecordState calldata state, bytes32 named) private pure {
        if (named != state.patient) {
            revert IRecordCorrection.RecordCorrectionOtherPatient(state.recordId, named);
        }
    }

    function _isFull(IRecordCorrection.Correction calldata c) private pure returns (bool) {
        return c.digest != 0 && c.fieldRoot != 0 && c.manifestHash != 0;
    }

    function _isEmpty(IRecordCorrection.Correction calldata c) private pure returns (bool) {
        return (c.digest | c.fieldRoot | c.manifestHash | c.keywordRoot | c.stationRoot) == 0;
    }
}
