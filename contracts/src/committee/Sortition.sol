// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title How many seats a station draws (systems.md P6; DESIGN.md rule 18), in Q128, every division rounded down.
/// @dev `sdk/src/committee/sortition` computes the same, and compares it with exact rationals.
library Sortition {
    /// @notice Weights and totals are below 2^60, and a token's chance is at most a quarter.
    error SortitionOutOfRange(uint256 weight, uint256 total, uint256 expected);

    uint256 internal constant MAX_PART = 40; // expected seats: the chance of none, e^-40, must stand well above 2^-128
    uint256 internal constant MAX_SEATS = 128; // of one part; more have a chance below 2^-92
    uint256 private constant LIMIT = 1 << 60; // so that no product below reaches 2^248
    uint256 private constant MAX_EXPECTED = 1000; // bounds the parts: 25
    uint256 private constant ONE = 1 << 128;
    bytes private constant DOMAIN = "medlattice/committee-draw/v1";

    /// @param source what the outputs are made of: a proof that only the station could make, or the seed.
    /// @param weight tokens held or represented.
    /// @param total all tokens.
    /// @param expected seats of all together.
    /// @return seats of all parts.
    /// @return lowest the smallest output, for the next seed.
    function draw(
        bytes memory source,
        uint256 weight,
        uint256 total,
        uint256 expected
    ) internal pure returns (uint256 seats, bytes32 lowest) {
        requireChance(weight, total, expected);
        uint256 parts = (weight * expected + MAX_PART * total - 1) / (MAX_PART * total);
        if (parts == 0) parts = 1;
        lowest = bytes32(type(uint256).max);
        for (uint256 i = 0; i < parts; ++i) {
            bytes32 output = sha256(abi.encodePacked(DOMAIN, source, uint32(i)));
            if (output < lowest) lowest = output;
            uint256 tokens = weight / parts + (i < weight % parts ? 1 : 0);
            seats += seatsOf(uint256(output) >> 128, tokens, total, expected);
        }
    }

    function requireChance(uint256 weight, uint256 total, uint256 expected) internal pure {
        bool fits = total < LIMIT && weight <= total && expected > 0 && expected <= MAX_EXPECTED;
        if (!fits || 4 * expected > total) revert SortitionOutOfRange(weight, total, expected);
    }

    /// @notice min{j : y/2^128 < Σ_{i≤j} B(i; weight, expected/total)}, at most 128.
    /// @dev B(0) by squaring, then B(j + 1) = B(j)·(w − j)·E / ((j + 1)·(W − E)).
    function seatsOf(
        uint256 y,
        uint256 weight,
        uint256 total,
        uint256 expected
    ) internal pure returns (uint256 seats) {
        uint256 rest = total - expected;
        uint256 term = _power((rest << 128) / total, weight);
        uint256 sum = term;
        uint256 most = weight < MAX_SEATS ? weight : MAX_SEATS;
        while (y >= sum && seats < most) {
            term = (term * (weight - seats) * expected) / ((seats + 1) * rest);
            sum += term;
            ++seats;
        }
    }

    /// @dev base^exponent, from the lowest bit. The base is below 2^128, so neither product reaches 2^256.
    function _power(uint256 base, uint256 exponent) private pure returns (uint256 result) {
        result = ONE;
        for (; exponent > 0; exponent >>= 1) {
            if (exponent & 1 == 1) result = (result * base) >> 128;
            base = (base * base) >> 128;
        }
    }
}
