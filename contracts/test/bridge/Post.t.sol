// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISummaryInbox} from "../../src/bridge/ISummaryInbox.sol";
import {VM} from "../support/Vm.sol";
import {SummaryFixture} from "./SummaryFixture.sol";
import {SummaryTypedData} from "./SummaryTypedData.sol";

contract PostTest is SummaryFixture {
    function test_post_movesTheChainsOfItsInstitutionsOn() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital, platform);
        ISummaryInbox.SummaryBatch memory b = _batch(sections);
        for (uint256 i = 0; i < 2; ++i) {
            VM.expectEmit(address(inbox));
            emit ISummaryInbox.SectionPosted(
                sections[i].institution,
                sections[i].chainId,
                1,
                SummaryTypedData.hash(sections[i]),
                0,
                2,
                2
            );
        }
        VM.expectEmit(address(inbox));
        emit ISummaryInbox.BatchPosted(1, healthAuthority, SummaryTypedData.hash(b), b.sectionsRoot, 4, DATA);
        _post(sections);
        VM.assertEq(inbox.batchOf(1), SummaryTypedData.hash(b));
        for (uint256 i = 0; i < 2; ++i) {
            uint256 chainId = sections[i].chainId;
            VM.assertEq(inbox.headOf(chainId), SummaryTypedData.hash(sections[i]));
            VM.assertEq(inbox.nextSlipOf(chainId), 2);
            VM.assertEq(inbox.nextBlockOf(chainId), 3);
            VM.assertEq(inbox.institutionOf(chainId), sections[i].institution);
            VM.assertEq(inbox.chainOf(sections[i].institution), chainId);
        }
        ISummaryInbox.Totals memory sums = inbox.totals();
        VM.assertEq(sums.batches, 1);
        VM.assertEq(sums.slips, 4);
        VM.assertEq(sums.items, 24);
        VM.assertEq(sums.registrations, 2);
    }

    /// @dev The authority's oracle on each route; the institution's signature is brought along.
    function test_post_takesTheAuthorityOnEveryRoute() public {
        for (uint256 i = 0; i < ROUTES; ++i) {
            Actor memory oracle = _actorFor(Route(i), "oracle");
            VM.prank(_admin("health-authority").account);
            organizations.setOracle(healthAuthority, oracle.account);
            ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
            ISummaryInbox.SummaryBatch memory b = _batch(sections);
            bytes memory signature = _signatureOn(Route(i), oracle, _inboxDigest(SummaryTypedData.hash(b)));
            bytes memory data = abi.encodeCall(inbox.post, (b, sections, _signatures(sections), signature));
            _send(Route(i), oracle, address(inbox), data);
            VM.assertEq(inbox.batchOf(uint64(i + 1)), SummaryTypedData.hash(b));
        }
    }

    function test_post_takesTheInstitutionOnEveryRoute() public {
        for (uint256 i = 0; i < ROUTES; ++i) {
            Actor memory oracle = _actorFor(Route(i), "oracle");
            VM.prank(_admin("hospital").account);
            organizations.setOracle(hospital, oracle.account);
            ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
            ISummaryInbox.SummaryBatch memory b = _batch(sections);
            bytes[] memory signatures = new bytes[](1);
            bytes32 digest = _inboxDigest(SummaryTypedData.hash(sections[0]));
            signatures[0] = _signatureOn(Route(i), oracle, digest);
            bytes memory data = abi.encodeCall(inbox.post, (b, sections, signatures, _signature(b)));
            _send(Route(i), oracle, address(inbox), data);
            VM.assertEq(inbox.nextSlipOf(_chainOf(hospital)), 2 * (i + 1));
        }
    }

    function test_post_goesOnWithinABlock() public {
        _post(_sections(hospital));
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
        (sections[0].fromBlock, sections[0].toBlock) = (2, 2);
        _post(sections);
        VM.assertEq(inbox.nextBlockOf(_chainOf(hospital)), 3);
        VM.assertEq(inbox.nextSlipOf(_chainOf(hospital)), 4);
    }

    function test_post_takesSixteenSectionsOf128Slips() public {
        ISummaryInbox.SummarySection[] memory sections = _sixteen();
        _post(sections);
        VM.assertEq(inbox.totals().slips, 128);
        VM.assertEq(inbox.totals().items, 16 * 71);
    }

    function _sixteen() private returns (ISummaryInbox.SummarySection[] memory sections) {
        sections = new ISummaryInbox.SummarySection[](16);
        for (uint256 i = 0; i < 16; ++i) {
            bytes32 institution = _clinic(
                string.concat("clinic-", string(abi.encodePacked(uint8(0x61 + i))))
            );
            ISummaryInbox.SummarySection memory s = _section(institution);
            (s.slipCount, s.itemCount, s.records, s.labels) = (8, 71, 71, 0);
            uint256 place = i;
            for (; place > 0 && sections[place - 1].institution > institution; --place) {
                sections[place] = sections[place - 1];
            }
            sections[place] = s;
        }
    }

    /// @dev Sums by chunk against sums made one by one: each batch is of another size.
    function testFuzz_activityOf_isTheSumOverChunks(uint8[8] calldata sizes) public {
        uint256[4] memory chunk;
        ISummaryInbox.Activity memory expected;
        for (uint256 i = 0; i < sizes.length; ++i) {
            ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
            ISummaryInbox.SummarySection memory s = sections[0];
            s.slipCount = 1 + (sizes[i] % 128);
            s.itemCount = s.slipCount * 10 - (sizes[i] % 10);
            (s.records, s.labels) = (s.itemCount - 1, 1);
            s.registrations = uint32(sizes[i]) * 39;
            if (i % CHUNK == 0) {
                _close(expected, chunk);
                delete chunk;
            }
            chunk[0] += s.registrations;
            chunk[1] += s.itemCount;
            chunk[2] += 1;
            chunk[3] += s.slipCount;
            _post(sections);
        }
        _close(expected, chunk);
        VM.assertEq(abi.encode(inbox.activityOf(hospital)), abi.encode(expected));
        VM.assertEq(inbox.totals().registrations, expected.registrations.sum);
        ISummaryInbox.Activity memory authority = inbox.activityOf(healthAuthority);
        VM.assertEq(abi.encode(authority.slips), abi.encode(expected.slips));
        VM.assertEq(abi.encode(authority.batches), abi.encode(expected.batches));
        VM.assertEq(authority.items.sum + authority.registrations.sum, 0);
    }

    /// @dev What is enrolled in one section counts when the items come in another one of the chunk, and not beyond.
    function test_activityOf_countsOneRegistrationForTenItems() public {
        uint64[4] memory counted = [uint64(2), 3, 4, 4];
        for (uint256 i = 0; i < CHUNK; ++i) {
            ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
            sections[0].registrations = i == 0 ? 10_000 : 0;
            _post(sections);
            VM.assertEq(inbox.activityOf(hospital).registrations.sum, counted[i]);
            VM.assertEq(inbox.totals().registrations, counted[i]);
        }
        ISummaryInbox.SummarySection[] memory last = _sections(hospital);
        last[0].registrations = 0;
        _post(last);
        VM.assertEq(inbox.activityOf(hospital).registrations.sum, counted[3]);
        VM.assertEq(inbox.activityOf(hospital).registrations.squares, 16);
        VM.assertEq(inbox.totals().registrations, counted[3]);
    }

    function _close(ISummaryInbox.Activity memory sums, uint256[4] memory chunk) private pure {
        ISummaryInbox.Tally[4] memory tallies = [sums.registrations, sums.items, sums.batches, sums.slips];
        // One registration counts for ten items, or part of ten.
        uint256 most = (chunk[1] + 9) / 10;
        if (chunk[0] > most) chunk[0] = most;
        for (uint256 i = 0; i < 4; ++i) {
            tallies[i].sum += chunk[i];
            tallies[i].squares += chunk[i] * chunk[i];
        }
    }

    function test_activityOf_countsChunksWithoutASection() public {
        _post(_sections(hospital));
        for (uint256 i = 0; i < 2 * CHUNK; ++i) _post(_sections(platform));
        _post(_sections(hospital));
        ISummaryInbox.Activity memory activity = inbox.activityOf(hospital);
        VM.assertEq(activity.items.sum, 24);
        VM.assertEq(activity.items.squares, 2 * 144);
        VM.assertEq(activity.batches.squares, 2);
    }
}
