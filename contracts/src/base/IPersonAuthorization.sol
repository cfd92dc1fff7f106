// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityRegistry} from "../identity/IIdentityRegistry.sol";

/// @title What a contract offers whose state-changing calls are made in the name of people.
interface IPersonAuthorization {
    /// @notice Withdrawal of signed messages that have not been used yet. Signing it twice changes nothing, so it has no nonce.
    struct NonceInvalidation {
        bytes32 personId;
        address signer; // a controller of the person
        uint256 word; // upper 248 bits of the nonces
        uint256 mask; // a 1 for each nonce of the word that is withdrawn
        uint40 deadline; // Unix seconds, inclusive
    }

    /// @notice Where people and their controllers are looked up. Immutable.
    function identityRegistry() external view returns (IIdentityRegistry);

    /// @notice Makes nonces of a person unusable, whatever the person's status: it can only take power away.
    /// @dev By the signer, by its signature through anyone, or by a contract wallet.
    function invalidateNonces(NonceInvalidation calldata invalidation, bytes calldata signature) external;
}
