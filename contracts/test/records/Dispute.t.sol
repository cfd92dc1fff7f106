// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {VM} from "../support/Vm.sol";
import {RecordFixture} from "./RecordFixture.sol";
import {RecordTypedData} from "./RecordTypedData.sol";

contract DisputeTest is RecordFixture {
    function _disputeFails(
        IRecordRegistry.RecordState memory s,
        IRecordRegistry.Dispute memory d,
        bytes memory reason
    ) private {
        bytes memory signature = _signed(_alice(), d);
        VM.expectRevert(reason);
        records.dispute(s, d, signature);
    }

    function test_dispute_marksTheRecordOnEveryRoute() public {
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
            IRecordRegistry.Dispute memory d = _disputeOf(_stateOf(p), patient);
            bytes memory signature = _signatureOn(route, patient, _recordDigest(RecordTypedData.hash(d)));
            IRecordRegistry.RecordState memory next = _next(
                _stateOf(p),
                IRecordRegistry.Status.Disputed,
                p.manifestHash
            );
            VM.expectEmit(address(records));
            emit IRecordRegistry.RecordDisputed(
                p.recordId,
                p.patient,
                p.author,
                patient.account,
                d.reasonHash,
                next
            );
            bytes memory data = abi.encodeCall(records.dispute, (_stateOf(p), d, signature));
            _send(route, patient, address(records), data);
            _expectState(next);
        }
    }

    /// @dev Rule 8: a refusal never deletes the doctor's record, nor does it enter the account chain.
    function test_dispute_keepsTheRecordOutOfTheAccountChain() public {
        IRecordRegistry.RecordState memory s = _disputed("record");
        _expectState(s);
        (, uint256 height) = records.accountOf(_alice().personId);
        VM.assertEq(height, 0);
    }

    function test_dispute_revertsWhenDisputedAlready() public {
        IRecordRegistry.RecordState memory s = _disputed("record");
        _disputeFails(
            s,
            _disputeOf(s, _alice()),
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryWrongStatus.selector,
                s.recordId,
                IRecordRegistry.Status.Disputed
            )
        );
    }

    function test_dispute_revertsWhenConfirmed() public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        _disputeFails(
            s,
            _disputeOf(s, _alice()),
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryWrongStatus.selector,
                s.recordId,
                IRecordRegistry.Status.Confirmed
            )
        );
    }

    function test_dispute_revertsForAStaleState() public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        IRecordRegistry.Dispute memory d = _disputeOf(s, _alice());
        s.categoryTag = keccak256("another category");
        _disputeFails(
            s,
            d,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryStaleState.selector,
                s.recordId,
                RecordTypedData.hash(s)
            )
        );
    }

    function test_dispute_revertsForAnotherSequence() public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        IRecordRegistry.Dispute memory d = _disputeOf(s, _alice());
        d.sequence = 1;
        _disputeFails(
            s,
            d,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryWrongSequence.selector,
                s.recordId,
                uint32(0),
                uint32(1)
            )
        );
    }

    function test_dispute_revertsForAnotherPatient() public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        Actor memory bob = _patient("bob");
        IRecordRegistry.Dispute memory d = _disputeOf(s, bob);
        bytes memory signature = _signed(bob, d);
        VM.expectRevert(
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryOtherPatient.selector,
                s.recordId,
                bob.personId
            )
        );
        records.dispute(s, d, signature);
    }

    /// @dev The author cannot withdraw or mark the record either.
    function test_dispute_revertsForTheAuthor() public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        IRecordRegistry.Dispute memory d = _disputeOf(s, _dora());
        bytes memory signature = _signed(_dora(), d);
        VM.expectRevert(
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryOtherPatient.selector,
                s.recordId,
                _dora().personId
            )
        );
        records.dispute(s, d, signature);
    }
}
