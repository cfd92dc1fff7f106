// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Groth16 (ePrint 2016/260) on BN254, by the precompiles of EIP-196 and EIP-197.
/// @dev Proofs are malleable: from one that holds anybody makes others for the same signals. Nothing may take a proof's bytes or
/// hash for an id.
library Groth16 {
    /// @dev Order of the groups: what a public signal is below, so that each has one spelling.
    uint256 internal constant ORDER =
        21888242871839275222246405745257275088548364400416034343698204186575808495617;
    /// @dev Field of the coordinates.
    uint256 private constant FIELD =
        21888242871839275222246405745257275088696311157297823662689037894645226208583;
    uint256 private constant PROOF_BYTES = 256;

    /// @notice Whether e(A, B) = e(α, β) · e(S, γ) · e(C, δ) with S = P_0 + Σ signal_i · P_i.
    /// @param key α (64 bytes), β, γ, δ (128 each), P_0, P_1, … (64 each), as the precompiles take them.
    /// @param signals as many as the key has points but one.
    /// @param proof A (64 bytes), B (128), C (64). The pairing refuses points off the curve or outside the subgroup.
    function holds(
        bytes memory key,
        uint256[] memory signals,
        bytes calldata proof
    ) internal view returns (bool ok) {
        if (proof.length != PROOF_BYTES) return false;
        uint256 sumX;
        uint256 sumY;
        (ok, sumX, sumY) = _sum(key, signals);
        if (!ok) return false;
        assembly ("memory-safe") {
            // Six words for each of four pairs, in scratch space behind the free memory pointer.
            let input := mload(0x40)
            let constants := add(key, 0x20)
            calldatacopy(input, proof.offset, 0xc0) // A, B
            let y := mload(add(input, 0x20))
            ok := lt(y, FIELD) // otherwise y and y + FIELD would be two spellings
            mstore(add(input, 0x20), mod(sub(FIELD, y), FIELD)) // −A
            mcopy(add(input, 0xc0), constants, 0xc0) // α, β
            mstore(add(input, 0x180), sumX)
            mstore(add(input, 0x1a0), sumY)
            mcopy(add(input, 0x1c0), add(constants, 0xc0), 0x80) // γ
            calldatacopy(add(input, 0x240), add(proof.offset, 0xc0), 0x40) // C
            mcopy(add(input, 0x280), add(constants, 0x140), 0x80) // δ
            ok := and(ok, staticcall(gas(), 8, input, 0x300, input, 0x20))
            ok := and(ok, eq(mload(input), 1))
        }
    }

    /// @dev S. The points come with the key, so only a signal out of range, or too little gas, makes this fail.
    function _sum(
        bytes memory key,
        uint256[] memory signals
    ) private view returns (bool ok, uint256 x, uint256 y) {
        assembly ("memory-safe") {
            // [0x00] S, [0x40] the next point, then its product, [0x80] the signal.
            let buffer := mload(0x40)
            let point := add(key, 0x1e0) // behind length, α, β, γ and δ
            mcopy(buffer, point, 0x40)
            ok := 1
            let word := signals
            for {
                let left := mload(signals)
            } left {
                left := sub(left, 1)
            } {
                point := add(point, 0x40)
                word := add(word, 0x20)
                mcopy(add(buffer, 0x40), point, 0x40)
                mstore(add(buffer, 0x80), mload(word))
                ok := and(ok, lt(mload(word), ORDER))
                ok := and(ok, staticcall(gas(), 7, add(buffer, 0x40), 0x60, add(buffer, 0x40), 0x40))
                ok := and(ok, staticcall(gas(), 6, buffer, 0x80, buffer, 0x40))
            }
            x := mload(buffer)
            y := mload(add(buffer, 0x20))
        }
    }
}
