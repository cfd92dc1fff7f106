// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISummaryInbox} from "../../src/bridge/ISummaryInbox.sol";
import {SummaryHashes} from "../../src/bridge/SummaryHashes.sol";
import {VM} from "../support/Vm.sol";
import {SummaryFixture} from "./SummaryFixture.sol";
import {SummaryTypedData} from "./SummaryTypedData.sol";

/// @title Constants and hashes derived again from docs/wire-formats.md.
contract SummaryHashesTest is SummaryFixture {
    function test_typeHashes_areThoseOfTheWireFormats() public pure {
        VM.assertEq(SummaryHashes.SECTION_TYPEHASH, SummaryTypedData.SECTION);
        VM.assertEq(SummaryHashes.BATCH_TYPEHASH, SummaryTypedData.BATCH);
    }

    function testFuzz_hashes_equalTheirTwins(
        ISummaryInbox.SummarySection calldata s,
        ISummaryInbox.SummaryBatch calldata b,
        ISummaryInbox.SummaryItem calldata i
    ) public view {
        VM.assertEq(inbox.sectionHashOf(s), SummaryTypedData.hash(s));
        VM.assertEq(inbox.batchHashOf(b), SummaryTypedData.hash(b));
        VM.assertEq(inbox.leafOf(i), SummaryTypedData.leaf(i));
    }

    function testFuzz_slipHash_equalsItsTwin(bytes32[] calldata leaves) public pure {
        VM.assertEq(SummaryHashes.slipHash(leaves), SummaryTypedData.slip(leaves));
    }

    function test_eip712Domain_namesTheContract() public view {
        (, string memory name, string memory version, uint256 chainId, address verifier, , ) = inbox
            .eip712Domain();
        VM.assertEq(name, "MedLattice SummaryInbox");
        VM.assertEq(version, "1");
        VM.assertEq(chainId, block.chainid);
        VM.assertEq(verifier, address(inbox));
    }
}
