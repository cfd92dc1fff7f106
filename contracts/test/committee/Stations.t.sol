// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICommittee} from "../../src/committee/ICommittee.sol";
import {IStations} from "../../src/committee/IStations.sol";
import {VM} from "../support/Vm.sol";
import {CommitteeFixture} from "./CommitteeFixture.sol";

/// @title Deposits and retirement.
contract StationsTest is CommitteeFixture {
    function test_found_keepsAStation() public view {
        IStations.Station memory entry = committee.stationAt(1);
        VM.assertEq(entry.organization, platform);
        VM.assertEq(entry.account, _account(1));
        VM.assertEq(uint256(entry.status), uint256(IStations.StationStatus.Active));
        VM.assertEq(entry.deposit, DEPOSIT);
        VM.assertEq(committee.stationCount(), 4);
        VM.assertEq(token.balanceOf(address(committee)), 4 * DEPOSIT);
    }

    function testFuzz_found_revertsForAnyoneElse(address caller) public {
        VM.assume(caller != _authority().account);
        IStations.Application memory application = _application(0);
        VM.expectRevert(abi.encodeWithSelector(IStations.StationsNotAuthority.selector, caller));
        VM.prank(caller);
        committee.found(application);
        VM.expectRevert(abi.encodeWithSelector(IStations.StationsNotAuthority.selector, caller));
        VM.prank(caller);
        committee.start(ALL);
    }

    function test_found_revertsForAnAccountOrOrganizationThatHasAStation() public {
        bytes32 clinic = _clinic("clinic");
        stationOrganizations = [hospital, platform, insurer, healthAuthority, clinic];
        IStations.Application memory application = _application(4);
        application.account = _account(0);
        _foundFails(
            application,
            abi.encodeWithSelector(IStations.StationsTaken.selector, clinic, _account(0))
        );
        application = _application(4);
        application.organization = hospital;
        _foundFails(
            application,
            abi.encodeWithSelector(IStations.StationsTaken.selector, hospital, _account(4))
        );
        application = _application(4);
        application.account = address(0);
        _foundFails(
            application,
            abi.encodeWithSelector(IStations.StationsInvalidAccount.selector, address(0))
        );
        application = _application(4);
        application.organization = keccak256("nobody");
        _foundFails(
            application,
            abi.encodeWithSelector(IStations.StationsOrganizationInactive.selector, application.organization)
        );
    }

    function _foundFails(IStations.Application memory application, bytes memory reason) private {
        VM.expectRevert(reason);
        VM.prank(_authority().account);
        committee.found(application);
    }

    function test_start_revertsForAStationWithoutItsDeposit() public {
        bytes32 clinic = _clinic("clinic");
        stationOrganizations = [hospital, platform, insurer, healthAuthority, clinic];
        IStations.Application memory application = _application(4);
        VM.startPrank(_authority().account);
        committee.found(application);
        VM.expectRevert(abi.encodeWithSelector(ICommittee.CommitteeStationInactive.selector, 4));
        committee.start(0x1f);
        committee.start(0xf);
        VM.stopPrank();
    }

    function testFuzz_deposit_revertsForAnyoneElse(address caller) public {
        VM.assume(caller != _account(1));
        bytes memory reason = abi.encodeWithSelector(IStations.StationsNotAccount.selector, 1, caller);
        VM.startPrank(caller);
        VM.expectRevert(reason);
        committee.deposit(1, 1);
        VM.expectRevert(reason);
        committee.retire(1);
        VM.expectRevert(reason);
        committee.withdraw(1);
        VM.stopPrank();
    }

    function test_withdraw_givesTheDepositBackAfterTheRetirement() public {
        _start();
        VM.startPrank(_account(1));
        VM.expectRevert(
            abi.encodeWithSelector(IStations.StationsWrongStatus.selector, 1, IStations.StationStatus.Active)
        );
        committee.withdraw(1);
        committee.retire(1);
        uint256 notBefore = block.timestamp + RETIREMENT;
        VM.warp(notBefore - 1);
        VM.expectRevert(abi.encodeWithSelector(IStations.StationsTooEarly.selector, 1, notBefore));
        committee.withdraw(1);
        VM.warp(notBefore);
        committee.withdraw(1);
        VM.assertEq(token.balanceOf(_account(1)), 3000);
        committee.withdraw(1);
        VM.assertEq(token.balanceOf(_account(1)), 3000);
        VM.expectRevert(
            abi.encodeWithSelector(IStations.StationsWrongStatus.selector, 1, IStations.StationStatus.Retired)
        );
        committee.deposit(1, 1);
        VM.stopPrank();
    }

    /// @dev What no two signatures show, the committee can decide on other evidence.
    function test_decide_expelsAStationForEquivocation() public {
        _start();
        bytes32 evidence = keccak256("two sections of one chain");
        _decide(_vote(ICommittee.VoteKind.Equivocation, insurer, evidence), 0xb);
        VM.assertEq(token.balanceOf(TREASURY), DEPOSIT);
        VM.assertFalse(reputation.isHonest(insurer));
    }

    function test_constructor_revertsForSettingsThatCannotWork() public {
        ICommittee.Settings memory s = _settings(1);
        s.minimumDeposit = 0;
        _deployFails(s);
        s = _settings(0);
        _deployFails(s);
        s = _settings(1);
        s.expectedSeats = 0;
        _deployFails(s);
        s = _settings(1);
        s.treasury = address(0);
        _deployFails(s);
    }

    function deploy(bytes memory code) external {
        assembly ("memory-safe") {
            if iszero(create(0, add(code, 0x20), mload(code))) {
                returndatacopy(0, 0, returndatasize())
                revert(0, returndatasize())
            }
        }
    }

    function _deployFails(ICommittee.Settings memory s) private {
        bytes memory code = bytes.concat(ICode(address(VM)).getCode("Committee"), abi.encode(s));
        VM.expectRevert(ICommittee.CommitteeInvalidSettings.selector);
        this.deploy(code);
    }
}

interface ICode {
    function getCode(string calldata name) external view returns (bytes memory);
}
