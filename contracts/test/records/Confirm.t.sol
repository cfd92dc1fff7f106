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

contract ConfirmTest is RecordFixture {
    function _confirm(IRecordRegistry.RecordState memory s) private returns (bytes32 manifestHash) {
        IRecordRegistry.Confirmation memory c = _confirmation(s, _alice());
        records.confirm(s, c, _signed(_alice(), c));
        return c.manifestHash;
    }

    function _confirmFails(
        IRecordRegistry.RecordState memory s,
        IRecordRegistry.Confirmation memory c,
        bytes memory reason
    ) private {
        bytes memory signature = _signed(_alice(), c);
        VM.expectRevert(reason);
        records.confirm(s, c, signature);
    }

    function test_confirm_linksTheRecordOnEveryRoute() public {
        for (uint256 i = 0; i < ROUTES; ++i) {
            Route route = Route(i);
            string memory label = string(abi.encodePacked("patient ", bytes1(uint8(65 + i))));
            Actor memory patient = _enrollActor(
                _actorFor(route, label),
                IIdentityRegistry.Role.Patient,
                hospital
            );
            IRecordRegistry.Proposal memory p = _proposal(label, patient, _dora());
            records.propose(p, _signed(_dora(), p));
            IRecordRegistry.Confirmation memory c = _confirmation(_stateOf(p), patient);
            bytes memory signature = _signatureOn(route, patient, _recordDigest(RecordTypedData.hash(c)));
            IRecordRegistry.RecordState memory next = _next(
                _stateOf(p),
                IRecordRegistry.Status.Confirmed,
                c.manifestHash
            );
            VM.expectEmit(address(records));
            emit IRecordRegistry.RecordConfirmed(
                p.recordId,
                p.patient,
                p.author,
                patient.account,
                0,
                1,
                RecordTypedData.accountEntry(0, next),
                next
            );
            bytes memory data = abi.encodeCall(records.confirm, (_stateOf(p), c, signature));
            _send(route, patient, address(records), data);
            _expectState(next);
        }
    }

    function test_confirm_growsTheAccountChainInOrder() public {
        IRecordRegistry.RecordState memory first = _confirmed("first");
        IRecordRegistry.RecordState memory second = _confirmed("second");
        (bytes32 head, uint256 height) = records.accountOf(_alice().personId);
        bytes32 expected = RecordTypedData.accountEntry(RecordTypedData.accountEntry(0, first), second);
        VM.assertEq(head, expected);
        VM.assertEq(height, 2);
    }

    function test_confirm_agreesToADisputedRecord() public {
        IRecordRegistry.RecordState memory s = _disputed("record");
        bytes32 manifestHash = _confirm(s);
        _expectState(_next(s, IRecordRegistry.Status.Confirmed, manifestHash));
    }

    /// @dev A closed hospital locks nobody out of the records it has written.
    function test_confirm_worksWhenTheInstitutionIsRevoked() public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(hospital, IOrganizationRegistry.OrganizationStatus.Revoked);
        bytes32 manifestHash = _confirm(s);
        _expectState(_next(s, IRecordRegistry.Status.Confirmed, manifestHash));
    }

    function test_confirm_revertsWhenConfirmedAlready() public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        _confirmFails(
            s,
            _confirmation(s, _alice()),
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryWrongStatus.selector,
                s.recordId,
                IRecordRegistry.Status.Confirmed
            )
        );
    }

    function test_confirm_revertsForAStaleState() public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        _confirm(s);
        _confirmFails(
            s,
            _confirmation(s, _alice()),
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryStaleState.selector,
                s.recordId,
                RecordTypedData.hash(s)
            )
        );
    }

    function test_confirm_revertsForAnUnknownRecord() public {
        IRecordRegistry.RecordState memory s = _stateOf(_proposal("record", _alice(), _dora()));
        _confirmFails(
            s,
            _confirmation(s, _alice()),
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryStaleState.selector,
                s.recordId,
                RecordTypedData.hash(s)
            )
        );
    }

    function test_confirm_revertsWhenSignedForAnotherRecord() public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        IRecordRegistry.Confirmation memory c = _confirmation(s, _alice());
        c.recordId = _id("another record");
        _confirmFails(
            s,
            c,
            abi.encodeWithSelector(IRecordRegistry.RecordRegistryOtherRecord.selector, s.recordId, c.recordId)
        );
    }

    function test_confirm_revertsWhenSignedForAnotherCommitment() public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        IRecordRegistry.Confirmation memory c = _confirmation(s, _alice());
        c.commitment = keccak256("another commitment");
        _confirmFails(
            s,
            c,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryOtherCommitment.selector,
                s.recordId,
                c.commitment
            )
        );
    }

    function test_confirm_revertsWithoutAManifest() public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        IRecordRegistry.Confirmation memory c = _confirmation(s, _alice());
        c.manifestHash = 0;
        _confirmFails(
            s,
            c,
            abi.encodeWithSelector(IRecordRegistry.RecordRegistryEmptyManifest.selector, s.recordId)
        );
    }

    /// @dev A confirmation that was signed, kept back, and overtaken by a dispute means nothing any more.
    function test_confirm_revertsWhenSignedForAnEarlierState() public {
        IRecordRegistry.Confirmation memory c = _confirmation(
            _stateOf(_proposal("record", _alice(), _dora())),
            _alice()
        );
        IRecordRegistry.RecordState memory s = _disputed("record");
        _confirmFails(
            s,
            c,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryWrongSequence.selector,
                s.recordId,
                uint32(1),
                uint32(0)
            )
        );
    }

    function test_confirm_revertsForAnotherPatient() public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        Actor memory bob = _patient("bob");
        IRecordRegistry.Confirmation memory c = _confirmation(s, bob);
        bytes memory signature = _signed(bob, c);
        VM.expectRevert(
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryOtherPatient.selector,
                s.recordId,
                bob.personId
            )
        );
        records.confirm(s, c, signature);
    }

    function test_confirm_revertsForTheAuthorsSignature() public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        IRecordRegistry.Confirmation memory c = _confirmation(s, _alice());
        bytes memory signature = _signed(_dora(), c);
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                c.signer,
                _recordDigest(RecordTypedData.hash(c))
            )
        );
        records.confirm(s, c, signature);
    }

    function test_confirm_revertsWhenThePatientIsSuspended() public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        _setStatus(_alice(), IIdentityRegistry.PersonStatus.Suspended);
        _confirmFails(
            s,
            _confirmation(s, _alice()),
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInactive.selector,
                _alice().personId,
                IIdentityRegistry.PersonStatus.Suspended
            )
        );
    }

    /// @dev No field of the state can be slipped in: the stored hash tells.
    function testFuzz_confirm_revertsWhenAnyFieldOfTheStateDiffers(uint256 field, bytes32 value) public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        IRecordRegistry.Confirmation memory c = _confirmation(s, _alice());
        bytes memory signature = _signed(_alice(), c);
        bytes32 before = RecordTypedData.hash(s);
        field %= 9;
        if (field == 0) s.author = value;
        if (field == 1) s.institution = value;
        if (field == 2) s.treatmentId = value;
        if (field == 3) s.categoryTag = value;
        if (field == 4) s.commitmentProof = value;
        if (field == 5) s.manifestHash = value;
        if (field == 6) s.stationRoot = value;
        if (field == 7) s.version = uint32(uint256(value));
        if (field == 8) s.status = IRecordRegistry.Status(uint256(value) % 5);
        VM.assume(RecordTypedData.hash(s) != before);
        VM.expectPartialRevert(IRecordRegistry.RecordRegistryStaleState.selector);
        records.confirm(s, c, signature);
    }
}
