// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bls12381} from "../../src/committee/Bls12381.sol";
import {ICommittee} from "../../src/committee/ICommittee.sol";
import {IStations} from "../../src/committee/IStations.sol";
import {VM} from "../support/Vm.sol";
import {BlsSigner} from "./BlsSigner.sol";
import {CommitteeFixture} from "./CommitteeFixture.sol";

/// @title What becomes of stations that vote two ways, alone or together (systems.md P14).
contract EquivocationTest is CommitteeFixture {
    string[2] private _verifiers = ["EcdsaVoteVerifier", "BlsVoteVerifier"];

    function _two()
        private
        view
        returns (ICommittee.SignedVote memory one, ICommittee.SignedVote memory other)
    {
        (one.vote, other.vote) = (_anchor("slot"), _anchor("slot"));
        other.vote.payload = keccak256("another root");
    }

    /// @dev Both signed by these stations.
    function _twoBy(
        uint256 first,
        uint256 second
    ) private view returns (ICommittee.SignedVote memory one, ICommittee.SignedVote memory other) {
        (one, other) = _two();
        _sign(one, first);
        _sign(other, second);
    }

    function _sign(ICommittee.SignedVote memory signed, uint256 stations) private view {
        signed.stations = stations;
        signed.signature = _together(signed.vote, stations);
    }

    function _verdict(
        ICommittee.SignedVote memory one,
        ICommittee.SignedVote memory other
    ) private view returns (bytes32) {
        return keccak256(abi.encode(_digest(one.vote), _digest(other.vote)));
    }

    /// @dev The two signatures are the proof, whoever brings them.
    function test_proveEquivocation_takesTheDeposit() public {
        for (uint256 v = 0; v < 2; ++v) {
            _deployWith(_verifiers[v], 1);
            _start();
            (ICommittee.SignedVote memory one, ICommittee.SignedVote memory other) = _twoBy(0x4, 0x4);
            VM.expectEmit(address(committee));
            emit IStations.StationExpelled(2, insurer, DEPOSIT);
            VM.expectEmit(address(committee));
            emit ICommittee.EquivocationProven(2, _verdict(one, other));
            VM.prank(RELAYER);
            committee.proveEquivocation(1, one, other);
            VM.assertEq(token.balanceOf(TREASURY), DEPOSIT);
            VM.assertEq(reputation.reputationOf(insurer), 0);
            VM.assertEq(uint256(committee.stationAt(2).status), uint256(IStations.StationStatus.Expelled));
            VM.expectRevert(abi.encodeWithSelector(ICommittee.CommitteeNoEquivocation.selector, 0x4));
            committee.proveEquivocation(1, one, other);
            bytes4 inactive = ICommittee.CommitteeStationInactive.selector;
            _decideFails(_anchor("another slot"), 0x7, abi.encodeWithSelector(inactive, 2));
            _decide(_anchor("another slot"), 0xb);
        }
    }

    /// @dev Two decisions for one slot: whoever is in both has signed both, and nobody else loses anything.
    function test_proveEquivocation_takesTheDepositsOfAllWhoSignedBoth() public {
        for (uint256 v = 0; v < 2; ++v) {
            _deployWith(_verifiers[v], 1);
            _start();
            (ICommittee.SignedVote memory one, ICommittee.SignedVote memory other) = _twoBy(0x7, 0xe);
            committee.proveEquivocation(1, one, other);
            VM.assertEq(token.balanceOf(TREASURY), 2 * DEPOSIT);
            for (uint256 i = 0; i < FOUNDERS; ++i) {
                bool isIn = i == 1 || i == 2;
                IStations.StationStatus status = committee.stationAt(i).status;
                VM.assertTrue((status == IStations.StationStatus.Expelled) == isIn);
                VM.assertTrue(reputation.isHonest(stationOrganizations[i]) != isIn);
            }
        }
    }

    /// @dev One of them was expelled before: the other one is now, once.
    function test_proveEquivocation_passesOverWhoeverIsExpelled() public {
        _start();
        (ICommittee.SignedVote memory one, ICommittee.SignedVote memory other) = _twoBy(0x2, 0x2);
        committee.proveEquivocation(1, one, other);
        (one, other) = _twoBy(0x6, 0x6);
        committee.proveEquivocation(1, one, other);
        VM.assertEq(token.balanceOf(TREASURY), 2 * DEPOSIT);
    }

    /// @dev One adds to its share what the other takes off: neither share is a vote, and their sum is both.
    function test_proveEquivocation_findsSharesThatAreShifted() public {
        _deployWith(_verifiers[1], 1);
        _start();
        (ICommittee.SignedVote memory one, ICommittee.SignedVote memory other) = _two();
        bytes32[4] memory shift = Bls12381.hashToG1("shift", "");
        ICommittee.SignedVote[2] memory votes = [one, other];
        for (uint256 i = 0; i < 2; ++i) {
            bytes32[4] memory more = Bls12381.add(_share(votes[i].vote, 1), shift);
            bytes32[4] memory less = Bls12381.add(_share(votes[i].vote, 2), Bls12381.negate(shift));
            votes[i].signature = abi.encode(Bls12381.add(more, less));
            votes[i].stations = 0x6;
        }
        ICommittee.SignedVote memory alone = ICommittee.SignedVote(
            one.vote,
            0x2,
            abi.encode(Bls12381.add(_share(one.vote, 1), shift))
        );
        VM.expectRevert(abi.encodeWithSelector(ICommittee.CommitteeNoEquivocation.selector, 0x2));
        committee.proveEquivocation(1, alone, votes[1]);
        committee.proveEquivocation(1, votes[0], votes[1]);
        VM.assertEq(token.balanceOf(TREASURY), 2 * DEPOSIT);
    }

    function _share(
        ICommittee.CommitteeVote memory vote,
        uint256 station
    ) private view returns (bytes32[4] memory) {
        return BlsSigner.vote(_secrets(), ALL, station, _digest(vote));
    }

    function test_proveEquivocation_takesTheDepositOfWhoeverHasRetired() public {
        _start();
        VM.prank(_account(2));
        committee.retire(2);
        (ICommittee.SignedVote memory one, ICommittee.SignedVote memory other) = _twoBy(0x4, 0x4);
        committee.proveEquivocation(1, one, other);
        VM.assertEq(token.balanceOf(TREASURY), DEPOSIT);
        VM.warp(block.timestamp + RETIREMENT);
        bytes4 wrong = IStations.StationsWrongStatus.selector;
        VM.expectRevert(abi.encodeWithSelector(wrong, 2, IStations.StationStatus.Expelled));
        VM.prank(_account(2));
        committee.withdraw(2);
    }

    /// @dev The same vote twice, another slot, kind or epoch, nobody in common, or somebody else's signature proves nothing.
    function test_proveEquivocation_revertsForWhatIsNone() public {
        for (uint256 v = 0; v < 2; ++v) {
            _deployWith(_verifiers[v], 1);
            _start();
            (ICommittee.SignedVote memory one, ICommittee.SignedVote memory other) = _twoBy(0x5, 0x4);
            _provesNothing(one, one, 0x5);
            (, other) = _two();
            other.vote.slot = "another slot";
            _signedProvesNothing(one, other);
            (, other) = _two();
            other.vote.kind = uint8(ICommittee.VoteKind.Storage);
            _signedProvesNothing(one, other);
            (, other) = _two();
            other.vote.epoch = 2;
            _signedProvesNothing(one, other);
            (, other) = _twoBy(0x5, 0x2);
            _provesNothing(one, other, 0);
            // Whoever is added to the names has not signed; nor has whoever is named in another's place.
            (, other) = _twoBy(0x5, 0x4);
            other.stations = 0x5;
            _provesNothing(one, other, 0x5);
            other.stations = 0x1;
            _provesNothing(one, other, 0x1);
            (, other) = _twoBy(0x5, 0x4);
            VM.expectRevert(abi.encodeWithSelector(ICommittee.CommitteeNoEquivocation.selector, 0x4));
            committee.proveEquivocation(2, one, other);
            committee.proveEquivocation(1, one, other);
            VM.assertEq(token.balanceOf(TREASURY), DEPOSIT);
        }
    }

    function _signedProvesNothing(
        ICommittee.SignedVote memory one,
        ICommittee.SignedVote memory other
    ) private {
        _sign(other, 0x4);
        _provesNothing(one, other, 0x4);
    }

    function _provesNothing(
        ICommittee.SignedVote memory one,
        ICommittee.SignedVote memory other,
        uint256 both
    ) private {
        VM.expectRevert(abi.encodeWithSelector(ICommittee.CommitteeNoEquivocation.selector, both));
        committee.proveEquivocation(1, one, other);
    }
}
