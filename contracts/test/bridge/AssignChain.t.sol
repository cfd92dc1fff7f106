// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISummaryInbox} from "../../src/bridge/ISummaryInbox.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {VM} from "../support/Vm.sol";
import {SummaryFixture} from "./SummaryFixture.sol";

/// @title Whose private chain is which, the registry's authority says, and nobody who gains by it.
contract AssignChainTest is SummaryFixture {
    bytes32 private _newcomer;

    function setUp() public override {
        super.setUp();
        _newcomer = _register("newcomer", IOrganizationRegistry.OrganizationKind.Hospital);
        names[_newcomer] = "newcomer";
    }

    function test_assignChain_tellsWhoseChainItIs() public {
        VM.expectEmit(address(inbox));
        emit ISummaryInbox.ChainAssigned(_newcomer, 7);
        _assign(_newcomer, 7);
        VM.assertEq(inbox.institutionOf(7), _newcomer);
        VM.assertEq(inbox.chainOf(_newcomer), 7);
    }

    function testFuzz_assignChain_revertsForAnyoneElse(address caller) public {
        VM.assume(caller != _authority().account);
        VM.expectRevert(abi.encodeWithSelector(ISummaryInbox.SummaryInboxNotRegistrar.selector, caller));
        VM.prank(caller);
        inbox.assignChain(_newcomer, 7);
    }

    /// @dev An institution and an authority that collude take no chain id that is free.
    function test_post_revertsForAChainThatIsNobodys() public {
        bytes4 other = ISummaryInbox.SummaryInboxOtherChain.selector;
        ISummaryInbox.SummarySection[] memory sections = _sections(_newcomer);
        uint256[3] memory free = [_chainOf(_newcomer), 0, 1 << 53];
        for (uint256 i = 0; i < 3; ++i) {
            sections[0].chainId = free[i];
            _postFails(sections, abi.encodeWithSelector(other, _newcomer, free[i]));
        }
        _assign(_newcomer, _chainOf(_newcomer));
        _post(_sections(_newcomer));
    }

    function test_assignChain_revertsForAChainThatIsAnothers() public {
        bytes4 taken = ISummaryInbox.SummaryInboxChainTaken.selector;
        _assignFails(
            _newcomer,
            _chainOf(hospital),
            abi.encodeWithSelector(taken, _chainOf(hospital), hospital)
        );
    }

    function test_assignChain_revertsForAChainIdThatIsNone() public {
        bytes4 invalid = ISummaryInbox.SummaryInboxInvalidChain.selector;
        _assignFails(_newcomer, 1 << 53, abi.encodeWithSelector(invalid, 1 << 53));
        _assign(_newcomer, (1 << 53) - 1);
    }

    function test_assignChain_revertsForWhomTheRegistryDoesNotKnow() public {
        bytes32 nobody = keccak256("nobody");
        bytes4 unknown = IOrganizationRegistry.OrganizationRegistryUnknown.selector;
        _assignFails(nobody, 7, abi.encodeWithSelector(unknown, nobody));
    }

    /// @dev A slip of the pen is put right until something was posted; the former chain is free again.
    function test_assignChain_canBePutRightUntilSomethingWasPosted() public {
        _assign(_newcomer, 7);
        _assign(_newcomer, 8);
        VM.assertEq(inbox.institutionOf(7), 0);
        _assign(_newcomer, 0);
        VM.assertEq(inbox.institutionOf(8), 0);
        VM.assertEq(inbox.institutionOf(0), 0);
        VM.assertEq(inbox.chainOf(_newcomer), 0);
        _post(_sections(hospital));
        bytes4 other = ISummaryInbox.SummaryInboxOtherChain.selector;
        _assignFails(hospital, 8, abi.encodeWithSelector(other, hospital, 8));
        _assignFails(hospital, 0, abi.encodeWithSelector(other, hospital, 0));
    }

    function _assignFails(bytes32 institution, uint256 chainId, bytes memory reason) private {
        VM.expectRevert(reason);
        VM.prank(_authority().account);
        inbox.assignChain(institution, chainId);
    }
}
