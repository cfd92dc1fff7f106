// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Verifies bounded corrections (DESIGN.md rule 12): at most four sections of a record's content differ, each of a class
/// that the policy allows.
interface IAmendmentVerifier {
    /// @notice Reverts with the reason unless `proof` holds; never answers false.
    /// @param oldRoot field root before, a BN254 scalar as 32 bytes big-endian.
    /// @param newRoot field root after.
    /// @param policyRoot root of the classes that may be touched.
    /// @param context what the proof is made for; below 2^248. The proof of another correction has another one.
    function requireAmendment(
        bytes32 oldRoot,
        bytes32 newRoot,
        bytes32 policyRoot,
        uint256 context,
        bytes calldata proof
    ) external view;
}
