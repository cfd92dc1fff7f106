// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CommitmentStatement, ICommitmentVerifier} from "../../src/correction/ICommitmentVerifier.sol";
import {IRecordCorrection} from "../../src/correction/IRecordCorrection.sol";
import {Gas, IGasVm} from "../records/Gas.sol";
import {VM} from "../support/Vm.sol";
import {CorrectionFixture} from "./CorrectionFixture.sol";
import {SigmaOr} from "./SigmaOr.sol";

/// @title What corrections cost, sent by a relayer, with the Σ-OR verifier.
contract CorrectionGasTest is CorrectionFixture {
    string private constant GROUP = "RecordCorrection";
    uint256 private constant EXECUTION_GOAL = 35_000;

    function _snapshot(string memory label, IRecordCorrection.Kind kind, string memory name) private {
        Case memory c = _caseOf(_record(label), kind, _dora(), _alice());
        _correct(c);
        Gas.snapshot(GROUP, name);
    }

    /// hardhat-config: isolate = true
    function test_gas_correct() public {
        _snapshot("first", IRecordCorrection.Kind.Replace, "correct, first label of all");
        _snapshot("second", IRecordCorrection.Kind.Replace, "correct: replace");
        _snapshot("third", IRecordCorrection.Kind.Redact, "correct: redact");
        _snapshot("fourth", IRecordCorrection.Kind.Erase, "correct: erase");
    }

    /// hardhat-config: isolate = true
    function test_gas_challenge() public {
        Written memory w = _record("record");
        VM.prank(RELAYER);
        corrections.challenge(w.state, w.opening, w.h.x, w.h.y);
        Gas.snapshot(GROUP, "challenge, true opening");
    }

    /// @dev Of the call alone, from a contract that has touched the verifier already: no base cost, no call data to pay for.
    function test_gas_requireOpening() public {
        SigmaOr.Point memory h1 = SigmaOr.mul(SigmaOr.generator(), TRAPDOOR);
        SigmaOr.Point memory h = SigmaOr.commitTo(h1, 5, 6);
        CommitmentStatement memory s = _statement(h1, h, 5);
        bytes memory proof = SigmaOr.proveTrapdoor(s, TRAPDOOR, "gas");
        bytes memory data = abi.encodeCall(ICommitmentVerifier.requireOpening, (s, proof));
        address target = address(verifier);
        bool success = verifier.scheme() == 1;
        uint256 cost;
        assembly ("memory-safe") {
            cost := gas()
            success := and(success, staticcall(gas(), target, add(data, 0x20), mload(data), 0, 0))
            cost := sub(cost, gas())
        }
        VM.assertTrue(success);
        VM.assertTrue(cost <= EXECUTION_GOAL);
        IGasVm(address(VM)).snapshotValue("SigmaOrCommitments", "requireOpening, execution", cost);
    }
}
