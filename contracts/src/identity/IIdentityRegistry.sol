// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOrganizationRegistry} from "./IOrganizationRegistry.sol";

/// @title People and capture stations: who controls a pseudonym, what it is enrolled as, and until when.
/// @notice A person is a random 32-byte `personId` per chain; wallets are replaceable controllers of it. Every
/// state-changing call takes the signed struct and its signature, which is empty when the signer itself is the caller.
/// @dev All times are Unix seconds and inclusive: a credential is valid while `notBefore <= now <= notAfter`, a
/// signed message while `now <= deadline`. Its events are in IIdentityEvents, its errors in IIdentityErrors.
interface IIdentityRegistry {
    enum Role {
        None,
        Patient,
        Doctor,
        Manager,
        Staff,
        CaptureStation,
        Auditor
    }

    enum PersonStatus {
        None,
        Active,
        Suspended,
        Revoked // final
    }

    /// @dev Storage layout; word 3 from its low end:
    /// | role 8 | status 8 | authorityHold 8 | notBefore 40 | notAfter 40 | controllerEpoch 32 | controllerCount 32 | free 88 |
    struct Person {
        bytes32 organization;
        bytes32 keyManifestRoot;
        bytes32 nullifier;
        Role role;
        PersonStatus status;
        bool authorityHold; // the authority suspended: only the authority reinstates
        uint40 notBefore;
        uint40 notAfter;
        uint32 controllerEpoch; // a completed recovery steps it, which puts every earlier controller out
        uint32 controllerCount;
    }

    /// @notice An issuer's statement about a person.
    struct Credential {
        bytes32 personId; // at least one of the upper 96 bits set, so that it is never mistaken for an address
        Role role;
        bytes32 organization;
        address controller; // enroll: the first controller; renew: a present one
        bytes32 keyManifestRoot;
        bytes32 nullifier; // keyed PRF of the real identity for this chain; not zero
        uint40 notBefore;
        uint40 notAfter;
        bytes32 issuer; // personId of a manager of the organisation, or zero for the organisation's issuer key
        address signer; // a controller of the issuer, or the issuer key
    }

    /// @notice Adds or removes a controller.
    struct ControllerChange {
        bytes32 personId;
        address signer;
        address controller;
        bool added;
        uint256 nonce; // of the person
        uint40 deadline;
    }

    struct KeyManifestChange {
        bytes32 personId;
        address signer;
        bytes32 keyManifestRoot;
        uint256 nonce; // of the person
        uint40 deadline;
    }

    /// @notice Suspends, reinstates or revokes.
    struct StatusChange {
        bytes32 personId;
        PersonStatus status;
        bytes32 reason; // salted hash of the reason; the reason itself stays with the issuer
        bytes32 issuer; // personId of a manager of the organisation, or zero for its issuer key or the authority
        address signer;
        uint256 nonce; // of the issuer, or of the signer's address when issuer is zero
        uint40 deadline;
    }

    /// @notice Hands control to a new wallet after `recoveryDelay`. The issuer has verified the real identity anew.
    struct Recovery {
        bytes32 personId;
        address newController;
        bytes32 issuer;
        address signer;
        uint256 nonce; // of the issuer, or of the signer's address when issuer is zero; and of the authority
        uint40 deadline;
    }

    struct RecoveryCancel {
        bytes32 personId;
        address signer; // any present controller, or the authority
        uint256 nonce; // of the person, or of the authority's address
        uint40 deadline;
    }

    struct PendingRecovery {
        address newController; // zero: none pending
        uint40 readyAt; // first second at which it may be completed
        uint256 nonce; // what the new controller's acceptance names
    }

    /// @notice Enrols a person. Anyone may send it.
    /// @param issuerSignature by `credential.signer` over `Credential`.
    /// @param controllerSignature by `credential.controller` over `Enrollment(personId, controller, credentialHash)`.
    function enroll(
        Credential calldata credential,
        bytes calldata issuerSignature,
        bytes calldata controllerSignature
    ) external;

