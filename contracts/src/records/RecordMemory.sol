// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordRegistry} from "./IRecordRegistry.sol";

/// @title Copies static structs from call data and from one another in one step instead of member by member.
/// @dev Copied words are not checked to be clean, as Solidity does where they are narrower than 32 bytes. A state counts
/// only if its hash is the stored one, which was made from clean words; a proposal's one address is read a second time.
library RecordMemory {
    /// @return state the 14 words of `source`.
    function load(
        IRecordRegistry.RecordState calldata source
    ) internal pure returns (IRecordRegistry.RecordState memory state) {
        uint256 location = _allocate(0x1c0);
        assembly ("memory-safe") {
            calldatacopy(location, source, 0x1c0)
            state := location
        }
    }

    /// @return proposal the 12 words of `source`.
    function load(
        IRecordRegistry.Proposal calldata source
    ) internal pure returns (IRecordRegistry.Proposal memory proposal) {
        uint256 location = _allocate(0x180);
        assembly ("memory-safe") {
            calldatacopy(location, source, 0x180)
            proposal := location
        }
        proposal.signer = source.signer;
    }

    /// @notice The first state of a record: the proposal without its signer (the fourth word), then version 0, sequence 0
    /// and the status.
    function proposed(
        IRecordRegistry.Proposal memory proposal
    ) internal pure returns (IRecordRegistry.RecordState memory state) {
        uint256 location = _allocate(0x1c0);
        uint256 status = uint256(IRecordRegistry.Status.Proposed);
        assembly ("memory-safe") {
            mcopy(location, proposal, 0x60)
            mcopy(add(location, 0x60), add(proposal, 0x80), 0x100)
            mstore(add(location, 0x160), 0)
            mstore(add(location, 0x180), 0)
            mstore(add(location, 0x1a0), status)
            state := location
        }
    }

    /// @notice Where memory that nobody uses begins. With `release`, what an item of a batch needed is used again for the
    /// next: memory that grew with the batch would cost more gas than everything else.
    function mark() internal pure returns (uint256 free) {
        assembly ("memory-safe") {
            free := mload(0x40)
        }
    }

    /// @dev Nothing allocated since `mark` may be read afterwards.
    function release(uint256 free) internal pure {
        assembly ("memory-safe") {
            mstore(0x40, free)
        }
    }

    function _allocate(uint256 size) private pure returns (uint256 location) {
        assembly ("memory-safe") {
            location := mload(0x40)
            mstore(0x40, add(location, size))
        }
    }
}
