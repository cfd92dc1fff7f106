// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordClaims} from "../../src/records/IRecordClaims.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {VM} from "../support/Vm.sol";
import {RecordFixture} from "./RecordFixture.sol";
import {RecordTypedData} from "./RecordTypedData.sol";

/// @title Batches on challenge, and checks taken out of them. The tree is built here as docs/wire-formats.md describes it: an
/// array with the root first and the leaves last in reverse, two leaves an item.
abstract contract ClaimFixture is RecordFixture {
    bytes32 internal constant CLAIM = keccak256(
        "Claim(bytes32 recordId,address signer,bytes32 manifestHash,bytes32 r,bytes32 vs)"
    );

    struct Claims {
        Actor author;
        IRecordRegistry.BatchProposal batch;
        bytes signature;
        IRecordClaims.ClaimedRecord[] items;
        bytes32[] tree;
    }

    /// @dev Records of dora about alice; every one is confirmed by alice indeed.
    function _claims(string memory label, uint256 count) internal view returns (Claims memory c) {
        c.author = _dora();
        c.items = new IRecordClaims.ClaimedRecord[](count);
        for (uint256 i = 0; i < count; ++i) {
            c.items[i] = _claimed(string(abi.encodePacked(label, i)), _alice(), _dora());
        }
        _sealClaims(c);
    }

    function _claimed(
        string memory label,
        Actor memory patient,
        Actor memory author
    ) internal view returns (IRecordClaims.ClaimedRecord memory item) {
        IRecordRegistry.Proposal memory p = _proposal(label, patient, author);
        IRecordRegistry.Confirmation memory agreed = _confirmation(_stateOf(p), patient);
        (item.recordId, item.patient, item.treatmentId) = (p.recordId, p.patient, p.treatmentId);
        (item.categoryTag, item.commitment) = (p.categoryTag, p.commitment);
        (item.commitmentProof, item.authorManifest) = (p.commitmentProof, p.manifestHash);
        (item.keywordRoot, item.stationRoot) = (p.keywordRoot, p.stationRoot);
        (item.signer, item.manifestHash) = (agreed.signer, agreed.manifestHash);
        (item.r, item.vs) = _compact(_signed(patient, agreed));
    }

    /// @dev Builds the tree over the items and lets the author sign its root.
    function _sealClaims(Claims memory c) internal view {
        uint256 leaves = 2 * c.items.length;
        c.tree = new bytes32[](2 * leaves - 1);
        for (uint256 i = 0; i < c.items.length; ++i) {
            c.tree[2 * leaves - 2 - 2 * i] = RecordTypedData.leaf(_proposalOf(c, i));
            c.tree[2 * leaves - 3 - 2 * i] = keccak256(bytes.concat(_claimHash(c.items[i])));
        }
        for (uint256 i = leaves - 1; i > 0; --i) {
            c.tree[i - 1] = RecordTypedData.node(c.tree[2 * i - 1], c.tree[2 * i]);
        }
        c.batch = IRecordRegistry.BatchProposal(c.tree[0], c.author.personId, c.author.account);
        c.signature = _signed(c.author, c.batch);
    }

    /// @dev The check of an item, with the path from the node over its two leaves to the root.
    function _check(
        Claims memory c,
        uint256 index
    ) internal view returns (IRecordClaims.ClaimCheck memory check) {
        IRecordClaims.ClaimedRecord memory item = c.items[index];
        check.current = _claimedState(c, index);
        (check.authorSigner, check.authorManifest) = (c.author.account, item.authorManifest);
        (check.signer, check.r, check.vs) = (item.signer, item.r, item.vs);
        bytes32[] memory path = new bytes32[](32);
        uint256 depth;
        for (uint256 i = (c.tree.length - 2 - 2 * index) / 2; i > 0; i = (i - 1) / 2) {
            path[depth++] = c.tree[i % 2 == 0 ? i - 1 : i + 1];
        }
        check.path = new bytes32[](depth);
        for (uint256 i = 0; i < depth; ++i) check.path[i] = path[i];
    }

    function _one(
        IRecordClaims.ClaimCheck memory check
    ) internal pure returns (IRecordClaims.ClaimCheck[] memory checks) {
        checks = new IRecordClaims.ClaimCheck[](1);
        checks[0] = check;
    }

    function _proposalOf(
        Claims memory c,
        uint256 index
    ) internal view returns (IRecordRegistry.Proposal memory p) {
        IRecordClaims.ClaimedRecord memory item = c.items[index];
        (p.recordId, p.patient) = (item.recordId, item.patient);
        (p.author, p.signer, p.institution) = (c.author.personId, c.author.account, hospital);
        (p.treatmentId, p.categoryTag) = (item.treatmentId, item.categoryTag);
        (p.commitment, p.commitmentProof) = (item.commitment, item.commitmentProof);
        (p.manifestHash, p.keywordRoot) = (item.authorManifest, item.keywordRoot);
        p.stationRoot = item.stationRoot;
    }

    /// @dev The state that registering leaves behind.
    function _claimedState(
        Claims memory c,
        uint256 index
    ) internal view returns (IRecordRegistry.RecordState memory s) {
        IRecordClaims.ClaimedRecord memory item = c.items[index];
        (s.recordId, s.patient, s.author) = (item.recordId, item.patient, c.author.personId);
        (s.institution, s.treatmentId) = (hospital, item.treatmentId);
        (s.categoryTag, s.commitment) = (item.categoryTag, item.commitment);
        (s.commitmentProof, s.manifestHash) = (item.commitmentProof, item.manifestHash);
        (s.keywordRoot, s.stationRoot) = (item.keywordRoot, item.stationRoot);
        (s.sequence, s.status) = (1, IRecordRegistry.Status.Claimed);
    }

    function _claimHash(IRecordClaims.ClaimedRecord memory item) internal pure returns (bytes32) {
        return keccak256(abi.encode(CLAIM, item.recordId, item.signer, item.manifestHash, item.r, item.vs));
    }

    function _compact(bytes memory signature) internal pure returns (bytes32 r, bytes32 vs) {
        bytes32 s;
        uint8 v;
        assembly ("memory-safe") {
            r := mload(add(signature, 0x20))
            s := mload(add(signature, 0x40))
            v := byte(0, mload(add(signature, 0x60)))
        }
        vs = v == 28 ? s | bytes32(uint256(1) << 255) : s;
    }

    function _registerClaims(Claims memory c) internal {
        VM.prank(RELAYER);
        records.registerOnChallenge(c.batch, c.signature, c.items);
    }
}
