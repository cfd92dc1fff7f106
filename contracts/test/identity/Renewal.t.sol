// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityEvents} from "../../src/identity/IIdentityEvents.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IdentityActions} from "../support/IdentityActions.sol";
import {IdentityTypedData} from "../support/IdentityTypedData.sol";
import {VM} from "../support/Vm.sol";

/// @title Renewal: newer credentials replace older ones, and only with both signatures.
contract RenewalTest is IdentityActions {
    Actor internal doctor;

    function setUp() public override {
        super.setUp();
        doctor = _doctor("doctor", hospital);
        VM.warp(START + 30 days);
    }

    function _renewal(bytes32 orgId) private view returns (IIdentityRegistry.Credential memory) {
        return _credential(doctor, IIdentityRegistry.Role.Doctor, orgId);
    }

    function _renew(bytes32 orgId, IIdentityRegistry.Credential memory credential) private {
        (bytes memory byIssuer, bytes memory byHolder) = _signCredential(
            _issuerKey(orgId),
            doctor,
            credential
        );
        VM.prank(RELAYER);
        identities.renew(credential, byIssuer, byHolder);
    }

    function _expectRefusal(
        bytes32 orgId,
        IIdentityRegistry.Credential memory credential,
        bytes memory reason
    ) private {
        (bytes memory byIssuer, bytes memory byHolder) = _signCredential(
            _issuerKey(orgId),
            doctor,
            credential
        );
        VM.expectRevert(reason);
        VM.prank(RELAYER);
        identities.renew(credential, byIssuer, byHolder);
    }

    function test_renew_replacesTheCredential() public {
        IIdentityRegistry.Credential memory c = _renewal(hospital);
        (c.role, c.keyManifestRoot) = (IIdentityRegistry.Role.Staff, NEW_ROOT);
        VM.expectEmit(address(identities));
        emit IIdentityEvents.PersonRenewed(
            c.personId,
            hospital,
            c.role,
            NEW_ROOT,
            c.notBefore,
            c.notAfter,
            0,
            IdentityTypedData.hash(c)
        );
        _renew(hospital, c);
        IIdentityRegistry.Person memory person = identities.person(c.personId);
        VM.assertEq(uint256(person.role), uint256(IIdentityRegistry.Role.Staff));
        VM.assertEq(person.keyManifestRoot, NEW_ROOT);
        VM.assertEq(person.notBefore, c.notBefore);
        VM.assertEq(person.notAfter, c.notAfter);
        VM.assertEq(person.controllerCount, 1);
        VM.assertEq(uint256(person.status), uint256(IIdentityRegistry.PersonStatus.Active));
    }

    function test_renew_movesToAnotherOrganizationByItsIssuer() public {
        _renew(platform, _renewal(platform));
        VM.assertEq(identities.organizationOf(doctor.personId), platform);
    }

    function test_renew_byManager() public {
        Actor memory manager = _manager("manager", hospital);
        IIdentityRegistry.Credential memory credential = _renewal(hospital);
        (credential.issuer, credential.signer) = (manager.personId, manager.account);
        (bytes memory byIssuer, bytes memory byHolder) = _signCredential(manager, doctor, credential);
        identities.renew(credential, byIssuer, byHolder);
        VM.assertEq(identities.person(doctor.personId).notAfter, credential.notAfter);
    }

    function test_renew_revivesAnExpiredPerson() public {
        VM.warp(START + YEAR + 1);
        VM.assertFalse(identities.isActive(doctor.personId));
        _renew(hospital, _renewal(hospital));
        VM.assertTrue(identities.isActive(doctor.personId));
    }

    function test_renew_keepsASuspension() public {
        _setStatus(doctor, _issuerKey(hospital), IIdentityRegistry.PersonStatus.Suspended);
        _renew(hospital, _renewal(hospital));
        VM.assertFalse(identities.isActive(doctor.personId));
    }

    /// @dev Else a doctor whom one hospital suspended could walk to another that reinstates.
    function test_renew_revertsWhenSuspendedAndMoving() public {
        _setStatus(doctor, _issuerKey(hospital), IIdentityRegistry.PersonStatus.Suspended);
        _expectRefusal(
            platform,
            _renewal(platform),
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInactive.selector,
                doctor.personId,
                IIdentityRegistry.PersonStatus.Suspended
            )
        );
    }

    function test_renew_revertsWhenRevoked() public {
        _setStatus(doctor, _issuerKey(hospital), IIdentityRegistry.PersonStatus.Revoked);
        _expectRefusal(
            hospital,
            _renewal(hospital),
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInactive.selector,
                doctor.personId,
                IIdentityRegistry.PersonStatus.Revoked
            )
        );
    }

    function test_renew_revertsWhenUnknown() public {
        IIdentityRegistry.Credential memory credential = _renewal(hospital);
        credential.personId = _id("nobody");
        _expectRefusal(
            hospital,
            credential,
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryUnknownPerson.selector,
                credential.personId
            )
        );
    }

    /// @dev The credential of enrolment must never come back, whatever it granted.
    function test_renew_revertsWhenReplayed() public {
        IIdentityRegistry.Credential memory first = _renewal(hospital);
        _renew(hospital, first);
        VM.warp(block.timestamp + 1);
        IIdentityRegistry.Credential memory second = _renewal(hospital);
        second.role = IIdentityRegistry.Role.Staff;
        _renew(hospital, second);
        _expectRefusal(
            hospital,
            first,
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryStaleCredential.selector,
                doctor.personId,
                first.notBefore,
                second.notBefore
            )
        );
    }

    function test_renew_revertsWhenItBeginsInTheFuture() public {
        IIdentityRegistry.Credential memory credential = _renewal(hospital);
        credential.notBefore += 1;
        _expectRefusal(
            hospital,
            credential,
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInvalidValidity.selector,
                credential.notBefore,
                credential.notAfter,
                block.timestamp
            )
        );
    }

    function test_renew_revertsForAnotherIdentity() public {
        IIdentityRegistry.Credential memory credential = _renewal(hospital);
        credential.nullifier = keccak256("another identity");
        _expectRefusal(
            hospital,
            credential,
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryNullifierMismatch.selector,
                doctor.personId,
                credential.nullifier
            )
        );
    }

    function test_renew_revertsWhenControllerIsNone() public {
        IIdentityRegistry.Credential memory credential = _renewal(hospital);
        credential.controller = _actor("thief").account;
        _expectRefusal(
            hospital,
            credential,
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryNotController.selector,
                doctor.personId,
                credential.controller
            )
        );
    }

    /// @dev Without consent a foreign organisation could draw anyone under its power.
    function test_renew_revertsWhenTheHolderDidNotConsent() public {
        IIdentityRegistry.Credential memory credential = _renewal(platform);
        (bytes memory byIssuer, bytes memory byThief) = _signCredential(
            _issuerKey(platform),
            _actor("thief"),
            credential
        );
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                doctor.account,
                _identityDigest(IdentityTypedData.hashEnrollment(credential))
            )
        );
        VM.prank(RELAYER);
        identities.renew(credential, byIssuer, byThief);
    }

    function test_renew_revertsWhenTheFormerIssuerSigns() public {
        IIdentityRegistry.Credential memory credential = _renewal(platform);
        credential.signer = _issuerKey(hospital).account;
        _expectRefusal(
            hospital,
            credential,
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryNotIssuer.selector,
                platform,
                bytes32(0),
                credential.signer
            )
        );
    }
}
