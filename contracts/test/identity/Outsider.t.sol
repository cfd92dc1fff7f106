// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPersonAuthorization} from "../../src/base/IPersonAuthorization.sol";
import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IdentityActions} from "../support/IdentityActions.sol";
import {IdentityTypedData} from "../support/IdentityTypedData.sol";
import {VM} from "../support/Vm.sol";

/// @title Every state-changing function of IdentityRegistry, called by somebody without any right.
/// @dev The outsider tries both ways: naming itself as signer, and naming the rightful signer with its own signature.
/// contracts/scripts/outsiders.test.ts checks that no function is forgotten.
contract OutsiderTest is IdentityActions {
    Actor internal patient;
    Actor internal outsider;

    function setUp() public override {
        super.setUp();
        patient = _patient("patient");
        outsider = Actor(patient.personId, _actor("outsider").account, _actor("outsider").key);
    }

    function _expectNotController() private {
        VM.expectRevert(
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryNotController.selector,
                patient.personId,
                outsider.account
            )
        );
    }

    function _expectForged(address signer, bytes32 structHash) private {
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                signer,
                _identityDigest(structHash)
            )
        );
    }

    function _expectNotIssuer(address signer) private {
        VM.expectRevert(
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryNotIssuer.selector,
                hospital,
                bytes32(0),
                signer
            )
        );
    }

    function test_enroll_revertsForOutsider() public {
        Actor memory newcomer = _actor("newcomer");
        IIdentityRegistry.Credential memory c = _credential(
            newcomer,
            IIdentityRegistry.Role.Doctor,
            hospital
        );
        (bytes memory forged, bytes memory byHolder) = _signCredential(outsider, newcomer, c);
        _expectForged(c.signer, IdentityTypedData.hash(c));
        VM.prank(outsider.account);
        identities.enroll(c, forged, byHolder);
        c.signer = outsider.account;
        (, byHolder) = _signCredential(outsider, newcomer, c);
        _expectNotIssuer(outsider.account);
        VM.prank(outsider.account);
        identities.enroll(c, "", byHolder);
    }

    function test_renew_revertsForOutsider() public {
        VM.warp(START + 1);
        IIdentityRegistry.Credential memory c = _credential(
            patient,
            IIdentityRegistry.Role.Patient,
            hospital
        );
        (bytes memory forged, bytes memory byHolder) = _signCredential(outsider, patient, c);
        _expectForged(c.signer, IdentityTypedData.hash(c));
        VM.prank(outsider.account);
        identities.renew(c, forged, byHolder);
        c.controller = outsider.account;
        (bytes memory byIssuer, ) = _signCredential(_issuerKey(hospital), outsider, c);
        _expectNotController();
        VM.prank(outsider.account);
        identities.renew(c, byIssuer, "");
    }

    function test_changeController_revertsForOutsider() public {
        IIdentityRegistry.ControllerChange memory change = _controllerChange(patient, outsider.account, true);
        bytes memory forged = _sign(outsider, _identityDigest(IdentityTypedData.hash(change)));
        _expectForged(patient.account, IdentityTypedData.hash(change));
        VM.prank(outsider.account);
        identities.changeController(change, forged, "");
        change.signer = outsider.account;
        _expectNotController();
        VM.prank(outsider.account);
        identities.changeController(change, "", "");
    }

    function test_changeKeyManifest_revertsForOutsider() public {
        IIdentityRegistry.KeyManifestChange memory change = _keyManifestChange(patient);
        bytes memory forged = _sign(outsider, _identityDigest(IdentityTypedData.hash(change)));
        _expectForged(patient.account, IdentityTypedData.hash(change));
        VM.prank(outsider.account);
        identities.changeKeyManifest(change, forged);
        change.signer = outsider.account;
        _expectNotController();
        VM.prank(outsider.account);
        identities.changeKeyManifest(change, "");
    }

    function test_changeStatus_revertsForOutsider() public {
        IIdentityRegistry.StatusChange memory change = _statusChange(
            patient,
            _issuerKey(hospital),
            IIdentityRegistry.PersonStatus.Suspended
        );
        bytes memory forged = _sign(outsider, _identityDigest(IdentityTypedData.hash(change)));
        _expectForged(change.signer, IdentityTypedData.hash(change));
        VM.prank(outsider.account);
        identities.changeStatus(change, forged);
        change.signer = outsider.account;
        _expectNotIssuer(outsider.account);
        VM.prank(outsider.account);
        identities.changeStatus(change, "");
    }

    function test_startRecovery_revertsForOutsider() public {
        IIdentityRegistry.Recovery memory r = _recovery(patient, _issuerKey(hospital), outsider.account);
        bytes memory forged = _sign(outsider, _identityDigest(IdentityTypedData.hash(r)));
        bytes memory approval = _sign(_authority(), _identityDigest(IdentityTypedData.hashApproval(r)));
        _expectForged(r.signer, IdentityTypedData.hash(r));
        VM.prank(outsider.account);
        identities.startRecovery(r, forged, approval);
        r.signer = outsider.account;
        _expectNotIssuer(outsider.account);
        VM.prank(outsider.account);
        identities.startRecovery(r, "", approval);
    }

    function test_cancelRecovery_revertsForOutsider() public {
        Actor memory issuer = _issuerKey(hospital);
        _sendRecovery(Route.Relayed, issuer, _recovery(patient, issuer, _actor("new wallet").account));
        IIdentityRegistry.RecoveryCancel memory cancel = _recoveryCancel(patient, patient.personId);
        bytes memory forged = _sign(outsider, _identityDigest(IdentityTypedData.hash(cancel)));
        _expectForged(patient.account, IdentityTypedData.hash(cancel));
        VM.prank(outsider.account);
        identities.cancelRecovery(cancel, forged);
        cancel.signer = outsider.account;
        _expectNotController();
        VM.prank(outsider.account);
        identities.cancelRecovery(cancel, "");
    }

    function test_completeRecovery_revertsForOutsider() public {
        Actor memory issuer = _issuerKey(hospital);
        IIdentityRegistry.Recovery memory r = _recovery(patient, issuer, _actor("new wallet").account);
        _sendRecovery(Route.Relayed, issuer, r);
        VM.warp(START + RECOVERY_DELAY);
        bytes32 accepted = IdentityTypedData.hashAcceptance(r.personId, r.newController, r.nonce);
        bytes memory forged = _sign(outsider, _identityDigest(accepted));
        _expectForged(r.newController, accepted);
        VM.prank(outsider.account);
        identities.completeRecovery(patient.personId, forged);
    }

    function test_invalidateNonces_revertsForOutsider() public {
        IPersonAuthorization.NonceInvalidation memory n = _nonceInvalidation(patient, 0, 1);
        bytes memory forged = _sign(outsider, _identityDigest(IdentityTypedData.hash(n)));
        _expectForged(patient.account, IdentityTypedData.hash(n));
        VM.prank(outsider.account);
        identities.invalidateNonces(n, forged);
        n.signer = outsider.account;
        _expectNotController();
        VM.prank(outsider.account);
        identities.invalidateNonces(n, "");
    }

    /// @dev Anyone may withdraw its own; it reaches nobody else's, whatever the caller.
    function testFuzz_invalidateOwnNonces_reachesNobodyElse(address caller, uint256 word) public {
        word >>= 8; // words have 248 bits
        VM.assume(caller != _authority().account);
        VM.prank(caller);
        identities.invalidateOwnNonces(word, type(uint256).max);
        VM.assertTrue(identities.isNonceUsed(bytes32(uint256(uint160(caller))), word << 8));
        VM.assertFalse(identities.isNonceUsed(patient.personId, word << 8));
        VM.assertFalse(identities.isNonceUsed(bytes32(uint256(uint160(_authority().account))), word << 8));
    }
}
