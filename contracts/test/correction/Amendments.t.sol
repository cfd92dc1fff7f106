// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordCorrection} from "../../src/correction/IRecordCorrection.sol";
import {VM} from "../support/Vm.sol";
import {CorrectionFixture} from "./CorrectionFixture.sol";
import {CorrectionTypedData} from "./CorrectionTypedData.sol";
import {SignedAmendments} from "./SignedAmendments.sol";

/// @title Bounded corrections: under an accepted policy, step by step from the old field root to the new one.
contract AmendmentsTest is CorrectionFixture {
    function _amendment(uint256 steps) private returns (Case memory c) {
        c = _case(IRecordCorrection.Kind.Amend);
        c.amendments = new IRecordCorrection.Amendment[](steps);
        _amend(c);
    }

    function _stepRefuted() private pure returns (bytes memory) {
        return abi.encodeWithSelector(SignedAmendments.SignedAmendmentsRefuted.selector);
    }

    function test_correct_takesOneToSixteenAmendments() public {
        Case memory c = _amendment(16);
        _correct(c);
        _expectState(_after(c).state);
    }

    function test_correct_revertsForTooManyAmendmentsOrNone() public {
        uint256[2] memory counts = [uint256(0), 17];
        Case memory c = _amendment(1);
        for (uint256 i = 0; i < counts.length; ++i) {
            c.amendments = new IRecordCorrection.Amendment[](counts[i]);
            bytes4 selector = IRecordCorrection.RecordCorrectionAmendmentCount.selector;
            _correctFails(c, abi.encodeWithSelector(selector, c.record.state.recordId, counts[i]));
        }
    }

    function test_correct_revertsForAmendmentsOfAnotherKind() public {
        IRecordCorrection.Amendment[] memory amendments = _amendment(1).amendments;
        IRecordCorrection.Kind[3] memory kinds = [
            IRecordCorrection.Kind.Replace,
            IRecordCorrection.Kind.Redact,
            IRecordCorrection.Kind.Erase
        ];
        Written memory w = _record("other");
        for (uint256 i = 0; i < kinds.length; ++i) {
            Case memory c = _caseOf(w, kinds[i], _dora(), _alice());
            c.amendments = amendments;
            bytes4 selector = IRecordCorrection.RecordCorrectionAmendmentCount.selector;
            _correctFails(c, abi.encodeWithSelector(selector, w.state.recordId, 1));
        }
    }

    function test_correct_revertsForAStepLeftOutOrPutElsewhere() public {
        Case memory c = _amendment(3);
        IRecordCorrection.Amendment[] memory all = c.amendments;
        c.amendments = new IRecordCorrection.Amendment[](2);
        (c.amendments[0], c.amendments[1]) = (all[0], all[2]);
        _correctFails(c, _stepRefuted());
        (c.amendments[0], c.amendments[1]) = (all[1], all[2]);
        _correctFails(c, _stepRefuted());
        c.amendments = all;
        (c.amendments[0], c.amendments[1]) = (all[1], all[0]);
        _correctFails(c, _stepRefuted());
    }

    function test_correct_revertsForAChainThatEndsElsewhere() public {
        Case memory c = _amendment(3);
        IRecordCorrection.Amendment[] memory all = c.amendments;
        c.amendments = new IRecordCorrection.Amendment[](2);
        (c.amendments[0], c.amendments[1]) = (all[0], all[1]);
        bytes4 selector = IRecordCorrection.RecordCorrectionBrokenChain.selector;
        _correctFails(c, abi.encodeWithSelector(selector, c.record.state.recordId, all[1].newRoot));
    }

    /// @dev Each public signal of the proof, one after the other, as another proof would have it.
    function testFuzz_correct_revertsForAProofOfSomethingElse(uint256 signal, bytes32 value) public {
        Case memory c = _amendment(1);
        IRecordCorrection.Correction memory k = c.consent.correction;
        (bytes32 oldRoot, bytes32 newRoot) = (c.record.opening.fieldRoot, k.fieldRoot);
        bytes32 policyRoot = k.policyRoot;
        uint256 context = CorrectionTypedData.context(address(corrections), CorrectionTypedData.hash(k));
        bytes32 before = keccak256(abi.encode(oldRoot, newRoot, policyRoot, context));
        signal %= 4;
        if (signal == 0) oldRoot = value;
        if (signal == 1) newRoot = value;
        if (signal == 2) policyRoot = value;
        if (signal == 3) context = uint256(value);
        VM.assume(keccak256(abi.encode(oldRoot, newRoot, policyRoot, context)) != before);
        c.amendments[0].proof = amendmentProver.prove(oldRoot, newRoot, policyRoot, context);
        _correctFails(c, _stepRefuted());
    }

    /// @dev The context names chain, contract and correction.
    function test_correct_revertsForAProofMadeElsewhere() public {
        Case memory c = _amendment(1);
        IRecordCorrection.Correction memory k = c.consent.correction;
        bytes32 oldRoot = c.record.opening.fieldRoot;
        bytes32 hash = CorrectionTypedData.hash(k);
        uint256 context = CorrectionTypedData.context(address(records), hash);
        c.amendments[0].proof = amendmentProver.prove(oldRoot, k.fieldRoot, k.policyRoot, context);
        _correctFails(c, _stepRefuted());
        VM.chainId(block.chainid + 1);
        context = CorrectionTypedData.context(address(corrections), hash);
        VM.chainId(block.chainid - 1);
        c.amendments[0].proof = amendmentProver.prove(oldRoot, k.fieldRoot, k.policyRoot, context);
        _correctFails(c, _stepRefuted());
    }

    function test_correct_revertsForAPolicyThatIsNotAccepted() public {
        Case memory c = _amendment(1);
        bytes4 selector = IRecordCorrection.RecordCorrectionPolicyNotAccepted.selector;
        VM.prank(_authority().account);
        corrections.acceptPolicy(POLICY, false, "");
        _correctFails(c, abi.encodeWithSelector(selector, POLICY));
        c.consent.correction.policyRoot = "a policy of nobody's";
        _complete(c);
        bytes32 policyRoot = c.consent.correction.policyRoot;
        _correctFails(c, abi.encodeWithSelector(selector, policyRoot));
    }

    function test_correct_revertsWhereThereAreNoAmendments() public {
        corrections = _deployCorrections(address(0));
        Case memory c = _amendment(1);
        _correctFails(c, abi.encodeWithSelector(IRecordCorrection.RecordCorrectionNoAmendments.selector));
    }

    function test_acceptPolicy_isTheAuthoritys() public {
        bytes32 policyRoot = "policy";
        VM.expectEmit(address(corrections));
        emit IRecordCorrection.PolicyAccepted(policyRoot, true, "https://policy.example");
        VM.prank(_authority().account);
        corrections.acceptPolicy(policyRoot, true, "https://policy.example");
        VM.assertTrue(corrections.isAcceptedPolicy(policyRoot));
        address[3] memory others = [_dora().account, _admin("hospital").account, RELAYER];
        for (uint256 i = 0; i < others.length; ++i) {
            bytes4 selector = IRecordCorrection.RecordCorrectionNotAuthority.selector;
            VM.expectRevert(abi.encodeWithSelector(selector, others[i]));
            VM.prank(others[i]);
            corrections.acceptPolicy(policyRoot, false, "");
        }
        VM.prank(_authority().account);
        corrections.acceptPolicy(policyRoot, false, "");
        VM.assertFalse(corrections.isAcceptedPolicy(policyRoot));
    }

    function test_acceptPolicy_revertsForNoRootOrALongAddress() public {
        bytes4 selector = IRecordCorrection.RecordCorrectionInvalidPolicy.selector;
        VM.startPrank(_authority().account);
        VM.expectRevert(abi.encodeWithSelector(selector, bytes32(0), 0));
        corrections.acceptPolicy(0, true, "");
        string memory uri = string(new bytes(257));
        VM.expectRevert(abi.encodeWithSelector(selector, POLICY, 257));
        corrections.acceptPolicy(POLICY, true, uri);
        corrections.acceptPolicy(POLICY, true, string(new bytes(256)));
    }
}
