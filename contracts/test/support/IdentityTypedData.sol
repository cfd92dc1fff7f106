// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPersonAuthorization} from "../../src/base/IPersonAuthorization.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";

/// @title Struct hashes of docs/wire-formats.md, field by field: an independent twin of IdentityMessages.
library IdentityTypedData {
    bytes32 internal constant CREDENTIAL = keccak256(
        "Credential(bytes32 personId,uint8 role,bytes32 organization,address controller,bytes32 keyManifestRoot,bytes32 nullifier,uint40 notBefore,uint40 notAfter,bytes32 issuer,address signer)"
    );
    bytes32 internal constant ENROLLMENT = keccak256(
        "Enrollment(bytes32 personId,address controller,bytes32 credentialHash)"
    );
    bytes32 internal constant CONTROLLER_CHANGE = keccak256(
        "ControllerChange(bytes32 personId,address signer,address controller,bool added,uint256 nonce,uint40 deadline)"
    );
    bytes32 internal constant CONTROLLER_ACCEPTANCE = keccak256(
        "ControllerAcceptance(bytes32 personId,address controller,uint256 nonce)"
    );
    bytes32 internal constant KEY_MANIFEST_CHANGE = keccak256(
        "KeyManifestChange(bytes32 personId,address signer,bytes32 keyManifestRoot,uint256 nonce,uint40 deadline)"
    );
    bytes32 internal constant STATUS_CHANGE = keccak256(
        "StatusChange(bytes32 personId,uint8 status,bytes32 reason,bytes32 issuer,address signer,uint256 nonce,uint40 deadline)"
    );
    bytes32 internal constant RECOVERY = keccak256(
        "Recovery(bytes32 personId,address newController,bytes32 issuer,address signer,uint256 nonce,uint40 deadline)"
    );
    bytes32 internal constant RECOVERY_APPROVAL = keccak256(
        "RecoveryApproval(bytes32 personId,address newController,uint256 nonce)"
    );
    bytes32 internal constant RECOVERY_CANCEL = keccak256(
        "RecoveryCancel(bytes32 personId,address signer,uint256 nonce,uint40 deadline)"
    );
    bytes32 internal constant NONCE_INVALIDATION = keccak256(
        "NonceInvalidation(bytes32 personId,address signer,uint256 word,uint256 mask,uint40 deadline)"
    );

    function hash(IIdentityRegistry.Credential memory c) internal pure returns (bytes32) {
        bytes memory who = abi.encode(CREDENTIAL, c.personId, uint8(c.role), c.organization, c.controller);
        bytes memory keys = abi.encode(c.keyManifestRoot, c.nullifier, c.notBefore, c.notAfter);
        return keccak256(bytes.concat(who, keys, abi.encode(c.issuer, c.signer)));
    }

    function hashEnrollment(IIdentityRegistry.Credential memory c) internal pure returns (bytes32) {
        return keccak256(abi.encode(ENROLLMENT, c.personId, c.controller, hash(c)));
    }

    function hash(IIdentityRegistry.ControllerChange memory c) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    CONTROLLER_CHANGE,
                    c.personId,
                    c.signer,
                    c.controller,
                    c.added,
                    c.nonce,
                    c.deadline
                )
            );
    }

    function hashAcceptance(
        bytes32 personId,
        address controller,
        uint256 nonce
    ) internal pure returns (bytes32) {
        return keccak256(abi.encode(CONTROLLER_ACCEPTANCE, personId, controller, nonce));
    }

    function hash(IIdentityRegistry.KeyManifestChange memory c) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(KEY_MANIFEST_CHANGE, c.personId, c.signer, c.keyManifestRoot, c.nonce, c.deadline)
            );
    }

    function hash(IIdentityRegistry.StatusChange memory c) internal pure returns (bytes32) {
        bytes memory what = abi.encode(STATUS_CHANGE, c.personId, uint8(c.status), c.reason);
        return keccak256(bytes.concat(what, abi.encode(c.issuer, c.signer, c.nonce, c.deadline)));
    }

    function hash(IIdentityRegistry.Recovery memory r) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(RECOVERY, r.personId, r.newController, r.issuer, r.signer, r.nonce, r.deadline)
            );
    }

    function hashApproval(IIdentityRegistry.Recovery memory r) internal pure returns (bytes32) {
        return keccak256(abi.encode(RECOVERY_APPROVAL, r.personId, r.newController, r.nonce));
    }

    function hash(IIdentityRegistry.RecoveryCancel memory c) internal pure returns (bytes32) {
        return keccak256(abi.encode(RECOVERY_CANCEL, c.personId, c.signer, c.nonce, c.deadline));
    }

    function hash(IPersonAuthorization.NonceInvalidation memory n) internal pure returns (bytes32) {
        return keccak256(abi.encode(NONCE_INVALIDATION, n.personId, n.signer, n.word, n.mask, n.deadline));
    }
}
