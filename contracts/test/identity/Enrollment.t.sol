// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityEvents} from "../../src/identity/IIdentityEvents.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IdentityActions} from "../support/IdentityActions.sol";
import {IdentityTypedData} from "../support/IdentityTypedData.sol";
import {VM} from "../support/Vm.sol";

/// @title Enrolment by a credential of the issuer to which the holder consents (F1, M7).
contract EnrollmentTest is IdentityActions {
    function _holder() private pure returns (Actor memory) {
        return _actor("holder");
    }

    function _fresh() private view returns (IIdentityRegistry.Credential memory) {
        return _credential(_holder(), IIdentityRegistry.Role.Patient, hospital);
    }

    /// @dev Both sign the changed credential, so that nothing but the change can be the reason.
    function _expectRefusal(IIdentityRegistry.Credential memory credential, bytes memory reason) private {
        Actor memory issuer = _issuerKey(hospital);
        (bytes memory byIssuer, bytes memory byHolder) = _signCredential(issuer, _holder(), credential);
        VM.expectRevert(reason);
        VM.prank(RELAYER);
        identities.enroll(credential, byIssuer, byHolder);
    }

    function test_enroll_keepsTheCredential() public {
        IIdentityRegistry.Credential memory credential = _fresh();
        _enrollWith(_issuerKey(hospital), _holder(), credential);
        IIdentityRegistry.Person memory person = identities.person(credential.personId);
        VM.assertEq(person.organization, hospital);
        VM.assertEq(person.keyManifestRoot, credential.keyManifestRoot);
        VM.assertEq(person.nullifier, credential.nullifier);
        VM.assertEq(uint256(person.role), uint256(IIdentityRegistry.Role.Patient));
        VM.assertEq(uint256(person.status), uint256(IIdentityRegistry.PersonStatus.Active));
        VM.assertFalse(person.authorityHold);
        VM.assertEq(person.notBefore, START);
        VM.assertEq(person.notAfter, START + YEAR);
        VM.assertEq(person.controllerEpoch, 0);
        VM.assertEq(person.controllerCount, 1);
    }

    function test_enroll_answersLookups() public {
        IIdentityRegistry.Credential memory credential = _fresh();
        _enrollWith(_issuerKey(hospital), _holder(), credential);
        VM.assertEq(identities.personOfNullifier(credential.nullifier), credential.personId);
        VM.assertTrue(identities.isController(credential.personId, _holder().account));
        VM.assertEq(uint256(identities.roleOf(credential.personId)), uint256(IIdentityRegistry.Role.Patient));
        VM.assertEq(identities.organizationOf(credential.personId), hospital);
        VM.assertEq(identities.keyManifestRootOf(credential.personId), credential.keyManifestRoot);
    }

    function test_enroll_emitsEventsWithoutTheNullifier() public {
        IIdentityRegistry.Credential memory c = _fresh();
        (bytes memory byIssuer, bytes memory byHolder) = _signCredential(_issuerKey(hospital), _holder(), c);
        VM.expectEmit(address(identities));
        emit IIdentityEvents.PersonEnrolled(
            c.personId,
            hospital,
            c.controller,
            c.role,
            c.keyManifestRoot,
            c.notBefore,
            c.notAfter,
            0,
            IdentityTypedData.hash(c)
        );
        VM.expectEmit(address(identities));
        emit IIdentityEvents.ControllerAdded(c.personId, c.controller);
        identities.enroll(c, byIssuer, byHolder);
    }

    function test_enroll_worksWhenTheHolderSends() public {
        IIdentityRegistry.Credential memory credential = _fresh();
        (bytes memory byIssuer, ) = _signCredential(_issuerKey(hospital), _holder(), credential);
        VM.prank(_holder().account);
        identities.enroll(credential, byIssuer, "");
        VM.assertTrue(identities.isActive(credential.personId));
    }

    function test_enroll_worksWhenTheIssuerSends() public {
        IIdentityRegistry.Credential memory credential = _fresh();
        (, bytes memory byHolder) = _signCredential(_issuerKey(hospital), _holder(), credential);
        VM.prank(_issuerKey(hospital).account);
        identities.enroll(credential, "", byHolder);
        VM.assertTrue(identities.isActive(credential.personId));
    }

    function test_enroll_worksForContractWallets() public {
        Actor memory manager = _enrollActor(
            _walletActor("manager"),
            IIdentityRegistry.Role.Manager,
            hospital
        );
        Actor memory patient = _walletActor("patient");
        IIdentityRegistry.Credential memory credential = _credential(
            patient,
            IIdentityRegistry.Role.Patient,
            hospital
        );
        (credential.issuer, credential.signer) = (manager.personId, manager.account);
        _enrollWith(manager, patient, credential);
        VM.assertTrue(identities.isController(patient.personId, patient.account));
    }

    function test_enroll_worksBeforeTheCredentialBegins() public {
        IIdentityRegistry.Credential memory credential = _fresh();
        credential.notBefore = START + HOUR;
        _enrollWith(_issuerKey(hospital), _holder(), credential);
        VM.assertFalse(identities.isActive(credential.personId));
        VM.warp(START + HOUR);
        VM.assertTrue(identities.isActive(credential.personId));
    }

    function test_enroll_revertsWhenPersonExists() public {
        _enrollWith(_issuerKey(hospital), _holder(), _fresh());
        IIdentityRegistry.Credential memory credential = _fresh();
        credential.nullifier = keccak256("another identity");
        _expectRefusal(
            credential,
            abi.encodeWithSelector(IIdentityErrors.IdentityRegistryPersonExists.selector, credential.personId)
        );
    }

    function test_enroll_revertsWhenIdentityHasAPersonAlready() public {
        _enrollWith(_issuerKey(hospital), _holder(), _fresh());
        IIdentityRegistry.Credential memory credential = _fresh();
        credential.personId = _id("second pseudonym");
        _expectRefusal(
            credential,
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryNullifierTaken.selector,
                credential.nullifier
            )
        );
    }

    function test_enroll_revertsWhenIdentityBelongsToARevokedPerson() public {
        _enrollWith(_issuerKey(hospital), _holder(), _fresh());
        _setStatus(_holder(), _authority(), IIdentityRegistry.PersonStatus.Revoked);
        IIdentityRegistry.Credential memory credential = _fresh();
        credential.personId = _id("second pseudonym");
        _expectRefusal(
            credential,
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryNullifierTaken.selector,
                credential.nullifier
            )
        );
    }

    function test_enroll_revertsWithoutNullifier() public {
        IIdentityRegistry.Credential memory credential = _fresh();
        credential.nullifier = 0;
        _expectRefusal(
            credential,
            abi.encodeWithSelector(IIdentityErrors.IdentityRegistryInvalidNullifier.selector, bytes32(0))
        );
    }

    /// @dev Else a person could take the nonces of an issuer key.
    function testFuzz_enroll_revertsWhenPersonIdLooksLikeAnAddress(address account) public {
        IIdentityRegistry.Credential memory credential = _fresh();
        credential.personId = bytes32(uint256(uint160(account)));
        _expectRefusal(
            credential,
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInvalidPersonId.selector,
                credential.personId
            )
        );
    }

    function test_enroll_revertsWhenExpired() public {
        IIdentityRegistry.Credential memory credential = _fresh();
        (credential.notBefore, credential.notAfter) = (START - HOUR, START - 1);
        _expectRefusal(credential, _invalidValidity(credential));
    }

    function test_enroll_takesACredentialInItsLastSecond() public {
        IIdentityRegistry.Credential memory credential = _fresh();
        (credential.notBefore, credential.notAfter) = (START - HOUR, START);
        _enrollWith(_issuerKey(hospital), _holder(), credential);
        VM.assertTrue(identities.isActive(credential.personId));
    }

    function test_enroll_revertsWhenItEndsBeforeItBegins() public {
        IIdentityRegistry.Credential memory credential = _fresh();
        (credential.notBefore, credential.notAfter) = (START + HOUR + 1, START + HOUR);
        _expectRefusal(credential, _invalidValidity(credential));
    }

    function test_enroll_revertsWhenAnotherIssuerSigned() public {
        IIdentityRegistry.Credential memory credential = _fresh();
        (bytes memory byPlatform, bytes memory byHolder) = _signCredential(
            _issuerKey(platform),
            _holder(),
            credential
        );
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                credential.signer,
                _identityDigest(IdentityTypedData.hash(credential))
            )
        );
        VM.prank(RELAYER);
        identities.enroll(credential, byPlatform, byHolder);
    }

    function test_enroll_revertsWhenTheHolderDidNotConsent() public {
        IIdentityRegistry.Credential memory credential = _fresh();
        (bytes memory byIssuer, bytes memory byOther) = _signCredential(
            _issuerKey(hospital),
            _actor("somebody else"),
            credential
        );
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                credential.controller,
                _identityDigest(IdentityTypedData.hashEnrollment(credential))
            )
        );
        VM.prank(RELAYER);
        identities.enroll(credential, byIssuer, byOther);
    }

    /// @dev The decoder refuses numbers that are no role.
    function test_enroll_revertsWhenRoleDoesNotExist() public {
        IIdentityRegistry.Credential memory credential = _fresh();
        (bytes memory byIssuer, bytes memory byHolder) = _signCredential(
            _issuerKey(hospital),
            _holder(),
            credential
        );
        bytes memory data = abi.encodeCall(identities.enroll, (credential, byIssuer, byHolder));
        data[4 + 63] = 0x07; // the lowest byte of the second word: one more than the last role
        (bool success, ) = address(identities).call(data);
        VM.assertFalse(success);
        VM.assertFalse(identities.isController(credential.personId, credential.controller));
    }

    function _invalidValidity(IIdentityRegistry.Credential memory c) private view returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInvalidValidity.selector,
                c.notBefore,
                c.notAfter,
                block.timestamp
            );
    }
}
