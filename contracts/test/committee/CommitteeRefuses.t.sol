// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICommittee} from "../../src/committee/ICommittee.sol";
import {IStations} from "../../src/committee/IStations.sol";
import {IVoteVerifier} from "../../src/committee/IVoteVerifier.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {VM} from "../support/Vm.sol";
import {CommitteeFixture} from "./CommitteeFixture.sol";

/// @title Each test takes what would be decided, changes one thing, and expects that one failure.
contract CommitteeRefusesTest is CommitteeFixture {
    function setUp() public override {
        super.setUp();
        _start();
    }

    function _inactive(uint256 station) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ICommittee.CommitteeStationInactive.selector, station);
    }

    function test_decide_revertsWithTwoThirdsAndNoMore() public {
        bytes4 few = ICommittee.CommitteeTooFewSeats.selector;
        _decideFails(_anchor("slot"), 0x3, abi.encodeWithSelector(few, 2, 4));
    }

    /// @dev Three of four seats, but the one that is missing has most of the reputation (systems.md S7).
    function test_decide_revertsWithTooLittleReputation() public {
        for (uint256 i = 0; i < 6; ++i) _post(_sections(hospital));
        _deployWith("EcdsaVoteVerifier", 1);
        _start();
        uint256 all = committee.electorate().reputation;
        uint256 present = all - committee.seatOf(1, 0).reputation;
        bytes4 little = ICommittee.CommitteeTooLittleReputation.selector;
        _decideFails(_anchor("slot"), 0xe, abi.encodeWithSelector(little, present, all));
        _decide(_anchor("slot"), 0x7);
    }

    function test_decide_revertsForAnotherEpoch() public {
        ICommittee.CommitteeVote memory vote = _anchor("slot");
        _advance();
        bytes4 other = ICommittee.CommitteeOtherEpoch.selector;
        _decideFails(vote, 0x7, abi.encodeWithSelector(other, 2, 1));
        vote.epoch = 3;
        _decideFails(vote, 0x7, abi.encodeWithSelector(other, 2, 3));
    }

    function test_decide_revertsTheSecondTime() public {
        ICommittee.CommitteeVote memory vote = _anchor("slot");
        _decide(vote, 0x7);
        bytes4 decided = ICommittee.CommitteeDecided.selector;
        _decideFails(vote, 0x7, abi.encodeWithSelector(decided, vote.kind, vote.slot, vote.payload));
        // Nor for another root, in another epoch, by all of them.
        _advance();
        ICommittee.CommitteeVote memory other = _anchor("slot");
        other.payload = keccak256("another root");
        _decideFails(other, ALL, abi.encodeWithSelector(decided, vote.kind, vote.slot, vote.payload));
    }

    function test_decide_revertsOnAnotherChainOrCommittee() public {
        ICommittee.CommitteeVote memory vote = _anchor("slot");
        bytes memory evidence = _evidence(_digest(vote), 0x7);
        VM.chainId(block.chainid + 1);
        bytes4 wrong = IVoteVerifier.VoteVerifierFalse.selector;
        VM.expectRevert(abi.encodeWithSelector(wrong, _digest(vote)));
        committee.decide(vote, evidence);
        VM.chainId(block.chainid - 1);
        _deployWith("EcdsaVoteVerifier", 1);
        _start();
        VM.expectRevert(abi.encodeWithSelector(wrong, _digest(vote)));
        committee.decide(vote, evidence);
    }

    function test_decide_revertsForTheVoteOfWhoeverIsNoMember() public {
        bytes4 no = IVoteVerifier.VoteVerifierNotAVoter.selector;
        _decideFails(_anchor("slot"), 0x17, abi.encodeWithSelector(no, 4));
    }

    function test_decide_revertsForTheVoteOfASuspendedMember() public {
        _suspend(insurer);
        _decideFails(_anchor("slot"), 0x7, _inactive(2));
        _decide(_anchor("slot"), 0xb);
    }

    function test_decide_revertsForTheVoteOfWhoeverRetired() public {
        VM.prank(_account(1));
        committee.retire(1);
        _decideFails(_anchor("slot"), ALL, _inactive(1));
        _decide(_anchor("slot"), 0xd);
    }

    function _suspend(bytes32 organization) private {
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(organization, IOrganizationRegistry.OrganizationStatus.Suspended);
    }

    function test_decide_revertsForWhatCannotFollow() public {
        _post(_sections(hospital));
        bytes32 hash = inbox.batchOf(1);
        bytes32 epoch = bytes32(uint256(1));
        ICommittee.CommitteeVote[11] memory votes = [
            _vote(ICommittee.VoteKind.None, "slot", "payload"),
            _vote(ICommittee.VoteKind.Anchor, "slot", 0),
            _vote(ICommittee.VoteKind.Pin, bytes32(uint256(2)), hash),
            _vote(ICommittee.VoteKind.Pin, bytes32(uint256(1)), keccak256("another batch")),
            _vote(ICommittee.VoteKind.Pin, bytes32((uint256(1) << 64) + 1), hash),
            _vote(ICommittee.VoteKind.SetUp, bytes32(uint256(2)), _setupOf(4, 0xf)),
            _vote(ICommittee.VoteKind.SetUp, epoch, bytes32(uint256(0xf))),
            _vote(ICommittee.VoteKind.SetUp, epoch, _setupOf(4, 0)),
            _vote(ICommittee.VoteKind.SetUp, epoch, _setupOf(4, 0x1f)),
            _vote(ICommittee.VoteKind.SetUp, epoch, _setupOf(5, 0xf)),
            _vote(ICommittee.VoteKind.Equivocation, keccak256("no station"), "payload")
        ];
        bytes4 invalid = ICommittee.CommitteeInvalidVote.selector;
        for (uint256 i = 0; i < votes.length; ++i) {
            ICommittee.CommitteeVote memory v = votes[i];
            _decideFails(v, 0x7, abi.encodeWithSelector(invalid, v.kind, v.slot, v.payload));
        }
        ICommittee.CommitteeVote memory unknown = _vote(ICommittee.VoteKind.SetUp, "slot", "payload");
        unknown.kind = 7;
        _decideFails(unknown, 0x7, abi.encodeWithSelector(invalid, 7, unknown.slot, unknown.payload));
    }

    /// @dev Whichever bit of a vote changes, nobody has signed it.
    function testFuzz_decide_revertsWhenTheSignedVoteChanges(uint8 place, uint8 bit) public {
        ICommittee.CommitteeVote memory vote = _anchor("slot");
        bytes memory evidence = _evidence(_digest(vote), 0x7);
        if (place % 2 == 0) vote.slot ^= bytes32(uint256(1) << bit);
        else vote.payload ^= bytes32(uint256(1) << bit);
        bytes4 wrong = IVoteVerifier.VoteVerifierFalse.selector;
        VM.expectRevert(abi.encodeWithSelector(wrong, _digest(vote)));
        committee.decide(vote, evidence);
    }

    function test_admit_revertsForAnotherApplication() public {
        bytes32 clinic = _clinic("clinic");
        stationOrganizations = [hospital, platform, insurer, healthAuthority, clinic];
        IStations.Application memory application = _application(4);
        bytes4 no = IStations.StationsNotAdmitted.selector;
        VM.expectRevert(abi.encodeWithSelector(no, clinic, keccak256(abi.encode(application))));
        committee.admit(application);
        bytes32 hash = keccak256(abi.encode(application));
        _decide(_vote(ICommittee.VoteKind.CreateStation, clinic, hash), 0x7);
        application.account = RELAYER;
        VM.expectRevert(abi.encodeWithSelector(no, clinic, keccak256(abi.encode(application))));
        committee.admit(application);
        application = _application(4);
        committee.admit(application);
        bytes4 taken = IStations.StationsTaken.selector;
        VM.expectRevert(abi.encodeWithSelector(taken, clinic, _account(4)));
        committee.admit(application);
    }

    function test_start_revertsTheSecondTime() public {
        VM.expectRevert(abi.encodeWithSelector(ICommittee.CommitteeWrongPhase.selector, 1));
        VM.prank(_authority().account);
        committee.start(ALL);
        IStations.Application memory application = _application(0);
        VM.expectRevert(IStations.StationsFounded.selector);
        VM.prank(_authority().account);
        committee.found(application);
    }
}
