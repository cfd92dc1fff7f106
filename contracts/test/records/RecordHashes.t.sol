// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {RecordHashes} from "../../src/records/RecordHashes.sol";
import {VM} from "../support/Vm.sol";
import {BatchFixture} from "./BatchFixture.sol";
import {RecordTypedData} from "./RecordTypedData.sol";

contract RecordHashesTest is BatchFixture {
    function proposalHash(IRecordRegistry.Proposal calldata p) external pure returns (bytes32, bytes32) {
        return (RecordHashes.hash(p), RecordHashes.batchLeaf(p));
    }

    function test_typeHashes_areThoseOfTheWireFormats() public pure {
        VM.assertEq(RecordHashes.PROPOSAL_TYPEHASH, RecordTypedData.PROPOSAL);
        VM.assertEq(RecordHashes.BATCH_PROPOSAL_TYPEHASH, RecordTypedData.BATCH_PROPOSAL);
        VM.assertEq(RecordHashes.CONFIRMATION_TYPEHASH, RecordTypedData.CONFIRMATION);
        VM.assertEq(RecordHashes.DISPUTE_TYPEHASH, RecordTypedData.DISPUTE);
        VM.assertEq(RecordHashes.MANIFEST_UPDATE_TYPEHASH, RecordTypedData.MANIFEST_UPDATE);
    }

    function testFuzz_hashes_equalTheirTwins(
        IRecordRegistry.Proposal memory p,
        IRecordRegistry.Confirmation memory c
    ) public view {
        (bytes32 structHash, bytes32 leaf) = this.proposalHash(p);
        VM.assertEq(structHash, RecordTypedData.hash(p));
        VM.assertEq(leaf, RecordTypedData.leaf(p));
        VM.assertEq(RecordHashes.hash(c), RecordTypedData.hash(c));
        VM.assertEq(RecordHashes.hash(_stateOf(p)), RecordTypedData.hash(_stateOf(p)));
    }

    function test_registryId_isThatOfTheWireFormats() public view {
        bytes memory preimage = abi.encode("medlattice/registry/v1", block.chainid, LINEAGE_SALT);
        VM.assertEq(records.registryId(), keccak256(preimage));
    }

    /// @dev A mandate or confirmation of another contract's domain has another digest, so the name matters.
    function test_eip712Domain_namesTheContract() public view {
        (, string memory name, string memory version, uint256 chainId, address verifier, , ) = records
            .eip712Domain();
        VM.assertEq(name, "MedLattice RecordRegistry");
        VM.assertEq(version, "1");
        VM.assertEq(chainId, block.chainid);
        VM.assertEq(verifier, address(records));
    }
}
