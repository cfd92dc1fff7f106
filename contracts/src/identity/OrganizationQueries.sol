// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOrganizationRegistry} from "./IOrganizationRegistry.sol";

/// @title The question about an organisation that every question about its people asks, in a third of Solidity's steps.
library OrganizationQueries {
    /// @notice `IOrganizationRegistry.isActiveOrg`.
    /// @dev The registry is an immutable of the identity registry, given at its deployment and asked when the first person is
    /// enrolled; it answers with one word, a boolean. The call data of 36 bytes lie in scratch space. An answer that is no
    /// word, as from an address without code, counts as no.
    function isActiveOne(
        IOrganizationRegistry registry,
        bytes32 orgId
    ) internal view returns (bool isActive) {
        bytes32 selector = IOrganizationRegistry.isActiveOrg.selector;
        assembly ("memory-safe") {
            mstore(0x00, selector)
            mstore(0x04, orgId)
            if iszero(staticcall(gas(), registry, 0x00, 0x24, 0x00, 0x20)) {
                let free := mload(0x40)
                returndatacopy(free, 0, returndatasize())
                revert(free, returndatasize())
            }
            isActive := and(mload(0x00), eq(returndatasize(), 0x20))
        }
    }
}
