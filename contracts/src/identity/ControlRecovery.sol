// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IdentityMessages} from "./IdentityMessages.sol";
import {IIdentityRegistry} from "./IIdentityRegistry.sol";
import {IOrganizationRegistry} from "./IOrganizationRegistry.sol";
import {IssuerAuthorization} from "./IssuerAuthorization.sol";

/// @title Recovery of control over a pseudonym whose wallets are lost (rule 1).
/// @dev The issuer vouches for the real identity, the authority approves, and a time lock lets a holder who is still
/// there object. The authority may cancel too: else a new wallet that is lost before completion would block the
/// person for good.
abstract contract ControlRecovery is IssuerAuthorization {
    using IdentityMessages for IIdentityRegistry.Recovery;
    using IdentityMessages for IIdentityRegistry.RecoveryCancel;

    /// @inheritdoc IIdentityRegistry
    uint40 public immutable recoveryDelay;

    mapping(bytes32 personId => PendingRecovery recovery) private _recoveries;

    constructor(uint40 recoveryDelay_) {
        recoveryDelay = recoveryDelay_;
    }

    /// @inheritdoc IIdentityRegistry
    function startRecovery(
        Recovery calldata recovery,
        bytes calldata issuerSignature,
        bytes calldata authoritySignature
    ) external {
        _checkDeadline(recovery.deadline);
        if (recovery.newController == address(0)) revert IdentityRegistryZeroController(recovery.personId);
        Person storage p = _knownUnrevoked(recovery.personId);
        PendingRecovery storage pending = _recoveries[recovery.personId];
        if (pending.newController != address(0)) {
            revert IdentityRegistryRecoveryPending(recovery.personId, pending.readyAt);
        }
        _requireRecoveryIssuer(p, recovery);
        _checkSignature(recovery.signer, recovery.hash(), issuerSignature);
        address authority = organizationRegistry.authority();
        _checkSignature(authority, IdentityMessages.hashApproval(recovery), authoritySignature);
        _useRecoveryNonces(recovery, authority);
        // 40 bits of seconds reach beyond the year 36 000.
        uint40 readyAt = uint40(block.timestamp) + recoveryDelay;
        _recoveries[recovery.personId] = PendingRecovery(recovery.newController, readyAt, recovery.nonce);
        emit RecoveryStarted(recovery.personId, recovery.newController, readyAt, recovery.issuer);
    }

    /// @inheritdoc IIdentityRegistry
    function cancelRecovery(RecoveryCancel calldata cancel, bytes calldata signature) external {
        _checkDeadline(cancel.deadline);
        if (_recoveries[cancel.personId].newController == address(0)) {
            revert IdentityRegistryNoRecovery(cancel.personId);
        }
        if (_isAuthority(0, cancel.signer)) {
            _checkSignature(cancel.signer, cancel.hash(), signature);
            _useNonce(_nonceOwner(cancel.signer), cancel.nonce);
        } else {
            _authorizeWithdrawal(cancel.personId, cancel.signer, cancel.hash(), signature);
            _useNonce(cancel.personId, cancel.nonce);
        }
        delete _recoveries[cancel.personId];
        emit RecoveryCancelled(cancel.personId, cancel.signer);
    }

    /// @inheritdoc IIdentityRegistry
    function completeRecovery(bytes32 personId, bytes calldata acceptance) external {
        _knownUnrevoked(personId);
        PendingRecovery memory pending = _recoveries[personId];
        if (pending.newController == address(0)) revert IdentityRegistryNoRecovery(personId);
        if (block.timestamp < pending.readyAt) {
            revert IdentityRegistryRecoveryNotReady(personId, pending.readyAt, block.timestamp);
        }
        bytes32 acceptanceHash = IdentityMessages.hashAcceptance(
            personId,
            pending.newController,
            pending.nonce
        );
        _checkSignature(pending.newController, acceptanceHash, acceptance);
        delete _recoveries[personId];
        uint32 epoch = _replaceControllers(personId, pending.newController);
        emit RecoveryCompleted(personId, pending.newController, epoch);
    }

    /// @inheritdoc IIdentityRegistry
    function recoveryOf(bytes32 personId) external view returns (PendingRecovery memory) {
        return _recoveries[personId];
    }

    /// @dev A hospital that is closed must lock nobody out (rule 6): then a manager of a health authority stands in for it.
    function _requireRecoveryIssuer(Person storage p, Recovery calldata recovery) private view {
        if (organizationRegistry.isActiveOrg(p.organization)) {
            _requireIssuer(p.organization, recovery.issuer, recovery.signer, p.role);
            return;
        }
        (Role role, bytes32 organization) = requireActiveController(recovery.issuer, recovery.signer);
        bool standsIn =
            organizationRegistry.kindOf(organization) ==
                IOrganizationRegistry.OrganizationKind.HealthAuthority;
        if (role != Role.Manager || !standsIn) {
            revert IdentityRegistryNotIssuer(p.organization, recovery.issuer, recovery.signer);
        }
    }

    /// @dev The approval is used up as well, so that no other issuer can start again what has been cancelled. Where the
    /// authority itself is the issuer key, both are one nonce.
    function _useRecoveryNonces(Recovery calldata recovery, address authority) private {
        bytes32 issuerOwner = _issuerNonceOwner(recovery.issuer, recovery.signer);
        bytes32 authorityOwner = _nonceOwner(authority);
        _useNonce(issuerOwner, recovery.nonce);
        if (authorityOwner != issuerOwner) _useNonce(authorityOwner, recovery.nonce);
    }
}
