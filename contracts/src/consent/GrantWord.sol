// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "./IConsentTypes.sol";

/// @dev All that the chain keeps of a grant, in one word; from its low end:
/// | status 8 | layout 8 | notBefore 40 | notAfter 40 | maxUses 32 | used 32 | free 96 |
/// The layout number lets readers of raw storage tell this drawing from a later one.
type GrantWord is uint256;

using GrantWordLibrary for GrantWord global;

/// @title Packing and reading of a grant's word.
library GrantWordLibrary {
    uint256 internal constant LAYOUT = 1;

    uint256 private constant LAYOUT_SHIFT = 8;
    uint256 private constant NOT_BEFORE_SHIFT = 16;
    uint256 private constant NOT_AFTER_SHIFT = 56;
    uint256 private constant MAX_USES_SHIFT = 96;
    uint256 private constant USED_SHIFT = 128;
    uint256 private constant STATUS_MASK = 0xff;
    uint256 private constant TIME_MASK = type(uint40).max;
    uint256 private constant USES_MASK = type(uint32).max;

    /// @notice A registered grant that has not been used.
    function registered(IConsentTypes.GrantHeader calldata header) internal pure returns (GrantWord) {
        // Each field is widened to 256 bits before it is shifted, and the fields do not overlap.
        return
            GrantWord.wrap(
                uint256(IConsentTypes.GrantStatus.Registered) |
                    (LAYOUT << LAYOUT_SHIFT) |
                    (uint256(header.notBefore) << NOT_BEFORE_SHIFT) |
                    (uint256(header.notAfter) << NOT_AFTER_SHIFT) |
                    (uint256(header.maxUses) << MAX_USES_SHIFT)
            );
    }

    /// @notice The same grant, withdrawn. Keeps times and uses; an unknown grant gets status and layout only.
    function withdrawn(GrantWord word) internal pure returns (GrantWord) {
        uint256 rest = GrantWord.unwrap(word) & ~STATUS_MASK;
        return GrantWord.wrap(rest | (LAYOUT << LAYOUT_SHIFT) | uint256(IConsentTypes.GrantStatus.Withdrawn));
    }

    /// @notice The same grant, used once more. The caller has checked `used < useLimit`, so nothing carries over.
    function usedOnceMore(GrantWord word) internal pure returns (GrantWord) {
        return GrantWord.wrap(GrantWord.unwrap(word) + (uint256(1) << USED_SHIFT));
    }

    function status(GrantWord word) internal pure returns (IConsentTypes.GrantStatus) {
        return IConsentTypes.GrantStatus(GrantWord.unwrap(word) & STATUS_MASK);
    }

    // The casts below cut a field out of the word: the shift brings it to the low end, the cast drops what is above.

    function notBefore(GrantWord word) internal pure returns (uint40) {
        return uint40(GrantWord.unwrap(word) >> NOT_BEFORE_SHIFT);
    }

    function notAfter(GrantWord word) internal pure returns (uint40) {
        return uint40(GrantWord.unwrap(word) >> NOT_AFTER_SHIFT);
    }

    function maxUses(GrantWord word) internal pure returns (uint32) {
        return uint32(GrantWord.unwrap(word) >> MAX_USES_SHIFT);
    }

    function used(GrantWord word) internal pure returns (uint32) {
        return uint32(GrantWord.unwrap(word) >> USED_SHIFT);
    }

    /// @notice Whether status, time and uses allow one more use.
    function verdict(GrantWord word) internal view returns (IConsentTypes.Verdict) {
        uint256 bits = GrantWord.unwrap(word);
        uint256 current = bits & STATUS_MASK;
        if (current == uint256(IConsentTypes.GrantStatus.Unknown)) return IConsentTypes.Verdict.GrantUnknown;
        bool isWithdrawn = current == uint256(IConsentTypes.GrantStatus.Withdrawn);
        if (isWithdrawn) return IConsentTypes.Verdict.GrantWithdrawn;
        if (block.timestamp < (bits >> NOT_BEFORE_SHIFT) & TIME_MASK)
            return IConsentTypes.Verdict.NotYetValid;
        if (block.timestamp >= (bits >> NOT_AFTER_SHIFT) & TIME_MASK) return IConsentTypes.Verdict.Expired;
        // "As often as needed" still ends where the counter does, so that it never spills into the next field.
        uint256 limit = (bits >> MAX_USES_SHIFT) & USES_MASK;
        if (limit == 0) limit = USES_MASK;
        if ((bits >> USED_SHIFT) & USES_MASK >= limit) return IConsentTypes.Verdict.UsedUp;
        return IConsentTypes.Verdict.Permitted;
    }
}
