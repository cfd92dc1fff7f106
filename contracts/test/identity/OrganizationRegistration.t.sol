// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorityGoverned} from "../../src/base/IAuthorityGoverned.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {IdentityFixture} from "../support/IdentityFixture.sol";
import {VM} from "../support/Vm.sol";

/// @title Admission, suspension and expulsion of institutions (M1, F1).
contract OrganizationRegistrationTest is IdentityFixture {
    IOrganizationRegistry.OrganizationKind private constant TRUST = IOrganizationRegistry
        .OrganizationKind
        .DataTrust;

    function _fresh() private pure returns (IOrganizationRegistry.Registration memory) {
        return _registration("data-trust", TRUST);
    }

    function _expectRefusal(
        IOrganizationRegistry.Registration memory registration,
        bytes memory reason
    ) private {
        VM.expectRevert(reason);
        VM.prank(_authority().account);
        organizations.registerOrganization(registration);
    }

    function test_registerOrganization_keepsWhatWasStated() public {
        bytes32 orgId = _register("data-trust", TRUST);
        IOrganizationRegistry.Organization memory entry = organizations.organization(orgId);
        IOrganizationRegistry.Registration memory stated = _fresh();
        VM.assertEq(orgId, keccak256("medlattice/organization/v1data-trust.example"));
        VM.assertEq(uint256(entry.kind), uint256(TRUST));
        VM.assertEq(uint256(entry.status), uint256(IOrganizationRegistry.OrganizationStatus.Active));
        VM.assertEq(entry.registeredAt, START);
        VM.assertEq(entry.admin, stated.admin);
        VM.assertEq(entry.pendingAdmin, address(0));
        VM.assertEq(entry.issuerKey, stated.issuerKey);
        VM.assertEq(entry.oracle, stated.oracle);
        VM.assertEq(entry.dnsName, stated.dnsName);
        VM.assertEq(entry.endpoint, stated.endpoint);
    }

    function test_registerOrganization_answersLookups() public {
        bytes32 orgId = _register("data-trust", TRUST);
        VM.assertTrue(organizations.isActiveOrg(orgId));
        VM.assertEq(uint256(organizations.kindOf(orgId)), uint256(TRUST));
        VM.assertEq(organizations.oracleOf(orgId), _fresh().oracle);
        (IOrganizationRegistry.OrganizationKind kind, address issuerKey) = organizations
            .requireActiveOrganization(orgId);
        VM.assertEq(uint256(kind), uint256(TRUST));
        VM.assertEq(issuerKey, _fresh().issuerKey);
    }

    function test_registerOrganization_emitsEvents() public {
        IOrganizationRegistry.Registration memory stated = _fresh();
        bytes32 orgId = keccak256(abi.encodePacked("medlattice/organization/v1", stated.dnsName));
        VM.expectEmit(address(organizations));
        emit IOrganizationRegistry.OrganizationRegistered(orgId, TRUST, stated.admin, stated.dnsName);
        VM.expectEmit(address(organizations));
        emit IOrganizationRegistry.OrganizationIssuerKeyChanged(orgId, stated.issuerKey);
        VM.expectEmit(address(organizations));
        emit IOrganizationRegistry.OrganizationOracleChanged(orgId, stated.oracle);
        VM.expectEmit(address(organizations));
        emit IOrganizationRegistry.OrganizationEndpointChanged(orgId, stated.endpoint);
        VM.prank(_authority().account);
        organizations.registerOrganization(stated);
    }

    function test_registerOrganization_revertsWhenRegistered() public {
        _expectRefusal(
            _registration("hospital", IOrganizationRegistry.OrganizationKind.Hospital),
            abi.encodeWithSelector(IOrganizationRegistry.OrganizationRegistryExists.selector, hospital)
        );
    }

    function test_registerOrganization_revertsWithoutKind() public {
        IOrganizationRegistry.Registration memory registration = _fresh();
        registration.kind = IOrganizationRegistry.OrganizationKind.None;
        _expectRefusal(
            registration,
            abi.encodeWithSelector(IOrganizationRegistry.OrganizationRegistryInvalidKind.selector)
        );
    }

    function test_registerOrganization_revertsWithoutAdmin() public {
        IOrganizationRegistry.Registration memory registration = _fresh();
        registration.admin = address(0);
        _expectRefusal(
            registration,
            abi.encodeWithSelector(IOrganizationRegistry.OrganizationRegistryZeroAdmin.selector)
        );
    }

    function test_registerOrganization_revertsWhenEndpointIsTooLong() public {
        IOrganizationRegistry.Registration memory registration = _fresh();
        registration.endpoint = string(new bytes(257));
        _expectRefusal(
            registration,
            abi.encodeWithSelector(IOrganizationRegistry.OrganizationRegistryEndpointTooLong.selector, 257)
        );
    }

    function test_registerOrganization_takesTheLongestEndpoint() public {
        IOrganizationRegistry.Registration memory registration = _fresh();
        registration.endpoint = string(new bytes(256));
        VM.prank(_authority().account);
        organizations.registerOrganization(registration);
    }

    function test_setOrganizationStatus_suspendsAndReinstates() public {
        _setStatus(hospital, IOrganizationRegistry.OrganizationStatus.Suspended);
        VM.assertFalse(organizations.isActiveOrg(hospital));
        VM.expectRevert(_inactive(IOrganizationRegistry.OrganizationStatus.Suspended));
        organizations.requireActiveOrganization(hospital);
        _setStatus(hospital, IOrganizationRegistry.OrganizationStatus.Active);
        VM.assertTrue(organizations.isActiveOrg(hospital));
    }

    function test_setOrganizationStatus_revokesForGood() public {
        _setStatus(hospital, IOrganizationRegistry.OrganizationStatus.Revoked);
        VM.expectRevert(
            _transition(
                IOrganizationRegistry.OrganizationStatus.Revoked,
                IOrganizationRegistry.OrganizationStatus.Active
            )
        );
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(hospital, IOrganizationRegistry.OrganizationStatus.Active);
    }

    function test_setOrganizationStatus_revertsWhenSame() public {
        IOrganizationRegistry.OrganizationStatus active = IOrganizationRegistry.OrganizationStatus.Active;
        VM.expectRevert(_transition(active, active));
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(hospital, active);
    }

    function test_setOrganizationStatus_revertsToNone() public {
        IOrganizationRegistry.OrganizationStatus none = IOrganizationRegistry.OrganizationStatus.None;
        VM.expectRevert(_transition(IOrganizationRegistry.OrganizationStatus.Active, none));
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(hospital, none);
    }

    function testFuzz_setOrganizationStatus_revertsWhenUnknown(bytes32 orgId) public {
        VM.assume(organizations.organization(orgId).status == IOrganizationRegistry.OrganizationStatus.None);
        VM.expectRevert(
            abi.encodeWithSelector(IOrganizationRegistry.OrganizationRegistryUnknown.selector, orgId)
        );
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(orgId, IOrganizationRegistry.OrganizationStatus.Suspended);
    }

    function testFuzz_registerOrganization_revertsForAnyoneElse(address caller) public {
        VM.assume(caller != _authority().account);
        VM.expectRevert(
            abi.encodeWithSelector(IAuthorityGoverned.AuthorityGovernedNotAuthority.selector, caller)
        );
        VM.prank(caller);
        organizations.registerOrganization(_fresh());
    }

    function testFuzz_setOrganizationStatus_revertsForAnyoneElse(address caller) public {
        VM.assume(caller != _authority().account);
        VM.expectRevert(
            abi.encodeWithSelector(IAuthorityGoverned.AuthorityGovernedNotAuthority.selector, caller)
        );
        VM.prank(caller);
        organizations.setOrganizationStatus(hospital, IOrganizationRegistry.OrganizationStatus.Suspended);
    }

    function _setStatus(bytes32 orgId, IOrganizationRegistry.OrganizationStatus status) private {
        VM.expectEmit(address(organizations));
        emit IOrganizationRegistry.OrganizationStatusChanged(orgId, status);
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(orgId, status);
    }

    function _inactive(IOrganizationRegistry.OrganizationStatus status) private view returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IOrganizationRegistry.OrganizationRegistryInactive.selector,
                hospital,
                status
            );
    }

    function _transition(
        IOrganizationRegistry.OrganizationStatus from,
        IOrganizationRegistry.OrganizationStatus to
    ) private view returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IOrganizationRegistry.OrganizationRegistryInvalidTransition.selector,
                hospital,
                from,
                to
            );
    }
}
