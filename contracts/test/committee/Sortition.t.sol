// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IVoteVerifier} from "../../src/committee/IVoteVerifier.sol";
import {Sortition} from "../../src/committee/Sortition.sol";
import {VM} from "../support/Vm.sol";
import {BlsSigner} from "./BlsSigner.sol";
import {VerifierFixture} from "./VerifierFixture.sol";

/// @title Seats by chance: against fractions worked out by hand, and whose draw it is. The SDK, which is compared with exact
/// rationals, is compared with this in test/committee.
contract SortitionTest is VerifierFixture {
    uint256 private constant ONE = 1 << 128;
    bytes32 private constant SEED = keccak256("seed");

    /// @dev Two tokens at a quarter: 9/16 for none, 15/16 for at most one.
    function test_seatsOf_followsTheBinomial() public pure {
        VM.assertEq(Sortition.seatsOf(0, 2, 4, 1), 0);
        VM.assertEq(Sortition.seatsOf((ONE / 16) * 9 - 1, 2, 4, 1), 0);
        VM.assertEq(Sortition.seatsOf((ONE / 16) * 9, 2, 4, 1), 1);
        VM.assertEq(Sortition.seatsOf((ONE / 16) * 15 - 1, 2, 4, 1), 1);
        VM.assertEq(Sortition.seatsOf((ONE / 16) * 15, 2, 4, 1), 2);
        VM.assertEq(Sortition.seatsOf(ONE - 1, 2, 4, 1), 2);
        VM.assertEq(Sortition.seatsOf(ONE - 1, 0, 4, 1), 0);
    }

    /// @dev Rounding keeps the sum of chances below one: without a bound the last draws would never end.
    function test_seatsOf_endsAt128() public pure {
        VM.assertEq(Sortition.seatsOf(ONE - 1, 4800, 12_000, 100), 128);
    }

    function testFuzz_seatsOf_growsWithTheDraw(uint128 y, uint64 more, uint16 weight) public pure {
        uint256 w = weight % 4801;
        uint256 higher = uint256(y) + more < ONE ? uint256(y) + more : ONE - 1;
        uint256 low = Sortition.seatsOf(y, w, 12_000, 100);
        VM.assertTrue(low <= Sortition.seatsOf(higher, w, 12_000, 100));
        VM.assertTrue(low <= w);
    }

    /// @dev 12 000 tokens at E = 100 are three parts of 4000; what one part draws does not depend on the others.
    function test_draw_splitsHeavyHolders() public pure {
        bytes memory source = "source";
        (uint256 seats, bytes32 lowest) = Sortition.draw(source, 12_000, 12_000, 100);
        uint256 sum;
        bytes32 least = bytes32(type(uint256).max);
        for (uint32 i = 0; i < 3; ++i) {
            bytes32 output = sha256(abi.encodePacked("medlattice/committee-draw/v1", source, i));
            if (output < least) least = output;
            sum += Sortition.seatsOf(uint256(output) >> 128, 4000, 12_000, 100);
        }
        VM.assertEq(seats, sum);
        VM.assertEq(lowest, least);
    }

    /// @dev On average all tokens together draw what is expected: 100 of 12 000, here over 64 rounds of six stations.
    function test_draw_givesTheExpectedSeats() public pure {
        uint256 sum;
        for (uint256 round = 0; round < 64; ++round) {
            for (uint256 i = 0; i < 6; ++i) {
                (uint256 seats, ) = Sortition.draw(abi.encode(round, i), 2000, 12_000, 100);
                sum += seats;
            }
        }
        VM.assertTrue(sum > 64 * 95 && sum < 64 * 105); // four deviations to each side
    }

    function draw(uint256 weight, uint256 total, uint256 expected) external pure returns (uint256 seats) {
        (seats, ) = Sortition.draw("", weight, total, expected);
    }

    function test_draw_revertsOutOfRange() public {
        uint256[3][5] memory wrong = [
            [uint256(101), 100, 25],
            [uint256(1), 100, 26],
            [uint256(1), 100, 0],
            [uint256(1), 1 << 60, 25],
            [uint256(1), 12_000, 1001]
        ];
        for (uint256 i = 0; i < wrong.length; ++i) {
            bytes4 range = Sortition.SortitionOutOfRange.selector;
            VM.expectRevert(abi.encodeWithSelector(range, wrong[i][0], wrong[i][1], wrong[i][2]));
            this.draw(wrong[i][0], wrong[i][1], wrong[i][2]);
        }
        VM.assertTrue(this.draw(100, 100, 25) <= 100);
    }

    function _what() private pure returns (IVoteVerifier.Draw memory) {
        return IVoteVerifier.Draw(SEED, 7, 2000, 12_000, 100);
    }

    function test_draw_isTheStationsOwn() public {
        _enroll(bls, 2);
        bytes memory proof = BlsSigner.draw(_secret(1), SEED, 7);
        (uint256 seats, bytes32 lowest) = bls.draw(address(this), 1, _what(), proof);
        (uint256 expected, bytes32 least) = Sortition.draw(proof, 2000, 12_000, 100);
        VM.assertEq(seats, expected);
        VM.assertEq(lowest, least);
    }

    function test_draw_revertsForAnotherStationSeedOrEpoch() public {
        _enroll(bls, 2);
        bytes4 wrong = IVoteVerifier.VoteVerifierFalseDraw.selector;
        bytes[4] memory proofs = [
            BlsSigner.draw(_secret(0), SEED, 7),
            BlsSigner.draw(_secret(1), keccak256("another"), 7),
            BlsSigner.draw(_secret(1), SEED, 8),
            bytes("")
        ];
        for (uint256 i = 0; i < 4; ++i) {
            VM.expectRevert(abi.encodeWithSelector(wrong, 1, 7));
            bls.draw(address(this), 1, _what(), proofs[i]);
        }
        VM.expectRevert(abi.encodeWithSelector(IVoteVerifier.VoteVerifierUnknownStation.selector, 2));
        bls.draw(address(this), 2, _what(), proofs[0]);
    }

    /// @dev Without EIP-2537 nobody can hide a draw, and nobody can choose one.
    function test_draw_followsFromTheSeedWithEcdsa() public {
        _enroll(ecdsa, 2);
        (uint256 seats, bytes32 lowest) = ecdsa.draw(address(this), 1, _what(), "");
        bytes memory source = abi.encodePacked(SEED, uint64(7), uint8(1), uint16(1));
        (uint256 expected, bytes32 least) = Sortition.draw(source, 2000, 12_000, 100);
        VM.assertEq(seats, expected);
        VM.assertEq(lowest, least);
        VM.expectRevert(abi.encodeWithSelector(IVoteVerifier.VoteVerifierFalseDraw.selector, 1, 7));
        ecdsa.draw(address(this), 1, _what(), hex"00");
        VM.expectRevert(abi.encodeWithSelector(IVoteVerifier.VoteVerifierUnknownStation.selector, 2));
        ecdsa.draw(address(this), 2, _what(), "");
    }
}
