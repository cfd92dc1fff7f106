// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Builds the Merkle root over a batch from its first level of nodes: a complete tree, nothing duplicated, sorted
/// pairs (OpenZeppelin), as `sdk/src/crypto/merkle`.
/// @dev The nodes stand in a queue that is read two at a time and written behind, so of n nodes the last of 2n - 1 is the
/// root. The queue lies in memory without a length; positions come from loops over `count` and are below 2 * count - 1.
library ClaimTree {
    type Queue is uint256;

    /// @param count nodes of the first level, at least 1; call data bound it.
    function newQueue(uint256 count) internal pure returns (Queue queue) {
        assembly ("memory-safe") {
            queue := mload(0x40)
            mstore(0x40, add(queue, shl(6, count)))
        }
    }

    /// @param position below the queue's count.
    function set(Queue queue, uint256 position, bytes32 node) internal pure {
        assembly ("memory-safe") {
            mstore(add(queue, shl(5, position)), node)
        }
    }

    /// @param count as given to `newQueue`; every position below it has been set.
    function root(Queue queue, uint256 count) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let read := queue
            let write := add(queue, shl(5, count))
            let end := sub(add(queue, shl(6, count)), 0x20)
            for {} lt(write, end) {
                read := add(read, 0x40)
                write := add(write, 0x20)
            } {
                let a := mload(read)
                let b := mload(add(read, 0x20))
                let swap := gt(a, b)
                mstore(shl(5, swap), a)
                mstore(shl(5, iszero(swap)), b)
                mstore(write, keccak256(0x00, 0x40))
            }
            result := mload(sub(end, 0x20))
        }
    }
}
