// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityRegistry} from "./IIdentityRegistry.sol";

/// @title What IdentityRegistry reports. Pseudonyms only; the nullifier is left out on purpose.
interface IIdentityEvents {
    event PersonEnrolled(
        bytes32 indexed personId,
        bytes32 indexed organization,
        address indexed controller,
        IIdentityRegistry.Role role,
        bytes32 keyManifestRoot,
        uint40 notBefore,
        uint40 notAfter,
        bytes32 issuer,
        bytes32 credentialHash
    );
    event PersonRenewed(
        bytes32 indexed personId,
        bytes32 indexed organization,
        IIdentityRegistry.Role role,
        bytes32 keyManifestRoot,
        uint40 notBefore,
        uint40 notAfter,
        bytes32 issuer,
        bytes32 credentialHash
    );
    event ControllerAdded(bytes32 indexed personId, address indexed controller);
    event ControllerRemoved(bytes32 indexed personId, address indexed controller);
    event KeyManifestChanged(bytes32 indexed personId, bytes32 keyManifestRoot);
    event PersonStatusChanged(
        bytes32 indexed personId,
        IIdentityRegistry.PersonStatus status,
        bytes32 reason,
        bytes32 indexed issuer,
        address signer
    );
    event RecoveryStarted(
        bytes32 indexed personId,
        address indexed newController,
        uint40 readyAt,
        bytes32 issuer
    );
    event RecoveryCancelled(bytes32 indexed personId, address indexed signer);
    /// @notice Every controller of an earlier epoch is out; the new one is the only one.
    event RecoveryCompleted(bytes32 indexed personId, address indexed newController, uint32 controllerEpoch);
}
