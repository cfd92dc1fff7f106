// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAmendmentVerifier} from "../IAmendmentVerifier.sol";
import {BoundedCorrectionProof} from "./BoundedCorrectionProof.sol";
import {ChainLimit} from "./ChainLimit.sol";

/// @title Bounded corrections, by the circuit bounded-correction.
/// @dev Roots are field elements: a word that is none, and so has a second spelling, is refused with the proof.
contract AmendmentVerifier is IAmendmentVerifier, ChainLimit {
    error AmendmentVerifierInvalidProof(bytes32 oldRoot, bytes32 newRoot, bytes32 policyRoot);

    constructor() ChainLimit(BoundedCorrectionProof.FIRST_CHAIN, BoundedCorrectionProof.LAST_CHAIN) {}

    /// @inheritdoc IAmendmentVerifier
    function requireAmendment(
        bytes32 oldRoot,
        bytes32 newRoot,
        bytes32 policyRoot,
        uint256 context,
        bytes calldata proof
    ) external view {
        _requireChain();
        BoundedCorrectionProof.Signals memory signals = BoundedCorrectionProof.Signals({
            oldRoot: uint256(oldRoot),
            newRoot: uint256(newRoot),
            policyRoot: uint256(policyRoot),
            context: context
        });
        if (!BoundedCorrectionProof.holds(signals, proof)) {
            revert AmendmentVerifierInvalidProof(oldRoot, newRoot, policyRoot);
        }
    }
}
