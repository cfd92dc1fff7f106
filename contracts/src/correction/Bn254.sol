// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title BN254 G1 by the precompiles of EIP-196: y² = x³ + 3, cofactor 1, the point at infinity written (0, 0).
library Bn254 {
    /// @dev Order q of the group.
    uint256 internal constant ORDER =
        21888242871839275222246405745257275088548364400416034343698204186575808495617;
    /// @dev Prime p of the field of coordinates.
    uint256 internal constant FIELD =
        21888242871839275222246405745257275088696311157297823662689037894645226208583;

    /// @notice A sum that grows term by term. The members behind the point are where the precompiles find the next term.
    struct Sum {
        uint256 x;
        uint256 y;
        uint256 termX;
        uint256 termY;
        uint256 factor;
    }

    /// @notice The chain lacks the precompiles, or the gas ran out: neither call can fail for a point on the curve.
    error Bn254PrecompileFailed();

    /// @notice Whether both coordinates are in their only spelling and satisfy the curve's equation; not so at infinity.
    function isPoint(uint256 x, uint256 y) internal pure returns (bool) {
        if (x >= FIELD || y >= FIELD) return false;
        return mulmod(y, y, FIELD) == addmod(mulmod(mulmod(x, x, FIELD), x, FIELD), 3, FIELD);
    }

    /// @notice sum = factor·(x, y), for a point on the curve.
    function set(Sum memory sum, uint256 x, uint256 y, uint256 factor) internal view {
        bool success;
        assembly ("memory-safe") {
            mstore(sum, x)
            mstore(add(sum, 0x20), y)
            mstore(add(sum, 0x40), factor)
            success := staticcall(gas(), 0x07, sum, 0x60, sum, 0x40)
            success := and(success, eq(returndatasize(), 0x40))
        }
        if (!success) revert Bn254PrecompileFailed();
    }

    /// @notice sum = sum + factor·(x, y), for a point on the curve.
    function add(Sum memory sum, uint256 x, uint256 y, uint256 factor) internal view {
        bool success;
        assembly ("memory-safe") {
            let term := add(sum, 0x40)
            mstore(term, x)
            mstore(add(sum, 0x60), y)
            mstore(add(sum, 0x80), factor)
            success := staticcall(gas(), 0x07, term, 0x60, term, 0x40)
            success := and(success, eq(returndatasize(), 0x40))
            success := and(success, staticcall(gas(), 0x06, sum, 0x80, sum, 0x40))
            success := and(success, eq(returndatasize(), 0x40))
        }
        if (!success) revert Bn254PrecompileFailed();
    }
}
