// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PersonAuthorization} from "../base/PersonAuthorization.sol";
import {IOrganizationRegistry} from "./IOrganizationRegistry.sol";
import {PersonStore} from "./PersonStore.sol";

/// @title Who may speak about people: managers of their organisation, its issuer key, and the authority.
abstract contract IssuerAuthorization is PersonStore, PersonAuthorization {
    /// @dev Managers and auditors answer to the organisation's issuer key, never to a fellow manager.
    /// @return kind of the organisation.
    function _requireIssuer(
        bytes32 organization,
        bytes32 issuer,
        address signer,
        Role role
    ) internal view returns (IOrganizationRegistry.OrganizationKind kind) {
        address issuerKey;
        (kind, issuerKey) = organizationRegistry.requireActiveOrganization(organization);
        if (issuer == 0) {
            if (signer != issuerKey) revert IdentityRegistryNotIssuer(organization, issuer, signer);
            return kind;
        }
        (Role issuerRole, bytes32 issuerOrganization) = requireActiveController(issuer, signer);
        if (issuerRole != Role.Manager || issuerOrganization != organization) {
            revert IdentityRegistryNotIssuer(organization, issuer, signer);
        }
        if (role == Role.Manager || role == Role.Auditor) {
            revert IdentityRegistryRoleNotIssuable(organization, issuer, role);
        }
    }

    function _isAuthority(bytes32 issuer, address signer) internal view returns (bool) {
        return issuer == 0 && signer == organizationRegistry.authority();
    }

    /// @dev An issuer that is a person uses its nonces as a person, any other account those of its address.
    function _issuerNonceOwner(bytes32 issuer, address signer) internal pure returns (bytes32) {
        return issuer == 0 ? _nonceOwner(signer) : issuer;
    }
}
