// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentRegistry} from "./IConsentRegistry.sol";
import {IConsentTypes} from "./IConsentTypes.sol";
import {IUsageLedger} from "./IUsageLedger.sol";

/// @title Emits the events whose data lie in call data as they stand in the log.
/// @dev The caller has hashed the struct, which checks that each word fits its type.
library ConsentEvents {
    /// @notice Emits `GrantRegistered`: notBefore, notAfter and maxUses are the header's third to fifth words.
    function registered(bytes32 grantId, IConsentTypes.GrantHeader calldata header) internal {
        bytes32 topic = IConsentRegistry.GrantRegistered.selector;
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, add(header, 0x40), 0x60)
            log3(free, 0x60, topic, grantId, calldataload(header))
        }
    }

    /// @notice Emits `AccessOpened`. Words of a request: 0 grantId, 1 reader, 2 signer, 3 recordId, 4 version, 5 requestHash.
    function opened(
        bytes32 accessId,
        bytes32 grantor,
        IUsageLedger.OpenRequest calldata request,
        uint32 use,
        bool foreign
    ) internal {
        bytes32 topic = IUsageLedger.AccessOpened.selector;
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, add(request, 0x40), 0x20) // signer
            calldatacopy(add(free, 0x20), request, 0x20) // grantId
            calldatacopy(add(free, 0x40), add(request, 0x60), 0x60) // recordId, version, requestHash
            mstore(add(free, 0xa0), use)
            mstore(add(free, 0xc0), foreign)
            log4(free, 0xe0, topic, accessId, grantor, calldataload(add(request, 0x20)))
        }
    }
}
