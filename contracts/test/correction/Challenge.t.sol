// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordCorrection} from "../../src/correction/IRecordCorrection.sol";
import {ISigmaOrCommitments} from "../../src/correction/ISigmaOrCommitments.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {RecordTypedData} from "../records/RecordTypedData.sol";
import {VM} from "../support/Vm.sol";
import {CorrectionFixture} from "./CorrectionFixture.sol";
import {CorrectionTypedData} from "./CorrectionTypedData.sol";
import {SigmaOr} from "./SigmaOr.sol";

/// @title Anyone has the chain judge the opening that was registered; nobody can have it judge another one.
contract ChallengeTest is CorrectionFixture {
    function _challenge(Written memory w) private returns (bool) {
        VM.prank(RELAYER);
        return corrections.challenge(w.state, w.opening, w.h.x, w.h.y);
    }

    function _challengeFails(Written memory w, bytes memory reason) private {
        VM.expectRevert(reason);
        _challenge(w);
        VM.assertFalse(corrections.isRefuted(w.state.recordId, w.state.version));
    }

    /// @dev Proposed by the doctor with an opening of which one thing is wrong.
    function _false(uint256 field) private returns (Written memory w) {
        IRecordRegistry.Proposal memory p;
        string memory label = string(abi.encodePacked("false ", bytes1(uint8(65 + field))));
        (w, p) = _written(label, _alice());
        if (field == 0) w.opening.digest = "another digest";
        if (field == 1) w.opening.fieldRoot = "another field root";
        if (field == 2) w.opening.proof = new bytes(128);
        if (field == 3) w.opening.proof = "short";
        if (field == 4) (w.opening.h1x, w.opening.h1y) = (0, 0);
        if (field == 5) w.opening.h1y += 1;
        if (field == 6) (w.opening.h1x, w.opening.h1y) = (1, 2);
        p.commitmentProof = w.state.commitmentProof = CorrectionTypedData.openingHash(w.opening);
        records.propose(p, _signed(_dora(), p));
    }

    function test_challenge_provesATrueOpening() public {
        Written memory w = _record("record");
        VM.expectEmit(address(corrections));
        emit IRecordCorrection.OpeningProven(w.state.recordId, 0, w.opening.h1x, w.opening.h1y);
        VM.assertTrue(_challenge(w));
        VM.assertFalse(corrections.isRefuted(w.state.recordId, 0));
    }

    /// @dev Before the patient has confirmed as well: that is when it matters most.
    function test_challenge_refutesAFalseOpening() public {
        for (uint256 field = 0; field < 7; ++field) {
            Written memory w = _false(field);
            VM.expectEmit(address(corrections));
            emit IRecordCorrection.OpeningRefuted(w.state.recordId, 0, w.state.commitmentProof);
            VM.assertFalse(_challenge(w));
            VM.assertTrue(corrections.isRefuted(w.state.recordId, 0));
            VM.assertFalse(corrections.isRefuted(w.state.recordId, 1));
        }
    }

    function test_challenge_provesCorrectedAndErasedVersions() public {
        Written memory w = _corrected(_case(IRecordCorrection.Kind.Replace));
        VM.assertTrue(_challenge(w));
        w = _corrected(_caseOf(w, IRecordCorrection.Kind.Erase, _dora(), _alice()));
        VM.assertTrue(_challenge(w));
    }

    /// @dev The key that the opening names counts, also when the institution has another one since.
    function test_challenge_goesByTheKeyOfItsTime() public {
        Written memory w = _record("record");
        _setTrapdoor("hospital", hospital, TRAPDOOR + 1);
        VM.assertTrue(_challenge(w));
    }

    function testFuzz_challenge_revertsForAnotherOpening(uint256 field, bytes32 value) public {
        Written memory w = _record("record");
        bytes32 before = CorrectionTypedData.openingHash(w.opening);
        field %= 5;
        if (field == 0) w.opening.h1x = uint256(value);
        if (field == 1) w.opening.h1y = uint256(value);
        if (field == 2) w.opening.digest = value;
        if (field == 3) w.opening.fieldRoot = value;
        if (field == 4) w.opening.proof = bytes.concat(value);
        bytes32 presented = CorrectionTypedData.openingHash(w.opening);
        VM.assume(presented != before);
        bytes4 selector = IRecordCorrection.RecordCorrectionOtherOpening.selector;
        _challengeFails(w, abi.encodeWithSelector(selector, w.state.recordId, presented));
    }

    /// @dev With a wrong y every proof fails, so only the point that the commitment stands for is taken.
    function test_challenge_revertsForAnotherPoint() public {
        Written memory w = _record("record");
        bytes32 recordId = w.state.recordId;
        uint256 y = w.h.y;
        w.h.y = SigmaOr.P - y;
        bytes4 selector = IRecordCorrection.RecordCorrectionOtherCommitment.selector;
        _challengeFails(w, abi.encodeWithSelector(selector, recordId, SigmaOr.compress(w.h)));
        w.h.y = y + 2; // the same parity
        selector = ISigmaOrCommitments.SigmaOrCommitmentsInvalidPoint.selector;
        _challengeFails(w, abi.encodeWithSelector(selector, w.h.x, w.h.y));
    }

    function test_challenge_revertsForAStateThatIsNotTheRecords() public {
        Written memory w = _record("record");
        Case memory c = _caseOf(w, IRecordCorrection.Kind.Replace, _dora(), _alice());
        _correct(c);
        bytes4 selector = IRecordRegistry.RecordRegistryStaleState.selector;
        bytes32 presented = RecordTypedData.hash(w.state);
        _challengeFails(w, abi.encodeWithSelector(selector, w.state.recordId, presented));
        (w, ) = _written("unknown", _alice());
        presented = RecordTypedData.hash(w.state);
        _challengeFails(w, abi.encodeWithSelector(selector, w.state.recordId, presented));
    }

    /// @dev However little gas there is, a true opening is never taken for a false one.
    function testFuzz_challenge_neverRefutesForALackOfGas(uint256 gas) public {
        Written memory w = _record("record");
        gas = 20_000 + (gas % 1_200_000);
        bytes memory data = abi.encodeCall(corrections.challenge, (w.state, w.opening, w.h.x, w.h.y));
        (bool success, bytes memory result) = address(corrections).call{gas: gas}(data);
        VM.assertTrue(!success || abi.decode(result, (bool)));
        VM.assertFalse(corrections.isRefuted(w.state.recordId, 0));
    }

    function test_challenge_saysWhenTheGasIsTooLow() public {
        Written memory w = _record("record");
        bytes memory data = abi.encodeCall(corrections.challenge, (w.state, w.opening, w.h.x, w.h.y));
        (bool success, bytes memory result) = address(corrections).call{gas: 500_000}(data);
        VM.assertFalse(success);
        VM.assertTrue(bytes4(result) == IRecordCorrection.RecordCorrectionGasTooLow.selector);
    }
}
