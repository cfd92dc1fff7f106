// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityRegistry} from "./IIdentityRegistry.sol";

/// @title Why IdentityRegistry refuses. Each error carries the offending values.
interface IIdentityErrors {
    error IdentityRegistryUnknownPerson(bytes32 personId);
    error IdentityRegistryPersonExists(bytes32 personId);
    /// @notice The upper 96 bits are zero, so the id could be mistaken for an address.
    error IdentityRegistryInvalidPersonId(bytes32 personId);
    error IdentityRegistryInactive(bytes32 personId, IIdentityRegistry.PersonStatus status);
    error IdentityRegistryNotYetValid(bytes32 personId, uint40 notBefore, uint256 blockTime);
    error IdentityRegistryExpired(bytes32 personId, uint40 notAfter, uint256 blockTime);
    error IdentityRegistryInvalidValidity(uint40 notBefore, uint40 notAfter, uint256 blockTime);
    /// @notice A renewal must begin after the credential it replaces.
    error IdentityRegistryStaleCredential(bytes32 personId, uint40 notBefore, uint40 currentNotBefore);
    error IdentityRegistryNotController(bytes32 personId, address account);
    error IdentityRegistryAlreadyController(bytes32 personId, address account);
    error IdentityRegistryLastController(bytes32 personId, address account);
    error IdentityRegistryZeroController(bytes32 personId);
    /// @notice The issuer is neither a manager of the organisation nor, when zero, the organisation's issuer key (or, where
    /// allowed, the authority).
    error IdentityRegistryNotIssuer(bytes32 organization, bytes32 issuer, address signer);
    /// @notice This issuer may not enrol, or decide over, people of that role.
    error IdentityRegistryRoleNotIssuable(bytes32 organization, bytes32 issuer, IIdentityRegistry.Role role);
    error IdentityRegistryInvalidNullifier(bytes32 nullifier);
    error IdentityRegistryNullifierTaken(bytes32 nullifier);
    error IdentityRegistryNullifierMismatch(bytes32 personId, bytes32 nullifier);
    error IdentityRegistryInvalidTransition(
        bytes32 personId,
        IIdentityRegistry.PersonStatus from,
        IIdentityRegistry.PersonStatus to
    );
    /// @notice The authority suspended this person, and the signer is not the authority.
    error IdentityRegistryAuthorityHold(bytes32 personId, address signer);
    error IdentityRegistryRecoveryPending(bytes32 personId, uint40 readyAt);
    error IdentityRegistryNoRecovery(bytes32 personId);
    error IdentityRegistryRecoveryNotReady(bytes32 personId, uint40 readyAt, uint256 blockTime);
}
