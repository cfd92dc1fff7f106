// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICommittee} from "../../src/committee/ICommittee.sol";
import {IVoteVerifier} from "../../src/committee/IVoteVerifier.sol";
import {Sortition} from "../../src/committee/Sortition.sol";
import {VM} from "../support/Vm.sol";
import {BlsSigner} from "./BlsSigner.sol";
import {CommitteeFixture} from "./CommitteeFixture.sol";

/// @title Who draws how many seats, by what was held before anybody could know the seed.
contract RegisterTest is CommitteeFixture {
    function setUp() public override {
        super.setUp();
        _deployWith("BlsVoteVerifier", 1);
    }

    function _expectedSeats(uint256 station, uint256 weight) private view returns (uint256 seats) {
        (seats, ) = Sortition.draw(_drawProof(station), weight, 12_000, 20);
    }

    function test_register_drawsByTokensHeldBeforeTheSeed() public {
        _start();
        uint256 seats = _expectedSeats(0, 2900);
        VM.expectEmit(address(committee));
        emit ICommittee.SeatDrawn(2, 0, seats, reputation.reputationOf(hospital));
        committee.register(0, _drawProof(0));
        VM.assertEq(committee.seatOf(2, 0).seats, seats);
    }

    /// @dev All tokens of three others come to the fourth once the seed is known: it draws for its own.
    function test_register_ignoresTokensMovedAfterTheSeed() public {
        _start();
        uint256 seats = _expectedSeats(0, 2900);
        for (uint256 i = 1; i < FOUNDERS; ++i) {
            address account = _account(i);
            address heir = _account(0);
            VM.prank(account);
            token.transfer(heir, 2900);
        }
        _mine();
        VM.assertEq(token.getVotes(_account(0)), 4 * 2900);
        committee.register(0, _drawProof(0));
        VM.assertEq(committee.seatOf(2, 0).seats, seats);
    }

    /// @dev Moved in epoch 1, they count in the round whose seed comes of outputs registered from epoch 2 on.
    function test_register_countsMovedTokensTwoEpochsLater() public {
        _start();
        address heir = _account(0);
        VM.prank(_account(1));
        token.transfer(heir, 2900);
        _mine();
        _advance();
        VM.assertEq(token.getPastVotes(heir, committee.round().weightsBlock), 2900);
        _advance();
        VM.assertEq(token.getPastVotes(heir, committee.round().weightsBlock), 5800);
        uint256 seats = _expectedSeats(0, 5800);
        committee.register(0, _drawProof(0));
        VM.assertEq(committee.seatOf(4, 0).seats, seats);
    }

    function test_register_countsTokensThatWereLent() public {
        address user = _actor("user").account;
        token.transfer(user, 0);
        VM.startPrank(_account(1));
        token.delegate(_account(2));
        VM.stopPrank();
        _mine();
        _start();
        uint256 seats = _expectedSeats(2, 5800);
        committee.register(2, _drawProof(2));
        VM.assertEq(committee.seatOf(2, 2).seats, seats);
        bytes memory proof = _drawProof(1);
        VM.expectRevert(abi.encodeWithSelector(ICommittee.CommitteeNoSeat.selector, 1));
        committee.register(1, proof);
    }

    function test_register_revertsTheSecondTime() public {
        _start();
        bytes memory proof = _drawProof(0);
        committee.register(0, proof);
        VM.expectRevert(abi.encodeWithSelector(ICommittee.CommitteeRegistered.selector, 0, 2));
        committee.register(0, proof);
    }

    function test_register_revertsForAnotherStationsOrEpochsProof() public {
        _start();
        bytes memory other = _drawProof(1);
        bytes memory later = BlsSigner.draw(_secret(0), committee.round().seed, 3);
        bytes4 wrong = IVoteVerifier.VoteVerifierFalseDraw.selector;
        VM.expectRevert(abi.encodeWithSelector(wrong, 0, 2));
        committee.register(0, other);
        VM.expectRevert(abi.encodeWithSelector(wrong, 0, 2));
        committee.register(0, later);
    }

    function test_register_revertsForWhoeverDidNotContribute() public {
        VM.prank(_authority().account);
        committee.start(0x7);
        _mine();
        bytes memory proof = _drawProof(3);
        VM.expectRevert(abi.encodeWithSelector(ICommittee.CommitteeStationInactive.selector, 3));
        committee.register(3, proof);
    }

    function test_register_revertsBeforeTheFirstEpoch() public {
        VM.expectRevert(abi.encodeWithSelector(ICommittee.CommitteeWrongPhase.selector, 0));
        committee.register(0, "");
        VM.expectRevert(abi.encodeWithSelector(ICommittee.CommitteeWrongPhase.selector, 0));
        committee.advance();
        ICommittee.CommitteeVote memory vote = _anchor("slot");
        VM.expectRevert(abi.encodeWithSelector(ICommittee.CommitteeWrongPhase.selector, 0));
        committee.decide(vote, "");
    }

    function test_advance_revertsBeforeItsTime() public {
        _start();
        uint256 notBefore = uint256(committee.round().openedAt) + EPOCH;
        VM.warp(notBefore - 1);
        VM.expectRevert(
            abi.encodeWithSelector(ICommittee.CommitteeTooEarly.selector, notBefore, notBefore - 1)
        );
        committee.advance();
        VM.warp(notBefore);
        committee.advance();
        VM.assertEq(committee.epoch(), 2);
    }

    /// @dev Whoever has drawn and retires before the epoch begins takes no seat.
    function test_advance_leavesOutWhoeverRetiredMeanwhile() public {
        _start();
        _register(0x7);
        VM.prank(_account(1));
        committee.retire(1);
        _advance();
        VM.assertEq(committee.electorate().stations, 0x5);
        uint256 seats = committee.seatOf(2, 0).seats + committee.seatOf(2, 2).seats;
        VM.assertEq(committee.electorate().seats, seats);
    }
}
