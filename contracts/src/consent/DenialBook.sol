// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Which tags a person denies, with a count so that asking costs one slot for people who deny nothing.
library DenialBook {
    struct Book {
        mapping(bytes32 grantor => uint256 live) live;
        mapping(bytes32 grantor => mapping(bytes32 tag => bool denied)) denied;
    }

    /// @notice Denies the tags, or lifts their denial. What is so already stays so and is not counted twice.
    function set(Book storage book, bytes32 grantor, bytes32[] calldata tags, bool denied) internal {
        uint256 live = book.live[grantor];
        for (uint256 i = 0; i < tags.length; ++i) {
            if (book.denied[grantor][tags[i]] == denied) continue;
            book.denied[grantor][tags[i]] = denied;
            live = denied ? live + 1 : live - 1;
        }
        book.live[grantor] = live;
    }

    /// @notice Whether a live denial hits one of the tags.
    function hits(Book storage book, bytes32 grantor, bytes32[] calldata tags) internal view returns (bool) {
        if (book.live[grantor] == 0) return false;
        for (uint256 i = 0; i < tags.length; ++i) {
            if (book.denied[grantor][tags[i]]) return true;
        }
        return false;
    }
}
