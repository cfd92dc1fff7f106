// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {ISummaryInbox} from "../bridge/ISummaryInbox.sol";
import {IReputation} from "../reputation/IReputation.sol";
import {ICommittee} from "./ICommittee.sol";
import {IVoteVerifier} from "./IVoteVerifier.sol";
import {Stations} from "./Stations.sol";
import {VotingKeys} from "./VotingKeys.sol";

/// @title Draws a committee for each epoch out of the stations (systems.md P6).
/// @dev Loops run over stations, of which there are at most 101.
abstract contract Epochs is ICommittee, Stations {
    using VotingKeys for uint256;

    ISummaryInbox internal immutable _inbox;
    IReputation internal immutable _reputation;
    uint32 private immutable _epochSeconds;
    uint32 private immutable _expectedSeats;
    uint32 private immutable _minimumSeats;
    bytes32 private immutable _salt;

    uint64 internal _epoch;
    uint32 private _nextSetup;
    uint256 private _nextMembers; // of the next set-up
    Electorate internal _electorate;
    Round private _round;
    mapping(uint64 epoch => mapping(uint256 station => Seat drawn)) internal _seats;

    constructor(
        Settings memory s
    )
        Stations(
            s.summaryInbox.organizationRegistry(),
            s.token,
            s.verifier,
            s.treasury,
            s.minimumDeposit,
            s.retirementSeconds
        )
    {
        bool fits = s.minimumDeposit > 0 && s.expectedSeats > 0 && s.minimumSeats > 0;
        bool agrees = address(s.reputation.summaryInbox()) == address(s.summaryInbox);
        if (!fits || !agrees || s.treasury == address(0)) revert CommitteeInvalidSettings();
        _inbox = s.summaryInbox;
        _reputation = s.reputation;
        _epochSeconds = s.epochSeconds;
        _expectedSeats = s.expectedSeats;
        _minimumSeats = s.minimumSeats;
        _salt = s.salt;
    }

    /// @inheritdoc ICommittee
    function start(uint256 members) external {
        _requireAuthority();
        if (_epoch != 0) revert CommitteeWrongPhase(_epoch);
        _epoch = 1;
        bytes32 seed = keccak256(
            abi.encode("medlattice/committee-genesis/v1", block.chainid, address(this), _salt)
        );
        for (uint256 i = 0; members >> i != 0; ++i) {
            if (!members.has(i)) continue;
            if (!_isActing(i)) revert CommitteeStationInactive(i);
            _take(1, i, 1);
        }
        _setUpNext(stationCount(), members);
        _open(seed, uint64(block.number - 1));
        emit CommitteeStarted(seed, members);
        _seat(1, members);
    }

    /// @inheritdoc ICommittee
    function register(uint256 station, bytes calldata proof) external {
        Round storage next = _round;
        if (_epoch == 0) revert CommitteeWrongPhase(0);
        if (next.stations.has(station)) revert CommitteeRegistered(station, next.epoch);
        if (!_nextMembers.has(station) || !_isActing(station)) revert CommitteeStationInactive(station);
        (uint256 seats, bytes32 lowest) = _draw(station, proof);
        if (seats == 0) revert CommitteeNoSeat(station);
        next.stations = next.stations.with(station);
        if (next.lowest == 0 || lowest < next.lowest) next.lowest = lowest;
        _take(next.epoch, station, seats);
    }

    /// @inheritdoc ICommittee
    function advance() external {
        Round memory ended = _round;
        if (_epoch == 0) revert CommitteeWrongPhase(0);
        uint256 notBefore = uint256(ended.openedAt) + _epochSeconds;
        if (block.timestamp < notBefore) revert CommitteeTooEarly(notBefore, block.timestamp);
        _epoch = ended.epoch;
        bytes32 seed = keccak256(
            abi.encode("medlattice/committee-seed/v1", ended.seed, ended.epoch, ended.lowest)
        );
        // What is weighed was held before the first output of the round that ended could be known.
        _open(seed, ended.openedBlock - 1);
        _seat(ended.epoch, ended.stations);
    }

    /// @inheritdoc ICommittee
    function settings() external view returns (Settings memory) {
        return
            Settings({
                summaryInbox: _inbox,
                reputation: _reputation,
                token: _token,
                verifier: _verifier,
                treasury: _treasury,
                minimumDeposit: _minimumDeposit,
                retirementSeconds: _retirementSeconds,
                epochSeconds: _epochSeconds,
                expectedSeats: _expectedSeats,
                minimumSeats: _minimumSeats,
                salt: _salt
            });
    }

    /// @inheritdoc ICommittee
    function epoch() external view returns (uint64) {
        return _epoch;
    }

    /// @inheritdoc ICommittee
    function electorate() external view returns (Electorate memory) {
        return _electorate;
    }

    /// @inheritdoc ICommittee
    function round() external view returns (Round memory) {
        return _round;
    }

    /// @inheritdoc ICommittee
    function seatOf(uint64 epoch_, uint256 station) external view returns (Seat memory) {
        return _seats[epoch_][station];
    }

    /// @param size the first so many stations are the group.
    function _setUpNext(uint256 size, uint256 members) internal {
        _nextSetup = _verifier.setUp(size, members);
        _nextMembers = members;
    }

    function _isFounded() internal view override returns (bool) {
        return _epoch != 0;
    }

    /// @dev The station's seats of an epoch, and its reputation as it is now.
    function _take(uint64 drawnFor, uint256 station, uint256 seats) private {
        uint256 reputation = _reputation.reputationOf(_known(station).organization);
        // At most 25 parts of 128 seats, and 10^18.
        _seats[drawnFor][station] = Seat(uint32(seats), uint128(reputation));
        emit SeatDrawn(drawnFor, station, seats, reputation);
    }

    /// @dev Opens registration for the epoch after the present one.
    function _open(bytes32 seed, uint64 weightsBlock) private {
        _round = Round({
            seed: seed,
            lowest: 0,
            epoch: _epoch + 1,
            openedAt: uint64(block.timestamp),
            openedBlock: uint64(block.number),
            weightsBlock: weightsBlock,
            stations: 0
        });
    }

    /// @dev Seats those who have drawn and are still stations, if they are enough; else the former ones go on.
    function _seat(uint64 drawnFor, uint256 drawn) private {
        Electorate memory next = Electorate(drawnFor, _nextSetup, 0, 0, 0);
        for (uint256 i = 0; drawn >> i != 0; ++i) {
            if (!drawn.has(i) || !_nextMembers.has(i) || !_isActing(i)) continue;
            Seat memory taken = _seats[drawnFor][i];
            next.stations = next.stations.with(i);
            next.seats += taken.seats;
            next.reputation += taken.reputation;
        }
        bool enough = next.stations != 0 && (next.seats >= _minimumSeats || _epoch == 1);
        if (enough) _electorate = next;
        else next = _electorate;
        emit EpochBegun(_epoch, enough, next.setup, next.stations, next.seats, _round.seed);
        if (enough) _verifier.seat(next.setup, next.stations);
    }

    function _draw(
        uint256 station,
        bytes calldata proof
    ) private view returns (uint256 seats, bytes32 lowest) {
        Round memory next = _round;
        IVotes votes = IVotes(address(_token));
        IVoteVerifier.Draw memory what = IVoteVerifier.Draw({
            seed: next.seed,
            epoch: next.epoch,
            weight: votes.getPastVotes(_known(station).account, next.weightsBlock),
            total: votes.getPastTotalSupply(next.weightsBlock),
            expected: _expectedSeats
        });
        return _verifier.draw(address(this), station, what, proof);
    }
}
