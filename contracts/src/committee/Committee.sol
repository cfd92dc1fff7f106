// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Epochs} from "./Epochs.sol";
import {ICommittee} from "./ICommittee.sol";
import {VotingKeys} from "./VotingKeys.sol";

/// @title What the committee decides, and what becomes of a station that votes two ways (systems.md P8, P9, P14, S7).
/// @dev Loops run over stations, of which there are at most 101.
contract Committee is Epochs, EIP712 {
    using VotingKeys for uint256;

    bytes32 internal constant VOTE_TYPEHASH = keccak256(
        "CommitteeVote(uint64 epoch,uint8 kind,bytes32 slot,bytes32 payload)"
    );

    uint256 private constant SIZE_SHIFT = 248; // of a set-up's payload: stations are at most 101

    mapping(uint8 kind => mapping(bytes32 slot => bytes32 payload)) private _decisions;
    mapping(bytes32 organization => uint64 epoch) private _applied; // in which its newest application was decided on

    constructor(Settings memory s) Epochs(s) EIP712("MedLattice Committee", "1") {}

    /// @inheritdoc ICommittee
    function decide(CommitteeVote calldata vote, bytes calldata evidence) external {
        if (_epoch == 0) revert CommitteeWrongPhase(0);
        if (vote.epoch != _epoch) revert CommitteeOtherEpoch(_epoch, vote.epoch);
        bytes32 decided = _decisions[vote.kind][vote.slot];
        if (decided != 0 && !_givesWay(vote)) revert CommitteeDecided(vote.kind, vote.slot, decided);
        _requireSensible(vote);
        Electorate memory voters = _electorate;
        uint256 present = _verifier.verify(
            address(this),
            voters.setup,
            voters.stations,
            digestOf(vote),
            evidence
        );
        _requireEnough(voters, present);
        _decisions[vote.kind][vote.slot] = vote.payload;
        emit Decided(vote.kind, vote.slot, vote.payload, vote.epoch, present);
        if (vote.kind == uint8(VoteKind.CreateStation)) _applied[vote.slot] = vote.epoch;
        if (vote.kind == uint8(VoteKind.SetUp)) {
            (uint256 size, uint256 members) = _membersOf(vote.payload);
            _setUpNext(size, members);
        }
        if (vote.kind == uint8(VoteKind.Equivocation)) {
            (, uint256 station) = stationOf(vote.slot);
            _punish(station, vote.payload);
        }
    }

    /// @inheritdoc ICommittee
    function admit(Application calldata application) external returns (uint256 station) {
        bytes32 organization = application.organization;
        bytes32 hash = keccak256(abi.encode(application));
        if (_decisions[uint8(VoteKind.CreateStation)][organization] != hash) {
            revert StationsNotAdmitted(organization, hash);
        }
        return _admit(application);
    }

    /// @inheritdoc ICommittee
    function proveEquivocation(uint32 setup, SignedVote calldata one, SignedVote calldata other) external {
        uint256 both = one.stations & other.stations;
        bytes32 first = digestOf(one.vote);
        bytes32 second = digestOf(other.vote);
        bool proven =
            _areTwoOfOneSlot(one.vote, other.vote) &&
                _verifier.areVotesOf(address(this), setup, one.stations, first, one.signature) &&
                _verifier.areVotesOf(address(this), setup, other.stations, second, other.signature);
        bytes32 verdict = keccak256(abi.encode(first, second));
        bool punished;
        for (uint256 i = 0; proven && both >> i != 0; ++i) {
            if (!both.has(i) || _isExpelled(i)) continue;
            _punish(i, verdict);
            punished = true;
        }
        if (!punished) revert CommitteeNoEquivocation(both);
    }

    /// @inheritdoc ICommittee
    function decisionOf(uint8 kind, bytes32 slot) external view returns (bytes32) {
        return _decisions[kind][slot];
    }

    /// @inheritdoc ICommittee
    function isPinned(uint64 sequence) external view returns (bool) {
        return _decisions[uint8(VoteKind.Pin)][bytes32(uint256(sequence))] != 0;
    }

    /// @inheritdoc ICommittee
    function digestOf(CommitteeVote calldata vote) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(VOTE_TYPEHASH, vote)));
    }

    /// @dev An application may be one that nobody can be admitted with: its key's proof is false, or its account has been taken
    /// meanwhile. So a later epoch's decision takes its place, until the organisation has a station.
    function _givesWay(CommitteeVote calldata vote) private view returns (bool) {
        if (vote.kind != uint8(VoteKind.CreateStation)) return false;
        (bool exists, ) = stationOf(vote.slot);
        return !exists && _applied[vote.slot] < vote.epoch;
    }

    function _areTwoOfOneSlot(
        CommitteeVote calldata one,
        CommitteeVote calldata other
    ) private pure returns (bool) {
        bool sameSlot = one.epoch == other.epoch && one.kind == other.kind && one.slot == other.slot;
        return sameSlot && one.payload != other.payload;
    }

    /// @dev The first `size` stations make the group, whoever was admitted since: the vote is on exactly that one.
    function _membersOf(bytes32 payload) private pure returns (uint256 size, uint256 members) {
        size = uint256(payload) >> SIZE_SHIFT;
        members = uint256(payload) ^ (size << SIZE_SHIFT);
    }

    function _punish(uint256 station, bytes32 verdict) private {
        bytes32 organization = _expel(station);
        emit EquivocationProven(station, verdict);
        _reputation.condemn(organization, verdict);
    }

    /// @dev More than two thirds of the seats and of the reputation (systems.md S7), by stations that may act now.
    function _requireEnough(Electorate memory voters, uint256 present) private view {
        uint256 seats;
        uint256 reputation;
        for (uint256 i = 0; present >> i != 0; ++i) {
            if (!present.has(i)) continue;
            if (!_isActing(i)) revert CommitteeStationInactive(i);
            Seat memory taken = _seats[voters.drawnFor][i];
            seats += taken.seats;
            reputation += taken.reputation;
        }
        if (3 * seats <= 2 * uint256(voters.seats)) revert CommitteeTooFewSeats(seats, voters.seats);
        if (3 * reputation <= 2 * uint256(voters.reputation)) {
            revert CommitteeTooLittleReputation(reputation, voters.reputation);
        }
    }

    /// @dev What is voted on exists, and could follow.
    function _requireSensible(CommitteeVote calldata vote) private view {
        bool sensible = vote.kind != 0 && vote.kind <= uint8(VoteKind.SetUp) && vote.payload != 0;
        if (vote.kind == uint8(VoteKind.Pin)) {
            uint64 sequence = uint64(uint256(vote.slot));
            sensible = sensible && uint256(vote.slot) == sequence && _inbox.batchOf(sequence) == vote.payload;
        } else if (vote.kind == uint8(VoteKind.SetUp)) {
            (uint256 size, uint256 members) = _membersOf(vote.payload);
            bool exists = size <= stationCount() && members.areSome(size);
            sensible = sensible && uint256(vote.slot) == vote.epoch && exists;
        } else if (vote.kind == uint8(VoteKind.Equivocation)) {
            (bool exists, ) = stationOf(vote.slot);
            sensible = sensible && exists;
        }
        if (!sensible) revert CommitteeInvalidVote(vote.kind, vote.slot, vote.payload);
    }
}
