// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordRegistry} from "./IRecordRegistry.sol";

/// @title The door for corrections and erasures (systems.md S4): one contract, named once, verifies the proof and the
/// permissions; the registry makes sure that nothing but the content's description changes.
interface ICorrectable {
    error CorrectableNotAuthority(address caller);
    /// @notice A correction contract has been accepted already; it cannot be replaced.
    error CorrectableAlreadySettled(address correction);
    error CorrectableNotNominee(address caller);
    error CorrectableNotCorrection(address caller);
    /// @notice Something changed that a correction must not touch, version or sequence do not step by one, or there is a
    /// manifest where there must be none, or none where there must be one.
    error CorrectableForbiddenChange(bytes32 recordId);

    event CorrectionNominated(address indexed nominee);
    event CorrectionSettled(address indexed correction);
    event RecordCorrected(
        bytes32 indexed recordId,
        bytes32 indexed patient,
        bytes32 indexed author,
        IRecordRegistry.RecordState state
    );

    /// @notice The correction contract; zero until one has accepted.
    function correction() external view returns (address);

    /// @notice First step: the health authority names a contract (again, while none has accepted; zero withdraws).
    function nominateCorrection(address nominee) external;

    /// @notice Second step: the named contract accepts. From then on it stays for good.
    function acceptCorrection() external;

    /// @notice Replaces the state of a confirmed record. Correction contract only.
    /// @param next equal to `current` except: version and sequence one more, commitmentProof, manifestHash,
    /// keywordRoot, stationRoot, and a status of Confirmed or Erased; an erased record has none of the last three, any
    /// other has a manifest.
    function applyCorrection(
        IRecordRegistry.RecordState calldata current,
        IRecordRegistry.RecordState calldata next
    ) external;
}