    /// @notice Replaces role, organisation, key manifest root and validity by those of a newer credential, to which a
    /// present controller consents as at enrolment. Its `notBefore` must be later than the present one, so an older
    /// credential never comes back, and not in the future, so there is no gap. Status stays as it is.
    function renew(
        Credential calldata credential,
        bytes calldata issuerSignature,
        bytes calldata controllerSignature
    ) external;

    /// @param acceptance by the added controller over `ControllerAcceptance(personId, controller, nonce)`; empty when it
    /// is the caller or is removed. The last controller cannot be removed.
    function changeController(
        ControllerChange calldata change,
        bytes calldata signature,
        bytes calldata acceptance
    ) external;

    function changeKeyManifest(KeyManifestChange calldata change, bytes calldata signature) external;

    /// @notice By a manager of the person's organisation (not over managers and auditors), its issuer key, or the
    /// authority. What the authority suspends, only the authority reinstates; and only the authority revokes patients.
    function changeStatus(StatusChange calldata change, bytes calldata signature) external;

    /// @notice Begins a recovery. The issuer is one that may decide over the person (see `changeStatus`), or, where the
    /// person's organisation is no longer active, a manager of a health authority; the authority approves in any case.
    /// @param issuerSignature by `recovery.signer` over `Recovery`.
    /// @param authoritySignature by the authority over `RecoveryApproval(personId, newController, nonce)`.
    function startRecovery(
        Recovery calldata recovery,
        bytes calldata issuerSignature,
        bytes calldata authoritySignature
    ) external;

    function cancelRecovery(RecoveryCancel calldata cancel, bytes calldata signature) external;

    /// @param acceptance by the new controller over `ControllerAcceptance(personId, newController, nonce)` with the
    /// recovery's nonce; empty when it is the caller.
    function completeRecovery(bytes32 personId, bytes calldata acceptance) external;

    /// @notice Everything kept about a person; all zero for an unknown one.
    function person(bytes32 personId) external view returns (Person memory);

    function roleOf(bytes32 personId) external view returns (Role);

    function organizationOf(bytes32 personId) external view returns (bytes32);

    function keyManifestRootOf(bytes32 personId) external view returns (bytes32);

    function isController(bytes32 personId, address account) external view returns (bool);

    /// @notice Whether the person may act now: `validAt` the block's time.
    function isActive(bytes32 personId) external view returns (bool);

    /// @notice `isActive` of both sides of a grant and the requester's role, which is all that most grants are judged by.
    function whoIsActive(
        bytes32 grantor,
        bytes32 requester
    ) external view returns (bool isGrantorActive, bool isRequesterActive, Role requesterRole);

    /// @notice Whether status is active at present, the credential's window holds `time`, and the organisation is active.
    /// A patient does not depend on the organisation: a hospital that is suspended or closed locks nobody out.
    function validAt(bytes32 personId, uint40 time) external view returns (bool);

    /// @notice Reverts with the reason unless the person may act now.
    function requireActive(bytes32 personId) external view returns (Role role, bytes32 organization);

    /// @notice Reverts with the reason unless `account` controls the person and the person may act now.
    function requireActiveController(
        bytes32 personId,
        address account
    ) external view returns (Role role, bytes32 organization);

    /// @notice Reverts unless `account` controls the person, whatever its status: for statements that only take away.
    function requireController(bytes32 personId, address account) external view;

    /// @notice The person who bears `nullifier`; zero when nobody does. One real identity, one personId, also once revoked.
    function personOfNullifier(bytes32 nullifier) external view returns (bytes32 personId);

    function recoveryOf(bytes32 personId) external view returns (PendingRecovery memory);

    /// @notice Seconds between the start of a recovery and the earliest completion.
    function recoveryDelay() external view returns (uint40);

    function organizationRegistry() external view returns (IOrganizationRegistry);
}
