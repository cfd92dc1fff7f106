// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOrganizationRegistry} from "../identity/IOrganizationRegistry.sol";
import {IRecordRegistry} from "../records/IRecordRegistry.sol";
import {RecordHashes} from "../records/RecordHashes.sol";
import {CorrectionHashes} from "./CorrectionHashes.sol";
import {CommitmentStatement, ICommitmentVerifier} from "./ICommitmentVerifier.sol";
import {IRecordCorrection} from "./IRecordCorrection.sol";

/// @title Openings of commitments: the one that was registered, challenged by anyone, and the one that a correction brings.
abstract contract Openings is IRecordCorrection {
    using RecordHashes for IRecordRegistry.RecordState;

    /// @dev What a verifier is given (`ICommitmentVerifier`), and what must be left for it to get that: a call passes on at most
    /// 63/64 of what is left after its own cost, 2 600 gas for an account not touched before.
    uint256 private constant VERIFIER_GAS = 1_000_000;
    uint256 private constant NEEDED_GAS = 1_030_000;

    /// @inheritdoc IRecordCorrection
    IRecordRegistry public immutable recordRegistry;
    /// @inheritdoc IRecordCorrection
    IOrganizationRegistry public immutable organizationRegistry;
    /// @inheritdoc IRecordCorrection
    ICommitmentVerifier public immutable commitmentVerifier;
    bytes32 private immutable _registryId;

    mapping(bytes32 recordId => mapping(uint32 version => bool isRefuted)) private _refuted;

    constructor(
        IRecordRegistry recordRegistry_,
        IOrganizationRegistry organizationRegistry_,
        ICommitmentVerifier commitmentVerifier_
    ) {
        recordRegistry = recordRegistry_;
        organizationRegistry = organizationRegistry_;
        commitmentVerifier = commitmentVerifier_;
        _registryId = recordRegistry_.registryId();
    }

    /// @inheritdoc IRecordCorrection
    function challenge(
        IRecordRegistry.RecordState calldata state,
        Opening calldata opening,
        uint256 hx,
        uint256 hy
    ) external returns (bool holds) {
        bytes32 presented = state.hashPresented();
        if (recordRegistry.stateHashOf(state.recordId) != presented) {
            revert IRecordRegistry.RecordRegistryStaleState(state.recordId, presented);
        }
        _requireRegistered(state, opening);
        _requireCommitment(state, hx, hy);
        holds = _isVerified(_statementOf(state, opening, hx, hy), opening.proof);
        if (holds) {
            emit OpeningProven(state.recordId, state.version, opening.h1x, opening.h1y);
        } else {
            _refuted[state.recordId][state.version] = true;
            emit OpeningRefuted(state.recordId, state.version, state.commitmentProof);
        }
    }

    /// @inheritdoc IRecordCorrection
    function isRefuted(bytes32 recordId, uint32 version) external view returns (bool) {
        return _refuted[recordId][version];
    }

    /// @dev Reverts unless `next` opens the record's commitment to the correction's content under the institution's key.
    /// @return openingHash what the next state keeps of it.
    function _requireNext(
        IRecordRegistry.RecordState calldata current,
        Correction calldata c,
        NextOpening calldata next
    ) internal view returns (bytes32 openingHash) {
        _requireCommitment(current, next.hx, next.hy);
        (uint256 h1x, uint256 h1y) = _keyOf(current.institution);
        uint256 m = CorrectionHashes.message(_registryId, c.recordId, c.version, c.digest, c.fieldRoot);
        commitmentVerifier.requireOpening(
            CommitmentStatement(_registryId, h1x, h1y, next.hx, next.hy, m),
            next.proof
        );
        return CorrectionHashes.openingHash(h1x, h1y, c.digest, c.fieldRoot, next.proof);
    }

    /// @dev Reverts unless `opening` is the registered one, and holds. Of later versions that was verified when they came.
    function _requireBase(
        IRecordRegistry.RecordState calldata current,
        Opening calldata opening,
        NextOpening calldata next
    ) internal view {
        _requireRegistered(current, opening);
        if (current.version != 0) return;
        CommitmentStatement memory statement = _statementOf(current, opening, next.hx, next.hy);
        commitmentVerifier.requireOpening(statement, opening.proof);
    }

    function _isVerified(
        CommitmentStatement memory statement,
        bytes calldata proof
    ) private view returns (bool holds) {
        bytes memory data = abi.encodeCall(ICommitmentVerifier.requireOpening, (statement, proof));
        // With less gas anybody could make a valid opening look refuted.
        if (gasleft() < NEEDED_GAS) revert RecordCorrectionGasTooLow(NEEDED_GAS);
        (holds, ) = address(commitmentVerifier).staticcall{gas: VERIFIER_GAS}(data);
    }

    function _statementOf(
        IRecordRegistry.RecordState calldata s,
        Opening calldata o,
        uint256 hx,
        uint256 hy
    ) private view returns (CommitmentStatement memory) {
        uint256 m = CorrectionHashes.message(_registryId, s.recordId, s.version, o.digest, o.fieldRoot);
        return CommitmentStatement(_registryId, o.h1x, o.h1y, hx, hy, m);
    }

    function _keyOf(bytes32 institution) private view returns (uint256 x, uint256 y) {
        (bytes memory value, ) = organizationRegistry.keyOf(institution, commitmentVerifier.keyKind());
        if (value.length != 64) revert RecordCorrectionNoKey(institution);
        return abi.decode(value, (uint256, uint256));
    }

    function _requireRegistered(IRecordRegistry.RecordState calldata state, Opening calldata o) private pure {
        bytes32 presented = CorrectionHashes.openingHash(o.h1x, o.h1y, o.digest, o.fieldRoot, o.proof);
        if (presented != state.commitmentProof) {
            revert RecordCorrectionOtherOpening(state.recordId, presented);
        }
    }

    function _requireCommitment(
        IRecordRegistry.RecordState calldata state,
        uint256 hx,
        uint256 hy
    ) private view {
        bytes32 compressed = commitmentVerifier.compress(hx, hy);
        if (compressed != state.commitment) {
            revert RecordCorrectionOtherCommitment(state.recordId, compressed);
        }
    }
}
