// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Keeps verifying keys to the chains that they are good for.
/// @dev The keys that are shipped were made on one machine: whoever ran that could know their trapdoor and forge proofs, so they
/// are for the embedded chains. docs/circuits.md says how keys without this limit are made.
abstract contract ChainLimit {
    error ChainLimitForeignChain(uint256 chainId, uint256 first, uint256 last);

    uint256 private immutable _firstChain;
    uint256 private immutable _lastChain;

    constructor(uint256 firstChain, uint256 lastChain) {
        _firstChain = firstChain;
        _lastChain = lastChain;
        _requireChain();
    }

    /// @dev At each use too: a chain that splits gets another id.
    function _requireChain() internal view {
        if (block.chainid < _firstChain || block.chainid > _lastChain) {
            revert ChainLimitForeignChain(block.chainid, _firstChain, _lastChain);
        }
    }
}
