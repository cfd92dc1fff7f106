// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityRegistry} from "./IIdentityRegistry.sol";

/// @title The questions that nearly every call of the network asks, in a third of the steps that Solidity takes for them.
library IdentityQueries {
    /// @notice `IIdentityRegistry.requireActiveController`; its error is passed on.
    /// @dev The registry is an immutable of the caller that its constructor has called, so it has code and answers with two
    /// words, the first of which is a role. The call data of 68 bytes and the answer of 64 fit unused memory.
    function activeController(
        IIdentityRegistry registry,
        bytes32 personId,
        address account
    ) internal view returns (IIdentityRegistry.Role role, bytes32 organization) {
        bytes32 selector = IIdentityRegistry.requireActiveController.selector;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, selector)
            mstore(add(free, 0x04), personId)
            mstore(add(free, 0x24), account)
            if iszero(staticcall(gas(), registry, free, 0x44, 0x00, 0x40)) {
                returndatacopy(free, 0, returndatasize())
                revert(free, returndatasize())
            }
            role := mload(0x00)
            organization := mload(0x20)
        }
    }

    /// @notice `IIdentityRegistry.whoIsActive`; its error is passed on.
    /// @dev As above; the answer of three words, two booleans and a role, takes the place of the call data.
    function standingsOf(
        IIdentityRegistry registry,
        bytes32 grantor,
        bytes32 requester
    )
        internal
        view
        returns (bool isGrantorActive, bool isRequesterActive, IIdentityRegistry.Role requesterRole)
    {
        bytes32 selector = IIdentityRegistry.whoIsActive.selector;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, selector)
            mstore(add(free, 0x04), grantor)
            mstore(add(free, 0x24), requester)
            if iszero(staticcall(gas(), registry, free, 0x44, free, 0x60)) {
                returndatacopy(free, 0, returndatasize())
                revert(free, returndatasize())
            }
            isGrantorActive := mload(free)
            isRequesterActive := mload(add(free, 0x20))
            requesterRole := mload(add(free, 0x40))
        }
    }
}
