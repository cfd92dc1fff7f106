// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {VM} from "../support/Vm.sol";
import {RecordFixture} from "./RecordFixture.sol";
import {RecordTypedData} from "./RecordTypedData.sol";

contract RegisterTest is RecordFixture {
    struct Case {
        IRecordRegistry.Proposal proposal;
        bytes authorSignature;
        IRecordRegistry.Confirmation confirmation;
        bytes patientSignature;
    }

    function _case() private view returns (Case memory c) {
        c.proposal = _proposal("record", _alice(), _dora());
        c.authorSignature = _signed(_dora(), c.proposal);
        c.confirmation = _confirmation(_stateOf(c.proposal), _alice());
        c.patientSignature = _signed(_alice(), c.confirmation);
    }

    function _registerFails(Case memory c, bytes memory reason) private {
        VM.expectRevert(reason);
        records.register(c.proposal, c.authorSignature, c.confirmation, c.patientSignature);
    }

    function _registered(Case memory c) private pure returns (IRecordRegistry.RecordState memory) {
        return _next(_stateOf(c.proposal), IRecordRegistry.Status.Confirmed, c.confirmation.manifestHash);
    }

    /// @dev An index sees the same two events as from two calls, whatever the route.
    function test_register_equalsProposeAndConfirm() public {
        Case memory c = _case();
        IRecordRegistry.RecordState memory next = _registered(c);
        VM.expectEmit(address(records));
        emit IRecordRegistry.RecordProposed(
            next.recordId,
            next.patient,
            next.author,
            _dora().account,
            _stateOf(c.proposal)
        );
        VM.expectEmit(address(records));
        emit IRecordRegistry.RecordConfirmed(
            next.recordId,
            next.patient,
            next.author,
            _alice().account,
            0,
            1,
            RecordTypedData.accountEntry(0, next),
            next
        );
        VM.prank(RELAYER);
        records.register(c.proposal, c.authorSignature, c.confirmation, c.patientSignature);
        _expectState(next);
        (bytes32 head, uint256 height) = records.accountOf(_alice().personId);
        VM.assertEq(head, RecordTypedData.accountEntry(0, next));
        VM.assertEq(height, 1);
    }

    function test_register_needsNoSignatureOfTheCaller() public {
        Case memory c = _case();
        VM.prank(_dora().account);
        records.register(c.proposal, "", c.confirmation, c.patientSignature);
        _expectState(_registered(c));
    }

    function test_register_letsThePatientSendIt() public {
        Case memory c = _case();
        VM.prank(_alice().account);
        records.register(c.proposal, c.authorSignature, c.confirmation, "");
        _expectState(_registered(c));
    }

    function test_register_acceptsContractWalletsOnBothSides() public {
        Actor memory patient = _enrollActor(
            _walletActor("wallet patient"),
            IIdentityRegistry.Role.Patient,
            hospital
        );
        Actor memory doctor = _enrollActor(
            _walletActor("wallet doctor"),
            IIdentityRegistry.Role.Doctor,
            hospital
        );
        IRecordRegistry.Proposal memory p = _proposal("record", patient, doctor);
        IRecordRegistry.Confirmation memory c = _confirmation(_stateOf(p), patient);
        records.register(p, _signed(doctor, p), c, _signed(patient, c));
        _expectState(_next(_stateOf(p), IRecordRegistry.Status.Confirmed, c.manifestHash));
    }

    function test_register_revertsWithoutTheAuthorsSignature() public {
        Case memory c = _case();
        c.authorSignature = c.patientSignature;
        _registerFails(
            c,
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                _dora().account,
                _recordDigest(RecordTypedData.hash(c.proposal))
            )
        );
    }

    function test_register_revertsWithoutThePatientsSignature() public {
        Case memory c = _case();
        c.patientSignature = c.authorSignature;
        _registerFails(
            c,
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                _alice().account,
                _recordDigest(RecordTypedData.hash(c.confirmation))
            )
        );
    }

    function test_register_revertsForTheConfirmationOfAnotherRecord() public {
        Case memory c = _case();
        c.confirmation.recordId = _id("another record");
        c.patientSignature = _signed(_alice(), c.confirmation);
        _registerFails(
            c,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryOtherRecord.selector,
                c.proposal.recordId,
                c.confirmation.recordId
            )
        );
    }

    function test_register_revertsWhenAnotherPatientConfirms() public {
        Case memory c = _case();
        Actor memory bob = _patient("bob");
        c.confirmation = _confirmation(_stateOf(c.proposal), bob);
        c.patientSignature = _signed(bob, c.confirmation);
        _registerFails(
            c,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryOtherPatient.selector,
                c.proposal.recordId,
                bob.personId
            )
        );
    }

    /// @dev Whoever is enrolled as something else than a patient has no records of its own.
    function test_register_revertsWhenThePatientIsNoPatient() public {
        Actor memory dave = _doctor("dave", hospital);
        IRecordRegistry.Proposal memory p = _proposal("record", dave, _dora());
        IRecordRegistry.Confirmation memory c = _confirmation(_stateOf(p), dave);
        _registerFails(
            Case(p, _signed(_dora(), p), c, _signed(dave, c)),
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryNotPatient.selector,
                dave.personId,
                IIdentityRegistry.Role.Doctor
            )
        );
    }

    function test_register_revertsWhenTheDoctorIsSuspended() public {
        Case memory c = _case();
        _setStatus(_dora(), IIdentityRegistry.PersonStatus.Suspended);
        _registerFails(
            c,
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInactive.selector,
                _dora().personId,
                IIdentityRegistry.PersonStatus.Suspended
            )
        );
    }

    function test_register_revertsWhenReplayed() public {
        Case memory c = _case();
        records.register(c.proposal, c.authorSignature, c.confirmation, c.patientSignature);
        _registerFails(
            c,
            abi.encodeWithSelector(IRecordRegistry.RecordRegistryRecordExists.selector, c.proposal.recordId)
        );
    }
}
