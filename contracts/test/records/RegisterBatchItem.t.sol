// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {ConsentTypedData} from "../consent/ConsentTypedData.sol";
import {VM} from "../support/Vm.sol";
import {BatchFixture} from "./BatchFixture.sol";
import {RecordTypedData} from "./RecordTypedData.sol";

/// @title A batch with one item that fails: with that item's error, and nothing of the batch remains.
contract RegisterBatchItemTest is BatchFixture {
    function _itemFails(Batch memory b, bytes memory reason) private {
        VM.expectRevert(reason);
        records.registerBatch(b.proposal, b.signature, b.items);
    }

    function test_registerBatch_revertsForAnItemThatWasRegisteredBefore() public {
        Batch memory b = _batch(4);
        records.registerBatch(b.proposal, b.signature, b.items);
        _itemFails(
            b,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryRecordExists.selector,
                b.items[0].proposal.recordId
            )
        );
    }

    /// @dev A failing last item undoes all the others.
    function test_registerBatch_undoesEverythingWhenOneItemFails() public {
        Batch memory b = _batch(4);
        b.items[3].acceptance.signature = b.items[2].acceptance.signature;
        IRecordRegistry.Confirmation memory c = _confirmation(_stateOf(b.items[3].proposal), _alice());
        _itemFails(
            b,
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                _alice().account,
                _recordDigest(RecordTypedData.hash(c))
            )
        );
        for (uint256 i = 0; i < 4; ++i) {
            VM.assertEq(records.stateHashOf(b.items[i].proposal.recordId), bytes32(0));
        }
    }

    function test_registerBatch_revertsForAnItemOutsideOfTheRoot() public {
        Batch memory b = _batch(2);
        b.items[1].proposal.keywordRoot = keccak256("not what was signed");
        _itemFails(
            b,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryNotInBatch.selector,
                b.items[1].proposal.recordId,
                b.proposal.root
            )
        );
    }

    /// @dev An inner node must not pass for a leaf: the proof of a pair, one level up, opens nothing.
    function test_registerBatch_revertsForAnItemWithAShortenedProof() public {
        Batch memory b = _batch(4);
        bytes32[] memory shortened = new bytes32[](1);
        shortened[0] = b.items[0].proof[1];
        b.items[0].proof = shortened;
        _itemFails(
            b,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryNotInBatch.selector,
                b.items[0].proposal.recordId,
                b.proposal.root
            )
        );
    }

    function test_registerBatch_revertsForAnItemOfAnotherAuthor() public {
        Batch memory b = _batch(2);
        b.items[0].proposal.author = _doctor("dave", hospital).personId;
        _seal(b, _dora());
        _itemFails(
            b,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryNotInBatch.selector,
                b.items[0].proposal.recordId,
                b.proposal.root
            )
        );
    }

    function test_registerBatch_revertsForAnItemOfAnotherInstitution() public {
        Batch memory b = _batch(2);
        b.items[1].proposal.institution = platform;
        _seal(b, _dora());
        _itemFails(
            b,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryOtherInstitution.selector,
                _dora().personId,
                platform
            )
        );
    }

    /// @dev Who may speak for a patient is looked up once for items in a row; for another patient it is looked up anew.
    function test_registerBatch_revertsForAnItemThatAnothersControllerSigned() public {
        Batch memory b = _batch(2);
        Actor memory bob = _patient("bob");
        b.items[1].proposal = _proposal("of bob", bob, _dora());
        Actor memory impostor = _alice();
        impostor.personId = bob.personId;
        b.items[1].acceptance = _accepted(b.items[1].proposal, impostor);
        _seal(b, _dora());
        _itemFails(
            b,
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryNotController.selector,
                bob.personId,
                _alice().account
            )
        );
    }

    function test_registerBatch_revertsForAnItemOfTheSamePatientThatAnotherSigned() public {
        Batch memory b = _batch(2);
        Actor memory impostor = _patient("bob");
        impostor.personId = _alice().personId;
        b.items[1].acceptance = _accepted(b.items[1].proposal, impostor);
        _itemFails(
            b,
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryNotController.selector,
                _alice().personId,
                impostor.account
            )
        );
    }

    function test_registerBatch_revertsForAnItemWhosePatientIsSuspended() public {
        Batch memory b = _batch(2);
        Actor memory bob = _patient("bob");
        b.items[0].proposal = _proposal("of bob", bob, _dora());
        b.items[0].acceptance = _acceptedByMandate(bob);
        _seal(b, _dora());
        _setStatus(bob, IIdentityRegistry.PersonStatus.Suspended);
        _itemFails(
            b,
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInactive.selector,
                bob.personId,
                IIdentityRegistry.PersonStatus.Suspended
            )
        );
    }

    /// @dev Whoever is enrolled as something else than a patient has no records, nor a mandate for them.
    function test_registerBatch_revertsForAnItemMandatedByAPersonWhoIsNoPatient() public {
        Batch memory b = _batch(2);
        Actor memory dave = _doctor("dave", hospital);
        b.items[1].proposal = _proposal("of dave", dave, _dora());
        b.items[1].acceptance = _acceptedByMandate(dave);
        _seal(b, _dora());
        _itemFails(
            b,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryNotPatient.selector,
                dave.personId,
                IIdentityRegistry.Role.Doctor
            )
        );
    }

    /// @dev The mandate is put together from the proposal, so it can only be for the record's own treatment.
    function test_registerBatch_revertsForAnItemWhoseMandateIsForAnotherTreatment() public {
        Batch memory b = _batch(2);
        b.items[1].acceptance = _acceptedByMandate(_alice());
        b.items[1].proposal.treatmentId = keccak256("another treatment");
        _seal(b, _dora());
        IConsentTypes.Mandate memory m = _mandate(_alice());
        m.treatmentId = b.items[1].proposal.treatmentId;
        _itemFails(
            b,
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                _alice().account,
                _consentDigest(ConsentTypedData.hash(m))
            )
        );
    }
}
