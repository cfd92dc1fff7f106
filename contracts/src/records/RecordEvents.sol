// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordRegistry} from "./IRecordRegistry.sol";

/// @title Emits the events that carry a state, which lies in memory as it stands in the log already.
/// @dev Their data are some words and then the state, all static. `emit` would write all 14 words of the state anew.
library RecordEvents {
    function proposed(IRecordRegistry.RecordState memory state, address signer) internal {
        bytes32 topic = IRecordRegistry.RecordProposed.selector;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, signer)
            mcopy(add(free, 0x20), state, 0x1c0)
            // Topics: recordId, patient and author are the state's first three words.
            log4(free, 0x1e0, topic, mload(state), mload(add(state, 0x20)), mload(add(state, 0x40)))
        }
    }

    function confirmed(
        IRecordRegistry.RecordState memory state,
        address signer,
        bytes32 mandateId,
        uint256 height,
        bytes32 head
    ) internal {
        bytes32 topic = IRecordRegistry.RecordConfirmed.selector;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, signer)
            mstore(add(free, 0x20), mandateId)
            mstore(add(free, 0x40), height)
            mstore(add(free, 0x60), head)
            mcopy(add(free, 0x80), state, 0x1c0)
            log4(free, 0x240, topic, mload(state), mload(add(state, 0x20)), mload(add(state, 0x40)))
        }
    }
}
