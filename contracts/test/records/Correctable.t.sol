// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICorrectable} from "../../src/records/ICorrectable.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {VM} from "../support/Vm.sol";
import {RecordFixture} from "./RecordFixture.sol";
import {RecordTypedData} from "./RecordTypedData.sol";

contract CorrectableTest is RecordFixture {
    address private constant CORRECTION = address(0xc0ffee);

    function _settle() private {
        VM.prank(_authority().account);
        records.nominateCorrection(CORRECTION);
        VM.prank(CORRECTION);
        records.acceptCorrection();
    }

    function _correctionOf(
        IRecordRegistry.RecordState memory s
    ) private pure returns (IRecordRegistry.RecordState memory next) {
        next = _next(s, IRecordRegistry.Status.Confirmed, keccak256("corrected manifest"));
        next.version = s.version + 1;
        next.commitmentProof = keccak256("corrected proof");
        next.keywordRoot = keccak256("corrected keywords");
        next.stationRoot = keccak256("corrected stations");
    }

    function _erasureOf(
        IRecordRegistry.RecordState memory s
    ) private pure returns (IRecordRegistry.RecordState memory next) {
        next = _correctionOf(s);
        next.status = IRecordRegistry.Status.Erased;
        (next.manifestHash, next.keywordRoot, next.stationRoot) = (0, 0, 0);
    }

    function _apply(IRecordRegistry.RecordState memory s, IRecordRegistry.RecordState memory next) private {
        VM.prank(CORRECTION);
        records.applyCorrection(s, next);
    }

    function _applyFails(
        IRecordRegistry.RecordState memory s,
        IRecordRegistry.RecordState memory next,
        bytes memory reason
    ) private {
        VM.expectRevert(reason);
        _apply(s, next);
    }

    function _forbidden(IRecordRegistry.RecordState memory s) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ICorrectable.CorrectableForbiddenChange.selector, s.recordId);
    }

    function test_nominateCorrection_revertsForAnyoneButTheAuthority() public {
        address[4] memory callers = [_dora().account, _alice().account, RELAYER, CORRECTION];
        for (uint256 i = 0; i < callers.length; ++i) {
            VM.expectRevert(
                abi.encodeWithSelector(ICorrectable.CorrectableNotAuthority.selector, callers[i])
            );
            VM.prank(callers[i]);
            records.nominateCorrection(CORRECTION);
        }
    }

    function test_acceptCorrection_settlesTheNominee() public {
        VM.expectEmit(address(records));
        emit ICorrectable.CorrectionNominated(CORRECTION);
        VM.prank(_authority().account);
        records.nominateCorrection(CORRECTION);
        VM.expectEmit(address(records));
        emit ICorrectable.CorrectionSettled(CORRECTION);
        VM.prank(CORRECTION);
        records.acceptCorrection();
        VM.assertEq(records.correction(), CORRECTION);
    }

    function test_acceptCorrection_revertsForAnyoneButTheNominee() public {
        VM.prank(_authority().account);
        records.nominateCorrection(CORRECTION);
        address[3] memory callers = [_authority().account, _dora().account, RELAYER];
        for (uint256 i = 0; i < callers.length; ++i) {
            VM.expectRevert(abi.encodeWithSelector(ICorrectable.CorrectableNotNominee.selector, callers[i]));
            VM.prank(callers[i]);
            records.acceptCorrection();
        }
    }

    function test_nominateCorrection_canBeChangedAndWithdrawnUntilAccepted() public {
        VM.startPrank(_authority().account);
        records.nominateCorrection(address(0xbad));
        records.nominateCorrection(CORRECTION);
        records.nominateCorrection(address(0));
        VM.stopPrank();
        VM.expectRevert(abi.encodeWithSelector(ICorrectable.CorrectableNotNominee.selector, CORRECTION));
        VM.prank(CORRECTION);
        records.acceptCorrection();
        VM.assertEq(records.correction(), address(0));
    }

    function test_nominateCorrection_revertsOnceSettled() public {
        _settle();
        VM.expectRevert(abi.encodeWithSelector(ICorrectable.CorrectableAlreadySettled.selector, CORRECTION));
        VM.prank(_authority().account);
        records.nominateCorrection(address(0xbad));
    }

    function test_acceptCorrection_cannotBeRepeated() public {
        _settle();
        VM.expectRevert(abi.encodeWithSelector(ICorrectable.CorrectableNotNominee.selector, CORRECTION));
        VM.prank(CORRECTION);
        records.acceptCorrection();
    }

    function test_applyCorrection_changesVersionAndContentOnly() public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        _settle();
        (bytes32 head, uint256 height) = records.accountOf(s.patient);
        IRecordRegistry.RecordState memory next = _correctionOf(s);
        VM.expectEmit(address(records));
        emit ICorrectable.RecordCorrected(s.recordId, s.patient, s.author, next);
        _apply(s, next);
        _expectState(next);
        (bytes32 headAfter, uint256 heightAfter) = records.accountOf(s.patient);
        VM.assertEq(headAfter, head);
        VM.assertEq(heightAfter, height);
    }

    function test_applyCorrection_stepsVersionAgain() public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        _settle();
        IRecordRegistry.RecordState memory first = _correctionOf(s);
        _apply(s, first);
        IRecordRegistry.RecordState memory second = _correctionOf(first);
        _apply(first, second);
        _expectState(second);
        VM.assertEq(second.version, 2);
    }

    /// @dev The patient goes on replacing manifests after a correction.
    function test_applyCorrection_leavesTheRecordToItsPatient() public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        _settle();
        IRecordRegistry.RecordState memory next = _correctionOf(s);
        _apply(s, next);
        IRecordRegistry.ManifestUpdate memory u = _update(next, _alice());
        records.updateManifest(next, u, _signed(_alice(), u));
        _expectState(_next(next, next.status, u.manifestHash));
    }

    function test_applyCorrection_erasesForGood() public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        _settle();
        IRecordRegistry.RecordState memory erased = _erasureOf(s);
        _apply(s, erased);
        _expectState(erased);
        bytes memory reason = abi.encodeWithSelector(
            IRecordRegistry.RecordRegistryWrongStatus.selector,
            s.recordId,
            IRecordRegistry.Status.Erased
        );
        _applyFails(erased, _correctionOf(erased), reason);
        IRecordRegistry.ManifestUpdate memory u = _update(erased, _alice());
        bytes memory signature = _signed(_alice(), u);
        VM.expectRevert(reason);
        records.updateManifest(erased, u, signature);
    }

    function test_applyCorrection_revertsForAnyoneButTheCorrectionContract() public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        IRecordRegistry.RecordState memory next = _correctionOf(s);
        _settle();
        address[4] memory callers = [_authority().account, _dora().account, _alice().account, RELAYER];
        for (uint256 i = 0; i < callers.length; ++i) {
            VM.expectRevert(
                abi.encodeWithSelector(ICorrectable.CorrectableNotCorrection.selector, callers[i])
            );
            VM.prank(callers[i]);
            records.applyCorrection(s, next);
        }
    }

    /// @dev Before one is settled, the zero address is nobody's.
    function test_applyCorrection_revertsForANomineeThatHasNotAccepted() public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        VM.prank(_authority().account);
        records.nominateCorrection(CORRECTION);
        _applyFails(
            s,
            _correctionOf(s),
            abi.encodeWithSelector(ICorrectable.CorrectableNotCorrection.selector, CORRECTION)
        );
    }

    function test_applyCorrection_revertsUnlessConfirmed() public {
        _settle();
        IRecordRegistry.RecordState[2] memory states = [_proposed("proposed"), _disputed("disputed")];
        for (uint256 i = 0; i < states.length; ++i) {
            _applyFails(
                states[i],
                _correctionOf(states[i]),
                abi.encodeWithSelector(
                    IRecordRegistry.RecordRegistryWrongStatus.selector,
                    states[i].recordId,
                    states[i].status
                )
            );
        }
    }

    function test_applyCorrection_revertsForAStaleState() public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        _settle();
        IRecordRegistry.RecordState memory next = _correctionOf(s);
        _apply(s, next);
        _applyFails(
            s,
            next,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryStaleState.selector,
                s.recordId,
                RecordTypedData.hash(s)
            )
        );
    }

    function test_applyCorrection_revertsForAStatusThatIsNeitherConfirmedNorErased() public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        _settle();
        IRecordRegistry.Status[3] memory statuses = [
            IRecordRegistry.Status.Unknown,
            IRecordRegistry.Status.Proposed,
            IRecordRegistry.Status.Disputed
        ];
        for (uint256 i = 0; i < statuses.length; ++i) {
            IRecordRegistry.RecordState memory next = _correctionOf(s);
            next.status = statuses[i];
            _applyFails(s, next, _forbidden(s));
        }
    }

    function testFuzz_applyCorrection_revertsForAnErasureThatLeavesSomething(
        uint256 field,
        bytes32 value
    ) public {
        VM.assume(value != 0);
        IRecordRegistry.RecordState memory s = _confirmed("record");
        _settle();
        IRecordRegistry.RecordState memory next = _erasureOf(s);
        field %= 3;
        if (field == 0) next.manifestHash = value;
        if (field == 1) next.keywordRoot = value;
        if (field == 2) next.stationRoot = value;
        _applyFails(s, next, _forbidden(s));
    }

    function test_applyCorrection_revertsForACorrectionWithoutAManifest() public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        _settle();
        IRecordRegistry.RecordState memory next = _correctionOf(s);
        next.manifestHash = 0;
        _applyFails(s, next, _forbidden(s));
    }

    function testFuzz_applyCorrection_revertsUnlessVersionAndSequenceStepByOne(
        uint32 version,
        uint32 sequence
    ) public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        _settle();
        IRecordRegistry.RecordState memory next = _correctionOf(s);
        VM.assume(version != next.version || sequence != next.sequence);
        (next.version, next.sequence) = (version, sequence);
        _applyFails(s, next, _forbidden(s));
    }

    function testFuzz_applyCorrection_revertsWhenAnythingElseChanges(uint256 field, bytes32 value) public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        _settle();
        IRecordRegistry.RecordState memory next = _correctionOf(s);
        bytes32 allowed = RecordTypedData.hash(next);
        field %= 7;
        if (field == 0) next.recordId = value;
        if (field == 1) next.patient = value;
        if (field == 2) next.author = value;
        if (field == 3) next.institution = value;
        if (field == 4) next.treatmentId = value;
        if (field == 5) next.categoryTag = value;
        if (field == 6) next.commitment = value;
        VM.assume(RecordTypedData.hash(next) != allowed);
        _applyFails(s, next, _forbidden(s));
    }
}
