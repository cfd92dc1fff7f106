// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {IdentityActions} from "../support/IdentityActions.sol";
import {VM} from "../support/Vm.sol";

/// @title Who may enrol whom: managers, issuer keys, and the kinds of organisation (F1).
contract IssuersTest is IdentityActions {
    Actor internal manager;

    function setUp() public override {
        super.setUp();
        manager = _manager("manager", hospital);
    }

    function _issuedBy(
        Actor memory issuer,
        IIdentityRegistry.Role role,
        bytes32 orgId
    ) private view returns (IIdentityRegistry.Credential memory credential) {
        credential = _credential(_actor("holder"), role, orgId);
        (credential.issuer, credential.signer) = (issuer.personId, issuer.account);
    }

    function _expectRefusal(
        Actor memory issuer,
        IIdentityRegistry.Credential memory credential,
        bytes memory reason
    ) private {
        (bytes memory byIssuer, bytes memory byHolder) = _signCredential(
            issuer,
            _actor("holder"),
            credential
        );
        VM.expectRevert(reason);
        VM.prank(RELAYER);
        identities.enroll(credential, byIssuer, byHolder);
    }

    function _notIssuer(IIdentityRegistry.Credential memory c) private pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryNotIssuer.selector,
                c.organization,
                c.issuer,
                c.signer
            );
    }

    function _notIssuable(IIdentityRegistry.Credential memory c) private pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryRoleNotIssuable.selector,
                c.organization,
                c.issuer,
                c.role
            );
    }

    /// @dev Exactly the four roles below a manager.
    function testFuzz_enroll_byManager_takesTheRolesBelow(uint8 seed) public {
        IIdentityRegistry.Role role = IIdentityRegistry.Role(seed % 7);
        IIdentityRegistry.Credential memory credential = _issuedBy(manager, role, hospital);
        bool below =
            role == IIdentityRegistry.Role.Patient ||
                role == IIdentityRegistry.Role.Doctor ||
                role == IIdentityRegistry.Role.Staff ||
                role == IIdentityRegistry.Role.CaptureStation;
        if (below) {
            _enrollWith(manager, _actor("holder"), credential);
            VM.assertEq(uint256(identities.roleOf(credential.personId)), uint256(role));
        } else {
            _expectRefusal(manager, credential, _notIssuable(credential));
        }
    }

    /// @dev Every role of every kind of organisation, by its issuer key.
    function testFuzz_enroll_byIssuerKey_fitsTheKind(uint8 roleSeed, uint8 kindSeed) public {
        IIdentityRegistry.Role role = IIdentityRegistry.Role(roleSeed % 7);
        IOrganizationRegistry.OrganizationKind kind = IOrganizationRegistry.OrganizationKind(
            1 + (kindSeed % 8)
        );
        bytes32 orgId = _register("newcomer", kind);
        IIdentityRegistry.Credential memory credential = _credential(_actor("holder"), role, orgId);
        if (_fits(role, kind)) {
            _enrollWith(_issuerKey(orgId), _actor("holder"), credential);
            VM.assertEq(uint256(identities.roleOf(credential.personId)), uint256(role));
        } else {
            _expectRefusal(_issuerKey(orgId), credential, _notIssuable(credential));
        }
    }

    /// @dev As docs/wire-formats.md says it, row by row.
    function _fits(
        IIdentityRegistry.Role role,
        IOrganizationRegistry.OrganizationKind kind
    ) private pure returns (bool) {
        if (role == IIdentityRegistry.Role.None) return false;
        if (role == IIdentityRegistry.Role.Manager || role == IIdentityRegistry.Role.Staff) return true;
        if (kind == IOrganizationRegistry.OrganizationKind.HealthAuthority) {
            return role == IIdentityRegistry.Role.Auditor || role == IIdentityRegistry.Role.Patient;
        }
        bool careProvider =
            kind == IOrganizationRegistry.OrganizationKind.Hospital ||
                kind == IOrganizationRegistry.OrganizationKind.InternetPlatform;
        return careProvider && role != IIdentityRegistry.Role.Auditor;
    }

    function test_enroll_revertsWhenIssuerIsManagerOfAnother() public {
        IIdentityRegistry.Credential memory credential = _issuedBy(
            manager,
            IIdentityRegistry.Role.Patient,
            platform
        );
        _expectRefusal(manager, credential, _notIssuer(credential));
    }

    function test_enroll_revertsWhenIssuerIsNoManager() public {
        Actor memory doctor = _doctor("doctor", hospital);
        IIdentityRegistry.Credential memory credential = _issuedBy(
            doctor,
            IIdentityRegistry.Role.Patient,
            hospital
        );
        _expectRefusal(doctor, credential, _notIssuer(credential));
    }

    function test_enroll_revertsWhenSignerIsNotTheIssuerKey() public {
        Actor memory stranger = Actor(0, _actor("stranger").account, _actor("stranger").key);
        IIdentityRegistry.Credential memory credential = _issuedBy(
            stranger,
            IIdentityRegistry.Role.Patient,
            hospital
        );
        _expectRefusal(stranger, credential, _notIssuer(credential));
    }

    function test_enroll_revertsWhenSignerDoesNotControlTheManager() public {
        Actor memory thief = Actor(manager.personId, _actor("thief").account, _actor("thief").key);
        _expectRefusal(
            thief,
            _issuedBy(thief, IIdentityRegistry.Role.Patient, hospital),
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryNotController.selector,
                manager.personId,
                thief.account
            )
        );
    }

    function test_enroll_revertsWhenManagerIsSuspended() public {
        _setStatus(manager, _issuerKey(hospital), IIdentityRegistry.PersonStatus.Suspended);
        _expectRefusal(
            manager,
            _issuedBy(manager, IIdentityRegistry.Role.Patient, hospital),
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInactive.selector,
                manager.personId,
                IIdentityRegistry.PersonStatus.Suspended
            )
        );
    }

    function test_enroll_revertsWhenManagerHasExpired() public {
        VM.warp(START + YEAR + 1);
        _expectRefusal(
            manager,
            _issuedBy(manager, IIdentityRegistry.Role.Patient, hospital),
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryExpired.selector,
                manager.personId,
                START + YEAR,
                block.timestamp
            )
        );
    }

    function test_enroll_revertsWhenOrganizationIsSuspended() public {
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(hospital, IOrganizationRegistry.OrganizationStatus.Suspended);
        _expectRefusal(
            manager,
            _issuedBy(manager, IIdentityRegistry.Role.Patient, hospital),
            abi.encodeWithSelector(
                IOrganizationRegistry.OrganizationRegistryInactive.selector,
                hospital,
                IOrganizationRegistry.OrganizationStatus.Suspended
            )
        );
    }

    function test_enroll_revertsWhenOrganizationIsUnknown() public {
        bytes32 unknown = keccak256("unknown");
        _expectRefusal(
            manager,
            _issuedByUnknown(unknown),
            abi.encodeWithSelector(IOrganizationRegistry.OrganizationRegistryUnknown.selector, unknown)
        );
    }

    /// @dev A withdrawn issuer key issues nothing, also not for signer zero.
    function test_enroll_revertsWhenIssuerKeyIsWithdrawn() public {
        Actor memory former = _issuerKey(hospital);
        IIdentityRegistry.Credential memory credential = _issuedBy(
            former,
            IIdentityRegistry.Role.Patient,
            hospital
        );
        VM.prank(_admin("hospital").account);
        organizations.setIssuerKey(hospital, address(0));
        _expectRefusal(former, credential, _notIssuer(credential));
    }

    function _issuedByUnknown(bytes32 orgId) private view returns (IIdentityRegistry.Credential memory c) {
        c = _issuedBy(manager, IIdentityRegistry.Role.Patient, hospital);
        c.organization = orgId;
    }
}
