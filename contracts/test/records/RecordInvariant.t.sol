// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Actors} from "../support/Actors.sol";
import {VM} from "../support/Vm.sol";
import {RecordHandler} from "./RecordHandler.sol";

/// @dev The fuzzer knows only contracts of files that hold tests.
contract RecordInvariantHandler is RecordHandler {}

contract RecordInvariantTest is Actors {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    RecordHandler private _handler;

    function setUp() public {
        _handler = new RecordInvariantHandler();
    }

    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        bytes4[] memory selectors = new bytes4[](7);
        selectors[0] = RecordHandler.propose.selector;
        selectors[1] = RecordHandler.confirm.selector;
        selectors[2] = RecordHandler.confirmByMandate.selector;
        selectors[3] = RecordHandler.dispute.selector;
        selectors[4] = RecordHandler.updateManifest.selector;
        selectors[5] = RecordHandler.attack.selector;
        selectors[6] = RecordHandler.proposeAgain.selector;
        targets[0] = FuzzSelector(address(_handler), selectors);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// hardhat-config: invariant.failOnRevert = true
    /// @dev Valid statements work, attacks do not, and no state differs from what its person said last.
    function invariant_onlyItsPersonChangesARecordsState() public view {
        VM.assertEq(_handler.surprises(), 0);
        for (uint256 i = 0; i < _handler.recordCount(); ++i) VM.assertTrue(_handler.holds(i));
    }

    /// hardhat-config: invariant.failOnRevert = true
    /// @dev Head and height are those of the confirmations in order: entries are only ever added.
    function invariant_theAccountChainOnlyGrows() public view {
        VM.assertTrue(_handler.accountHolds(_actor("alice").personId));
        VM.assertTrue(_handler.accountHolds(_actor("bob").personId));
    }
}
