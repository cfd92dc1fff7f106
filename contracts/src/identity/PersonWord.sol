// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityRegistry} from "./IIdentityRegistry.sol";

/// @dev The short facts of a person, as Solidity packs them into the fourth word of the struct; from its low end:
/// | role 8 | status 8 | authorityHold 8 | notBefore 40 | notAfter 40 | controllerEpoch 32 | controllerCount 32 | free 56 |
/// `storage-layout.json` pins the places.
type PersonWord is uint256;

using PersonWordLibrary for PersonWord global;

/// @title Reading a person's short facts together: they are asked in nearly every call, and one by one take three times the steps.
library PersonWordLibrary {
    uint256 private constant ROLE_MASK = 0xff;
    uint256 private constant STATUS_SHIFT = 8;
    uint256 private constant STATUS_MASK = 0xff;
    uint256 private constant NOT_BEFORE_SHIFT = 24;
    uint256 private constant NOT_AFTER_SHIFT = 64;
    uint256 private constant TIME_MASK = 0xffffffffff;
    uint256 private constant EPOCH_SHIFT = 104;
    uint256 private constant EPOCH_MASK = 0xffffffff;

    /// @notice Loads it.
    function wordOf(IIdentityRegistry.Person storage person) internal view returns (PersonWord word) {
        assembly ("memory-safe") {
            word := sload(add(person.slot, 0x03))
        }
    }

    /// @notice Whether anybody is kept here.
    function isKnown(PersonWord word) internal pure returns (bool) {
        return (PersonWord.unwrap(word) >> STATUS_SHIFT) & STATUS_MASK != 0;
    }

    /// @notice Whether the status is active and the credential's window, ends included, holds `time`.
    function isActiveAt(PersonWord word, uint256 time) internal pure returns (bool isActive) {
        uint256 active = uint256(IIdentityRegistry.PersonStatus.Active);
        assembly ("memory-safe") {
            isActive := eq(and(shr(STATUS_SHIFT, word), STATUS_MASK), active)
            isActive := and(isActive, iszero(lt(time, and(shr(NOT_BEFORE_SHIFT, word), TIME_MASK))))
            isActive := and(isActive, iszero(gt(time, and(shr(NOT_AFTER_SHIFT, word), TIME_MASK))))
        }
    }

    /// @notice The role. Storage never holds a byte that is none: only checked roles are written.
    function role(PersonWord word) internal pure returns (IIdentityRegistry.Role found) {
        assembly ("memory-safe") {
            found := and(word, ROLE_MASK)
        }
    }

    /// @notice The number of the controllers that count.
    function controllerEpoch(PersonWord word) internal pure returns (uint32) {
        return uint32((PersonWord.unwrap(word) >> EPOCH_SHIFT) & EPOCH_MASK);
    }
}
