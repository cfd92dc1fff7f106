// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPersonAuthorization} from "../../src/base/IPersonAuthorization.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IdentityFixture} from "./IdentityFixture.sol";
import {IdentityTypedData} from "./IdentityTypedData.sol";

/// @title Fresh valid statements about identity, and each of them sent on any route.
abstract contract IdentityActions is IdentityFixture {
    uint40 internal constant HOUR = 1 hours;
    bytes32 internal constant REASON = keccak256("salted reason");
    bytes32 internal constant NEW_ROOT = keccak256("new key manifest");

    uint256 private _lastNonce;

    /// @dev Nonces far apart, so that they fall into different words as well.
    function _freshNonce() internal returns (uint256) {
        return uint256(keccak256(abi.encode("nonce", ++_lastNonce)));
    }

    function _soon() internal view returns (uint40) {
        return uint40(block.timestamp) + HOUR;
    }

    function _controllerChange(
        Actor memory signer,
        address controller,
        bool added
    ) internal returns (IIdentityRegistry.ControllerChange memory) {
        return
            IIdentityRegistry.ControllerChange({
                personId: signer.personId,
                signer: signer.account,
                controller: controller,
                added: added,
                nonce: _freshNonce(),
                deadline: _soon()
            });
    }

    function _sendControllerChange(
        Route route,
        Actor memory signer,
        Actor memory joining,
        IIdentityRegistry.ControllerChange memory change
    ) internal {
        bytes32 accepted = IdentityTypedData.hashAcceptance(change.personId, change.controller, change.nonce);
        bytes memory signature = _signatureOn(route, signer, _identityDigest(IdentityTypedData.hash(change)));
        bytes memory acceptance = change.added ? _sign(joining, _identityDigest(accepted)) : bytes("");
        _send(
            route,
            signer,
            address(identities),
            abi.encodeCall(identities.changeController, (change, signature, acceptance))
        );
    }

    /// @dev Adds `joining` as a second controller of `signer`'s person.
    function _join(Actor memory signer, Actor memory joining) internal {
        _sendControllerChange(
            Route.Relayed,
            signer,
            joining,
            _controllerChange(signer, joining.account, true)
        );
    }

    function _keyManifestChange(
        Actor memory signer
    ) internal returns (IIdentityRegistry.KeyManifestChange memory) {
        return
            IIdentityRegistry.KeyManifestChange(
                signer.personId,
                signer.account,
                NEW_ROOT,
                _freshNonce(),
                _soon()
            );
    }

    function _sendKeyManifestChange(
        Route route,
        Actor memory signer,
        IIdentityRegistry.KeyManifestChange memory change
    ) internal {
        bytes memory signature = _signatureOn(route, signer, _identityDigest(IdentityTypedData.hash(change)));
        _send(
            route,
            signer,
            address(identities),
            abi.encodeCall(identities.changeKeyManifest, (change, signature))
        );
    }

    /// @param issuer a person, or an issuer key or the authority when its personId is zero.
    function _statusChange(
        Actor memory person,
        Actor memory issuer,
        IIdentityRegistry.PersonStatus status
    ) internal returns (IIdentityRegistry.StatusChange memory) {
        return
            IIdentityRegistry.StatusChange({
                personId: person.personId,
                status: status,
                reason: REASON,
                issuer: issuer.personId,
                signer: issuer.account,
                nonce: _freshNonce(),
                deadline: _soon()
            });
    }

    function _sendStatusChange(
        Route route,
        Actor memory issuer,
        IIdentityRegistry.StatusChange memory change
    ) internal {
        bytes memory signature = _signatureOn(route, issuer, _identityDigest(IdentityTypedData.hash(change)));
        _send(
            route,
            issuer,
            address(identities),
            abi.encodeCall(identities.changeStatus, (change, signature))
        );
    }

    function _setStatus(
        Actor memory person,
        Actor memory issuer,
        IIdentityRegistry.PersonStatus status
    ) internal {
        _sendStatusChange(Route.Relayed, issuer, _statusChange(person, issuer, status));
    }

    function _recovery(
        Actor memory person,
        Actor memory issuer,
        address newController
    ) internal returns (IIdentityRegistry.Recovery memory) {
        return
            IIdentityRegistry.Recovery({
                personId: person.personId,
                newController: newController,
                issuer: issuer.personId,
                signer: issuer.account,
                nonce: _freshNonce(),
                deadline: _soon()
            });
    }

    /// @dev The route is the issuer's; the authority approves by signature.
    function _sendRecovery(
        Route route,
        Actor memory issuer,
        IIdentityRegistry.Recovery memory recovery
    ) internal {
        bytes memory byIssuer = _signatureOn(
            route,
            issuer,
            _identityDigest(IdentityTypedData.hash(recovery))
        );
        bytes memory approval = _sign(
            _authority(),
            _identityDigest(IdentityTypedData.hashApproval(recovery))
        );
        _send(
            route,
            issuer,
            address(identities),
            abi.encodeCall(identities.startRecovery, (recovery, byIssuer, approval))
        );
    }

    function _recoveryCancel(
        Actor memory signer,
        bytes32 personId
    ) internal returns (IIdentityRegistry.RecoveryCancel memory) {
        return IIdentityRegistry.RecoveryCancel(personId, signer.account, _freshNonce(), _soon());
    }

    function _sendRecoveryCancel(
        Route route,
        Actor memory signer,
        IIdentityRegistry.RecoveryCancel memory cancel
    ) internal {
        bytes memory signature = _signatureOn(route, signer, _identityDigest(IdentityTypedData.hash(cancel)));
        _send(
            route,
            signer,
            address(identities),
            abi.encodeCall(identities.cancelRecovery, (cancel, signature))
        );
    }

    function _sendCompletion(
        Route route,
        Actor memory joining,
        IIdentityRegistry.Recovery memory r
    ) internal {
        bytes32 accepted = IdentityTypedData.hashAcceptance(r.personId, r.newController, r.nonce);
        bytes memory acceptance = _signatureOn(route, joining, _identityDigest(accepted));
        _send(
            route,
            joining,
            address(identities),
            abi.encodeCall(identities.completeRecovery, (r.personId, acceptance))
        );
    }

    function _nonceInvalidation(
        Actor memory signer,
        uint256 word,
        uint256 mask
    ) internal view returns (IPersonAuthorization.NonceInvalidation memory) {
        return IPersonAuthorization.NonceInvalidation(signer.personId, signer.account, word, mask, _soon());
    }

    function _sendNonceInvalidation(
        Route route,
        Actor memory signer,
        IPersonAuthorization.NonceInvalidation memory invalidation
    ) internal {
        bytes32 structHash = IdentityTypedData.hash(invalidation);
        bytes memory signature = _signatureOn(route, signer, _identityDigest(structHash));
        _send(
            route,
            signer,
            address(identities),
            abi.encodeCall(identities.invalidateNonces, (invalidation, signature))
        );
    }
}
