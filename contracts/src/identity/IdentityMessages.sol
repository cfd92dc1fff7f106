// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityRegistry} from "./IIdentityRegistry.sol";

/// @title EIP-712 struct hashes of what issuers, people and the authority sign about identity.
/// @dev Every struct is static, so `abi.encode(typeHash, struct)` is the word sequence that EIP-712 hashes.
library IdentityMessages {
    bytes32 internal constant CREDENTIAL_TYPEHASH = keccak256(
        "Credential(bytes32 personId,uint8 role,bytes32 organization,address controller,bytes32 keyManifestRoot,bytes32 nullifier,uint40 notBefore,uint40 notAfter,bytes32 issuer,address signer)"
    );
    bytes32 internal constant ENROLLMENT_TYPEHASH = keccak256(
        "Enrollment(bytes32 personId,address controller,bytes32 credentialHash)"
    );
    bytes32 internal constant CONTROLLER_CHANGE_TYPEHASH = keccak256(
        "ControllerChange(bytes32 personId,address signer,address controller,bool added,uint256 nonce,uint40 deadline)"
    );
    bytes32 internal constant CONTROLLER_ACCEPTANCE_TYPEHASH = keccak256(
        "ControllerAcceptance(bytes32 personId,address controller,uint256 nonce)"
    );
    bytes32 internal constant KEY_MANIFEST_CHANGE_TYPEHASH = keccak256(
        "KeyManifestChange(bytes32 personId,address signer,bytes32 keyManifestRoot,uint256 nonce,uint40 deadline)"
    );
    bytes32 internal constant STATUS_CHANGE_TYPEHASH = keccak256(
        "StatusChange(bytes32 personId,uint8 status,bytes32 reason,bytes32 issuer,address signer,uint256 nonce,uint40 deadline)"
    );
    bytes32 internal constant RECOVERY_TYPEHASH = keccak256(
        "Recovery(bytes32 personId,address newController,bytes32 issuer,address signer,uint256 nonce,uint40 deadline)"
    );
    bytes32 internal constant RECOVERY_APPROVAL_TYPEHASH = keccak256(
        "RecoveryApproval(bytes32 personId,address newController,uint256 nonce)"
    );
    bytes32 internal constant RECOVERY_CANCEL_TYPEHASH = keccak256(
        "RecoveryCancel(bytes32 personId,address signer,uint256 nonce,uint40 deadline)"
    );

    function hash(IIdentityRegistry.Credential calldata credential) internal pure returns (bytes32) {
        return keccak256(abi.encode(CREDENTIAL_TYPEHASH, credential));
    }

    function hashEnrollment(
        bytes32 personId,
        address controller,
        bytes32 credentialHash
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(ENROLLMENT_TYPEHASH, personId, controller, credentialHash));
    }

    function hash(IIdentityRegistry.ControllerChange calldata change) internal pure returns (bytes32) {
        return keccak256(abi.encode(CONTROLLER_CHANGE_TYPEHASH, change));
    }

    function hashAcceptance(
        bytes32 personId,
        address controller,
        uint256 nonce
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(CONTROLLER_ACCEPTANCE_TYPEHASH, personId, controller, nonce));
    }

    function hash(IIdentityRegistry.KeyManifestChange calldata change) internal pure returns (bytes32) {
        return keccak256(abi.encode(KEY_MANIFEST_CHANGE_TYPEHASH, change));
    }

    function hash(IIdentityRegistry.StatusChange calldata change) internal pure returns (bytes32) {
        return keccak256(abi.encode(STATUS_CHANGE_TYPEHASH, change));
    }

    function hash(IIdentityRegistry.Recovery calldata recovery) internal pure returns (bytes32) {
        return keccak256(abi.encode(RECOVERY_TYPEHASH, recovery));
    }

    function hashApproval(IIdentityRegistry.Recovery calldata recovery) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    RECOVERY_APPROVAL_TYPEHASH,
                    recovery.personId,
                    recovery.newController,
                    recovery.nonce
                )
            );
    }

    function hash(IIdentityRegistry.RecoveryCancel calldata cancel) internal pure returns (bytes32) {
        return keccak256(abi.encode(RECOVERY_CANCEL_TYPEHASH, cancel));
    }
}
