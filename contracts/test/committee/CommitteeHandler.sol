// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICommittee} from "../../src/committee/ICommittee.sol";
import {IStations} from "../../src/committee/IStations.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {VM} from "../support/Vm.sol";
import {CommitteeFixture} from "./CommitteeFixture.sol";

/// @title Lives with a committee for a while: votes, draws, deposits, retirements, suspensions, newcomers and votes two ways, at random.
/// @dev A model that asks the contract for seats alone says which decision must work; `surprises` counts the others. Each decision is
/// tried again with another payload, which must fail.
abstract contract CommitteeHandler is CommitteeFixture {
    uint256 internal constant MOST = 6; // stations

    struct Decided {
        uint8 kind;
        bytes32 slot;
        bytes32 payload;
    }

    Decided[] private _decided;
    mapping(uint256 station => bool yes) public expelled;
    mapping(uint256 station => bool yes) public retired;
    mapping(uint256 station => bool yes) public suspended;
    uint256 public surprises;
    uint256 private _slots;

    constructor() {
        setUp();
        bytes32 fifth = _clinic("clinic-fifth");
        bytes32 sixth = _clinic("clinic-sixth");
        stationOrganizations = [hospital, platform, insurer, healthAuthority, fifth, sixth];
        _start();
    }

    /// @dev Anchors of a few slots, so that some are decided already, by whoever the fuzzer picks.
    function decide(uint256 slot, uint256 present, bytes32 payload) external {
        ICommittee.CommitteeVote memory vote = _anchor(bytes32(slot % (_slots + 2)));
        if (payload != 0) vote.payload = payload;
        present = present % (1 << committee.stationCount());
        bool open = committee.decisionOf(vote.kind, vote.slot) == 0;
        bool works = _try(vote, present);
        if (works != (open && _isEnough(present))) ++surprises;
        if (!works) return;
        ++_slots;
        _decided.push(Decided(vote.kind, vote.slot, vote.payload));
        vote.payload = keccak256(abi.encode(vote.payload));
        if (_try(vote, committee.electorate().stations)) ++surprises;
    }

    /// @dev Everybody who may and is able to draws; whoever has drawn does not draw again.
    function advance(uint256 stations) external {
        for (uint256 i = 0; i < committee.stationCount(); ++i) {
            if ((stations >> i) & 1 == 0) continue;
            try committee.register(i, "") {
                if (!_isActing(i)) ++surprises;
            } catch {
                continue;
            }
            try committee.register(i, "") {
                ++surprises;
            } catch {
                continue;
            }
        }
        _advance();
    }

    /// @dev Both votes of one station, or of two, and a third one that signed only one of them.
    function equivocate(uint256 one, uint256 other, uint256 bystander) external {
        uint256 count = committee.stationCount();
        uint256 guilty = (1 << (one % FOUNDERS)) | (1 << (other % FOUNDERS));
        ICommittee.SignedVote[2] memory votes;
        (votes[0].vote, votes[1].vote) = (_anchor("two ways"), _anchor("two ways"));
        votes[1].vote.payload = keccak256("another root");
        votes[0].stations = guilty | (1 << (bystander % FOUNDERS));
        votes[1].stations = guilty;
        for (uint256 i = 0; i < 2; ++i) votes[i].signature = _together(votes[i].vote, votes[i].stations);
        bool due;
        for (uint256 i = 0; i < count; ++i) if ((guilty >> i) & 1 == 1 && !expelled[i]) due = true;
        try committee.proveEquivocation(1, votes[0], votes[1]) {
            if (!due) ++surprises;
            for (uint256 i = 0; i < count; ++i) if ((guilty >> i) & 1 == 1) expelled[i] = true;
        } catch {
            if (due) ++surprises;
        }
    }

    function deposit(uint256 station, uint128 amount) external {
        station = station % committee.stationCount();
        address account = _account(station);
        amount = uint128(amount % (token.balanceOf(account) + 1));
        VM.startPrank(account);
        token.approve(address(committee), amount);
        try committee.deposit(station, amount) {
            if (expelled[station] || retired[station]) ++surprises;
        } catch {
            if (!expelled[station] && !retired[station]) ++surprises;
        }
        VM.stopPrank();
    }

    /// @dev Seldom, or there would soon be nobody.
    function retire(uint256 station, uint256 chance) external {
        station = station % committee.stationCount();
        if (chance % 8 != 0 || retired[station] || expelled[station]) return;
        VM.prank(_account(station));
        committee.retire(station);
        retired[station] = true;
    }

    function withdraw(uint256 station) external {
        station = station % committee.stationCount();
        uint256 notBefore = uint256(committee.stationAt(station).retiredAt) + RETIREMENT;
        bool due = retired[station] && !expelled[station] && block.timestamp >= notBefore;
        VM.prank(_account(station));
        try committee.withdraw(station) {
            if (!due) ++surprises;
        } catch {
            if (due) ++surprises;
        }
    }

    function suspend(uint256 station) external {
        station = station % committee.stationCount();
        suspended[station] = !suspended[station];
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(
            stationOrganizations[station],
            suspended[station]
                ? IOrganizationRegistry.OrganizationStatus.Suspended
                : IOrganizationRegistry.OrganizationStatus.Active
        );
    }

    /// @dev A newcomer, by a vote of all who can; then the set-up over everybody.
    function admit() external {
        uint256 next = committee.stationCount();
        if (next == MOST) return;
        IStations.Application memory application = _application(next);
        bytes32 hash = keccak256(abi.encode(application));
        uint256 present = _able();
        ICommittee.VoteKind kind = ICommittee.VoteKind.CreateStation;
        bool works = _try(_vote(kind, application.organization, hash), present);
        if (works && !_isEnough(present)) ++surprises;
        if (committee.decisionOf(uint8(kind), application.organization) != hash) return;
        if (committee.admit(application) != next) ++surprises;
        _decided.push(Decided(uint8(kind), application.organization, hash));
        bytes32 epoch = bytes32(uint256(committee.epoch()));
        bytes32 everybody = _setupOf(next + 1, (1 << (next + 1)) - 1);
        kind = ICommittee.VoteKind.SetUp;
        if (_try(_vote(kind, epoch, everybody), present))
            _decided.push(Decided(uint8(kind), epoch, everybody));
    }

    /// @notice Whether every decision is still the one that was made.
    function decisionsHold() external view returns (bool) {
        for (uint256 i = 0; i < _decided.length; ++i) {
            Decided memory d = _decided[i];
            if (committee.decisionOf(d.kind, d.slot) != d.payload) return false;
        }
        return true;
    }

    function _try(ICommittee.CommitteeVote memory vote, uint256 present) private returns (bool) {
        bytes memory evidence = _evidence(_digest(vote), present);
        try committee.decide(vote, evidence) {
            return true;
        } catch {
            return false;
        }
    }

    /// @dev Who may vote now, by what happened to them.
    function _isActing(uint256 station) private view returns (bool) {
        bool gone = expelled[station] || retired[station] || suspended[station];
        return !gone && committee.stationAt(station).deposit >= DEPOSIT;
    }

    function _able() private view returns (uint256 present) {
        uint256 voters = committee.electorate().stations;
        for (uint256 i = 0; i < committee.stationCount(); ++i) {
            if ((voters >> i) & 1 == 1 && _isActing(i)) present |= 1 << i;
        }
    }

    function _isEnough(uint256 present) private view returns (bool) {
        ICommittee.Electorate memory voters = committee.electorate();
        if (present == 0 || present & ~_able() != 0) return false;
        uint256 seats;
        uint256 weight;
        for (uint256 i = 0; present >> i != 0; ++i) {
            if ((present >> i) & 1 == 0) continue;
            seats += committee.seatOf(voters.drawnFor, i).seats;
            weight += committee.seatOf(voters.drawnFor, i).reputation;
        }
        return 3 * seats > 2 * uint256(voters.seats) && 3 * weight > 2 * uint256(voters.reputation);
    }
}
