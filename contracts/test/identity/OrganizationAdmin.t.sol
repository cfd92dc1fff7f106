// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {ContractWallet} from "../support/ContractWallet.sol";
import {IdentityFixture} from "../support/IdentityFixture.sol";
import {VM} from "../support/Vm.sol";

/// @title What an organisation's admin decides, and how the office is handed over.
contract OrganizationAdminTest is IdentityFixture {
    address private constant SUCCESSOR = address(0x5ccce5504);
    address private constant KEY = address(0x4e4);

    function _notAdmin(address caller) private view returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IOrganizationRegistry.OrganizationRegistryNotAdmin.selector,
                hospital,
                caller
            );
    }

    function _nominate(address nominator) private {
        VM.prank(nominator);
        organizations.transferOrganizationAdmin(hospital, SUCCESSOR);
    }

    function test_setIssuerKey_changesIt() public {
        VM.expectEmit(address(organizations));
        emit IOrganizationRegistry.OrganizationIssuerKeyChanged(hospital, KEY);
        VM.prank(_admin("hospital").account);
        organizations.setIssuerKey(hospital, KEY);
        VM.assertEq(organizations.organization(hospital).issuerKey, KEY);
    }

    function test_setOracle_changesIt() public {
        VM.expectEmit(address(organizations));
        emit IOrganizationRegistry.OrganizationOracleChanged(hospital, KEY);
        VM.prank(_admin("hospital").account);
        organizations.setOracle(hospital, KEY);
        VM.assertEq(organizations.oracleOf(hospital), KEY);
    }

    function test_setEndpoint_changesIt() public {
        VM.expectEmit(address(organizations));
        emit IOrganizationRegistry.OrganizationEndpointChanged(hospital, "https://new.example");
        VM.prank(_admin("hospital").account);
        organizations.setEndpoint(hospital, "https://new.example");
        VM.assertEq(organizations.organization(hospital).endpoint, "https://new.example");
    }

    function test_setOracle_worksThroughContractWallet() public {
        Actor memory owner = _actor("owner of the admin's wallet");
        ContractWallet wallet = new ContractWallet(owner.account);
        VM.prank(_admin("hospital").account);
        organizations.transferOrganizationAdmin(hospital, address(wallet));
        VM.prank(owner.account);
        wallet.execute(
            address(organizations),
            abi.encodeCall(organizations.acceptOrganizationAdmin, (hospital))
        );
        VM.prank(owner.account);
        wallet.execute(address(organizations), abi.encodeCall(organizations.setOracle, (hospital, KEY)));
        VM.assertEq(organizations.oracleOf(hospital), KEY);
    }

    function test_setOracle_revertsWhenSuspended() public {
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(hospital, IOrganizationRegistry.OrganizationStatus.Suspended);
        VM.expectRevert(
            abi.encodeWithSelector(
                IOrganizationRegistry.OrganizationRegistryInactive.selector,
                hospital,
                IOrganizationRegistry.OrganizationStatus.Suspended
            )
        );
        VM.prank(_admin("hospital").account);
        organizations.setOracle(hospital, KEY);
    }

    function test_setEndpoint_revertsWhenTooLong() public {
        VM.expectRevert(
            abi.encodeWithSelector(IOrganizationRegistry.OrganizationRegistryEndpointTooLong.selector, 257)
        );
        VM.prank(_admin("hospital").account);
        organizations.setEndpoint(hospital, string(new bytes(257)));
    }

    function test_transferOrganizationAdmin_changesNothingUntilAccepted() public {
        VM.expectEmit(address(organizations));
        emit IOrganizationRegistry.OrganizationAdminTransferStarted(
            hospital,
            _admin("hospital").account,
            SUCCESSOR
        );
        _nominate(_admin("hospital").account);
        VM.assertEq(organizations.organization(hospital).admin, _admin("hospital").account);
        VM.assertEq(organizations.organization(hospital).pendingAdmin, SUCCESSOR);
    }

    function test_acceptOrganizationAdmin_handsOver() public {
        _nominate(_admin("hospital").account);
        VM.expectEmit(address(organizations));
        emit IOrganizationRegistry.OrganizationAdminTransferred(
            hospital,
            _admin("hospital").account,
            SUCCESSOR
        );
        VM.prank(SUCCESSOR);
        organizations.acceptOrganizationAdmin(hospital);
        VM.assertEq(organizations.organization(hospital).admin, SUCCESSOR);
        VM.assertEq(organizations.organization(hospital).pendingAdmin, address(0));
    }

    function test_transferOrganizationAdmin_letsTheAuthorityReplaceALostAdmin() public {
        _nominate(_authority().account);
        VM.prank(SUCCESSOR);
        organizations.acceptOrganizationAdmin(hospital);
        VM.assertEq(organizations.organization(hospital).admin, SUCCESSOR);
    }

    function test_setOracle_revertsForFormerAdmin() public {
        _nominate(_admin("hospital").account);
        VM.prank(SUCCESSOR);
        organizations.acceptOrganizationAdmin(hospital);
        VM.expectRevert(_notAdmin(_admin("hospital").account));
        VM.prank(_admin("hospital").account);
        organizations.setOracle(hospital, KEY);
    }

    /// @dev Else whoever stole the admin's key would undo each nomination of the authority before it is accepted.
    function test_transferOrganizationAdmin_leavesTheAuthoritysNominationWhenSuspended() public {
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(hospital, IOrganizationRegistry.OrganizationStatus.Suspended);
        _nominate(_authority().account);
        VM.expectRevert(
            abi.encodeWithSelector(
                IOrganizationRegistry.OrganizationRegistryInactive.selector,
                hospital,
                IOrganizationRegistry.OrganizationStatus.Suspended
            )
        );
        VM.prank(_admin("hospital").account);
        organizations.transferOrganizationAdmin(hospital, address(0));
        VM.prank(SUCCESSOR);
        organizations.acceptOrganizationAdmin(hospital);
        VM.assertEq(organizations.organization(hospital).admin, SUCCESSOR);
    }

    function test_transferOrganizationAdmin_revertsWhenUnknown() public {
        VM.expectRevert(
            abi.encodeWithSelector(IOrganizationRegistry.OrganizationRegistryUnknown.selector, bytes32("x"))
        );
        VM.prank(_authority().account);
        organizations.transferOrganizationAdmin("x", SUCCESSOR);
    }

    function testFuzz_transferOrganizationAdmin_revertsForAnyoneElse(address caller) public {
        VM.assume(caller != _admin("hospital").account && caller != _authority().account);
        VM.expectRevert(_notAdmin(caller));
        _nominate(caller);
    }

    function testFuzz_acceptOrganizationAdmin_revertsForAnyoneElse(address caller) public {
        VM.assume(caller != SUCCESSOR);
        _nominate(_admin("hospital").account);
        VM.expectRevert(
            abi.encodeWithSelector(
                IOrganizationRegistry.OrganizationRegistryNotPendingAdmin.selector,
                hospital,
                caller
            )
        );
        VM.prank(caller);
        organizations.acceptOrganizationAdmin(hospital);
    }

    function testFuzz_setIssuerKey_revertsForAnyoneElse(address caller) public {
        VM.assume(caller != _admin("hospital").account);
        VM.expectRevert(_notAdmin(caller));
        VM.prank(caller);
        organizations.setIssuerKey(hospital, KEY);
    }

    function testFuzz_setOracle_revertsForAnyoneElse(address caller) public {
        VM.assume(caller != _admin("hospital").account);
        VM.expectRevert(_notAdmin(caller));
        VM.prank(caller);
        organizations.setOracle(hospital, KEY);
    }

    function testFuzz_setEndpoint_revertsForAnyoneElse(address caller) public {
        VM.assume(caller != _admin("hospital").account);
        VM.expectRevert(_notAdmin(caller));
        VM.prank(caller);
        organizations.setEndpoint(hospital, "https://x.example");
    }

    /// @dev Each organisation's admin is a stranger to the others.
    function test_setOracle_revertsForAdminOfAnother() public {
        VM.expectRevert(_notAdmin(_admin("platform").account));
        VM.prank(_admin("platform").account);
        organizations.setOracle(hospital, KEY);
    }
}
