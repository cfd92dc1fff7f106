// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ISummaryInbox} from "../bridge/ISummaryInbox.sol";
import {IReputation} from "./IReputation.sol";
import {ReputationMath} from "./ReputationMath.sol";

/// @title Reputation out of sums that the inbox keeps: each answer costs the same, however long the chain is.
contract Reputation is IReputation {
    /// @inheritdoc IReputation
    ISummaryInbox public immutable summaryInbox;
    /// @inheritdoc IReputation
    uint256 public immutable midpoint;
    /// @inheritdoc IReputation
    uint256 public immutable slope;
    /// @inheritdoc IReputation
    uint256 public immutable startingCredit;

    address private _committee;
    mapping(bytes32 organization => bool found) private _dishonest;

    constructor(ISummaryInbox summaryInbox_, uint256 midpoint_, uint256 slope_, uint256 startingCredit_) {
        if (midpoint_ > type(uint64).max) revert ReputationInvalidParameter(midpoint_);
        if (slope_ == 0 || slope_ > type(uint64).max) revert ReputationInvalidParameter(slope_);
        if (startingCredit_ > ReputationMath.ONE) revert ReputationInvalidParameter(startingCredit_);
        summaryInbox = summaryInbox_;
        midpoint = midpoint_;
        slope = slope_;
        startingCredit = startingCredit_;
    }

    /// @inheritdoc IReputation
    function settleCommittee(address committee_) external {
        if (msg.sender != summaryInbox.organizationRegistry().authority()) {
            revert ReputationNotAuthority(msg.sender);
        }
        if (committee_ == address(0)) revert ReputationZeroCommittee();
        if (_committee != address(0)) revert ReputationAlreadySettled(_committee);
        _committee = committee_;
        emit CommitteeSettled(committee_);
    }

    /// @inheritdoc IReputation
    function condemn(bytes32 organization, bytes32 verdict) external {
        if (msg.sender != _committee) revert ReputationNotCommittee(msg.sender);
        _dishonest[organization] = true;
        emit DishonestyFound(organization, verdict);
    }

    /// @inheritdoc IReputation
    function committee() external view returns (address) {
        return _committee;
    }

    /// @inheritdoc IReputation
    function reputationOf(bytes32 organization) external view returns (uint256) {
        return (participationOf(organization) + serviceOf(organization)) / 2;
    }

    /// @inheritdoc IReputation
    function isHonest(bytes32 organization) external view returns (bool) {
        return !_dishonest[organization];
    }

    /// @inheritdoc IReputation
    function participationOf(bytes32 organization) public view returns (uint256) {
        if (_dishonest[organization]) return 0;
        ISummaryInbox.Totals memory sums = summaryInbox.totals();
        ISummaryInbox.Activity memory activity = summaryInbox.activityOf(organization);
        uint256 f = _credit(activity.batches, sums.batches, activity.slips, sums.slips, sums.batches);
        return Math.min(ReputationMath.ONE, startingCredit + f);
    }

    /// @inheritdoc IReputation
    function serviceOf(bytes32 organization) public view returns (uint256) {
        if (_dishonest[organization]) return 0;
        ISummaryInbox.Totals memory sums = summaryInbox.totals();
        ISummaryInbox.Activity memory activity = summaryInbox.activityOf(organization);
        uint256 all = uint256(sums.items) + sums.registrations;
        uint256 f = _credit(activity.registrations, sums.batches, activity.items, all, sums.batches);
        return Math.min(ReputationMath.ONE, f);
    }

    /// @dev f(q1·q2·L), with each quantity's own divisor.
    function _credit(
        ISummaryInbox.Tally memory first,
        uint256 firstDivisor,
        ISummaryInbox.Tally memory second,
        uint256 secondDivisor,
        uint256 length
    ) private view returns (uint256) {
        uint256 chunks = Math.ceilDiv(length, summaryInbox.chunkSize());
        uint256 q1 = ReputationMath.evenness(first, firstDivisor, chunks);
        uint256 q2 = ReputationMath.evenness(second, secondDivisor, chunks);
        return ReputationMath.sigmoid((q1 * q2 * length) / ReputationMath.ONE, midpoint, slope);
    }
}
