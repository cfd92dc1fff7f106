// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISummaryInbox} from "../../src/bridge/ISummaryInbox.sol";
import {VM} from "../support/Vm.sol";
import {SummaryFixture} from "./SummaryFixture.sol";
import {SummaryTypedData} from "./SummaryTypedData.sol";

/// @title From an item to its batch, and each link of the way broken once.
contract VerifyItemTest is SummaryFixture {
    uint256 private constant SLIPS = 5;
    uint256 private constant ITEMS = 43; // so the last slip has three

    function setUp() public override {
        super.setUp();
        ISummaryInbox.SummarySection[] memory sections = _withItems();
        _post(sections);
    }

    function _item(uint256 index) private view returns (ISummaryInbox.SummaryItem memory item) {
        item.kind = 1;
        item.chainId = _chainOf(hospital);
        item.blockNumber = uint64(index % 3);
        item.recordId = keccak256(abi.encode("record", index));
        item.commitment = keccak256(abi.encode("commitment", index));
        item.keywordRoot = keccak256(abi.encode("keywords", index));
        item.ephemeral = keccak256(abi.encode("ephemeral", index));
        item.tag = keccak256(abi.encode("tag", index));
    }

    function _slip(uint256 slip) private view returns (bytes32[] memory leaves) {
        uint256 first = slip * 10;
        leaves = new bytes32[](first + 10 > ITEMS ? ITEMS - first : 10);
        for (uint256 i = 0; i < leaves.length; ++i) leaves[i] = SummaryTypedData.leaf(_item(first + i));
    }

    function _slips() private view returns (bytes32[] memory slips) {
        slips = new bytes32[](SLIPS);
        for (uint256 i = 0; i < SLIPS; ++i) slips[i] = SummaryTypedData.slip(_slip(i));
    }

    function _withItems() private view returns (ISummaryInbox.SummarySection[] memory sections) {
        sections = _sections(hospital, platform);
        ISummaryInbox.SummarySection memory s = sections[_place()];
        (s.slipCount, s.itemCount, s.records, s.labels) = (uint32(SLIPS), uint32(ITEMS), uint32(ITEMS), 0);
        s.slipRoot = SummaryTypedData.tree(_slips())[0];
    }

    /// @dev Where the hospital's section stands among the two.
    function _place() private view returns (uint256) {
        return hospital < platform ? 0 : 1;
    }

    /// @dev As of before the batch was posted: `_withItems` gives the section that would be next, so it is put back.
    function _path(uint256 index) private view returns (ISummaryInbox.ItemPath memory path) {
        ISummaryInbox.SummarySection[] memory sections = _withItems();
        for (uint256 i = 0; i < 2; ++i) {
            (sections[i].firstSlip, sections[i].fromBlock, sections[i].previous) = (0, 0, 0);
            sections[i].toBlock = 2;
            sections[i].toBlockHash = keccak256(abi.encode("block", uint64(2)));
        }
        sections[1 - _place()].slipRoot = keccak256(abi.encode("slips", platform, uint64(0)));
        path.leaves = _slip(index / 10);
        path.slipProof = SummaryTypedData.path(_slips(), index / 10);
        path.section = sections[_place()];
        path.sectionProof = SummaryTypedData.path(_leaves(sections), _place());
        path.batch = _batch(sections);
        (path.batch.sequence, path.batch.previous) = (1, 0);
    }

    function test_verifyItem_findsEveryItem() public view {
        for (uint256 i = 0; i < ITEMS; ++i) VM.assertTrue(inbox.verifyItem(_item(i), _path(i)));
    }

    function test_verifyItem_refusesAnItemOfAnotherSlip() public view {
        VM.assertFalse(inbox.verifyItem(_item(7), _path(17)));
    }

    /// @dev Nine words, one of them changed in one bit.
    function testFuzz_verifyItem_refusesAChangedItem(uint8 word, uint8 bit) public view {
        ISummaryInbox.SummaryItem memory item = _item(21);
        uint8[9] memory bits = [8, 53, 40, 255, 32, 255, 255, 255, 255];
        uint256 place = word % 9;
        uint256 flip = bit % bits[place];
        assembly ("memory-safe") {
            let at := add(item, shl(5, place))
            mstore(at, xor(mload(at), shl(flip, 1)))
        }
        VM.assertFalse(inbox.verifyItem(item, _path(21)));
    }

    function test_verifyItem_refusesABatchThatWasNotPosted() public view {
        ISummaryInbox.ItemPath memory path = _path(3);
        path.batch.dataDigest = keccak256("another file");
        VM.assertFalse(inbox.verifyItem(_item(3), path));
        path = _path(3);
        path.batch.sequence = 0;
        VM.assertFalse(inbox.verifyItem(_item(3), path));
        path = _path(3);
        path.batch.sequence = 2;
        VM.assertFalse(inbox.verifyItem(_item(3), path));
    }

    function test_verifyItem_refusesAnotherSection() public view {
        ISummaryInbox.ItemPath memory path = _path(3);
        path.section.registrations += 1;
        VM.assertFalse(inbox.verifyItem(_item(3), path));
    }

    function test_verifyItem_refusesAnotherProof() public view {
        ISummaryInbox.ItemPath memory path = _path(3);
        path.slipProof[0] = keccak256("another");
        VM.assertFalse(inbox.verifyItem(_item(3), path));
        path = _path(3);
        path.sectionProof[0] = keccak256("another");
        VM.assertFalse(inbox.verifyItem(_item(3), path));
        path = _path(3);
        path.slipProof = new bytes32[](0);
        VM.assertFalse(inbox.verifyItem(_item(3), path));
    }

    function test_verifyItem_refusesALeafLeftOut() public view {
        ISummaryInbox.ItemPath memory path = _path(42);
        bytes32[] memory fewer = new bytes32[](2);
        (fewer[0], fewer[1]) = (path.leaves[1], path.leaves[2]);
        path.leaves = fewer;
        VM.assertFalse(inbox.verifyItem(_item(42), path));
    }

    /// @dev Its block lies outside the section, which otherwise has exactly this item.
    function test_verifyItem_refusesABlockOutsideTheSection() public {
        ISummaryInbox.SummarySection[] memory sections = _sections(hospital);
        ISummaryInbox.SummarySection memory s = sections[0];
        ISummaryInbox.ItemPath memory path;
        ISummaryInbox.SummaryItem memory item = _item(0); // of block 0, the section begins at 3
        path.leaves = new bytes32[](1);
        path.leaves[0] = SummaryTypedData.leaf(item);
        (s.slipCount, s.itemCount, s.records, s.labels) = (1, 1, 1, 0);
        s.slipRoot = SummaryTypedData.slip(path.leaves);
        path.section = s;
        path.batch = _batch(sections);
        _post(sections);
        VM.assertFalse(inbox.verifyItem(item, path));
    }
}
