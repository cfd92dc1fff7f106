// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IdentityMessages} from "./IdentityMessages.sol";
import {IIdentityRegistry} from "./IIdentityRegistry.sol";
import {IOrganizationRegistry} from "./IOrganizationRegistry.sol";
import {IssuerAuthorization} from "./IssuerAuthorization.sol";

/// @title Enrolment and renewal by credentials that issuer and holder both sign (F1, M7; rules 1 and 2).
abstract contract CredentialEnrollment is IssuerAuthorization {
    using IdentityMessages for IIdentityRegistry.Credential;

    /// @inheritdoc IIdentityRegistry
    function enroll(
        Credential calldata credential,
        bytes calldata issuerSignature,
        bytes calldata controllerSignature
    ) external {
        _checkNewPerson(credential);
        bytes32 credentialHash = _checkCredential(credential, issuerSignature, controllerSignature);
        _apply(_create(credential.personId, credential.nullifier), credential);
        emit PersonEnrolled(
            credential.personId,
            credential.organization,
            credential.controller,
            credential.role,
            credential.keyManifestRoot,
            credential.notBefore,
            credential.notAfter,
            credential.issuer,
            credentialHash
        );
        _addController(credential.personId, credential.controller);
    }

    /// @inheritdoc IIdentityRegistry
    function renew(
        Credential calldata credential,
        bytes calldata issuerSignature,
        bytes calldata controllerSignature
    ) external {
        Person storage p = _checkRenewable(credential);
        bytes32 credentialHash = _checkCredential(credential, issuerSignature, controllerSignature);
        _apply(p, credential);
        emit PersonRenewed(
            credential.personId,
            credential.organization,
            credential.role,
            credential.keyManifestRoot,
            credential.notBefore,
            credential.notAfter,
            credential.issuer,
            credentialHash
        );
    }

    function _checkNewPerson(Credential calldata credential) private view {
        bytes32 personId = credential.personId;
        if (uint256(personId) >> 160 == 0) revert IdentityRegistryInvalidPersonId(personId);
        if (_exists(personId)) revert IdentityRegistryPersonExists(personId);
        if (credential.nullifier == 0) revert IdentityRegistryInvalidNullifier(credential.nullifier);
        if (personOfNullifier(credential.nullifier) != 0) {
            revert IdentityRegistryNullifierTaken(credential.nullifier);
        }
    }

    /// @dev A suspended person stays with the organisation that can lift the suspension.
    function _checkRenewable(Credential calldata credential) private view returns (Person storage p) {
        bytes32 personId = credential.personId;
        p = _knownUnrevoked(personId);
        requireController(personId, credential.controller);
        if (p.status != PersonStatus.Active && p.organization != credential.organization) {
            revert IdentityRegistryInactive(personId, p.status);
        }
        if (credential.nullifier != p.nullifier) {
            revert IdentityRegistryNullifierMismatch(personId, credential.nullifier);
        }
        if (credential.notBefore <= p.notBefore) {
            revert IdentityRegistryStaleCredential(personId, credential.notBefore, p.notBefore);
        }
        if (credential.notBefore > block.timestamp) {
            revert IdentityRegistryInvalidValidity(
                credential.notBefore,
                credential.notAfter,
                block.timestamp
            );
        }
    }

    /// @dev What holds for every credential: its window, its issuer, its role, and both signatures.
    function _checkCredential(
        Credential calldata credential,
        bytes calldata issuerSignature,
        bytes calldata controllerSignature
    ) private view returns (bytes32 credentialHash) {
        if (credential.notAfter < credential.notBefore || credential.notAfter < block.timestamp) {
            revert IdentityRegistryInvalidValidity(
                credential.notBefore,
                credential.notAfter,
                block.timestamp
            );
        }
        _checkIssuerAndRole(credential);
        credentialHash = credential.hash();
        _checkSignature(credential.signer, credentialHash, issuerSignature);
        _checkSignature(
            credential.controller,
            IdentityMessages.hashEnrollment(credential.personId, credential.controller, credentialHash),
            controllerSignature
        );
    }

    function _checkIssuerAndRole(Credential calldata credential) private view {
        IOrganizationRegistry.OrganizationKind kind = _requireIssuer(
            credential.organization,
            credential.issuer,
            credential.signer,
            credential.role
        );
        if (!_fits(credential.role, kind)) {
            revert IdentityRegistryRoleNotIssuable(
                credential.organization,
                credential.issuer,
                credential.role
            );
        }
    }

    /// @dev Doctors and capture stations work at care providers, and only a health authority has auditors. Patients are
    /// enrolled by care providers on their own chains and by the authority on the consortium chain, so that no
    /// hospital learns the pseudonym there.
    function _fits(Role role, IOrganizationRegistry.OrganizationKind kind) private pure returns (bool) {
        bool authority = kind == IOrganizationRegistry.OrganizationKind.HealthAuthority;
        bool careProvider =
            kind == IOrganizationRegistry.OrganizationKind.Hospital ||
                kind == IOrganizationRegistry.OrganizationKind.InternetPlatform;
        if (role == Role.Patient) return careProvider || authority;
        if (role == Role.Doctor || role == Role.CaptureStation) return careProvider;
        if (role == Role.Auditor) return authority;
        return role != Role.None;
    }

    function _apply(Person storage p, Credential calldata credential) private {
        p.organization = credential.organization;
        p.keyManifestRoot = credential.keyManifestRoot;
        p.role = credential.role;
        p.notBefore = credential.notBefore;
        p.notAfter = credential.notAfter;
    }
}
