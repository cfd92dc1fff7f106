// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IRecordCorrection} from "../../src/correction/IRecordCorrection.sol";
import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {TypedData} from "../support/TypedData.sol";
import {VM} from "../support/Vm.sol";
import {CorrectionFixture} from "./CorrectionFixture.sol";
import {CorrectionTypedData} from "./CorrectionTypedData.sol";

/// @title Who must have said what: a correction takes a doctor, the patient and the trapdoor, and no two of them make one.
contract CorrectRefusesTest is CorrectionFixture {
    IRecordCorrection.Kind private constant REPLACE = IRecordCorrection.Kind.Replace;

    function _badSignature(Actor memory signer, bytes32 structHash) private view returns (bytes memory) {
        return
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                signer.account,
                _correctionDigest(structHash)
            );
    }

    /// @dev Everything the doctor says is bound by the signature; who says it and for whom is looked up before.
    function testFuzz_correct_revertsWhenASignedFieldChanges(uint256 field, bytes32 value) public {
        Case memory c = _case(REPLACE);
        IRecordCorrection.Correction memory k = c.consent.correction;
        bytes32 before = CorrectionTypedData.hash(k);
        field %= 12;
        if (field == 0) k.recordId = value;
        if (field == 1) k.patient = value;
        if (field == 2) k.kind = IRecordCorrection.Kind(uint256(value) % 5);
        if (field == 3) k.reason = IRecordCorrection.Reason(uint256(value) % 7);
        if (field == 4) k.version = uint32(uint256(value));
        if (field == 5) k.sequence = uint32(uint256(value));
        if (field == 6) k.digest = value;
        if (field == 7) k.fieldRoot = value;
        if (field == 8) k.manifestHash = value;
        if (field == 9) k.keywordRoot = value;
        if (field == 10) k.stationRoot = value;
        if (field == 11) k.policyRoot = value;
        VM.assume(CorrectionTypedData.hash(k) != before);
        _correctFails(c, _badSignature(_dora(), CorrectionTypedData.hash(k)));
    }

    function testFuzz_correct_revertsWhenAFieldOfThePermissionChanges(uint256 field, bytes32 value) public {
        Case memory c = _case(REPLACE);
        IRecordCorrection.CorrectionPermission memory p = c.consent.permission;
        bytes32 before = CorrectionTypedData.hash(p);
        field %= 3;
        if (field == 0) p.recordId = value;
        if (field == 1) p.correctionHash = value;
        if (field == 2) p.digest = value;
        VM.assume(CorrectionTypedData.hash(p) != before);
        _correctFails(c, _badSignature(_alice(), CorrectionTypedData.hash(p)));
    }

    function test_correct_revertsWithoutTheDoctorsSignature() public {
        Case memory c = _case(REPLACE);
        c.consent.authorSignature = "";
        _correctFails(c, _badSignature(_dora(), CorrectionTypedData.hash(c.consent.correction)));
    }

    function test_correct_revertsWithoutThePatientsSignature() public {
        Case memory c = _case(REPLACE);
        c.consent.patientSignature = "";
        _correctFails(c, _badSignature(_alice(), CorrectionTypedData.hash(c.consent.permission)));
    }

    /// @dev The doctor's own signature in place of the patient's.
    function test_correct_revertsWhenTheDoctorPermits() public {
        Case memory c = _case(REPLACE);
        bytes32 structHash = CorrectionTypedData.hash(c.consent.permission);
        c.consent.patientSignature = _sign(_dora(), _correctionDigest(structHash));
        _correctFails(c, _badSignature(_alice(), structHash));
        c.patient = _dora();
        _permit(c);
        _sign(c);
        bytes4 selector = IRecordCorrection.RecordCorrectionOtherPatient.selector;
        _correctFails(c, abi.encodeWithSelector(selector, c.record.state.recordId, _dora().personId));
    }

    function test_correct_revertsForThePermissionOfAnotherPatient() public {
        Case memory c = _case(REPLACE);
        c.patient = _patient("bob");
        _permit(c);
        _sign(c);
        bytes4 selector = IRecordCorrection.RecordCorrectionOtherPatient.selector;
        _correctFails(c, abi.encodeWithSelector(selector, c.record.state.recordId, c.patient.personId));
    }

    function test_correct_revertsForACorrectionAboutAnotherPatient() public {
        Case memory c = _case(REPLACE);
        c.consent.correction.patient = _patient("bob").personId;
        _complete(c);
        bytes4 selector = IRecordCorrection.RecordCorrectionOtherPatient.selector;
        bytes32 bob = c.consent.correction.patient;
        _correctFails(c, abi.encodeWithSelector(selector, c.record.state.recordId, bob));
    }

    function test_correct_revertsForThePermissionOfAnotherDigestOrCorrection() public {
        Case memory c = _case(REPLACE);
        bytes32 correctionHash = CorrectionTypedData.hash(c.consent.correction);
        bytes memory reason = abi.encodeWithSelector(
            IRecordCorrection.RecordCorrectionNotPermitted.selector,
            c.record.state.recordId,
            correctionHash
        );
        c.consent.permission.digest = "another digest";
        _sign(c);
        _correctFails(c, reason);
        _permit(c);
        c.consent.permission.correctionHash = "another correction";
        _sign(c);
        _correctFails(c, reason);
        _permit(c);
        c.consent.permission.recordId = "another record";
        _sign(c);
        bytes4 selector = IRecordCorrection.RecordCorrectionOtherRecord.selector;
        bytes32 other = "another record";
        _correctFails(c, abi.encodeWithSelector(selector, c.record.state.recordId, other));
    }

    function test_correct_revertsForSomebodySuspended() public {
        Case memory c = _case(REPLACE);
        Actor[2] memory people = [_dora(), _alice()];
        for (uint256 i = 0; i < people.length; ++i) {
            _setStatus(people[i], IIdentityRegistry.PersonStatus.Suspended);
            bytes4 selector = IIdentityErrors.IdentityRegistryInactive.selector;
            IIdentityRegistry.PersonStatus suspended = IIdentityRegistry.PersonStatus.Suspended;
            _correctFails(c, abi.encodeWithSelector(selector, people[i].personId, suspended));
            _setStatus(people[i], IIdentityRegistry.PersonStatus.Active);
        }
        _correct(c);
    }

    function test_correct_revertsWhileTheInstitutionIsSuspended() public {
        Case memory c = _case(REPLACE);
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(hospital, IOrganizationRegistry.OrganizationStatus.Suspended);
        VM.expectPartialRevert(IOrganizationRegistry.OrganizationRegistryInactive.selector);
        _correct(c);
    }

    function test_correct_revertsForADoctorOfAnotherInstitution() public {
        Actor memory grace = _doctor("grace", platform);
        Case memory c = _caseOf(_record("record"), REPLACE, grace, _alice());
        bytes4 selector = IRecordCorrection.RecordCorrectionOtherInstitution.selector;
        _correctFails(c, abi.encodeWithSelector(selector, grace.personId, hospital));
    }

    function test_correct_revertsForAnyRoleButADoctor() public {
        IIdentityRegistry.Role[4] memory roles = [
            IIdentityRegistry.Role.CaptureStation,
            IIdentityRegistry.Role.Manager,
            IIdentityRegistry.Role.Staff,
            IIdentityRegistry.Role.Patient
        ];
        for (uint256 i = 0; i < roles.length; ++i) {
            string memory label = string(abi.encodePacked("member ", bytes1(uint8(65 + i))));
            Actor memory member = _enroll(label, roles[i], hospital);
            Case memory c = _caseOf(_record(label), REPLACE, member, _alice());
            bytes4 selector = IRecordCorrection.RecordCorrectionNotDoctor.selector;
            _correctFails(c, abi.encodeWithSelector(selector, member.personId));
        }
    }

    /// @dev The hospital's officers have the trapdoor, and keys of their own; a wallet that is nobody's is not a signer.
    function test_correct_revertsForTheTrapdoorsHolderAlone() public {
        Case memory c = _case(REPLACE);
        Actor memory officer = _admin("hospital");
        IRecordCorrection.Correction memory k = c.consent.correction;
        k.signer = officer.account;
        (c.doctor.key, c.patient.key, c.patient.account) = (officer.key, officer.key, officer.account);
        _complete(c);
        bytes4 selector = IIdentityErrors.IdentityRegistryNotController.selector;
        _correctFails(c, abi.encodeWithSelector(selector, k.author, officer.account));
        k.signer = _dora().account;
        c.doctor = _dora();
        _complete(c);
        _correctFails(c, abi.encodeWithSelector(selector, _alice().personId, officer.account));
    }

    function test_correct_revertsForStatementsOfAnotherContractOrChain() public {
        Case memory c = _case(REPLACE);
        bytes32 structHash = CorrectionTypedData.hash(c.consent.correction);
        c.consent.authorSignature = _sign(_dora(), _recordDigest(structHash));
        _correctFails(c, _badSignature(_dora(), structHash));
        bytes32 elsewhere = TypedData.domainSeparator(
            "MedLattice RecordCorrection",
            block.chainid + 1,
            address(corrections)
        );
        c.consent.authorSignature = _sign(_dora(), TypedData.digest(elsewhere, structHash));
        _correctFails(c, _badSignature(_dora(), structHash));
    }
}
