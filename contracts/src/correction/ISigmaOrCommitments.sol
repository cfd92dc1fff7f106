// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICommitmentVerifier} from "./ICommitmentVerifier.sol";

/// @title Scheme 1: openings proven by a Σ-protocol on BN254 G1, without any trusted setup (docs/wire-formats.md, "Commitment").
/// @notice h = r·H1 + m·H2, H1 = x·G. A proof says "I know r with h − m·H2 = r·H1, or x with H1 = x·G" (Khalili, Dakhilalian,
/// Susilo 2020, as an OR proof after Cramer, Damgård, Schoenmakers 1994); π = c1 ‖ z1 ‖ c2 ‖ z2, 32 bytes each, below q. With
/// A1 = z1·H1 − c1·(h − m·H2) and A2 = z2·G − c2·H1 it holds exactly if
/// c1 + c2 = keccak256(abi.encode("medlattice/ch-or/v1", registryId, h, H1, m, A1, A2)) mod q.
interface ISigmaOrCommitments is ICommitmentVerifier {
    /// @notice A proof has 128 bytes.
    error SigmaOrCommitmentsInvalidLength(uint256 length);
    /// @notice Not on the curve, at infinity, or a coordinate beyond the field.
    error SigmaOrCommitmentsInvalidPoint(uint256 x, uint256 y);
    /// @notice The message or a part of the proof is not below q, so it would be a second spelling of another.
    error SigmaOrCommitmentsInvalidScalar(uint256 scalar);
    /// @notice The proof is not one for this statement.
    error SigmaOrCommitmentsRefuted();
}
