// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {VM} from "../support/Vm.sol";
import {RecordFixture} from "./RecordFixture.sol";
import {RecordTypedData} from "./RecordTypedData.sol";

contract ProposeTest is RecordFixture {
    function _fresh() private view returns (IRecordRegistry.Proposal memory) {
        return _proposal("record", _alice(), _dora());
    }

    function _proposeFails(IRecordRegistry.Proposal memory p, bytes memory reason) private {
        bytes memory signature = _signed(_dora(), p);
        VM.expectRevert(reason);
        records.propose(p, signature);
    }

    function test_propose_storesTheStateOnEveryRoute() public {
        for (uint256 i = 0; i < ROUTES; ++i) {
            Route route = Route(i);
            string memory label = string(abi.encodePacked("author ", bytes1(uint8(65 + i))));
            Actor memory author = _enrollActor(
                _actorFor(route, label),
                IIdentityRegistry.Role.Doctor,
                hospital
            );
            IRecordRegistry.Proposal memory p = _proposal(label, _alice(), author);
            bytes memory signature = _signatureOn(route, author, _recordDigest(RecordTypedData.hash(p)));
            VM.expectEmit(address(records));
            emit IRecordRegistry.RecordProposed(p.recordId, p.patient, p.author, author.account, _stateOf(p));
            _send(route, author, address(records), abi.encodeCall(records.propose, (p, signature)));
            _expectState(_stateOf(p));
        }
    }

    function test_propose_acceptsACaptureStation() public {
        Actor memory station = _enroll("station", IIdentityRegistry.Role.CaptureStation, hospital);
        IRecordRegistry.Proposal memory p = _proposal("record", _alice(), station);
        records.propose(p, _signed(station, p));
        _expectState(_stateOf(p));
    }

    function test_propose_leavesTheAccountChainAlone() public {
        _proposed("record");
        (bytes32 head, uint256 height) = records.accountOf(_alice().personId);
        VM.assertEq(head, bytes32(0));
        VM.assertEq(height, 0);
    }

    function test_propose_revertsWhenTheRecordIsKnown() public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        _proposeFails(
            _fresh(),
            abi.encodeWithSelector(IRecordRegistry.RecordRegistryRecordExists.selector, s.recordId)
        );
    }

    function test_propose_revertsForAPersonWhoDoesNotWriteRecords() public {
        IIdentityRegistry.Role[4] memory roles = [
            IIdentityRegistry.Role.Patient,
            IIdentityRegistry.Role.Manager,
            IIdentityRegistry.Role.Staff,
            IIdentityRegistry.Role.Auditor
        ];
        for (uint256 i = 0; i < roles.length; ++i) {
            bytes32 orgId = roles[i] == IIdentityRegistry.Role.Auditor ? healthAuthority : hospital;
            string memory label = string(abi.encodePacked("person ", bytes1(uint8(65 + i))));
            Actor memory author = _enroll(label, roles[i], orgId);
            IRecordRegistry.Proposal memory p = _proposal("record", _alice(), author);
            bytes memory signature = _signed(author, p);
            VM.expectRevert(
                abi.encodeWithSelector(
                    IRecordRegistry.RecordRegistryNotAuthor.selector,
                    author.personId,
                    roles[i]
                )
            );
            records.propose(p, signature);
        }
    }

    function test_propose_revertsForAnotherInstitution() public {
        IRecordRegistry.Proposal memory p = _fresh();
        p.institution = platform;
        _proposeFails(
            p,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryOtherInstitution.selector,
                p.author,
                platform
            )
        );
    }

    function test_propose_revertsWhenTheInstitutionIsSuspended() public {
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(hospital, IOrganizationRegistry.OrganizationStatus.Suspended);
        _proposeFails(
            _fresh(),
            abi.encodeWithSelector(
                IOrganizationRegistry.OrganizationRegistryInactive.selector,
                hospital,
                IOrganizationRegistry.OrganizationStatus.Suspended
            )
        );
    }

    function test_propose_revertsWhenTheDoctorIsSuspended() public {
        _setStatus(_dora(), IIdentityRegistry.PersonStatus.Suspended);
        _proposeFails(
            _fresh(),
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInactive.selector,
                _dora().personId,
                IIdentityRegistry.PersonStatus.Suspended
            )
        );
    }

    function test_propose_revertsWhenTheDoctorsCredentialHasExpired() public {
        VM.warp(START + YEAR);
        _proposed("last second");
        VM.warp(START + YEAR + 1);
        _proposeFails(
            _fresh(),
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryExpired.selector,
                _dora().personId,
                START + YEAR,
                block.timestamp
            )
        );
    }

    function test_propose_revertsWhenThePatientIsSuspended() public {
        _setStatus(_alice(), IIdentityRegistry.PersonStatus.Suspended);
        _proposeFails(
            _fresh(),
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInactive.selector,
                _alice().personId,
                IIdentityRegistry.PersonStatus.Suspended
            )
        );
    }

    function test_propose_revertsWhenThePatientIsUnknown() public {
        IRecordRegistry.Proposal memory p = _fresh();
        p.patient = _id("nobody");
        _proposeFails(
            p,
            abi.encodeWithSelector(IIdentityErrors.IdentityRegistryUnknownPerson.selector, p.patient)
        );
    }

    function test_propose_revertsWhenThePatientIsNoPatient() public {
        IRecordRegistry.Proposal memory p = _fresh();
        p.patient = _doctor("dave", hospital).personId;
        _proposeFails(
            p,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryNotPatient.selector,
                p.patient,
                IIdentityRegistry.Role.Doctor
            )
        );
    }

    function test_propose_revertsWhenAFieldIsMissing() public {
        for (uint256 i = 0; i < 4; ++i) {
            IRecordRegistry.Proposal memory p = _fresh();
            if (i == 0) p.recordId = 0;
            if (i == 1) p.commitment = 0;
            if (i == 2) p.commitmentProof = 0;
            if (i == 3) p.manifestHash = 0;
            _proposeFails(
                p,
                abi.encodeWithSelector(IRecordRegistry.RecordRegistryIncompleteProposal.selector, p.recordId)
            );
        }
    }

    function test_propose_revertsForTheSignatureOfAnother() public {
        IRecordRegistry.Proposal memory p = _fresh();
        bytes memory signature = _signed(_alice(), p);
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                p.signer,
                _recordDigest(RecordTypedData.hash(p))
            )
        );
        records.propose(p, signature);
    }

    function test_propose_revertsWhenTheSignerIsNoController() public {
        IRecordRegistry.Proposal memory p = _fresh();
        p.signer = _alice().account;
        bytes memory signature = _signed(_alice(), p);
        VM.expectRevert(
            abi.encodeWithSelector(IIdentityErrors.IdentityRegistryNotController.selector, p.author, p.signer)
        );
        records.propose(p, signature);
    }

    /// @dev A signature stands for exactly what was signed: any other field value makes it another's.
    function testFuzz_propose_revertsWhenASignedFieldChanges(uint256 field, bytes32 value) public {
        IRecordRegistry.Proposal memory p = _fresh();
        bytes memory signature = _signed(_dora(), p);
        bytes32 before = RecordTypedData.hash(p);
        field %= 7;
        if (field == 0) p.recordId = value;
        if (field == 1) p.treatmentId = value;
        if (field == 2) p.categoryTag = value;
        if (field == 3) p.commitment = value;
        if (field == 4) p.commitmentProof = value;
        if (field == 5) p.manifestHash = value;
        if (field == 6) p.keywordRoot = value;
        VM.assume(RecordTypedData.hash(p) != before);
        VM.expectPartialRevert(ISignedActions.SignedActionsInvalidSignature.selector);
        records.propose(p, signature);
    }
}
