// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {VM} from "../support/Vm.sol";
import {ConsentHandler} from "./ConsentHandler.sol";

/// @dev The fuzzer knows only contracts of files that hold tests.
contract ConsentInvariantHandler is ConsentHandler {}

contract ConsentInvariantTest {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    ConsentInvariantHandler private _handler;

    function setUp() public {
        _handler = new ConsentInvariantHandler();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        bytes4[] memory selectors = new bytes4[](9);
        selectors[0] = ConsentHandler.register.selector;
        selectors[1] = ConsentHandler.revoke.selector;
        selectors[2] = ConsentHandler.deny.selector;
        selectors[3] = ConsentHandler.wait.selector;
        selectors[4] = ConsentHandler.suspendOrReinstate.selector;
        selectors[5] = ConsentHandler.updateManifest.selector;
        selectors[6] = ConsentHandler.attack.selector;
        selectors[7] = ConsentHandler.open.selector;
        selectors[8] = ConsentHandler.open.selector; // twice as often, so that grants are used up
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(_handler), selectors);
    }

    /// hardhat-config: invariant.failOnRevert = true
    /// @dev Times and uses stay as signed, a withdrawn grant stays withdrawn, and nothing but an opening uses it.
    function invariant_aGrantNeverWidens() public view {
        for (uint256 i = 0; i < _handler.grantCount(); ++i) VM.assertTrue(_handler.holds(i));
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_usesNeverExceedTheirLimit() public view {
        for (uint256 i = 0; i < _handler.grantCount(); ++i) {
            (uint256 used, uint256 maxUses) = _handler.usesOf(i);
            VM.assertTrue(maxUses == 0 || used <= maxUses);
        }
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_denialWins() public view {
        for (uint256 i = 0; i < _handler.grantCount(); ++i) {
            if (_handler.isDefeated(i)) VM.assertFalse(_handler.isPermittedAtAll(i));
        }
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_theRegistryAgreesWithTheModel() public view {
        VM.assertEq(_handler.surprises(), 0);
        for (uint256 i = 0; i < _handler.grantCount(); ++i) VM.assertTrue(_handler.agrees(i));
    }
}
