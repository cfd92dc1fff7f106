// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityRegistry} from "../identity/IIdentityRegistry.sol";
import {IPersonAuthorization} from "./IPersonAuthorization.sol";
import {IdentityQueries} from "../identity/IdentityQueries.sol";
import {SignedActions} from "./SignedActions.sol";

/// @title Calls in the name of a person: sent by a controller, signed by a controller, or by a contract wallet.
/// @dev A derived contract passes to `_authorize` the EIP-712 struct hash of what the person says. The struct must
/// carry personId and signer, and something that can be used only once.
abstract contract PersonAuthorization is SignedActions, IPersonAuthorization {
    using IdentityQueries for IIdentityRegistry;

    bytes32 private constant NONCE_INVALIDATION_TYPEHASH = keccak256(
        "NonceInvalidation(bytes32 personId,address signer,uint256 word,uint256 mask,uint40 deadline)"
    );

    /// @inheritdoc IPersonAuthorization
    IIdentityRegistry public immutable identityRegistry;

    constructor(IIdentityRegistry identityRegistry_, string memory name) SignedActions(name) {
        identityRegistry = identityRegistry_;
    }

    /// @inheritdoc IPersonAuthorization
    function invalidateNonces(NonceInvalidation calldata invalidation, bytes calldata signature) external {
        _checkDeadline(invalidation.deadline);
        bytes32 structHash = keccak256(abi.encode(NONCE_INVALIDATION_TYPEHASH, invalidation));
        _authorizeWithdrawal(invalidation.personId, invalidation.signer, structHash, signature);
        _invalidateNonces(invalidation.personId, invalidation.word, invalidation.mask);
    }

    /// @dev Reverts unless `signer` is a controller of `personId`, the person may act now, and the signer is the caller
    /// or has signed `structHash`.
    /// @return role what the person is enrolled as.
    /// @return organization the person's organisation.
    function _authorize(
        bytes32 personId,
        address signer,
        bytes32 structHash,
        bytes calldata signature
    ) internal view returns (IIdentityRegistry.Role role, bytes32 organization) {
        (role, organization) = identityRegistry.activeController(personId, signer);
        _checkSignature(signer, structHash, signature);
    }

    /// @dev The same for statements that only take something away (revocation, denial, withdrawn nonces): the person's
    /// credential may have expired or be suspended, since neither may keep anyone from withdrawing consent.
    function _authorizeWithdrawal(
        bytes32 personId,
        address signer,
        bytes32 structHash,
        bytes calldata signature
    ) internal view {
        identityRegistry.requireController(personId, signer);
        _checkSignature(signer, structHash, signature);
    }
}
