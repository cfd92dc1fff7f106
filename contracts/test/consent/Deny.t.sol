// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IConsentRegistry} from "../../src/consent/IConsentRegistry.sol";
import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {VM} from "../support/Vm.sol";
import {ConsentFixture} from "./ConsentFixture.sol";
import {ConsentTypedData} from "./ConsentTypedData.sol";

contract DenyTest is ConsentFixture {
    bytes32 private constant TAG = keccak256("deny tag: grace, record");
    bytes32 private constant OTHER_TAG = keccak256("deny tag: another, record");

    function _denyFails(IConsentTypes.Denial memory d, bytes memory reason) private {
        bytes memory signature = _signed(_alice(), d);
        VM.expectRevert(reason);
        consents.deny(d, signature);
    }

    function test_deny_defeatsTheGrantOnEveryRoute() public {
        for (uint256 i = 0; i < ROUTES; ++i) {
            Route route = Route(i);
            string memory label = string(abi.encodePacked("patient ", bytes1(uint8(65 + i))));
            Actor memory patient = _enrollActor(
                _actorFor(route, label),
                IIdentityRegistry.Role.Patient,
                hospital
            );
            IConsentTypes.Disclosure memory g = _disclosureOf(patient);
            _grant(g, patient);
            IConsentTypes.Denial memory d = _denial(patient, TAG, true, 7);
            bytes32 digest = _consentDigest(ConsentTypedData.hash(d));
            bytes memory signature = _signatureOn(route, patient, digest);
            VM.expectEmit(address(consents));
            emit IConsentRegistry.DenialChanged(patient.personId, true, d.tags);
            _send(route, patient, address(consents), abi.encodeCall(consents.deny, (d, signature)));
            _expectVerdict(g, _grace(), IConsentTypes.Verdict.Denied);
            VM.assertTrue(consents.isDenied(patient.personId, TAG));
            VM.assertEq(consents.liveDenials(patient.personId), 1);
        }
    }

    /// @dev Denial wins over a grant that is signed and registered after it.
    function test_deny_defeatsALaterGrant() public {
        _deny(TAG, true, 0);
        VM.warp(START + 10);
        IConsentTypes.Disclosure memory g = _disclosure();
        _grant(g);
        _expectVerdict(g, _grace(), IConsentTypes.Verdict.Denied);
    }

    function test_deny_defeatsByAnyTagOfTheGrant() public {
        IConsentTypes.Disclosure memory g = _disclosure();
        _grant(g);
        _deny(g.terms.denyTags[1], true, 0);
        _expectVerdict(g, _grace(), IConsentTypes.Verdict.Denied);
    }

    function test_deny_leavesGrantsWithoutTheTagAlone() public {
        IConsentTypes.Disclosure memory g = _disclosure();
        _grant(g);
        _deny(OTHER_TAG, true, 0);
        _expectVerdict(g, _grace(), IConsentTypes.Verdict.Permitted);
    }

    function test_deny_ofAnotherPersonChangesNothing() public {
        IConsentTypes.Disclosure memory g = _disclosure();
        _grant(g);
        Actor memory bob = _patient("bob");
        IConsentTypes.Denial memory d = _denial(bob, TAG, true, 0);
        consents.deny(d, _signed(bob, d));
        _expectVerdict(g, _grace(), IConsentTypes.Verdict.Permitted);
    }

    function test_deny_canBeLifted() public {
        IConsentTypes.Disclosure memory g = _disclosure();
        _grant(g);
        _deny(TAG, true, 0);
        _deny(TAG, false, 1);
        _expectVerdict(g, _grace(), IConsentTypes.Verdict.Permitted);
        VM.assertEq(consents.liveDenials(_alice().personId), 0);
    }

    /// @dev The count is of tags, not of statements: saying it twice, or lifting what is not denied, changes nothing.
    function test_deny_countsEachTagOnce() public {
        _deny(TAG, true, 0);
        _deny(TAG, true, 1);
        _deny(OTHER_TAG, false, 2);
        VM.assertEq(consents.liveDenials(_alice().personId), 1);
        IConsentTypes.Denial memory d = _denial(_alice(), TAG, true, 3);
        d.tags = new bytes32[](3);
        (d.tags[0], d.tags[1], d.tags[2]) = (TAG, OTHER_TAG, OTHER_TAG);
        consents.deny(d, _signed(_alice(), d));
        VM.assertEq(consents.liveDenials(_alice().personId), 2);
        _deny(TAG, false, 4);
        VM.assertEq(consents.liveDenials(_alice().personId), 1);
    }

    function test_deny_takesEightTagsAndNotNine() public {
        IConsentTypes.Denial memory d = _denial(_alice(), TAG, true, 0);
        d.tags = new bytes32[](9);
        for (uint256 i = 0; i < 9; ++i) d.tags[i] = keccak256(abi.encode(i));
        _denyFails(
            d,
            abi.encodeWithSelector(
                IConsentRegistry.ConsentRegistryInvalidTagCount.selector,
                uint256(9),
                uint256(8)
            )
        );
        bytes32[] memory eight = new bytes32[](8);
        for (uint256 i = 0; i < 8; ++i) eight[i] = d.tags[i];
        d.tags = eight;
        consents.deny(d, _signed(_alice(), d));
        VM.assertEq(consents.liveDenials(_alice().personId), 8);
    }

    function test_deny_revertsWithoutTags() public {
        IConsentTypes.Denial memory d = _denial(_alice(), TAG, true, 0);
        d.tags = new bytes32[](0);
        _denyFails(
            d,
            abi.encodeWithSelector(
                IConsentRegistry.ConsentRegistryInvalidTagCount.selector,
                uint256(0),
                uint256(8)
            )
        );
    }

    function test_deny_revertsWhenReplayed() public {
        IConsentTypes.Denial memory d = _denial(_alice(), TAG, true, 5);
        consents.deny(d, _signed(_alice(), d));
        _deny(TAG, false, 6);
        _denyFails(
            d,
            abi.encodeWithSelector(
                ISignedActions.SignedActionsUsedNonce.selector,
                _alice().personId,
                uint256(5)
            )
        );
    }

    function test_deny_holdsUpToAndIncludingTheDeadline() public {
        IConsentTypes.Denial memory d = _denial(_alice(), TAG, true, 0);
        VM.warp(d.deadline + 1);
        _denyFails(
            d,
            abi.encodeWithSelector(ISignedActions.SignedActionsExpired.selector, d.deadline, block.timestamp)
        );
        VM.warp(d.deadline);
        consents.deny(d, _signed(_alice(), d));
    }

    function test_deny_worksForASuspendedPerson() public {
        _setStatus(_alice(), IIdentityRegistry.PersonStatus.Suspended);
        _deny(TAG, true, 0);
        VM.assertTrue(consents.isDenied(_alice().personId, TAG));
    }

    /// @dev Lifting a denial gives access, so it needs an active person.
    function test_deny_cannotBeLiftedByASuspendedPerson() public {
        _deny(TAG, true, 0);
        _setStatus(_alice(), IIdentityRegistry.PersonStatus.Suspended);
        _denyFails(
            _denial(_alice(), TAG, false, 1),
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInactive.selector,
                _alice().personId,
                IIdentityRegistry.PersonStatus.Suspended
            )
        );
    }

    function test_deny_revertsForAnOutsider() public {
        IConsentTypes.Denial memory d = _denial(_alice(), TAG, false, 0);
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                d.signer,
                _consentDigest(ConsentTypedData.hash(d))
            )
        );
        VM.prank(RELAYER);
        consents.deny(d, "");
        d.signer = RELAYER;
        VM.expectRevert(
            abi.encodeWithSelector(IIdentityErrors.IdentityRegistryNotController.selector, d.grantor, RELAYER)
        );
        VM.prank(RELAYER);
        consents.deny(d, "");
    }

    /// @dev The live count always equals the number of denied tags, so the short cut of a zero count never errs.
    function testFuzz_deny_countEqualsDeniedTags(uint8[12] memory steps) public {
        for (uint256 i = 0; i < steps.length; ++i) {
            bytes32 tag = keccak256(abi.encode(steps[i] % 4));
            _deny(tag, steps[i] & 128 == 0, i);
        }
        uint256 denied;
        for (uint256 i = 0; i < 4; ++i) {
            if (consents.isDenied(_alice().personId, keccak256(abi.encode(i)))) ++denied;
        }
        VM.assertEq(consents.liveDenials(_alice().personId), denied);
    }
}
