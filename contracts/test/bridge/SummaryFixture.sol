// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISummaryInbox} from "../../src/bridge/ISummaryInbox.sol";
import {SummaryInbox} from "../../src/bridge/SummaryInbox.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {Artifacts} from "../records/Artifacts.sol";
import {IdentityFixture} from "../support/IdentityFixture.sol";
import {TypedData} from "../support/TypedData.sol";
import {VM} from "../support/Vm.sol";
import {SummaryTypedData} from "./SummaryTypedData.sol";

/// @title A consortium chain with an inbox: each function gives the next valid section or batch, of which a test changes one thing.
abstract contract SummaryFixture is IdentityFixture {
    uint256 internal constant CHUNK = 3; // batches
    bytes32 internal constant DATA = keccak256("file with the items");

    SummaryInbox internal inbox;
    mapping(bytes32 orgId => string name) internal names;

    function setUp() public virtual override {
        super.setUp();
        (names[hospital], names[platform]) = ("hospital", "platform");
        (names[healthAuthority], names[insurer]) = ("health-authority", "insurer");
        inbox = SummaryInbox(Artifacts.deploy("SummaryInbox", abi.encode(organizations, CHUNK)));
        _assign(hospital, _chainOf(hospital));
        _assign(platform, _chainOf(platform));
        _assign(insurer, _chainOf(insurer));
    }

    function _assign(bytes32 institution, uint256 chainId) internal {
        VM.prank(_authority().account);
        inbox.assignChain(institution, chainId);
    }

    function _clinic(string memory name) internal returns (bytes32 orgId) {
        orgId = _register(name, IOrganizationRegistry.OrganizationKind.Hospital);
        names[orgId] = name;
        _assign(orgId, _chainOf(orgId));
    }

    function _oracle(bytes32 orgId) internal view returns (Actor memory) {
        return _actor(string.concat("oracle of ", names[orgId]));
    }

    function _chainOf(bytes32 institution) internal pure returns (uint256) {
        return 10_000 + uint256(uint16(uint256(institution)));
    }

    /// @dev The next section of an institution: two slips, twelve items, three blocks.
    function _section(bytes32 institution) internal view returns (ISummaryInbox.SummarySection memory s) {
        uint256 chainId = _chainOf(institution);
        s.institution = institution;
        s.chainId = chainId;
        s.firstSlip = inbox.nextSlipOf(chainId);
        (s.slipCount, s.itemCount, s.records, s.labels, s.registrations) = (2, 12, 9, 3, 1);
        s.fromBlock = inbox.nextBlockOf(chainId);
        s.toBlock = s.fromBlock + 2;
        s.toBlockHash = keccak256(abi.encode("block", s.toBlock));
        s.slipRoot = keccak256(abi.encode("slips", institution, s.firstSlip));
        s.previous = inbox.headOf(chainId);
    }

    function _sections(
        bytes32 a,
        bytes32 b
    ) internal view returns (ISummaryInbox.SummarySection[] memory sections) {
        sections = new ISummaryInbox.SummarySection[](2);
        (bytes32 low, bytes32 high) = a < b ? (a, b) : (b, a);
        (sections[0], sections[1]) = (_section(low), _section(high));
    }

    function _sections(bytes32 a) internal view returns (ISummaryInbox.SummarySection[] memory sections) {
        sections = new ISummaryInbox.SummarySection[](1);
        sections[0] = _section(a);
    }

    /// @dev The next batch, with these sections.
    function _batch(
        ISummaryInbox.SummarySection[] memory sections
    ) internal view returns (ISummaryInbox.SummaryBatch memory b) {
        b.sequence = inbox.totals().batches + 1;
        b.previous = inbox.batchOf(b.sequence - 1);
        b.sectionsRoot = SummaryTypedData.tree(_leaves(sections))[0];
        for (uint256 i = 0; i < sections.length; ++i) b.slipCount += sections[i].slipCount;
        b.dataDigest = DATA;
        b.authority = healthAuthority;
    }

    function _leaves(
        ISummaryInbox.SummarySection[] memory sections
    ) internal pure returns (bytes32[] memory leaves) {
        leaves = new bytes32[](sections.length);
        for (uint256 i = 0; i < sections.length; ++i) {
            leaves[i] = keccak256(abi.encodePacked(SummaryTypedData.hash(sections[i])));
        }
    }

    function _inboxDigest(bytes32 structHash) internal view returns (bytes32) {
        bytes32 separator = TypedData.domainSeparator(
            "MedLattice SummaryInbox",
            block.chainid,
            address(inbox)
        );
        return TypedData.digest(separator, structHash);
    }

    function _signatures(
        ISummaryInbox.SummarySection[] memory sections
    ) internal view returns (bytes[] memory signatures) {
        signatures = new bytes[](sections.length);
        for (uint256 i = 0; i < sections.length; ++i) {
            bytes32 digest = _inboxDigest(SummaryTypedData.hash(sections[i]));
            signatures[i] = _sign(_oracle(sections[i].institution), digest);
        }
    }

    function _signature(ISummaryInbox.SummaryBatch memory b) internal view returns (bytes memory) {
        return _sign(_oracle(b.authority), _inboxDigest(SummaryTypedData.hash(b)));
    }

    function _post(ISummaryInbox.SummarySection[] memory sections) internal {
        ISummaryInbox.SummaryBatch memory b = _batch(sections);
        bytes[] memory signatures = _signatures(sections);
        bytes memory signature = _signature(b);
        VM.prank(RELAYER);
        inbox.post(b, sections, signatures, signature);
    }

    /// @dev Signs both as they are and expects one failure.
    function _postFails(
        ISummaryInbox.SummaryBatch memory b,
        ISummaryInbox.SummarySection[] memory sections,
        bytes memory reason
    ) internal {
        bytes[] memory signatures = _signatures(sections);
        bytes memory signature = _signature(b);
        VM.expectRevert(reason);
        VM.prank(RELAYER);
        inbox.post(b, sections, signatures, signature);
    }

    function _postFails(ISummaryInbox.SummarySection[] memory sections, bytes memory reason) internal {
        _postFails(_batch(sections), sections, reason);
    }
}
