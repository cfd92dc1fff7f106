// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordCorrection} from "../../src/correction/IRecordCorrection.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {ICorrectable} from "../../src/records/ICorrectable.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {RecordTypedData} from "../records/RecordTypedData.sol";
import {VM} from "../support/Vm.sol";
import {CorrectionFixture} from "./CorrectionFixture.sol";
import {CorrectionTypedData} from "./CorrectionTypedData.sol";

contract CorrectTest is CorrectionFixture {
    IRecordCorrection.Kind[4] private _kinds = [
        IRecordCorrection.Kind.Replace,
        IRecordCorrection.Kind.Amend,
        IRecordCorrection.Kind.Redact,
        IRecordCorrection.Kind.Erase
    ];

    /// @dev Only who signs changes with the route: the doctor's and the patient's accounts are of the same kind, and one calls.
    function _routed(Route route, bool byDoctor, string memory label) private returns (Case memory c) {
        Actor memory doctor = _actorFor(route, string.concat("doctor ", label));
        Actor memory patient = _actorFor(route, string.concat("patient ", label));
        _enrollActor(doctor, IIdentityRegistry.Role.Doctor, hospital);
        _enrollActor(patient, IIdentityRegistry.Role.Patient, hospital);
        c = _caseOf(_recordOf(label, patient), IRecordCorrection.Kind.Replace, doctor, patient);
        if (route != Route.Direct && route != Route.WalletSent) return c;
        if (byDoctor) c.consent.authorSignature = "";
        else c.consent.patientSignature = "";
    }

    function _label(uint256 number) private pure returns (string memory) {
        return string(abi.encodePacked("number ", bytes1(uint8(65 + number))));
    }

    function test_correct_makesTheNextStateOfEachKind() public {
        for (uint256 i = 0; i < _kinds.length; ++i) {
            Written memory w = _record(_label(i));
            Case memory c = _caseOf(w, _kinds[i], _dora(), _alice());
            (bytes32 head, uint256 height) = records.accountOf(w.state.patient);
            Written memory next = _after(c);
            VM.expectEmit(address(records));
            emit ICorrectable.RecordCorrected(w.state.recordId, w.state.patient, w.state.author, next.state);
            _correct(c);
            _expectState(next.state);
            (bytes32 headAfter, uint256 heightAfter) = records.accountOf(w.state.patient);
            VM.assertTrue(headAfter == head && heightAfter == height);
        }
    }

    function test_correct_worksOnEveryRoute() public {
        for (uint256 i = 0; i < ROUTES * 2; ++i) {
            Route route = Route(i / 2);
            bool byDoctor = i % 2 == 0;
            Case memory c = _routed(route, byDoctor, _label(i));
            _send(route, byDoctor ? c.doctor : c.patient, address(corrections), _call(c));
            _expectState(_after(c).state);
        }
    }

    function test_correct_labelsWhatItDid() public {
        Case memory c = _case(IRecordCorrection.Kind.Replace);
        IRecordCorrection.Correction memory k = c.consent.correction;
        Written memory next = _after(c);
        bytes32 leaf = CorrectionTypedData.label(
            k,
            RecordTypedData.hash(c.record.state),
            RecordTypedData.hash(next.state)
        );
        bytes32 root = leaf;
        bytes32 empty;
        for (uint256 i = 0; i < 32; ++i) {
            root = RecordTypedData.node(root, empty);
            empty = RecordTypedData.node(empty, empty);
        }
        VM.assertEq(corrections.labelRoot(), empty);
        VM.expectEmit(address(corrections));
        emit IRecordCorrection.RecordLabelled(k.recordId, k.patient, k.author, 0, leaf, root, k);
        _correct(c);
        VM.assertEq(corrections.labelRoot(), root);
        VM.assertEq(corrections.labelCount(), 1);
    }

    function test_correct_stepsVersionAgain() public {
        Written memory w = _corrected(_case(IRecordCorrection.Kind.Replace));
        w = _corrected(_caseOf(w, IRecordCorrection.Kind.Amend, _dora(), _alice()));
        w = _corrected(_caseOf(w, IRecordCorrection.Kind.Redact, _dora(), _alice()));
        _expectState(w.state);
        VM.assertEq(w.state.version, 3);
        VM.assertEq(corrections.labelCount(), 3);
    }

    /// @dev Whoever corrects need not be whoever wrote.
    function test_correct_letsAnyDoctorOfTheInstitution() public {
        Actor memory colleague = _doctor("colleague", hospital);
        Case memory c = _caseOf(_record("record"), IRecordCorrection.Kind.Replace, colleague, _alice());
        _correct(c);
        _expectState(_after(c).state);
        VM.assertEq(_after(c).state.author, _dora().personId);
    }

    /// @dev The half of the proof that the trapdoor makes is a signature by its present holder.
    function test_correct_goesOnUnderANewKeyOfTheInstitution() public {
        Case memory c = _case(IRecordCorrection.Kind.Replace);
        uint256 renewed = TRAPDOOR + 1;
        _setTrapdoor("hospital", hospital, renewed);
        VM.expectRevert(bytes4(keccak256("SigmaOrCommitmentsRefuted()")));
        _correct(c);
        c.trapdoor = renewed;
        _open(c);
        _correct(c);
        _expectState(_after(c).state);
    }

    function test_correct_followsANewManifestOfThePatient() public {
        Written memory w = _corrected(_case(IRecordCorrection.Kind.Replace));
        IRecordRegistry.ManifestUpdate memory u = _update(w.state, _alice());
        records.updateManifest(w.state, u, _signed(_alice(), u));
        w.state = _next(w.state, w.state.status, u.manifestHash);
        w = _corrected(_caseOf(w, IRecordCorrection.Kind.Redact, _dora(), _alice()));
        _expectState(w.state);
    }

    /// @dev Keywords and stations may have none.
    function test_correct_needsNeitherKeywordsNorStations() public {
        Case memory c = _case(IRecordCorrection.Kind.Replace);
        (c.consent.correction.keywordRoot, c.consent.correction.stationRoot) = (0, 0);
        _complete(c);
        _correct(c);
        _expectState(_after(c).state);
    }

    function test_correctionHashOf_isTheStructHash() public view {
        IRecordCorrection.Correction memory k;
        (k.recordId, k.patient, k.author) = ("record", "patient", "author");
        (k.signer, k.kind, k.reason) = (
            RELAYER,
            IRecordCorrection.Kind.Amend,
            IRecordCorrection.Reason.WrongTime
        );
        (k.version, k.sequence, k.digest, k.fieldRoot) = (3, 4, "digest", "field root");
        (k.manifestHash, k.keywordRoot, k.stationRoot, k.policyRoot) = ("manifest", "words", "stations", "p");
        VM.assertEq(corrections.correctionHashOf(k), CorrectionTypedData.hash(k));
    }

    function test_acceptNomination_settlesOnce() public {
        VM.assertEq(records.correction(), address(corrections));
        VM.expectRevert(
            abi.encodeWithSelector(ICorrectable.CorrectableNotNominee.selector, address(corrections))
        );
        corrections.acceptNomination();
    }

    function test_acceptNomination_revertsForOneThatNobodyNominated() public {
        IRecordCorrection other = _deployCorrections(address(0));
        VM.expectRevert(abi.encodeWithSelector(ICorrectable.CorrectableNotNominee.selector, address(other)));
        other.acceptNomination();
    }
}
