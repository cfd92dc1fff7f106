// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISummaryInbox} from "../bridge/ISummaryInbox.sol";

/// @title How much an organisation's word weighs (systems.md S8): R = ½(R1 + R2), from what the inbox has counted.
/// @notice A chunk of batches is an epoch. R2 is about patients registered and about records and labels; R1 about batches an
/// organisation took part in (in place of the blocks it proposed, which an embedded chain with one sequencer cannot tell) and slips
/// it vouched for (batches attested). All are fractions of 10^18; docs/wire-formats.md gives each step and its rounding.
interface IReputation {
    error ReputationInvalidParameter(uint256 value);
    error ReputationNotAuthority(address caller);
    error ReputationNotCommittee(address caller);
    error ReputationZeroCommittee();
    error ReputationAlreadySettled(address committee);

    event CommitteeSettled(address indexed committee);

    /// @param verdict what the organisation did, by the hash of its evidence.
    event DishonestyFound(bytes32 indexed organization, bytes32 indexed verdict);

    function summaryInbox() external view returns (ISummaryInbox);

    /// @notice `a`: the x at which reputation is one half. Immutable.
    function midpoint() external view returns (uint256);

    /// @notice `λ`: how far from `a` reputation rises by another quarter. Immutable.
    function slope() external view returns (uint256);

    /// @notice `Ext`: starting credit in R1, 0 to 10^18. Immutable.
    function startingCredit() external view returns (uint256);

    /// @notice Who finds organisations dishonest; zero until settled.
    function committee() external view returns (address);

    /// @notice Names the committee, once and for good. Authority of the organisation registry only.
    function settleCommittee(address committee_) external;

    /// @notice Sets H of an organisation to 0, for good: its reputation is 0 from now on. Committee only.
    function condemn(bytes32 organization, bytes32 verdict) external;

    /// @notice R, 0 to 10^18.
    function reputationOf(bytes32 organization) external view returns (uint256);

    /// @notice R1, 0 to 10^18: taking part in batches.
    function participationOf(bytes32 organization) external view returns (uint256);

    /// @notice R2, 0 to 10^18: what its patients and doctors did.
    function serviceOf(bytes32 organization) external view returns (uint256);

    /// @notice H: whether nobody has found the organisation dishonest.
    function isHonest(bytes32 organization) external view returns (bool);
}
