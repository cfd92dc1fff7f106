// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ISummaryInbox} from "../../src/bridge/ISummaryInbox.sol";
import {ReputationMath} from "../../src/reputation/ReputationMath.sol";
import {VM} from "../support/Vm.sol";

/// @title The formulas against the paper's own form, chunk by chunk.
contract ReputationMathTest {
    uint256 private constant ONE = 1e18;

    /// @dev 1/l · Σ(l·v_i/D − S1/D)² written out, over the common denominator l·D².
    function testFuzz_evenness_isMeanOverOnePlusDeviation(
        uint24[7] calldata values,
        uint64 divisor
    ) public pure {
        uint256 d = uint256(divisor) + 1;
        ISummaryInbox.Tally memory tally;
        for (uint256 i = 0; i < 7; ++i) {
            tally.sum += values[i];
            tally.squares += uint256(values[i]) * values[i];
        }
        uint256 squares;
        for (uint256 i = 0; i < 7; ++i) {
            int256 difference = int256(7 * uint256(values[i])) - int256(tally.sum);
            squares += uint256(difference * difference);
        }
        uint256 deviation = Math.sqrt(Math.mulDiv(squares / 7, ONE * ONE, d * d));
        uint256 mean = (tally.sum * ONE) / d;
        VM.assertEq(ReputationMath.evenness(tally, d, 7), (mean * ONE) / (ONE + deviation));
    }

    function test_evenness_isZeroWithoutAnythingToBePartOf() public pure {
        VM.assertEq(ReputationMath.evenness(ISummaryInbox.Tally(0, 0), 0, 0), 0);
    }

    function test_evenness_isTheMeanWhenAllChunksAreAlike() public pure {
        // 3 chunks of 10 batches, 20 in each: 2 a batch.
        VM.assertEq(ReputationMath.evenness(ISummaryInbox.Tally(60, 1200), 30, 3), 2 * ONE);
        // All in one chunk: the same mean, a deviation of sqrt((4² + 2² + 2²)/3) = sqrt(8).
        uint256 uneven = ReputationMath.evenness(ISummaryInbox.Tally(60, 3600), 30, 3);
        VM.assertEq(uneven, (2 * ONE * ONE) / (ONE + 2828427124746190097));
    }

    function test_sigmoid_isThePapersCurve() public pure {
        VM.assertEq(ReputationMath.sigmoid(0, 5000, 20_000), 0.4e18);
        VM.assertEq(ReputationMath.sigmoid(5000 * ONE, 5000, 20_000), 0.5e18);
        VM.assertEq(ReputationMath.sigmoid(25_000 * ONE, 5000, 20_000), 0.75e18);
        VM.assertEq(ReputationMath.sigmoid(185_000 * ONE, 5000, 20_000), 0.95e18);
    }

    function testFuzz_sigmoid_risesAndStaysBelowOne(
        uint128 x,
        uint64 more,
        uint32 a,
        uint32 lambda
    ) public pure {
        uint256 l = uint256(lambda) + 1;
        uint256 low = ReputationMath.sigmoid(x, a, l);
        uint256 high = ReputationMath.sigmoid(uint256(x) + more, a, l);
        VM.assertTrue(low <= high);
        VM.assertTrue(high <= ONE);
    }
}
