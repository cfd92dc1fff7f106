// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordCorrection} from "../../src/correction/IRecordCorrection.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {RecordTypedData} from "../records/RecordTypedData.sol";
import {VM} from "../support/Vm.sol";
import {CorrectionFixture} from "./CorrectionFixture.sol";

/// @title What a correction must say: of which record and state, of which kind, with which content.
contract CorrectStatementTest is CorrectionFixture {
    IRecordCorrection.Kind private constant REPLACE = IRecordCorrection.Kind.Replace;

    function test_correct_revertsWhenRepeated() public {
        Case memory c = _case(REPLACE);
        _correct(c);
        bytes4 selector = IRecordRegistry.RecordRegistryStaleState.selector;
        bytes32 presented = RecordTypedData.hash(c.record.state);
        _correctFails(c, abi.encodeWithSelector(selector, c.record.state.recordId, presented));
        c.record.state = _after(c).state;
        selector = IRecordCorrection.RecordCorrectionWrongVersion.selector;
        _correctFails(c, abi.encodeWithSelector(selector, c.record.state.recordId, 1, 1));
    }

    function test_correct_revertsForAVersionSkippedOrRepeated() public {
        uint32[4] memory versions = [uint32(0), 2, 3, type(uint32).max];
        Case memory c = _case(REPLACE);
        for (uint256 i = 0; i < versions.length; ++i) {
            c.consent.correction.version = versions[i];
            _complete(c);
            bytes4 selector = IRecordCorrection.RecordCorrectionWrongVersion.selector;
            _correctFails(c, abi.encodeWithSelector(selector, c.record.state.recordId, 0, versions[i]));
        }
    }

    /// @dev The patient's manifest moved the record on meanwhile.
    function test_correct_revertsForAStatementAboutAnotherState() public {
        Case memory c = _case(REPLACE);
        IRecordRegistry.ManifestUpdate memory u = _update(c.record.state, _alice());
        records.updateManifest(c.record.state, u, _signed(_alice(), u));
        c.record.state = _next(c.record.state, c.record.state.status, u.manifestHash);
        bytes4 selector = IRecordCorrection.RecordCorrectionWrongSequence.selector;
        _correctFails(c, abi.encodeWithSelector(selector, c.record.state.recordId, 2, 1));
    }

    /// @dev Fields of the state that no statement names: the registry's hash tells.
    function testFuzz_correct_revertsWhenAnyFieldOfTheStateDiffers(uint256 field, bytes32 value) public {
        Case memory c = _case(REPLACE);
        IRecordRegistry.RecordState memory s = c.record.state;
        bytes32 before = RecordTypedData.hash(s);
        field %= 7;
        if (field == 0) s.author = value;
        if (field == 1) s.treatmentId = value;
        if (field == 2) s.categoryTag = value;
        if (field == 3) s.commitmentProof = value;
        if (field == 4) s.manifestHash = value;
        if (field == 5) s.keywordRoot = value;
        if (field == 6) s.stationRoot = value;
        bytes32 presented = RecordTypedData.hash(s);
        VM.assume(presented != before);
        bytes4 selector = IRecordRegistry.RecordRegistryStaleState.selector;
        _correctFails(c, abi.encodeWithSelector(selector, s.recordId, presented));
    }

    function test_correct_revertsForAnotherRecordThanTheOneNamed() public {
        Case memory c = _case(REPLACE);
        Written memory other = _record("other");
        (c.record.state, c.record.h) = (other.state, other.h);
        _open(c);
        bytes4 selector = IRecordCorrection.RecordCorrectionOtherRecord.selector;
        bytes32 named = c.consent.correction.recordId;
        _correctFails(c, abi.encodeWithSelector(selector, other.state.recordId, named));
    }

    function test_correct_revertsUnlessConfirmed() public {
        for (uint256 i = 0; i < 2; ++i) {
            Actor memory alice = _alice();
            (Written memory w, IRecordRegistry.Proposal memory p) = _written(
                i == 0 ? "proposed" : "disputed",
                alice
            );
            records.propose(p, _signed(_dora(), p));
            if (i == 1) {
                IRecordRegistry.Dispute memory d = _disputeOf(w.state, alice);
                records.dispute(w.state, d, _signed(alice, d));
                w.state = _next(w.state, IRecordRegistry.Status.Disputed, w.state.manifestHash);
            }
            Case memory c = _caseOf(w, REPLACE, _dora(), alice);
            bytes4 selector = IRecordRegistry.RecordRegistryWrongStatus.selector;
            _correctFails(c, abi.encodeWithSelector(selector, p.recordId, w.state.status));
        }
    }

    function test_correct_neverChangesAnErasedRecordAgain() public {
        Written memory erased = _corrected(_case(IRecordCorrection.Kind.Erase));
        IRecordCorrection.Kind[4] memory kinds = [
            REPLACE,
            IRecordCorrection.Kind.Amend,
            IRecordCorrection.Kind.Redact,
            IRecordCorrection.Kind.Erase
        ];
        bytes32 root = corrections.labelRoot();
        for (uint256 i = 0; i < kinds.length; ++i) {
            Case memory c = _caseOf(erased, kinds[i], _dora(), _alice());
            // The field root of nothing is zero, so nothing can be redacted from it.
            bytes memory reason = abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryWrongStatus.selector,
                erased.state.recordId,
                IRecordRegistry.Status.Erased
            );
            if (kinds[i] == IRecordCorrection.Kind.Redact) {
                reason = abi.encodeWithSelector(
                    IRecordCorrection.RecordCorrectionIncomplete.selector,
                    erased.state.recordId,
                    kinds[i]
                );
            }
            _correctFails(c, reason);
        }
        VM.assertEq(corrections.labelRoot(), root);
    }

    function test_correct_revertsForNoKindOrReasonOrTwoThatDoNotSuit() public {
        Case memory c = _case(REPLACE);
        IRecordCorrection.Correction memory k = c.consent.correction;
        for (uint256 i = 0; i < 4; ++i) {
            (k.kind, k.reason) = (REPLACE, IRecordCorrection.Reason.WrongValue);
            if (i == 0) k.kind = IRecordCorrection.Kind.None;
            if (i == 1) k.reason = IRecordCorrection.Reason.None;
            if (i == 2) k.reason = IRecordCorrection.Reason.PatientsWish;
            if (i == 3) {
                (k.kind, k.reason) = (IRecordCorrection.Kind.Amend, IRecordCorrection.Reason.PatientsWish);
            }
            _complete(c);
            bytes4 selector = IRecordCorrection.RecordCorrectionInvalidKind.selector;
            _correctFails(c, abi.encodeWithSelector(selector, k.recordId, k.kind, k.reason));
        }
    }

    function testFuzz_correct_revertsForAnErasureThatLeavesSomething(uint256 field, bytes32 value) public {
        VM.assume(value != 0);
        Case memory c = _case(IRecordCorrection.Kind.Erase);
        _set(c.consent.correction, field % 6, value);
        _complete(c);
        _correctFails(c, _incomplete(c));
    }

    function test_correct_revertsForNewContentThatIsIncomplete() public {
        for (uint256 i = 0; i < 9; ++i) {
            Case memory c = _case3(i);
            _set(c.consent.correction, i % 3, 0);
            _complete(c);
            _correctFails(c, _incomplete(c));
        }
    }

    /// @dev Only an amendment has a policy, and each has one.
    function test_correct_revertsForAPolicyWhereNoneBelongs() public {
        for (uint256 i = 0; i < 9; i += 3) {
            Case memory c = _case3(i);
            bool isAmendment = c.consent.correction.kind == IRecordCorrection.Kind.Amend;
            c.consent.correction.policyRoot = isAmendment ? bytes32(0) : POLICY;
            _complete(c);
            _correctFails(c, _incomplete(c));
        }
    }

    function _case3(uint256 number) private returns (Case memory) {
        string memory label = string(abi.encodePacked("record ", bytes1(uint8(65 + number))));
        return _caseOf(_record(label), IRecordCorrection.Kind(1 + number / 3), _dora(), _alice());
    }

    function _incomplete(Case memory c) private pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IRecordCorrection.RecordCorrectionIncomplete.selector,
                c.record.state.recordId,
                c.consent.correction.kind
            );
    }

    function _set(IRecordCorrection.Correction memory k, uint256 field, bytes32 value) private pure {
        if (field == 0) k.digest = value;
        if (field == 1) k.fieldRoot = value;
        if (field == 2) k.manifestHash = value;
        if (field == 3) k.keywordRoot = value;
        if (field == 4) k.stationRoot = value;
        if (field == 5) k.policyRoot = value;
    }
}
