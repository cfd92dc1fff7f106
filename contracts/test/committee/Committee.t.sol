// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICommittee} from "../../src/committee/ICommittee.sol";
import {IStations} from "../../src/committee/IStations.sol";
import {IVoteVerifier} from "../../src/committee/IVoteVerifier.sol";
import {VM} from "../support/Vm.sol";
import {BlsSigner} from "./BlsSigner.sol";
import {CommitteeFixture} from "./CommitteeFixture.sol";

/// @title The committee's life, with either verifier.
contract CommitteeTest is CommitteeFixture {
    string[2] private _verifiers = ["EcdsaVoteVerifier", "BlsVoteVerifier"];

    function test_start_seatsTheFounders() public {
        _start();
        VM.assertEq(committee.epoch(), 1);
        ICommittee.Electorate memory voters = committee.electorate();
        VM.assertEq(voters.stations, ALL);
        VM.assertEq(voters.seats, 4);
        VM.assertEq(voters.reputation, 4 * reputation.reputationOf(hospital));
        bytes32 seed = keccak256(
            abi.encode("medlattice/committee-genesis/v1", block.chainid, address(committee), bytes32("salt"))
        );
        VM.assertEq(committee.round().seed, seed);
        VM.assertEq(committee.round().epoch, 2);
    }

    /// @dev Three of four are more than two thirds: the fourth blocks nobody, and nobody is waited for.
    function test_decide_pinsABatchWithoutTheSilentOne() public {
        for (uint256 v = 0; v < 2; ++v) {
            _deployWith(_verifiers[v], 10);
            _start();
            _post(_sections(hospital));
            uint64 sequence = inbox.totals().batches;
            bytes32 slot = bytes32(uint256(sequence));
            ICommittee.CommitteeVote memory vote = _vote(
                ICommittee.VoteKind.Pin,
                slot,
                inbox.batchOf(sequence)
            );
            VM.assertFalse(committee.isPinned(sequence));
            bytes memory evidence = _evidence(_digest(vote), 0xb);
            VM.expectEmit(address(committee));
            emit ICommittee.Decided(vote.kind, slot, vote.payload, 1, 0xb);
            VM.prank(RELAYER);
            committee.decide(vote, evidence);
            VM.assertTrue(committee.isPinned(sequence));
            VM.assertEq(committee.decisionOf(vote.kind, slot), vote.payload);
            VM.assertEq(committee.digestOf(vote), _digest(vote));
        }
    }

    function test_advance_seatsWhoHasDrawn() public {
        for (uint256 v = 0; v < 2; ++v) {
            _deployWith(_verifiers[v], 1);
            _start();
            ICommittee.Round memory next = committee.round();
            _register(0x7);
            uint256 seats;
            for (uint256 i = 0; i < 3; ++i) seats += committee.seatOf(2, i).seats;
            bytes32 lowest = committee.round().lowest;
            _advance();
            ICommittee.Electorate memory voters = committee.electorate();
            VM.assertEq(committee.epoch(), 2);
            VM.assertEq(voters.stations, 0x7);
            VM.assertEq(voters.seats, seats);
            VM.assertEq(voters.drawnFor, 2);
            bytes32 seed = keccak256(
                abi.encode("medlattice/committee-seed/v1", next.seed, uint64(2), lowest)
            );
            VM.assertEq(committee.round().seed, seed);
            VM.assertEq(committee.round().weightsBlock, next.openedBlock - 1);
            _decide(_anchor("in the second epoch"), 0x7);
        }
    }

    /// @dev Weights of a seat count, not heads: whoever has drawn most of the seats cannot be outvoted by many.
    function test_decide_countsSeats() public {
        _deployWith(_verifiers[0], 1);
        _start();
        _register(ALL);
        _advance();
        ICommittee.Electorate memory voters = committee.electorate();
        for (uint256 present = 1; present <= ALL; ++present) {
            uint256 seats;
            uint256 weight;
            for (uint256 i = 0; i < FOUNDERS; ++i) {
                if ((present >> i) & 1 == 0) continue;
                seats += committee.seatOf(2, i).seats;
                weight += committee.seatOf(2, i).reputation;
            }
            ICommittee.CommitteeVote memory vote = _anchor(bytes32(present));
            if (3 * seats <= 2 * uint256(voters.seats)) {
                bytes4 few = ICommittee.CommitteeTooFewSeats.selector;
                _decideFails(vote, present, abi.encodeWithSelector(few, seats, voters.seats));
            } else if (3 * weight <= 2 * uint256(voters.reputation)) {
                bytes4 little = ICommittee.CommitteeTooLittleReputation.selector;
                _decideFails(vote, present, abi.encodeWithSelector(little, weight, voters.reputation));
            } else {
                _decide(vote, present);
            }
        }
    }

    function test_advance_keepsTheFormerCommitteeWithoutEnoughProofs() public {
        for (uint256 v = 0; v < 2; ++v) {
            _deployWith(_verifiers[v], 30);
            _start();
            _register(0x3);
            bytes32 seed = committee.round().seed;
            _advance();
            VM.assertEq(committee.epoch(), 2);
            VM.assertEq(committee.electorate().stations, ALL);
            VM.assertEq(committee.electorate().drawnFor, 1);
            VM.assertTrue(committee.round().seed != seed);
            _decide(_anchor("by the former committee"), 0xe);
        }
    }

    function test_advance_goesOnWithoutAnyProof() public {
        _start();
        bytes32 seed = committee.round().seed;
        _advance();
        bytes32 expected = keccak256(abi.encode("medlattice/committee-seed/v1", seed, uint64(2), bytes32(0)));
        VM.assertEq(committee.round().seed, expected);
        _decide(_anchor("still"), 0x7);
    }

    /// @dev P5: a fifth station comes by a vote of the others, contributes to a new set-up, and draws.
    function test_admit_takesAStationThatTheOthersVotedFor() public {
        for (uint256 v = 0; v < 2; ++v) {
            _deployWith(_verifiers[v], 1);
            bytes32 clinic = _clinic(string.concat("clinic-", v == 0 ? "a" : "b"));
            stationOrganizations = [hospital, platform, insurer, healthAuthority, clinic];
            _start();
            IStations.Application memory application = _application(4);
            bytes32 hash = keccak256(abi.encode(application));
            _decide(_vote(ICommittee.VoteKind.CreateStation, clinic, hash), 0x7);
            VM.expectEmit(address(committee));
            emit IStations.StationAdmitted(4, clinic, application.account);
            VM.assertEq(committee.admit(application), 4);
            (bool exists, uint256 station) = committee.stationOf(clinic);
            VM.assertTrue(exists);
            VM.assertEq(station, 4);
            _fundFifth();
            bytes32 epoch = bytes32(uint256(committee.epoch()));
            ICommittee.CommitteeVote memory vote = _vote(ICommittee.VoteKind.SetUp, epoch, _setupOf(5, 0x1f));
            committee.decide(vote, _evidenceOfFounders(_digest(vote), v == 1));
            _advance();
            _advance(); // its tokens were not there before the seed of the round that was open
            committee.register(4, _drawProof(4));
            VM.assertTrue(committee.seatOf(4, 4).seats > 0);
        }
    }

    /// @dev What was voted on is the group of the first four, although a fifth station was admitted just before the vote counted.
    function test_decide_setsUpTheGroupThatWasVotedOn() public {
        for (uint256 v = 0; v < 2; ++v) {
            _deployWith(_verifiers[v], 1);
            bytes32 clinic = _clinic(string.concat("clinic-", v == 0 ? "c" : "d"));
            stationOrganizations = [hospital, platform, insurer, healthAuthority, clinic];
            _start();
            bytes32 slot = bytes32(uint256(committee.epoch()));
            ICommittee.CommitteeVote memory vote = _vote(ICommittee.VoteKind.SetUp, slot, _setupOf(4, 0x7));
            bytes memory evidence = _evidenceOfFounders(_digest(vote), v == 1);
            IStations.Application memory application = _application(4);
            bytes32 hash = keccak256(abi.encode(application));
            ICommittee.CommitteeVote memory create = _vote(ICommittee.VoteKind.CreateStation, clinic, hash);
            committee.decide(create, _evidenceOfFounders(_digest(create), v == 1));
            committee.admit(application);
            VM.expectEmit(address(verifier));
            emit IVoteVerifier.GroupSetUp(address(committee), 2, 4, 0x7);
            committee.decide(vote, evidence);
        }
    }

    /// @dev An application that nobody can be admitted with gives way to the next one, an epoch later; whoever was admitted stays.
    function test_decide_replacesAnApplicationWhoseProofIsFalse() public {
        bytes32 clinic = _clinic("clinic");
        stationOrganizations = [hospital, platform, insurer, healthAuthority, clinic];
        _start();
        IStations.Application memory application = _application(4);
        bytes memory proof = application.proof;
        application.proof = _application(3).proof;
        _decide(_create(application), 0x7);
        VM.expectRevert(abi.encodeWithSelector(IVoteVerifier.VoteVerifierInvalidKey.selector, 4));
        committee.admit(application);
        bytes32 decided = keccak256(abi.encode(application));
        application.proof = proof;
        bytes memory reason = abi.encodeWithSelector(
            ICommittee.CommitteeDecided.selector,
            ICommittee.VoteKind.CreateStation,
            clinic,
            decided
        );
        _decideFails(_create(application), 0x7, reason);
        _advance();
        _decide(_create(application), 0x7);
        application.proof = _application(3).proof;
        bytes4 no = IStations.StationsNotAdmitted.selector;
        VM.expectRevert(abi.encodeWithSelector(no, clinic, decided));
        committee.admit(application);
        application.proof = proof;
        VM.assertEq(committee.admit(application), 4);
        _advance();
        reason = abi.encodeWithSelector(
            ICommittee.CommitteeDecided.selector,
            ICommittee.VoteKind.CreateStation,
            clinic,
            keccak256(abi.encode(application))
        );
        _decideFails(_create(application), 0x7, reason);
    }

    function _create(
        IStations.Application memory application
    ) private view returns (ICommittee.CommitteeVote memory) {
        bytes32 hash = keccak256(abi.encode(application));
        return _vote(ICommittee.VoteKind.CreateStation, application.organization, hash);
    }

    /// @dev The set-up is still that of the four, so the group's key is theirs.
    function _evidenceOfFounders(bytes32 digest, bool isBls) private view returns (bytes memory) {
        if (!isBls) return _evidence(digest, 0x7);
        uint256[] memory secrets = new uint256[](FOUNDERS);
        for (uint256 i = 0; i < FOUNDERS; ++i) secrets[i] = _secret(i);
        return BlsSigner.evidence(secrets, ALL, ALL, 0x7, digest);
    }

    function _fundFifth() private {
        VM.prank(_account(0));
        token.transfer(address(this), 2900);
        VM.prank(_account(1));
        token.transfer(address(this), 100);
        _fund(4);
        _mine();
    }
}
