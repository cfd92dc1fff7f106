// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {ConsentTypedData} from "../consent/ConsentTypedData.sol";
import {VM} from "../support/Vm.sol";
import {BatchFixture} from "./BatchFixture.sol";
import {RecordTypedData} from "./RecordTypedData.sol";

contract RegisterBatchTest is BatchFixture {
    function _batchFails(Batch memory b, bytes memory reason) private {
        VM.expectRevert(reason);
        records.registerBatch(b.proposal, b.signature, b.items);
    }

    function test_registerBatch_registersConfirmedAndMandatedRecords() public {
        Batch memory b = _batch(4);
        b.items[2].acceptance = _acceptedByMandate(_alice());
        bytes32 head;
        for (uint256 i = 0; i < b.items.length; ++i) {
            bool byMandate = i == 2;
            IRecordRegistry.RecordState memory next = _registered(b.items[i]);
            head = RecordTypedData.accountEntry(head, next);
            VM.expectEmit(address(records));
            emit IRecordRegistry.RecordProposed(
                next.recordId,
                next.patient,
                next.author,
                _dora().account,
                _stateOf(b.items[i].proposal)
            );
            VM.expectEmit(address(records));
            emit IRecordRegistry.RecordConfirmed(
                next.recordId,
                next.patient,
                next.author,
                _alice().account,
                byMandate ? _consentDigest(ConsentTypedData.hash(_mandate(_alice()))) : bytes32(0),
                i + 1,
                head,
                next
            );
        }
        VM.prank(RELAYER);
        records.registerBatch(b.proposal, b.signature, b.items);
        for (uint256 i = 0; i < b.items.length; ++i) _expectState(_registered(b.items[i]));
    }

    function test_registerBatch_takesTheAuthorsSignatureOnEveryRoute() public {
        for (uint256 i = 0; i < ROUTES; ++i) {
            Route route = Route(i);
            string memory label = string(abi.encodePacked("author ", bytes1(uint8(65 + i))));
            Actor memory author = _enrollActor(
                _actorFor(route, label),
                IIdentityRegistry.Role.Doctor,
                hospital
            );
            Batch memory b = _batchBy(author, label, 2);
            bytes memory signature = _signatureOn(
                route,
                author,
                _recordDigest(RecordTypedData.hash(b.proposal))
            );
            bytes memory data = abi.encodeCall(records.registerBatch, (b.proposal, signature, b.items));
            _send(route, author, address(records), data);
            _expectState(_registered(b.items[0]));
            _expectState(_registered(b.items[1]));
        }
    }

    function test_registerBatch_registersRecordsOfSeveralPatients() public {
        Batch memory b = _batch(2);
        Actor memory wallet = _enrollActor(
            _walletActor("wallet patient"),
            IIdentityRegistry.Role.Patient,
            hospital
        );
        b.items[1].proposal = _proposal("of another", wallet, _dora());
        b.items[1].acceptance = _accepted(b.items[1].proposal, wallet);
        _seal(b, _dora());
        records.registerBatch(b.proposal, b.signature, b.items);
        _expectState(_registered(b.items[1]));
        (, uint256 height) = records.accountOf(wallet.personId);
        VM.assertEq(height, 1);
    }

    /// @dev One signature may be used up in parts, e.g. when some patients sign later than others.
    function test_registerBatch_takesTheItemsOfARootInSeveralCalls() public {
        Batch memory b = _batch(4);
        for (uint256 i = 0; i < 4; ++i) {
            IRecordRegistry.BatchItem[] memory one = new IRecordRegistry.BatchItem[](1);
            one[0] = b.items[i];
            records.registerBatch(b.proposal, b.signature, one);
            _expectState(_registered(b.items[i]));
        }
    }

    function test_registerBatch_revertsForAnotherRoot() public {
        Batch memory b = _batch(2);
        b.proposal.root = keccak256("another root");
        _batchFails(
            b,
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                _dora().account,
                _recordDigest(RecordTypedData.hash(b.proposal))
            )
        );
    }

    function test_registerBatch_revertsForAPersonWhoDoesNotWriteRecords() public {
        Actor memory manager = _manager("manager", hospital);
        _batchFails(
            _batchBy(manager, "record", 2),
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryNotAuthor.selector,
                manager.personId,
                IIdentityRegistry.Role.Manager
            )
        );
    }

    function test_registerBatch_revertsWhenTheDoctorIsSuspended() public {
        Batch memory b = _batch(2);
        _setStatus(_dora(), IIdentityRegistry.PersonStatus.Suspended);
        _batchFails(
            b,
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInactive.selector,
                _dora().personId,
                IIdentityRegistry.PersonStatus.Suspended
            )
        );
    }

    function test_registerBatch_revertsWhenEmpty() public {
        Batch memory b = _batch(2);
        b.items = new IRecordRegistry.BatchItem[](0);
        _batchFails(b, abi.encodeWithSelector(IRecordRegistry.RecordRegistryEmptyBatch.selector));
    }
}
