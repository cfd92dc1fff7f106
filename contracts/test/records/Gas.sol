// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {VM} from "../support/Vm.sol";

interface IGasVm {
    function snapshotGasLastCall(string calldata group, string calldata name) external returns (uint256);
    function snapshotValue(string calldata group, string calldata name, uint256 value) external;
}

/// @title Figures for `contracts/snapshots`. In a test with `isolate`, a call is a transaction of its own, so the figure
/// is what a receipt says: base cost and call data included.
library Gas {
    function snapshot(string memory group, string memory name) internal {
        IGasVm(address(VM)).snapshotGasLastCall(group, name);
    }

    /// @dev The last call's gas shared among its items.
    function snapshotPerItem(string memory group, string memory name, uint256 items) internal {
        uint256 gas = IGasVm(address(VM)).snapshotGasLastCall(group, string.concat(name, ", whole batch"));
        IGasVm(address(VM)).snapshotValue(group, string.concat(name, ", per item"), gas / items);
    }
}
