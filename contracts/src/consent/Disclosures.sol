// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "./IConsentTypes.sol";

/// @title Finds the parts of a disclosure in call data.
library Disclosures {
    /// @notice `disclosure.terms` and `disclosure.terms.denyTags`, checked to lie within the call data as Solidity does.
    /// @dev Behind the header's five words stands where the terms begin; their eighth word says where the tags begin. Both, and
    /// the number of tags, are below 2^32, more than call data can hold, so no sum overflows.
    function parts(
        IConsentTypes.Disclosure calldata disclosure
    ) internal pure returns (IConsentTypes.Terms calldata terms, bytes32[] calldata tags) {
        assembly ("memory-safe") {
            let termsAt := calldataload(add(disclosure, 0xa0))
            terms := add(disclosure, termsAt)
            let tagsAt := calldataload(add(terms, 0xe0))
            let list := add(terms, tagsAt)
            tags.length := calldataload(list)
            tags.offset := add(list, 0x20)
            let end := add(tags.offset, shl(5, tags.length))
            if or(
                shr(32, or(or(termsAt, tagsAt), tags.length)),
                or(gt(add(terms, 0x140), calldatasize()), gt(end, calldatasize()))
            ) {
                revert(0, 0)
            }
        }
    }
}
