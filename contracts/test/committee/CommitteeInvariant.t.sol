// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICommittee} from "../../src/committee/ICommittee.sol";
import {IStations} from "../../src/committee/IStations.sol";
import {VM} from "../support/Vm.sol";
import {CommitteeHandler} from "./CommitteeHandler.sol";

/// @dev The fuzzer knows only contracts of files that hold tests.
contract CommitteeInvariantHandler is CommitteeHandler {
    /// @dev Tokens of all deposits, and whether each is what its station's state allows.
    function deposits() external view returns (uint256 sum) {
        for (uint256 i = 0; i < committee.stationCount(); ++i) {
            IStations.Station memory entry = committee.stationAt(i);
            bool isOut = entry.status == IStations.StationStatus.Expelled;
            VM.assertTrue(isOut == expelled[i]);
            if (isOut) VM.assertEq(entry.deposit, 0);
            sum += entry.deposit;
        }
    }

    function held() external view returns (uint256) {
        return token.balanceOf(address(committee));
    }

    /// @dev All tokens, wherever they are.
    function tokens() external view returns (uint256 sum) {
        sum =
            token.balanceOf(address(committee)) +
            token.balanceOf(TREASURY) +
            token.balanceOf(address(this));
        for (uint256 i = 0; i < MOST; ++i) sum += token.balanceOf(_account(i));
        VM.assertEq(sum, token.totalSupply());
    }

    /// @dev Seats and reputation of the electorate are those that its stations drew, in the epoch it was drawn for.
    function seats() external view {
        ICommittee.Electorate memory voters = committee.electorate();
        uint256 sum;
        uint256 weight;
        for (uint256 i = 0; voters.stations >> i != 0; ++i) {
            if ((voters.stations >> i) & 1 == 0) continue;
            ICommittee.Seat memory taken = committee.seatOf(voters.drawnFor, i);
            VM.assertTrue(taken.seats > 0);
            sum += taken.seats;
            weight += taken.reputation;
        }
        VM.assertEq(sum, voters.seats);
        VM.assertEq(weight, voters.reputation);
        VM.assertTrue(voters.drawnFor <= committee.epoch());
        VM.assertTrue(committee.round().epoch == committee.epoch() + 1);
    }

    function honest() external view returns (bool all) {
        all = true;
        for (uint256 i = 0; i < committee.stationCount(); ++i) {
            all = all && reputation.isHonest(stationOrganizations[i]) == !expelled[i];
        }
    }
}

/// @title What holds of a committee after any sequence of acts (systems.md P5, P6, P14, S7).
contract CommitteeInvariantTest {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    CommitteeInvariantHandler private _handler;

    function setUp() public {
        _handler = new CommitteeInvariantHandler();
    }

    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        bytes4[] memory selectors = new bytes4[](8);
        selectors[0] = CommitteeHandler.decide.selector;
        selectors[1] = CommitteeHandler.advance.selector;
        selectors[2] = CommitteeHandler.equivocate.selector;
        selectors[3] = CommitteeHandler.deposit.selector;
        selectors[4] = CommitteeHandler.retire.selector;
        selectors[5] = CommitteeHandler.withdraw.selector;
        selectors[6] = CommitteeHandler.suspend.selector;
        selectors[7] = CommitteeHandler.admit.selector;
        targets[0] = FuzzSelector(address(_handler), selectors);
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// hardhat-config: invariant.failOnRevert = true
    /// @dev A decision is made by enough of those who may act, and by nobody else: not by whoever was expelled, retired, is suspended or
    /// has no deposit. It is made once.
    function invariant_decisionsAreThoseOfTheCommittee() public view {
        VM.assertEq(_handler.surprises(), 0);
        VM.assertTrue(_handler.decisionsHold());
    }

    /// hardhat-config: invariant.failOnRevert = true
    /// @dev What the committee holds is the sum of the deposits, and no token is made or lost.
    function invariant_depositsAreWhatTheCommitteeHolds() public view {
        VM.assertEq(_handler.deposits(), _handler.held());
        _handler.tokens();
    }

    /// hardhat-config: invariant.failOnRevert = true
    function invariant_seatsAreThoseThatWereDrawn() public view {
        _handler.seats();
    }

    /// hardhat-config: invariant.failOnRevert = true
    /// @dev Whoever lost its deposit has lost its reputation, and nobody else has.
    function invariant_onlyTheExpelledAreDishonest() public view {
        VM.assertTrue(_handler.honest());
    }
}
