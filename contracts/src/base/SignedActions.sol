// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ISignedActions} from "./ISignedActions.sol";

/// @title Signature, deadline and nonce checks (EIP-712, ERC-1271; nonces as in Uniswap's Permit2).
/// @dev An account with code answers for itself by ERC-1271. That holds for an account that delegates its code by
/// EIP-7702 too: its plain ECDSA signature counts only if the delegate's `isValidSignature` says so, and it can always
/// send the call itself. An ERC-1271 answer may change from block to block (owners come and go); the state that the
/// accepted call leaves behind is the record that the answer was yes in that block.
abstract contract SignedActions is EIP712, ISignedActions {
    mapping(bytes32 owner => mapping(uint256 word => uint256 bitmap)) private _nonces;

    /// @param name the EIP-712 domain's name, "MedLattice <Contract>"; the version is "1" for all.
    constructor(string memory name) EIP712(name, "1") {}

    /// @inheritdoc ISignedActions
    function invalidateOwnNonces(uint256 word, uint256 mask) external {
        _invalidateNonces(_nonceOwner(msg.sender), word, mask);
    }

    /// @inheritdoc ISignedActions
    function isNonceUsed(bytes32 owner, uint256 nonce) public view returns (bool) {
        return _nonces[owner][nonce >> 8] & _bit(nonce) != 0;
    }

    /// @dev A caller that is the signer needs no signature; anyone else must bring one over `structHash`.
    function _checkSignature(address signer, bytes32 structHash, bytes calldata signature) internal view {
        if (msg.sender == signer) return;
        bytes32 digest = _hashTypedDataV4(structHash);
        if (!SignatureChecker.isValidSignatureNowCalldata(signer, digest, signature)) {
            revert SignedActionsInvalidSignature(signer, digest);
        }
    }

    function _checkDeadline(uint40 deadline) internal view {
        if (block.timestamp > deadline) revert SignedActionsExpired(deadline, block.timestamp);
    }

    function _useNonce(bytes32 owner, uint256 nonce) internal {
        if (isNonceUsed(owner, nonce)) revert SignedActionsUsedNonce(owner, nonce);
        _nonces[owner][nonce >> 8] |= _bit(nonce);
    }

    function _invalidateNonces(bytes32 owner, uint256 word, uint256 mask) internal {
        _nonces[owner][word] |= mask;
        emit NoncesInvalidated(owner, word, mask);
    }

    /// @dev Addresses fill only the lower 160 bits; a personId always has a bit set above them, so the two never meet.
    function _nonceOwner(address account) internal pure returns (bytes32) {
        return bytes32(uint256(uint160(account)));
    }

    /// @dev 256 nonces share a storage word; the low byte of a nonce is the bit's place.
    function _bit(uint256 nonce) private pure returns (uint256) {
        return uint256(1) << (nonce & 0xff);
    }
}
