// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordClaims} from "../../src/records/IRecordClaims.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {RecordRegistry} from "../../src/records/RecordRegistry.sol";
import {VM} from "../support/Vm.sol";
import {Artifacts} from "./Artifacts.sol";
import {ClaimFixture} from "./ClaimFixture.sol";
import {RecordTypedData} from "./RecordTypedData.sol";

contract CheckClaimsTest is ClaimFixture {
    /// @dev A batch of three of which the second claims a signature that alice never made.
    function _withForgery() private view returns (Claims memory c) {
        c = _claims("record", 3);
        IRecordRegistry.Confirmation memory agreed = _confirmation(_stateOf(_proposalOf(c, 1)), _alice());
        (c.items[1].r, c.items[1].vs) = _compact(_signed(_dora(), agreed));
        _sealClaims(c);
    }

    function _proposedAgain(
        Claims memory c,
        uint256 index
    ) private view returns (IRecordRegistry.RecordState memory) {
        return _next(_claimedState(c, index), IRecordRegistry.Status.Proposed, c.items[index].authorManifest);
    }

    function _confirmedByCheck(
        Claims memory c,
        uint256 index
    ) private view returns (IRecordRegistry.RecordState memory) {
        return _next(_claimedState(c, index), IRecordRegistry.Status.Confirmed, c.items[index].manifestHash);
    }

    function _fails(IRecordClaims.ClaimCheck memory check, bytes memory reason) private {
        VM.expectRevert(reason);
        records.checkClaims(_one(check));
    }

    function _isStale(IRecordRegistry.RecordState memory s) private pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryStaleState.selector,
                s.recordId,
                RecordTypedData.hash(s)
            );
    }

    function test_checkClaims_confirmsWhatThePatientSignedAndLinksIt() public {
        Claims memory c = _claims("record", 3);
        _registerClaims(c);
        IRecordRegistry.RecordState memory next = _confirmedByCheck(c, 2);
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
        records.checkClaims(_one(_check(c, 2)));
        _expectState(next);
        _expectState(_claimedState(c, 0));
    }

    function test_checkClaims_refutesAForgedSignatureAndNamesTheAuthor() public {
        Claims memory c = _withForgery();
        _registerClaims(c);
        IRecordRegistry.RecordState memory next = _proposedAgain(c, 1);
        VM.expectEmit(address(records));
        emit IRecordClaims.ClaimRefuted(
            next.recordId,
            next.patient,
            _dora().personId,
            _alice().account,
            next
        );
        VM.prank(RELAYER);
        records.checkClaims(_one(_check(c, 1)));
        _expectState(next);
        (, uint256 height) = records.accountOf(_alice().personId);
        VM.assertEq(height, 0);
    }

    /// @dev Neither a signature over something else, nor one for another sequence, nor nonsense passes.
    function test_checkClaims_refutesEverySignatureThatIsNotOverThisConfirmation() public {
        for (uint256 i = 0; i < 5; ++i) {
            Claims memory c = _claims(string(abi.encodePacked("bad", i)), 1);
            IRecordRegistry.Confirmation memory agreed = _confirmation(_stateOf(_proposalOf(c, 0)), _alice());
            if (i == 0) agreed.recordId = keccak256("another record");
            if (i == 1) agreed.commitment = keccak256("another content");
            if (i == 2) agreed.manifestHash = keccak256("another manifest");
            if (i == 3) agreed.sequence = 1;
            (c.items[0].r, c.items[0].vs) = _compact(_signed(_alice(), agreed));
            if (i == 4) (c.items[0].r, c.items[0].vs) = (bytes32(type(uint256).max), bytes32(0));
            _sealClaims(c);
            _registerClaims(c);
            records.checkClaims(_one(_check(c, 0)));
            _expectState(_proposedAgain(c, 0));
        }
    }

    /// @dev With the other s of the curve a signature is another one (EIP-2): it was not what alice made.
    function test_checkClaims_refutesAMalleatedSignature() public {
        Claims memory c = _claims("record", 1);
        uint256 order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
        uint256 vs = uint256(c.items[0].vs);
        uint256 s = order - (vs & (type(uint256).max >> 1));
        // A high s does not fit beside the parity, so what remains of it recovers to nobody known.
        c.items[0].vs = bytes32(
            (s & (type(uint256).max >> 1)) | ((vs ^ (uint256(1) << 255)) & (uint256(1) << 255))
        );
        _sealClaims(c);
        _registerClaims(c);
        records.checkClaims(_one(_check(c, 0)));
        _expectState(_proposedAgain(c, 0));
    }

    function test_checkClaims_takesMixedClaimsInOneCall() public {
        Claims memory c = _withForgery();
        _registerClaims(c);
        IRecordClaims.ClaimCheck[] memory checks = new IRecordClaims.ClaimCheck[](3);
        for (uint256 i = 0; i < 3; ++i) checks[i] = _check(c, i);
        records.checkClaims(checks);
        _expectState(_confirmedByCheck(c, 0));
        _expectState(_proposedAgain(c, 1));
        _expectState(_confirmedByCheck(c, 2));
        (bytes32 head, uint256 height) = records.accountOf(_alice().personId);
        VM.assertEq(height, 2);
        bytes32 first = RecordTypedData.accountEntry(0, _confirmedByCheck(c, 0));
        VM.assertEq(head, RecordTypedData.accountEntry(first, _confirmedByCheck(c, 2)));
    }

    function test_checkClaims_revertsTheSecondTime() public {
        Claims memory c = _withForgery();
        _registerClaims(c);
        for (uint256 i = 0; i < 2; ++i) {
            IRecordClaims.ClaimCheck memory check = _check(c, i);
            records.checkClaims(_one(check));
            _fails(check, _isStale(check.current));
        }
    }

    /// @dev A valid claim cannot be refuted: the signature that is checked is the one that the batch commits to.
    function test_checkClaims_revertsForAnotherClaimThanTheRegisteredOne() public {
        Claims memory c = _claims("record", 4);
        _registerClaims(c);
        Claims memory other = _withForgery();
        for (uint256 i = 0; i < 6; ++i) {
            IRecordClaims.ClaimCheck memory check = _check(c, 1);
            if (i == 0) check.r = keccak256("another r");
            if (i == 1) check.vs = keccak256("another s");
            if (i == 2) check.signer = RELAYER;
            if (i == 3) check.authorManifest = keccak256("another manifest");
            if (i == 4) check.authorSigner = RELAYER;
            if (i == 5)
                (check.r, check.vs, check.path) = (
                    other.items[1].r,
                    other.items[1].vs,
                    _check(other, 1).path
                );
            VM.expectPartialRevert(IRecordClaims.RecordClaimsOtherClaim.selector);
            records.checkClaims(_one(check));
        }
        records.checkClaims(_one(_check(c, 1)));
        _expectState(_confirmedByCheck(c, 1));
    }

    /// @dev Not even a batch that its author signed counts: it must have been registered, and it cannot be, because the record
    /// exists.
    function test_checkClaims_revertsForABatchThatWasNotRegistered() public {
        Claims memory c = _claims("record", 3);
        _registerClaims(c);
        IRecordClaims.ClaimCheck memory check = _check(_withForgery(), 1);
        VM.expectPartialRevert(IRecordClaims.RecordClaimsOtherClaim.selector);
        records.checkClaims(_one(check));
    }

    function test_checkClaims_revertsForAPathThatIsTooShortOrTooLong() public {
        Claims memory c = _claims("record", 4);
        _registerClaims(c);
        IRecordClaims.ClaimCheck memory check = _check(c, 0);
        bytes32[] memory shorter = new bytes32[](check.path.length - 1);
        for (uint256 i = 0; i < shorter.length; ++i) shorter[i] = check.path[i];
        check.path = shorter;
        VM.expectPartialRevert(IRecordClaims.RecordClaimsOtherClaim.selector);
        records.checkClaims(_one(check));
    }

    function test_checkClaims_revertsForAStateThatIsNotThePresentOne() public {
        Claims memory c = _claims("record", 1);
        _registerClaims(c);
        IRecordClaims.ClaimCheck memory check = _check(c, 0);
        check.current.manifestHash = keccak256("another manifest");
        _fails(check, _isStale(check.current));
    }

    function test_checkClaims_revertsForRecordsThatNobodyClaimed() public {
        Claims memory c = _claims("record", 1);
        _registerClaims(c);
        IRecordClaims.ClaimCheck memory check = _check(c, 0);
        check.current = _confirmed("registered with its signatures");
        _fails(
            check,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryWrongStatus.selector,
                check.current.recordId,
                IRecordRegistry.Status.Confirmed
            )
        );
        VM.expectRevert(abi.encodeWithSelector(IRecordRegistry.RecordRegistryEmptyBatch.selector));
        records.checkClaims(new IRecordClaims.ClaimCheck[](0));
    }

    /// @dev What counts is who controlled the patient at registration; losing the wallet later refutes nothing.
    function test_checkClaims_confirmsAlsoAfterThePatientWasSuspended() public {
        Claims memory c = _claims("record", 1);
        _registerClaims(c);
        _setStatus(_alice(), IIdentityRegistry.PersonStatus.Suspended);
        records.checkClaims(_one(_check(c, 0)));
        _expectState(_confirmedByCheck(c, 0));
    }

    /// @dev The signature of a patient is made for one registry: claimed at another it is refuted there.
    function test_checkClaims_refutesASignatureForAnotherRegistry() public {
        Claims memory c = _claims("record", 1);
        bytes memory arguments = abi.encode(identities, consents, LINEAGE_SALT);
        records = RecordRegistry(Artifacts.deploy("RecordRegistry", arguments));
        _sealClaims(c);
        _registerClaims(c);
        records.checkClaims(_one(_check(c, 0)));
        _expectState(_proposedAgain(c, 0));
    }

    /// @dev A refuted record goes the way of every proposed one.
    function test_confirm_takesARefutedRecord() public {
        Claims memory c = _withForgery();
        _registerClaims(c);
        records.checkClaims(_one(_check(c, 1)));
        IRecordRegistry.RecordState memory s = _proposedAgain(c, 1);
        IRecordRegistry.Confirmation memory agreed = _confirmation(s, _alice());
        records.confirm(s, agreed, _signed(_alice(), agreed));
        _expectState(_next(s, IRecordRegistry.Status.Confirmed, agreed.manifestHash));
    }

    /// @dev The patient need not wait for anybody's check.
    function test_confirm_takesAClaimedRecord() public {
        Claims memory c = _withForgery();
        _registerClaims(c);
        IRecordRegistry.RecordState memory s = _claimedState(c, 1);
        IRecordRegistry.Confirmation memory agreed = _confirmation(s, _alice());
        records.confirm(s, agreed, _signed(_alice(), agreed));
        _expectState(_next(s, IRecordRegistry.Status.Confirmed, agreed.manifestHash));
        _fails(_check(c, 1), _isStale(s));
    }

    /// @dev Nobody gets past the check: what belongs to confirmed or proposed records is closed to claimed ones.
    function test_claimedRecords_areNeitherDisputedNorMandatedNorUpdated() public {
        Claims memory c = _claims("record", 1);
        _registerClaims(c);
        IRecordRegistry.RecordState memory s = _claimedState(c, 0);
        bytes memory reason = abi.encodeWithSelector(
            IRecordRegistry.RecordRegistryWrongStatus.selector,
            s.recordId,
            IRecordRegistry.Status.Claimed
        );
        bytes memory signature = _signed(_alice(), _disputeOf(s, _alice()));
        VM.expectRevert(reason);
        records.dispute(s, _disputeOf(s, _alice()), signature);
        signature = _signed(_alice(), _update(s, _alice()));
        VM.expectRevert(reason);
        records.updateManifest(s, _update(s, _alice()), signature);
        signature = _signed(_alice(), _mandate(_alice()));
        VM.expectRevert(reason);
        records.confirmByMandate(s, _mandate(_alice()), signature);
    }
}
