// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISummaryInbox} from "../../src/bridge/ISummaryInbox.sol";
import {IReputation} from "../../src/reputation/IReputation.sol";
import {Reputation} from "../../src/reputation/Reputation.sol";
import {SummaryFixture} from "../bridge/SummaryFixture.sol";
import {Artifacts} from "../records/Artifacts.sol";
import {VM} from "../support/Vm.sol";

contract ReputationTest is SummaryFixture {
    uint256 private constant ONE = 1e18;

    Reputation private _reputation;

    function setUp() public override {
        super.setUp();
        _reputation = _deploy(0);
    }

    function _deploy(uint256 startingCredit) private returns (Reputation) {
        bytes memory arguments = abi.encode(inbox, 5000, 20_000, startingCredit);
        return Reputation(Artifacts.deploy("Reputation", arguments));
    }

    function _settle() private returns (address committee) {
        committee = address(0xc0);
        VM.prank(_authority().account);
        _reputation.settleCommittee(committee);
    }

    /// @dev f(0) = ½(1 − 5000/25000).
    function test_reputationOf_beginsAtTwoFifths() public view {
        VM.assertEq(_reputation.reputationOf(hospital), 0.4e18);
        VM.assertEq(_reputation.participationOf(hospital), 0.4e18);
        VM.assertEq(_reputation.serviceOf(hospital), 0.4e18);
    }

    /// @dev Each number by hand from docs/wire-formats.md: six batches in two chunks, the same in each but that the hospital
    /// misses the last.
    function test_reputationOf_followsTheFormulas() public {
        for (uint256 i = 0; i < 5; ++i) _post(_sections(hospital, platform));
        _post(_sections(platform));
        // K: 3 and 2 of L = 6: mean 5/6, deviation sqrt(2·13 − 25)/6 = 1/6.
        // A: 6 and 4 of 22 slips: mean 10/22, deviation sqrt(2·52 − 100)/22 = 2/22.
        uint256 k = (ONE * 833333333333333333) / (ONE + 166666666666666666);
        uint256 a = (ONE * 454545454545454545) / (ONE + 90909090909090909);
        VM.assertEq(_reputation.participationOf(hospital), _f((k * a * 6) / ONE));
        // TR: 3 and 2 of L = 6, as K. TML: 36 and 24 of 132 items and 11 registrations: mean 60/143,
        // deviation sqrt(2·1872 − 3600)/143 = 12/143.
        uint256 r = k;
        uint256 m = (ONE * 419580419580419580) / (ONE + 83916083916083916);
        VM.assertEq(_reputation.serviceOf(hospital), _f((r * m * 6) / ONE));
        uint256 sum = _reputation.participationOf(hospital) + _reputation.serviceOf(hospital);
        VM.assertEq(_reputation.reputationOf(hospital), sum / 2);
    }

    function _f(uint256 x) private pure returns (uint256) {
        uint256 distance = 5000 * ONE - x;
        return (ONE - (distance * ONE) / (20_000 * ONE + distance)) / 2;
    }

    function test_participationOf_countsTheAuthoritysAttestations() public {
        for (uint256 i = 0; i < 6; ++i) _post(_sections(hospital));
        VM.assertEq(_reputation.participationOf(healthAuthority), _reputation.participationOf(hospital));
        VM.assertEq(_reputation.serviceOf(healthAuthority), 0.4e18);
    }

    /// @dev Ten thousand people who do not exist bring what two would, and cost nobody else anything.
    function test_serviceOf_isBoundedByItems() public {
        bytes32 clinic = _clinic("clinic");
        for (uint256 i = 0; i < CHUNK; ++i) {
            ISummaryInbox.SummarySection[] memory sections = _sections(hospital, platform);
            for (uint256 s = 0; s < 2; ++s) {
                bool invents = sections[s].institution == hospital;
                (sections[s].slipCount, sections[s].itemCount, sections[s].records) = (2, 20, 17);
                sections[s].registrations = invents ? 10_000 : 2;
            }
            _post(sections);
        }
        VM.assertEq(_reputation.serviceOf(hospital), _reputation.serviceOf(platform));
        VM.assertEq(inbox.totals().registrations, 2 * 2 * CHUNK);
        VM.assertEq(_reputation.serviceOf(clinic), 0.4e18);
    }

    /// @dev Whoever does the same more evenly weighs more (systems.md S8).
    function test_reputationOf_isLessForWhoeverComesInBursts() public {
        for (uint256 i = 0; i < CHUNK; ++i) _post(_sections(hospital, platform));
        for (uint256 i = 0; i < CHUNK; ++i) _post(_sections(platform));
        for (uint256 i = 0; i < CHUNK; ++i) _post(_sections(hospital, insurer));
        VM.assertTrue(_reputation.reputationOf(hospital) > _reputation.reputationOf(insurer));
    }

    function test_startingCredit_raisesParticipationUpToOne() public {
        Reputation credited = _deploy(0.25e18);
        VM.assertEq(credited.participationOf(hospital), 0.65e18);
        VM.assertEq(credited.reputationOf(hospital), 0.525e18);
        VM.assertEq(_deploy(ONE).participationOf(hospital), ONE);
    }

    function test_condemn_takesAllReputation() public {
        VM.prank(_settle());
        VM.expectEmit(address(_reputation));
        emit IReputation.DishonestyFound(hospital, keccak256("evidence"));
        _reputation.condemn(hospital, keccak256("evidence"));
        VM.assertEq(_reputation.reputationOf(hospital), 0);
        VM.assertEq(_reputation.participationOf(hospital), 0);
        VM.assertEq(_reputation.serviceOf(hospital), 0);
        VM.assertFalse(_reputation.isHonest(hospital));
        VM.assertEq(_reputation.reputationOf(platform), 0.4e18);
        _post(_sections(hospital));
        VM.assertEq(_reputation.reputationOf(hospital), 0);
    }

    function testFuzz_condemn_revertsForAnyoneElse(address caller) public {
        address committee = _settle();
        VM.assume(caller != committee);
        VM.expectRevert(abi.encodeWithSelector(IReputation.ReputationNotCommittee.selector, caller));
        VM.prank(caller);
        _reputation.condemn(hospital, 0);
    }

    /// @dev Before it is settled nobody is the committee, and nobody must pass for it.
    function test_condemn_revertsBeforeTheCommitteeIsSettled() public {
        VM.expectRevert(abi.encodeWithSelector(IReputation.ReputationNotCommittee.selector, RELAYER));
        VM.prank(RELAYER);
        _reputation.condemn(hospital, 0);
    }

    function testFuzz_settleCommittee_revertsForAnyoneElse(address caller) public {
        VM.assume(caller != _authority().account);
        VM.expectRevert(abi.encodeWithSelector(IReputation.ReputationNotAuthority.selector, caller));
        VM.prank(caller);
        _reputation.settleCommittee(caller);
    }

    function test_settleCommittee_revertsTheSecondTimeAndForNobody() public {
        VM.expectRevert(IReputation.ReputationZeroCommittee.selector);
        VM.prank(_authority().account);
        _reputation.settleCommittee(address(0));
        address committee = _settle();
        VM.expectRevert(abi.encodeWithSelector(IReputation.ReputationAlreadySettled.selector, committee));
        VM.prank(_authority().account);
        _reputation.settleCommittee(address(1));
    }

    /// @dev The view looks at sums alone: after forty chunks it costs what it cost after two.
    function test_reputationOf_costsTheSameHoweverLongTheChainIs() public {
        for (uint256 i = 0; i < 6; ++i) _post(_sections(hospital));
        uint256 early = _cost();
        for (uint256 i = 0; i < 60; ++i) _post(_sections(hospital));
        uint256 late = _cost();
        VM.assertTrue(late < early + early / 20);
    }

    function _cost() private view returns (uint256) {
        uint256 gas = gasleft();
        _reputation.reputationOf(hospital);
        return gas - gasleft();
    }
}
