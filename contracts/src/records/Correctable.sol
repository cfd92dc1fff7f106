// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorityGoverned} from "../base/IAuthorityGoverned.sol";
import {ICorrectable} from "./ICorrectable.sol";
import {RecordHashes} from "./RecordHashes.sol";
import {RecordMemory} from "./RecordMemory.sol";
import {RecordRules} from "./RecordRules.sol";
import {RecordStore} from "./RecordStore.sol";

/// @title Names the correction contract once, and holds it to what a correction may change.
abstract contract Correctable is ICorrectable, RecordStore {
    using RecordHashes for RecordState;

    IAuthorityGoverned private immutable _governor;
    address private _nominee;
    address private _correction;

    /// @param governor whose authority may nominate.
    constructor(IAuthorityGoverned governor) {
        _governor = governor;
    }

    /// @inheritdoc ICorrectable
    function nominateCorrection(address nominee) external {
        if (msg.sender != _governor.authority()) revert CorrectableNotAuthority(msg.sender);
        if (_correction != address(0)) revert CorrectableAlreadySettled(_correction);
        _nominee = nominee;
        emit CorrectionNominated(nominee);
    }

    /// @inheritdoc ICorrectable
    function acceptCorrection() external {
        if (msg.sender != _nominee) revert CorrectableNotNominee(msg.sender);
        delete _nominee;
        _correction = msg.sender;
        emit CorrectionSettled(msg.sender);
    }

    /// @inheritdoc ICorrectable
    function applyCorrection(RecordState calldata current, RecordState calldata next) external {
        if (msg.sender != _correction) revert CorrectableNotCorrection(msg.sender);
        _requireCurrent(RecordMemory.load(current));
        RecordRules.requireStatus(current, Status.Confirmed);
        if (!_isCorrection(current, next)) revert CorrectableForbiddenChange(current.recordId);
        _store(next);
        emit RecordCorrected(next.recordId, next.patient, next.author, next);
    }

    /// @inheritdoc ICorrectable
    function correction() external view returns (address) {
        return _correction;
    }

    /// @dev Takes over into the present state what a correction may change; anything else would make a difference.
    function _isCorrection(
        RecordState calldata current,
        RecordState calldata next
    ) private pure returns (bool) {
        bool isErased = next.status == Status.Erased;
        if (!isErased && next.status != Status.Confirmed) return false;
        // What is erased has no content that anything could describe; whatever is not has a manifest.
        bytes32 described = next.manifestHash | next.keywordRoot | next.stationRoot;
        if (isErased ? described != 0 : next.manifestHash == 0) return false;
        RecordState memory expected = current;
        expected.version += 1;
        expected.sequence += 1;
        expected.status = next.status;
        expected.commitmentProof = next.commitmentProof;
        expected.manifestHash = next.manifestHash;
        expected.keywordRoot = next.keywordRoot;
        expected.stationRoot = next.stationRoot;
        return expected.hash() == next.hash();
    }
}
