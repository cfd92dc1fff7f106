// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAmendmentVerifier} from "../../src/correction/IAmendmentVerifier.sol";
import {VM} from "../support/Vm.sol";

/// @title Stands where the circuit's verifier stands: proves a bounded correction by the signature of one key over it, which
/// the EVM of the tests can make. That the circuit proves what it should is tested with the circuit.
contract SignedAmendments is IAmendmentVerifier {
    uint256 internal constant KEY = 0xa3e2d;

    error SignedAmendmentsRefuted();

    /// @inheritdoc IAmendmentVerifier
    function requireAmendment(
        bytes32 oldRoot,
        bytes32 newRoot,
        bytes32 policyRoot,
        uint256 context,
        bytes calldata proof
    ) external pure {
        (uint8 v, bytes32 r, bytes32 s) = abi.decode(proof, (uint8, bytes32, bytes32));
        bytes32 statement = keccak256(abi.encode(oldRoot, newRoot, policyRoot, context));
        if (ecrecover(statement, v, r, s) != VM.addr(KEY)) revert SignedAmendmentsRefuted();
    }

    function prove(
        bytes32 oldRoot,
        bytes32 newRoot,
        bytes32 policyRoot,
        uint256 context
    ) external pure returns (bytes memory) {
        bytes32 statement = keccak256(abi.encode(oldRoot, newRoot, policyRoot, context));
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(KEY, statement);
        return abi.encode(v, r, s);
    }
}
