// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {IdentityActions} from "../support/IdentityActions.sol";
import {VM} from "../support/Vm.sol";

/// @title When a person may act, and what is answered about people nobody knows.
contract ValidityTest is IdentityActions {
    Actor internal patient;
    Actor internal doctor;

    function setUp() public override {
        super.setUp();
        patient = _patient("patient");
        doctor = _doctor("doctor", hospital);
    }

    function _closeHospital() private {
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(hospital, IOrganizationRegistry.OrganizationStatus.Revoked);
    }

    function testFuzz_validAt_isTrueExactlyInTheWindow(uint40 time) public view {
        bool inside = time >= START && time <= START + YEAR;
        VM.assertTrue(identities.validAt(doctor.personId, time) == inside);
    }

    function testFuzz_isActive_agreesWithRequireActive(uint40 time) public {
        VM.assume(time > 0);
        VM.warp(time);
        try identities.requireActive(doctor.personId) returns (IIdentityRegistry.Role role, bytes32 orgId) {
            VM.assertTrue(identities.isActive(doctor.personId));
            VM.assertEq(uint256(role), uint256(IIdentityRegistry.Role.Doctor));
            VM.assertEq(orgId, hospital);
        } catch {
            VM.assertFalse(identities.isActive(doctor.personId));
        }
    }

    function testFuzz_whoIsActive_answersAsTheSingleQuestions(uint40 time, bool isClosed) public {
        if (isClosed) _closeHospital();
        VM.warp(time);
        bytes32[3] memory people = [patient.personId, doctor.personId, keccak256("nobody")];
        for (uint256 i = 0; i < 9; ++i) {
            (bytes32 grantor, bytes32 requester) = (people[i / 3], people[i % 3]);
            (bool grantorActive, bool requesterActive, IIdentityRegistry.Role role) = identities.whoIsActive(
                grantor,
                requester
            );
            VM.assertTrue(grantorActive == identities.isActive(grantor));
            VM.assertTrue(requesterActive == identities.isActive(requester));
            VM.assertEq(uint256(role), uint256(identities.roleOf(requester)));
        }
    }

    function test_requireActive_revertsBefore() public {
        VM.warp(START - 1);
        VM.expectRevert(
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryNotYetValid.selector,
                doctor.personId,
                START,
                block.timestamp
            )
        );
        identities.requireActive(doctor.personId);
    }

    function test_requireActive_revertsAfter() public {
        VM.warp(START + YEAR);
        identities.requireActive(doctor.personId);
        VM.warp(START + YEAR + 1);
        VM.expectRevert(
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryExpired.selector,
                doctor.personId,
                START + YEAR,
                block.timestamp
            )
        );
        identities.requireActive(doctor.personId);
    }

    /// @dev Rule 6: a hospital that is closed locks no patient out, but nobody works there any more.
    function test_isActive_ofPatientsDoesNotDependOnTheOrganization() public {
        _closeHospital();
        VM.assertTrue(identities.isActive(patient.personId));
        identities.requireActiveController(patient.personId, patient.account);
        VM.assertFalse(identities.isActive(doctor.personId));
        VM.expectRevert(
            abi.encodeWithSelector(
                IOrganizationRegistry.OrganizationRegistryInactive.selector,
                hospital,
                IOrganizationRegistry.OrganizationStatus.Revoked
            )
        );
        identities.requireActive(doctor.personId);
    }

    function test_requireActiveController_namesRoleAndOrganization() public view {
        (IIdentityRegistry.Role role, bytes32 orgId) = identities.requireActiveController(
            doctor.personId,
            doctor.account
        );
        VM.assertEq(uint256(role), uint256(IIdentityRegistry.Role.Doctor));
        VM.assertEq(orgId, hospital);
    }

    function testFuzz_requireActiveController_revertsForAnyoneElse(address account) public {
        VM.assume(account != doctor.account);
        VM.expectRevert(
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryNotController.selector,
                doctor.personId,
                account
            )
        );
        identities.requireActiveController(doctor.personId, account);
    }

    function test_requireController_holdsForTheSuspendedAndRevoked() public {
        _setStatus(patient, _issuerKey(hospital), IIdentityRegistry.PersonStatus.Suspended);
        identities.requireController(patient.personId, patient.account);
        _setStatus(patient, _authority(), IIdentityRegistry.PersonStatus.Revoked);
        identities.requireController(patient.personId, patient.account);
    }

    function testFuzz_unknownPeople_areNobody(bytes32 personId, address account) public {
        VM.assume(personId != patient.personId && personId != doctor.personId);
        VM.assertFalse(identities.isActive(personId));
        VM.assertFalse(identities.isController(personId, account));
        VM.assertEq(uint256(identities.roleOf(personId)), uint256(IIdentityRegistry.Role.None));
        VM.assertEq(identities.organizationOf(personId), 0);
        VM.assertEq(identities.keyManifestRootOf(personId), 0);
        VM.assertEq(identities.recoveryOf(personId).newController, address(0));
        VM.assertEq(uint256(identities.person(personId).status), 0);
        VM.expectRevert(
            abi.encodeWithSelector(IIdentityErrors.IdentityRegistryUnknownPerson.selector, personId)
        );
        identities.requireController(personId, account);
    }

    function test_constants_areThoseOfTheConstructor() public view {
        VM.assertEq(identities.recoveryDelay(), RECOVERY_DELAY);
        VM.assertEq(address(identities.organizationRegistry()), address(organizations));
        VM.assertEq(address(identities.identityRegistry()), address(identities));
    }
}
