// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOrganizationKeys} from "../identity/IOrganizationKeys.sol";
import {Bn254} from "./Bn254.sol";
import {CommitmentStatement, ICommitmentVerifier} from "./ICommitmentVerifier.sol";
import {ISigmaOrCommitments} from "./ISigmaOrCommitments.sol";

/// @title Five multiplications and three additions on BN254 G1, and one hash.
contract SigmaOrCommitments is ISigmaOrCommitments {
    using Bn254 for Bn254.Sum;

    string private constant DOMAIN = "medlattice/ch-or/v1";
    uint256 private constant GX = 1; // the generator of EIP-196
    uint256 private constant GY = 2;
    /// @dev H2: x = SHA-256("medlattice/ch-or/H2/v1" ‖ u32be(counter)) mod p, the first on the curve; y is the even root.
    uint256 private constant H2X =
        18176151778314099574122666407476654482172161603876946475657583296845795114986;
    uint256 private constant H2Y =
        550534994197469960347233069912550745679569732374758399442565963702053589422;

    /// @dev Both first messages of the protocol, as the proof makes them.
    struct FirstMessages {
        Bn254.Sum a1;
        Bn254.Sum a2;
    }

    /// @inheritdoc ICommitmentVerifier
    function scheme() external pure returns (uint8) {
        return 1;
    }

    /// @inheritdoc ICommitmentVerifier
    function keyKind() external pure returns (IOrganizationKeys.KeyKind) {
        return IOrganizationKeys.KeyKind.ChameleonH1;
    }

    /// @inheritdoc ICommitmentVerifier
    function compress(uint256 x, uint256 y) external pure returns (bytes32) {
        _requirePoint(x, y);
        return bytes32(x | (y << 255)); // x is below p, which has 254 bits; of y only the lowest bit remains
    }

    /// @inheritdoc ICommitmentVerifier
    function requireOpening(CommitmentStatement calldata statement, bytes calldata proof) external view {
        if (proof.length != 128) revert SigmaOrCommitmentsInvalidLength(proof.length);
        (uint256 c1, uint256 z1, uint256 c2, uint256 z2) = abi.decode(
            proof,
            (uint256, uint256, uint256, uint256)
        );
        _requirePoint(statement.h1x, statement.h1y);
        _requirePoint(statement.hx, statement.hy);
        _requireScalar(statement.m);
        _requireScalar(c1);
        _requireScalar(z1);
        _requireScalar(c2);
        _requireScalar(z2);
        FirstMessages memory first;
        // A factor of q, for a zero challenge, gives the point at infinity like 0.
        first.a1.set(statement.h1x, statement.h1y, z1);
        first.a1.add(statement.hx, statement.hy, Bn254.ORDER - c1);
        first.a1.add(H2X, H2Y, mulmod(c1, statement.m, Bn254.ORDER));
        first.a2.set(GX, GY, z2);
        first.a2.add(statement.h1x, statement.h1y, Bn254.ORDER - c2);
        if (addmod(c1, c2, Bn254.ORDER) != _challenge(statement, first)) revert SigmaOrCommitmentsRefuted();
    }

    function _challenge(
        CommitmentStatement calldata s,
        FirstMessages memory first
    ) private pure returns (uint256) {
        bytes32 hash = keccak256(
            abi.encode(
                DOMAIN,
                s.registryId,
                [s.hx, s.hy],
                [s.h1x, s.h1y],
                s.m,
                [first.a1.x, first.a1.y],
                [first.a2.x, first.a2.y]
            )
        );
        return uint256(hash) % Bn254.ORDER;
    }

    function _requirePoint(uint256 x, uint256 y) private pure {
        if (!Bn254.isPoint(x, y)) revert SigmaOrCommitmentsInvalidPoint(x, y);
    }

    function _requireScalar(uint256 scalar) private pure {
        if (scalar >= Bn254.ORDER) revert SigmaOrCommitmentsInvalidScalar(scalar);
    }
}
