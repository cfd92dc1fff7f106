// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOrganizationKeys} from "../../identity/IOrganizationKeys.sol";
import {BabyJubjub} from "../BabyJubjub.sol";
import {CommitmentStatement, ICommitmentVerifier} from "../ICommitmentVerifier.sol";
import {ChainLimit} from "./ChainLimit.sol";
import {ChameleonOpeningProof} from "./ChameleonOpeningProof.sol";

/// @title Openings of chameleon commitments on Baby Jubjub, by the circuit chameleon-opening (scheme 2).
/// @dev The circuit states all that is not checked here: m has 248 bits, h and H1 are of prime order, H1 is not the identity.
contract Groth16Commitments is ICommitmentVerifier, ChainLimit {
    /// @dev Binds a proof to a lineage of records, which m does as well.
    string private constant CONTEXT = "medlattice/ch-groth16/v1";

    error Groth16CommitmentsInvalidPoint(uint256 x, uint256 y);
    error Groth16CommitmentsInvalidProof();

    constructor() ChainLimit(ChameleonOpeningProof.FIRST_CHAIN, ChameleonOpeningProof.LAST_CHAIN) {}

    /// @inheritdoc ICommitmentVerifier
    function scheme() external pure returns (uint8) {
        return 2;
    }

    /// @inheritdoc ICommitmentVerifier
    function keyKind() external pure returns (IOrganizationKeys.KeyKind) {
        return IOrganizationKeys.KeyKind.ChameleonBabyJubjub;
    }

    /// @inheritdoc ICommitmentVerifier
    function compress(uint256 x, uint256 y) external pure returns (bytes32) {
        if (!BabyJubjub.isOnCurve(x, y)) revert Groth16CommitmentsInvalidPoint(x, y);
        // Coordinates have 254 bits. Of the two points with this x, y and −y modulo an odd field, one has an odd y.
        return bytes32(x | ((y & 1) << 255));
    }

    /// @inheritdoc ICommitmentVerifier
    function requireOpening(CommitmentStatement calldata statement, bytes calldata proof) external view {
        _requireChain();
        ChameleonOpeningProof.Signals memory signals = ChameleonOpeningProof.Signals({
            hX: statement.hx,
            hY: statement.hy,
            h1X: statement.h1x,
            h1Y: statement.h1y,
            m: statement.m,
            context: uint256(keccak256(abi.encode(CONTEXT, statement.registryId))) >> 8
        });
        if (!ChameleonOpeningProof.holds(signals, proof)) revert Groth16CommitmentsInvalidProof();
    }
}
