// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Disclosures} from "./Disclosures.sol";
import {GrantTerms} from "./GrantTerms.sol";
import {IConsentRegistry} from "./IConsentRegistry.sol";
import {IConsentTypes} from "./IConsentTypes.sol";
import {IUsageLedger} from "./IUsageLedger.sol";

/// @title The ledger's one call of the consent registry, which passes on what was disclosed as it lies in call data.
library ConsentCalls {
    /// @notice `IConsentRegistry.takeUse` for reading; its error is passed on.
    /// @dev The registry is an immutable of the ledger that knows the ledger, so it has code and answers with two words.
    function consumeReading(
        IConsentRegistry registry,
        IConsentTypes.Disclosure calldata disclosure,
        IUsageLedger.OpenRequest calldata request,
        bytes32 categoryTag
    ) internal returns (bytes32 grantId, uint32 used) {
        (uint256 location, uint256 size) = _encode(disclosure, request, categoryTag);
        assembly ("memory-safe") {
            if iszero(call(gas(), registry, 0, location, size, 0x00, 0x40)) {
                returndatacopy(location, 0, returndatasize())
                revert(location, returndatasize())
            }
            grantId := mload(0x00)
            used := mload(0x20)
        }
    }

    /// @dev Writes the call data into memory that nobody uses, and leaves it unallocated: it is used at once. Behind the selector:
    ///
    /// | at | words |
    /// | --- | --- |
    /// | 0x004 | where the disclosure begins (0xa0), requester, recordId, categoryTag, action |
    /// | 0x0a4 | header: 5 words; where the terms begin (0xc0 behind the header's begin) |
    /// | 0x164 | terms: 10 words, the eighth of which says where the tags begin (0x140 behind the terms' begin) |
    /// | 0x2a4 | number of tags, tags |
    function _encode(
        IConsentTypes.Disclosure calldata disclosure,
        IUsageLedger.OpenRequest calldata request,
        bytes32 categoryTag
    ) private pure returns (uint256 location, uint256 size) {
        bytes32 selector = IConsentRegistry.takeUse.selector;
        (IConsentTypes.Terms calldata terms, bytes32[] calldata tags) = Disclosures.parts(disclosure);
        uint256 action = GrantTerms.READ;
        assembly ("memory-safe") {
            location := mload(0x40)
            mstore(location, selector)
            mstore(add(location, 0x004), 0xa0)
            calldatacopy(add(location, 0x024), add(request, 0x20), 0x20) // reader
            calldatacopy(add(location, 0x044), add(request, 0x60), 0x20) // recordId
            mstore(add(location, 0x064), categoryTag)
            mstore(add(location, 0x084), action)
            calldatacopy(add(location, 0x0a4), disclosure, 0xa0)
            mstore(add(location, 0x144), 0xc0)
            calldatacopy(add(location, 0x164), terms, 0x140)
            mstore(add(location, 0x244), 0x140)
            mstore(add(location, 0x2a4), tags.length)
            size := shl(5, tags.length)
            calldatacopy(add(location, 0x2c4), tags.offset, size)
            size := add(size, 0x2c4)
        }
    }
}
