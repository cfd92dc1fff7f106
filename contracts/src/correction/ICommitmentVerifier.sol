// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOrganizationKeys} from "../identity/IOrganizationKeys.sol";

/// @notice What an opening proves: the commitment h, made under the institution's key H1, opens to the message m; said by
/// whoever knows the randomness that h was made with, or by whoever holds the trapdoor of H1.
struct CommitmentStatement {
    bytes32 registryId; // of the record registry's lineage
    uint256 h1x; // the institution's key, affine coordinates
    uint256 h1y;
    uint256 hx; // the commitment, affine coordinates
    uint256 hy;
    uint256 m; // 248 bits, from chain, record, version and content (docs/wire-formats.md, "Commitment")
}

/// @title Verifies openings of chameleon commitments (systems.md S4 to S6; DESIGN.md rule 10). One for each lineage of records.
/// @notice A verifier keeps nothing, and the same statement and proof always get the same answer. It needs at most 1 000 000
/// gas, whatever the proof, so that whoever gives it that much can take a revert for a verdict and not for a lack of gas.
interface ICommitmentVerifier {
    /// @notice 1: Σ-OR on BN254 G1, no trusted setup. 2: Groth16 on Baby Jubjub, for the embedded chains alone.
    function scheme() external view returns (uint8);

    /// @notice The kind of organisation key that holds H1, as x ‖ y of 32 bytes each.
    function keyKind() external view returns (IOrganizationKeys.KeyKind);

    /// @notice What the record registry keeps as the commitment: `x | (y & 1) << 255`.
    /// @dev Reverts with the reason unless (x, y) is a point that can be a commitment, in its only spelling. So each word stands
    /// for one point at most, and nobody can make an opening fail by presenting a wrong y.
    function compress(uint256 x, uint256 y) external view returns (bytes32);

    /// @notice Reverts with the reason unless `proof` holds for the statement. Never answers false, so that estimating the gas of
    /// a call that relies on it tells the truth.
    function requireOpening(CommitmentStatement calldata statement, bytes calldata proof) external view;
}
