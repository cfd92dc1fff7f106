// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPersonAuthorization} from "../../src/base/IPersonAuthorization.sol";
import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IdentityRegistry} from "../../src/identity/IdentityRegistry.sol";
import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {ContractWallet} from "../support/ContractWallet.sol";
import {IdentityActions} from "../support/IdentityActions.sol";
import {IdentityTypedData} from "../support/IdentityTypedData.sol";
import {VM} from "../support/Vm.sol";

/// @title What makes a signature good for one use, here and now: chain, contract, nonce, deadline, signer.
contract SignedCallsTest is IdentityActions {
    Actor internal patient;

    function setUp() public override {
        super.setUp();
        patient = _patient("patient");
    }

    function _signed(
        IIdentityRegistry.KeyManifestChange memory change
    ) private view returns (bytes memory signature) {
        return _sign(patient, _identityDigest(IdentityTypedData.hash(change)));
    }

    function _expectInvalidSignature(address signer, bytes32 digest) private {
        VM.expectRevert(
            abi.encodeWithSelector(ISignedActions.SignedActionsInvalidSignature.selector, signer, digest)
        );
    }

    function test_signature_isGoodOnce() public {
        IIdentityRegistry.KeyManifestChange memory change = _keyManifestChange(patient);
        bytes memory signature = _signed(change);
        identities.changeKeyManifest(change, signature);
        VM.assertTrue(identities.isNonceUsed(patient.personId, change.nonce));
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsUsedNonce.selector,
                patient.personId,
                change.nonce
            )
        );
        identities.changeKeyManifest(change, signature);
    }

    /// @dev The nonce binds the direct route as well, so a statement cannot be signed and sent.
    function test_nonce_bindsTheDirectRouteToo() public {
        IIdentityRegistry.KeyManifestChange memory change = _keyManifestChange(patient);
        VM.prank(patient.account);
        identities.changeKeyManifest(change, "");
        bytes memory signature = _signed(change);
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsUsedNonce.selector,
                patient.personId,
                change.nonce
            )
        );
        identities.changeKeyManifest(change, signature);
    }

    function test_nonces_areUnordered() public {
        IIdentityRegistry.KeyManifestChange memory change = _keyManifestChange(patient);
        (change.nonce, change.keyManifestRoot) = (513, "later");
        identities.changeKeyManifest(change, _signed(change));
        (change.nonce, change.keyManifestRoot) = (512, "earlier");
        identities.changeKeyManifest(change, _signed(change));
        VM.assertEq(identities.keyManifestRootOf(patient.personId), "earlier");
        VM.assertFalse(identities.isNonceUsed(patient.personId, 511));
        VM.assertFalse(identities.isNonceUsed(patient.personId, 514));
    }

    function test_nonces_areOfOnePerson() public {
        Actor memory other = _patient("other patient");
        IIdentityRegistry.KeyManifestChange memory change = _keyManifestChange(patient);
        identities.changeKeyManifest(change, _signed(change));
        IIdentityRegistry.KeyManifestChange memory same = _keyManifestChange(other);
        same.nonce = change.nonce;
        _sendKeyManifestChange(Route.Relayed, other, same);
        VM.assertTrue(identities.isNonceUsed(other.personId, same.nonce));
    }

    function test_signature_isBadOnAnotherChain() public {
        IIdentityRegistry.KeyManifestChange memory change = _keyManifestChange(patient);
        bytes memory signature = _signed(change);
        VM.chainId(block.chainid + 1);
        _expectInvalidSignature(patient.account, _identityDigest(IdentityTypedData.hash(change)));
        identities.changeKeyManifest(change, signature);
    }

    function test_signature_isBadForAnotherContract() public {
        IIdentityRegistry.KeyManifestChange memory change = _keyManifestChange(patient);
        bytes memory signature = _signed(change);
        identities = _deployIdentities();
        _patient("patient");
        _expectInvalidSignature(patient.account, _identityDigest(IdentityTypedData.hash(change)));
        identities.changeKeyManifest(change, signature);
    }

    /// @dev Same fields, other type: a recovery's cancellation says nothing about a status.
    function test_signature_isBadForAnotherStatement() public {
        IIdentityRegistry.KeyManifestChange memory change = _keyManifestChange(patient);
        bytes32 other = keccak256(
            abi.encode(
                IdentityTypedData.RECOVERY_CANCEL,
                change.personId,
                change.signer,
                change.nonce,
                change.deadline
            )
        );
        bytes memory signature = _sign(patient, _identityDigest(other));
        _expectInvalidSignature(patient.account, _identityDigest(IdentityTypedData.hash(change)));
        identities.changeKeyManifest(change, signature);
    }

    function test_signature_isGoodInTheLastSecond() public {
        IIdentityRegistry.KeyManifestChange memory change = _keyManifestChange(patient);
        bytes memory signature = _signed(change);
        VM.warp(change.deadline);
        identities.changeKeyManifest(change, signature);
        VM.assertEq(identities.keyManifestRootOf(patient.personId), NEW_ROOT);
    }

    function test_signature_isBadASecondLater() public {
        IIdentityRegistry.KeyManifestChange memory change = _keyManifestChange(patient);
        bytes memory signature = _signed(change);
        VM.warp(uint256(change.deadline) + 1);
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsExpired.selector,
                change.deadline,
                block.timestamp
            )
        );
        identities.changeKeyManifest(change, signature);
    }

    function testFuzz_signature_isBadByAnotherKey(uint128 key) public {
        VM.assume(key != 0);
        IIdentityRegistry.KeyManifestChange memory change = _keyManifestChange(patient);
        bytes32 digest = _identityDigest(IdentityTypedData.hash(change));
        bytes memory signature = _sign(Actor(0, address(0), key), digest);
        _expectInvalidSignature(patient.account, digest);
        identities.changeKeyManifest(change, signature);
    }

    function testFuzz_signature_isBadWhenMalformed(bytes calldata signature) public {
        IIdentityRegistry.KeyManifestChange memory change = _keyManifestChange(patient);
        bytes32 digest = _identityDigest(IdentityTypedData.hash(change));
        _expectInvalidSignature(patient.account, digest);
        identities.changeKeyManifest(change, signature);
    }

    /// @dev The mirrored (r, n − s) is a second spelling of the same signature and is refused.
    function test_signature_isBadWhenMirrored() public {
        IIdentityRegistry.KeyManifestChange memory change = _keyManifestChange(patient);
        bytes32 digest = _identityDigest(IdentityTypedData.hash(change));
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(patient.key, digest);
        uint256 order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
        bytes memory mirrored = abi.encodePacked(r, order - uint256(s), v == 27 ? uint8(28) : uint8(27));
        _expectInvalidSignature(patient.account, digest);
        identities.changeKeyManifest(change, mirrored);
    }

    /// @dev A contract wallet's answer holds for the block in which it is asked: here its owner has changed since.
    function test_signature_isBadOnceTheWalletSaysNo() public {
        Actor memory holder = _enrollActor(
            _walletActor("wallet's owner"),
            IIdentityRegistry.Role.Patient,
            hospital
        );
        IIdentityRegistry.KeyManifestChange memory change = _keyManifestChange(holder);
        bytes32 digest = _identityDigest(IdentityTypedData.hash(change));
        bytes memory signature = _sign(holder, digest);
        VM.prank(VM.addr(holder.key));
        ContractWallet(holder.account).changeOwner(RELAYER);
        _expectInvalidSignature(holder.account, digest);
        identities.changeKeyManifest(change, signature);
    }

    /// @dev EIP-7702: an account with delegated code answers by that code, no longer by its key alone.
    function test_signature_isJudgedByDelegatedCode() public {
        IIdentityRegistry.KeyManifestChange memory change = _keyManifestChange(patient);
        bytes memory signature = _signed(change);
        ContractWallet delegate = new ContractWallet(RELAYER);
        VM.etch(patient.account, address(delegate).code);
        _expectInvalidSignature(patient.account, _identityDigest(IdentityTypedData.hash(change)));
        identities.changeKeyManifest(change, signature);
        VM.prank(patient.account);
        identities.changeKeyManifest(change, "");
        VM.assertEq(identities.keyManifestRootOf(patient.personId), NEW_ROOT);
    }

    function test_invalidateNonces_withdrawsWhatWasSigned() public {
        IIdentityRegistry.KeyManifestChange memory change = _keyManifestChange(patient);
        bytes memory signature = _signed(change);
        IPersonAuthorization.NonceInvalidation memory invalidation = _nonceInvalidation(
            patient,
            change.nonce >> 8,
            1 << (change.nonce & 0xff)
        );
        VM.expectEmit(address(identities));
        emit ISignedActions.NoncesInvalidated(patient.personId, invalidation.word, invalidation.mask);
        _sendNonceInvalidation(Route.Relayed, patient, invalidation);
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsUsedNonce.selector,
                patient.personId,
                change.nonce
            )
        );
        identities.changeKeyManifest(change, signature);
    }

    function testFuzz_invalidateNonces_marksExactlyTheMask(uint256 word, uint256 mask, uint8 bit) public {
        word >>= 8; // words have 248 bits
        _sendNonceInvalidation(Route.Direct, patient, _nonceInvalidation(patient, word, mask));
        bool marked = (mask >> bit) & 1 == 1;
        VM.assertTrue(identities.isNonceUsed(patient.personId, (word << 8) | bit) == marked);
    }

    function test_invalidateNonces_worksWhenSuspendedAndExpired() public {
        _setStatus(patient, _issuerKey(hospital), IIdentityRegistry.PersonStatus.Suspended);
        VM.warp(START + YEAR + 1);
        _sendNonceInvalidation(Route.Relayed, patient, _nonceInvalidation(patient, 0, 1));
        VM.assertTrue(identities.isNonceUsed(patient.personId, 0));
    }

    function test_invalidateNonces_revertsWhenLate() public {
        IPersonAuthorization.NonceInvalidation memory invalidation = _nonceInvalidation(patient, 0, 1);
        VM.warp(uint256(invalidation.deadline) + 1);
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsExpired.selector,
                invalidation.deadline,
                block.timestamp
            )
        );
        _sendNonceInvalidation(Route.Relayed, patient, invalidation);
    }

    function test_invalidateNonces_revertsForFormerController() public {
        Actor memory stranger = Actor(patient.personId, _actor("stranger").account, _actor("stranger").key);
        VM.expectRevert(
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryNotController.selector,
                patient.personId,
                stranger.account
            )
        );
        _sendNonceInvalidation(Route.Relayed, stranger, _nonceInvalidation(stranger, 0, 1));
    }

    function test_invalidateOwnNonces_withdrawsAnIssuersStatement() public {
        Actor memory issuer = _issuerKey(hospital);
        IIdentityRegistry.StatusChange memory change = _statusChange(
            patient,
            issuer,
            IIdentityRegistry.PersonStatus.Suspended
        );
        VM.prank(issuer.account);
        identities.invalidateOwnNonces(change.nonce >> 8, 1 << (change.nonce & 0xff));
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsUsedNonce.selector,
                bytes32(uint256(uint160(issuer.account))),
                change.nonce
            )
        );
        _sendStatusChange(Route.Relayed, issuer, change);
    }
}
