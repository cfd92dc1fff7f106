// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {IdentityActions} from "../support/IdentityActions.sol";
import {VM} from "../support/Vm.sol";

/// @title Suspending, reinstating and revoking (M15, F1).
contract StatusTest is IdentityActions {
    IIdentityRegistry.PersonStatus private constant ACTIVE = IIdentityRegistry.PersonStatus.Active;
    IIdentityRegistry.PersonStatus private constant SUSPENDED = IIdentityRegistry.PersonStatus.Suspended;
    IIdentityRegistry.PersonStatus private constant REVOKED = IIdentityRegistry.PersonStatus.Revoked;

    Actor internal patient;
    Actor internal manager;

    function setUp() public override {
        super.setUp();
        patient = _patient("patient");
        manager = _manager("manager", hospital);
    }

    function _expectRefusal(
        Actor memory person,
        Actor memory issuer,
        IIdentityRegistry.PersonStatus status,
        bytes memory reason
    ) private {
        IIdentityRegistry.StatusChange memory change = _statusChange(person, issuer, status);
        VM.expectRevert(reason);
        _sendStatusChange(Route.Relayed, issuer, change);
    }

    function _transition(
        IIdentityRegistry.PersonStatus from,
        IIdentityRegistry.PersonStatus to
    ) private view returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInvalidTransition.selector,
                patient.personId,
                from,
                to
            );
    }

    function _hold(Actor memory issuer) private view returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryAuthorityHold.selector,
                patient.personId,
                issuer.account
            );
    }

    function _notIssuer(Actor memory issuer) private view returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryNotIssuer.selector,
                hospital,
                issuer.personId,
                issuer.account
            );
    }

    /// @dev Each of the three offices takes a doctor through the whole life of a status.
    function test_changeStatus_byManagerIssuerKeyAndAuthority() public {
        Actor[3] memory offices = [manager, _issuerKey(hospital), _authority()];
        for (uint256 i = 0; i < offices.length; ++i) {
            string memory label = string(abi.encodePacked("doctor ", bytes1(uint8(0x30 + i))));
            Actor memory person = _doctor(label, hospital);
            _setStatus(person, offices[i], SUSPENDED);
            VM.assertFalse(identities.isActive(person.personId));
            VM.assertTrue(identities.person(person.personId).authorityHold == (i == 2));
            _setStatus(person, offices[i], ACTIVE);
            VM.assertTrue(identities.isActive(person.personId));
            _setStatus(person, offices[i], REVOKED);
            VM.assertFalse(identities.isActive(person.personId));
            VM.assertFalse(identities.person(person.personId).authorityHold);
        }
    }

    /// @dev A hospital's stolen keys shut no patient out for good; what they can do, the authority undoes.
    function test_changeStatus_onlyTheAuthorityRevokesAPatient() public {
        Actor[2] memory offices = [manager, _issuerKey(hospital)];
        for (uint256 i = 0; i < offices.length; ++i) {
            bytes memory refusal = abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryRoleNotIssuable.selector,
                hospital,
                offices[i].personId,
                IIdentityRegistry.Role.Patient
            );
            _expectRefusal(patient, offices[i], REVOKED, refusal);
            _setStatus(patient, offices[i], SUSPENDED);
            _expectRefusal(patient, offices[i], REVOKED, refusal);
            _setStatus(patient, _authority(), ACTIVE);
        }
        _setStatus(patient, _authority(), REVOKED);
        VM.assertTrue(identities.person(patient.personId).status == REVOKED);
    }

    function test_changeStatus_revokesForGood() public {
        _setStatus(patient, _authority(), REVOKED);
        _expectRefusal(patient, manager, ACTIVE, _transition(REVOKED, ACTIVE));
        _expectRefusal(patient, manager, SUSPENDED, _transition(REVOKED, SUSPENDED));
        _expectRefusal(patient, _authority(), ACTIVE, _transition(REVOKED, ACTIVE));
    }

    function test_changeStatus_revertsWhenSame() public {
        _expectRefusal(patient, manager, ACTIVE, _transition(ACTIVE, ACTIVE));
        _setStatus(patient, manager, SUSPENDED);
        _expectRefusal(patient, manager, SUSPENDED, _transition(SUSPENDED, SUSPENDED));
    }

    function test_changeStatus_revertsToNone() public {
        IIdentityRegistry.PersonStatus none = IIdentityRegistry.PersonStatus.None;
        _expectRefusal(patient, manager, none, _transition(ACTIVE, none));
    }

    function test_changeStatus_onlyTheAuthorityLiftsItsHold() public {
        _setStatus(patient, _authority(), SUSPENDED);
        _expectRefusal(patient, manager, ACTIVE, _hold(manager));
        _expectRefusal(patient, _issuerKey(hospital), REVOKED, _hold(_issuerKey(hospital)));
        _setStatus(patient, _authority(), ACTIVE);
        VM.assertTrue(identities.isActive(patient.personId));
    }

    function test_changeStatus_authorityTakesOverASuspensionOnce() public {
        _setStatus(patient, manager, SUSPENDED);
        _setStatus(patient, _authority(), SUSPENDED);
        _expectRefusal(patient, manager, ACTIVE, _hold(manager));
        _expectRefusal(patient, _authority(), SUSPENDED, _transition(SUSPENDED, SUSPENDED));
    }

    function test_changeStatus_revertsWhenUnknown() public {
        _expectRefusal(
            _actor("nobody"),
            manager,
            SUSPENDED,
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryUnknownPerson.selector,
                _actor("nobody").personId
            )
        );
    }

    function test_changeStatus_revertsForManagerOfAnother() public {
        Actor memory stranger = _manager("manager elsewhere", platform);
        _expectRefusal(patient, stranger, SUSPENDED, _notIssuer(stranger));
    }

    function test_changeStatus_revertsForIssuerKeyOfAnother() public {
        _expectRefusal(patient, _issuerKey(platform), SUSPENDED, _notIssuer(_issuerKey(platform)));
    }

    function test_changeStatus_revertsForThePersonItself() public {
        _expectRefusal(patient, patient, REVOKED, _notIssuer(patient));
    }

    /// @dev A rogue manager cannot put out its colleagues.
    function test_changeStatus_managersAnswerToTheIssuerKey() public {
        Actor memory colleague = _manager("colleague", hospital);
        _expectRefusal(
            colleague,
            manager,
            SUSPENDED,
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryRoleNotIssuable.selector,
                hospital,
                manager.personId,
                IIdentityRegistry.Role.Manager
            )
        );
        _setStatus(colleague, _issuerKey(hospital), SUSPENDED);
        VM.assertFalse(identities.isActive(colleague.personId));
    }

    function test_changeStatus_revertsWhenManagerIsSuspended() public {
        _setStatus(manager, _issuerKey(hospital), SUSPENDED);
        _expectRefusal(
            patient,
            manager,
            SUSPENDED,
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInactive.selector,
                manager.personId,
                SUSPENDED
            )
        );
    }

    function test_changeStatus_authorityActsForASuspendedOrganization() public {
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(hospital, IOrganizationRegistry.OrganizationStatus.Suspended);
        _expectRefusal(
            patient,
            manager,
            SUSPENDED,
            abi.encodeWithSelector(
                IOrganizationRegistry.OrganizationRegistryInactive.selector,
                hospital,
                IOrganizationRegistry.OrganizationStatus.Suspended
            )
        );
        _setStatus(patient, _authority(), SUSPENDED);
        VM.assertFalse(identities.isActive(patient.personId));
    }

    /// @dev The former authority is a stranger like any other.
    function test_changeStatus_revertsForFormerAuthority() public {
        VM.prank(_authority().account);
        organizations.transferAuthority(RELAYER);
        VM.prank(RELAYER);
        organizations.acceptAuthority();
        _expectRefusal(patient, _authority(), SUSPENDED, _notIssuer(_authority()));
    }
}
