// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOrganizationKeys} from "../identity/IOrganizationKeys.sol";
import {Bn254} from "./Bn254.sol";
import {CommitmentStatement, ICommitmentVerifier} from "./ICommitmentVerifier.sol";
import {ISigmaOrCommitments} from "./ISigmaOrCommitments.sol";

/// @title Five multiplications and three additions on BN254 G1, and one hash.
contract SigmaOrCommitments is ISigmaOrCommitments {
    using Bn254 for Bn254.Sum;

    bytes32 private constant DOMAIN = "medlattice/ch-or/v1";
    uint256 private constant DOMAIN_BYTES = 19;
    uint256 private constant GX = 1; // the generator of EIP-196
    uint256 private constant GY = 2;
    /// @dev H2: x = SHA-256("medlattice/ch-or/H2/v1" ‖ u32be(counter)) mod p, the first on the curve; y is the even root.
    uint256 private constant H2X =
        18176151778314099574122666407476654482172161603876946475657583296845795114986;
    uint256 private constant H2Y =
        550534994197469960347233069912550745679569732374758399442565963702053589422;

    /// @dev What is hashed, word by word as `abi.encode` has it: a string is where it begins, and its length and text at the end.
    struct Transcript {
        uint256 domainAt;
        bytes32 registryId;
        uint256 hx;
        uint256 hy;
        uint256 h1x;
        uint256 h1y;
        uint256 m;
        uint256 a1x;
        uint256 a1y;
        uint256 a2x;
        uint256 a2y;
        uint256 domainBytes;
        bytes32 domain;
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
        Bn254.Sum memory a1;
        Bn254.Sum memory a2;
        // A factor of q, for a zero challenge, gives the point at infinity like 0.
        a1.set(statement.h1x, statement.h1y, z1);
        a1.add(statement.hx, statement.hy, Bn254.ORDER - c1);
        a1.add(H2X, H2Y, mulmod(c1, statement.m, Bn254.ORDER));
        a2.set(GX, GY, z2);
        a2.add(statement.h1x, statement.h1y, Bn254.ORDER - c2);
        bool holds = addmod(c1, c2, Bn254.ORDER) == _challenge(statement, a1, a2);
        if (!holds) revert SigmaOrCommitmentsRefuted();
    }

    /// @dev keccak256(abi.encode(DOMAIN, registryId, h, H1, m, A1, A2)) mod q.
    function _challenge(
        CommitmentStatement calldata s,
        Bn254.Sum memory a1,
        Bn254.Sum memory a2
    ) private pure returns (uint256) {
        Transcript memory transcript = Transcript({
            domainAt: 11 * 32,
            registryId: s.registryId,
            hx: s.hx,
            hy: s.hy,
            h1x: s.h1x,
            h1y: s.h1y,
            m: s.m,
            a1x: a1.x,
            a1y: a1.y,
            a2x: a2.x,
            a2y: a2.y,
            domainBytes: DOMAIN_BYTES,
            domain: DOMAIN
        });
        uint256 hash;
        assembly ("memory-safe") {
            hash := keccak256(transcript, 0x1a0) // 13 words
        }
        return hash % Bn254.ORDER;
    }

    function _requirePoint(uint256 x, uint256 y) private pure {
        if (!Bn254.isPoint(x, y)) revert SigmaOrCommitmentsInvalidPoint(x, y);
    }

    function _requireScalar(uint256 scalar) private pure {
        if (scalar >= Bn254.ORDER) revert SigmaOrCommitmentsInvalidScalar(scalar);
    }
}
