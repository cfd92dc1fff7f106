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

contract RevokeTest is ConsentFixture {
    function test_revoke_withdrawsOnEveryRoute() public {
        for (uint256 i = 0; i < ROUTES; ++i) {
            Route route = Route(i);
            string memory label = string(abi.encodePacked("patient ", bytes1(uint8(65 + i))));
            Actor memory patient = _enrollActor(
                _actorFor(route, label),
                IIdentityRegistry.Role.Patient,
                hospital
            );
            IConsentTypes.Disclosure memory d = _disclosureOf(patient);
            bytes32 grantId = _grant(d, patient);
            IConsentTypes.Revocation memory r = _revocation(patient, grantId);
            bytes32 digest = _consentDigest(ConsentTypedData.hash(r));
            bytes memory signature = _signatureOn(route, patient, digest);
            VM.expectEmit(address(consents));
            emit IConsentRegistry.GrantRevoked(grantId, patient.personId);
            _send(route, patient, address(consents), abi.encodeCall(consents.revoke, (r, signature)));
            _expectVerdict(d, _grace(), IConsentTypes.Verdict.GrantWithdrawn);
        }
    }

    function test_revoke_keepsTimesAndUses() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        bytes32 grantId = _grant(d);
        _open(d, _confirmed("record"), 0);
        _revoke(grantId);
        IConsentTypes.GrantUse memory use = consents.grantOf(d.header.grantor, grantId);
        VM.assertEq(uint256(use.status), uint256(IConsentTypes.GrantStatus.Withdrawn));
        VM.assertEq(use.notAfter, START + DAY);
        VM.assertEq(use.used, 1);
    }

    /// @dev A signed grant that somebody keeps back can be killed before it is ever sent.
    function test_revoke_killsAGrantThatWasNotRegistered() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        bytes memory signature = _sign(_alice(), _grantId(d));
        _revoke(_grantId(d));
        VM.expectRevert(
            abi.encodeWithSelector(IConsentRegistry.ConsentRegistryGrantWithdrawn.selector, _grantId(d))
        );
        consents.registerGrant(d.header, ConsentTypedData.hash(d.terms), signature);
        _expectVerdict(d, _grace(), IConsentTypes.Verdict.GrantWithdrawn);
    }

    /// @dev A grant at home on another chain is an id that means nothing here; its withdrawal is kept all the same.
    function test_revoke_isKeptForAGrantOfAnotherChain() public {
        bytes32 grantId = keccak256("id of a grant at home elsewhere");
        _revoke(grantId);
        IConsentTypes.GrantUse memory use = consents.grantOf(_alice().personId, grantId);
        VM.assertEq(uint256(use.status), uint256(IConsentTypes.GrantStatus.Withdrawn));
    }

    function test_revoke_cannotBeTakenBack() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        bytes32 grantId = _grant(d);
        _revoke(grantId);
        bytes memory signature = _sign(_alice(), grantId);
        VM.expectRevert(
            abi.encodeWithSelector(IConsentRegistry.ConsentRegistryGrantWithdrawn.selector, grantId)
        );
        consents.registerGrant(d.header, ConsentTypedData.hash(d.terms), signature);
    }

    function test_revoke_revertsWhenRepeated() public {
        bytes32 grantId = _grant(_disclosure());
        _revoke(grantId);
        IConsentTypes.Revocation memory r = _revocation(_alice(), grantId);
        bytes memory signature = _sign(_alice(), _consentDigest(ConsentTypedData.hash(r)));
        VM.expectRevert(
            abi.encodeWithSelector(IConsentRegistry.ConsentRegistryGrantWithdrawn.selector, grantId)
        );
        consents.revoke(r, signature);
    }

    /// @dev A suspension must not keep anyone from taking access away, which counts again after reinstatement.
    function test_revoke_worksForASuspendedPerson() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        bytes32 grantId = _grant(d);
        _setStatus(_alice(), IIdentityRegistry.PersonStatus.Suspended);
        _revoke(grantId);
        _setStatus(_alice(), IIdentityRegistry.PersonStatus.Active);
        _expectVerdict(d, _grace(), IConsentTypes.Verdict.GrantWithdrawn);
    }

    /// @dev Somebody else's withdrawal of the same id is about a grant of its own, which does not exist.
    function test_revoke_ofAnotherPersonChangesNothing() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        bytes32 grantId = _grant(d);
        IConsentTypes.Revocation memory r = _revocation(_grace(), grantId);
        consents.revoke(r, _sign(_grace(), _consentDigest(ConsentTypedData.hash(r))));
        _expectVerdict(d, _grace(), IConsentTypes.Verdict.Permitted);
    }

    function test_revoke_revertsForAnOutsider() public {
        bytes32 grantId = _grant(_disclosure());
        IConsentTypes.Revocation memory r = _revocation(_alice(), grantId);
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                r.signer,
                _consentDigest(ConsentTypedData.hash(r))
            )
        );
        VM.prank(RELAYER);
        consents.revoke(r, "");
        r.signer = RELAYER;
        VM.expectRevert(
            abi.encodeWithSelector(IIdentityErrors.IdentityRegistryNotController.selector, r.grantor, RELAYER)
        );
        VM.prank(RELAYER);
        consents.revoke(r, "");
    }
}
