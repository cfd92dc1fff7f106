// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The cheat code that moves the block number; called on `VM`.
interface IBlockVm {
    function roll(uint256 number) external;
}
