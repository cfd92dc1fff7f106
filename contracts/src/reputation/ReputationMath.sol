// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ISummaryInbox} from "../bridge/ISummaryInbox.sol";

/// @title The two formulas of systems.md S8 in fixed point; every division is rounded down.
/// @dev Bounds: sums below 2^48, squares below 2^80 (`ActivityLedger`), divisors below 2^64, chunks below 2^24.
library ReputationMath {
    uint256 internal constant ONE = 1e18;

    /// @notice q = mean / (1 + s): how much, made less by how unevenly.
    /// @param tally sum and sum of squares of the quantity over all chunks.
    /// @param divisor what the sum is a part of.
    /// @param chunks number of chunks, those without the quantity included.
    function evenness(
        ISummaryInbox.Tally memory tally,
        uint256 divisor,
        uint256 chunks
    ) internal pure returns (uint256) {
        if (divisor == 0) return 0;
        uint256 mean = (tally.sum * ONE) / divisor;
        return (mean * ONE) / (ONE + _deviation(tally, divisor, chunks));
    }

    /// @notice f(x) = ½(1 + (x − a) / (λ + |x − a|)), between 0 and 1.
    /// @param x in units of 10^-18, below 2^192.
    /// @param a whole, below 2^64.
    /// @param lambda whole, 1 to 2^64.
    function sigmoid(uint256 x, uint256 a, uint256 lambda) internal pure returns (uint256) {
        bool above = x >= a * ONE;
        uint256 distance = above ? x - a * ONE : a * ONE - x;
        uint256 part = Math.mulDiv(distance, ONE, lambda * ONE + distance);
        return (above ? ONE + part : ONE - part) / 2;
    }

    /// @dev sqrt(1/l · Σ(v_i/(D/l) − S1/D)²) = sqrt(l·S2 − S1²)/D: how far the chunks' shares lie from the whole's. The paper divides by
    /// the chunk size instead of D/l, which is the same for what is counted by batches and makes no share of what is not. By the
    /// inequality of Cauchy and Schwarz the numerator is never negative.
    function _deviation(
        ISummaryInbox.Tally memory tally,
        uint256 divisor,
        uint256 chunks
    ) private pure returns (uint256) {
        uint256 numerator = chunks * tally.squares - tally.sum * tally.sum;
        return Math.sqrt(Math.mulDiv(numerator, ONE * ONE, divisor * divisor));
    }
}
