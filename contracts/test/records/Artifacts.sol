// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {VM} from "../support/Vm.sol";

interface IArtifactVm {
    /// @notice Creation code of a built contract.
    function getCode(string calldata name) external view returns (bytes memory);
}

/// @title Deploys contracts from what was built, so that tests run the very code that a deployment sends.
/// @dev `new` would compile all five contracts once more into each test file, which takes more than twice as long. A test
/// file named on the command line does not rebuild the contracts: build first, or run the whole suite.
library Artifacts {
    error ArtifactsNotDeployed(string name);

    function deploy(string memory name, bytes memory arguments) internal returns (address deployed) {
        bytes memory code = bytes.concat(IArtifactVm(address(VM)).getCode(name), arguments);
        assembly ("memory-safe") {
            deployed := create(0, add(code, 0x20), mload(code))
        }
        if (deployed == address(0)) revert ArtifactsNotDeployed(name);
    }
}
