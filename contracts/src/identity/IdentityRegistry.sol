// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PersonAuthorization} from "../base/PersonAuthorization.sol";
import {ControlRecovery} from "./ControlRecovery.sol";
import {CredentialEnrollment} from "./CredentialEnrollment.sol";
import {IdentityMessages} from "./IdentityMessages.sol";
import {IIdentityRegistry} from "./IIdentityRegistry.sol";
import {IOrganizationRegistry} from "./IOrganizationRegistry.sol";
import {PersonStore} from "./PersonStore.sol";

/// @title The register of people and capture stations (F1, F2, M1, M7; rules 1–3).
contract IdentityRegistry is CredentialEnrollment, ControlRecovery {
    using IdentityMessages for IIdentityRegistry.ControllerChange;
    using IdentityMessages for IIdentityRegistry.KeyManifestChange;
    using IdentityMessages for IIdentityRegistry.StatusChange;

    /// @param recoveryDelay_ seconds between the start of a recovery and its earliest completion.
    /// @dev As a PersonAuthorization it asks itself about controllers, exactly as the other contracts ask it.
    constructor(
        IOrganizationRegistry organizationRegistry_,
        uint40 recoveryDelay_
    )
        PersonStore(organizationRegistry_)
        PersonAuthorization(IIdentityRegistry(address(this)), "MedLattice IdentityRegistry")
        ControlRecovery(recoveryDelay_)
    {}

    /// @inheritdoc IIdentityRegistry
    function changeController(
        ControllerChange calldata change,
        bytes calldata signature,
        bytes calldata acceptance
    ) external {
        _checkDeadline(change.deadline);
        _authorize(change.personId, change.signer, change.hash(), signature);
        if (change.added) {
            bytes32 acceptanceHash = IdentityMessages.hashAcceptance(
                change.personId,
                change.controller,
                change.nonce
            );
            _checkSignature(change.controller, acceptanceHash, acceptance);
        }
        _useNonce(change.personId, change.nonce);
        if (change.added) _addController(change.personId, change.controller);
        else _removeController(change.personId, change.controller);
    }

    /// @inheritdoc IIdentityRegistry
    function changeKeyManifest(KeyManifestChange calldata change, bytes calldata signature) external {
        _checkDeadline(change.deadline);
        _authorize(change.personId, change.signer, change.hash(), signature);
        _useNonce(change.personId, change.nonce);
        _known(change.personId).keyManifestRoot = change.keyManifestRoot;
        emit KeyManifestChanged(change.personId, change.keyManifestRoot);
    }

    /// @inheritdoc IIdentityRegistry
    function changeStatus(StatusChange calldata change, bytes calldata signature) external {
        _checkDeadline(change.deadline);
        Person storage p = _known(change.personId);
        bool byAuthority = _isAuthority(change.issuer, change.signer);
        if (!byAuthority) {
            _requireIssuer(p.organization, change.issuer, change.signer, p.role);
            if (p.authorityHold) revert IdentityRegistryAuthorityHold(change.personId, change.signer);
            _requireRevocable(p, change);
        }
        _checkTransition(p, change, byAuthority);
        _checkSignature(change.signer, change.hash(), signature);
        _useNonce(_issuerNonceOwner(change.issuer, change.signer), change.nonce);
        p.status = change.status;
        p.authorityHold = byAuthority && change.status == PersonStatus.Suspended;
        emit PersonStatusChanged(change.personId, change.status, change.reason, change.issuer, change.signer);
    }

    /// @dev A revoked patient is shut out for good, since the nullifier stays taken. One stolen key of a hospital must not be
    /// able to do that to all of its patients: it can suspend them, which the authority undoes.
    function _requireRevocable(Person storage p, StatusChange calldata change) private view {
        if (p.role == Role.Patient && change.status == PersonStatus.Revoked) {
            revert IdentityRegistryRoleNotIssuable(p.organization, change.issuer, p.role);
        }
    }

    /// @dev Revocation is final. The authority may take over a suspension that a manager began.
    function _checkTransition(Person storage p, StatusChange calldata change, bool byAuthority) private view {
        bool takesOver = byAuthority && p.status == PersonStatus.Suspended && !p.authorityHold;
        bool same = change.status == p.status && !takesOver;
        if (same || p.status == PersonStatus.Revoked || change.status == PersonStatus.None) {
            revert IdentityRegistryInvalidTransition(change.personId, p.status, change.status);
        }
    }
}
