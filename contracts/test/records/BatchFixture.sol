// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {RecordFixture} from "./RecordFixture.sol";
import {RecordTypedData} from "./RecordTypedData.sol";

/// @title Batches of records, with the Merkle tree built here level by level.
abstract contract BatchFixture is RecordFixture {
    struct Batch {
        IRecordRegistry.BatchProposal proposal;
        bytes signature;
        IRecordRegistry.BatchItem[] items;
    }

    /// @param count a power of two.
    function _batch(uint256 count) internal view returns (Batch memory) {
        return _batchBy(_dora(), "record", count);
    }

    function _batchBy(
        Actor memory author,
        string memory label,
        uint256 count
    ) internal view returns (Batch memory b) {
        b.items = new IRecordRegistry.BatchItem[](count);
        for (uint256 i = 0; i < count; ++i) {
            string memory name = string(abi.encodePacked(label, i));
            b.items[i].proposal = _proposal(name, _alice(), author);
            b.items[i].acceptance = _accepted(b.items[i].proposal, _alice());
        }
        _seal(b, author);
    }

    /// @dev Builds the tree over the items, fills in their proofs, and lets the author sign the root.
    function _seal(Batch memory b, Actor memory author) internal view {
        uint256 count = b.items.length;
        bytes32[] memory level = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            level[i] = RecordTypedData.leaf(b.items[i].proposal);
            b.items[i].proof = new bytes32[](0);
        }
        for (uint256 width = count; width > 1; width /= 2) {
            for (uint256 i = 0; i < count; ++i) {
                uint256 node = (i * width) / count;
                b.items[i].proof = _append(b.items[i].proof, level[node ^ 1]);
            }
            for (uint256 i = 0; i < width / 2; ++i) {
                level[i] = RecordTypedData.node(level[2 * i], level[2 * i + 1]);
            }
        }
        b.proposal = IRecordRegistry.BatchProposal(level[0], author.personId, author.account);
        b.signature = _signed(author, b.proposal);
    }

    function _accepted(
        IRecordRegistry.Proposal memory p,
        Actor memory patient
    ) internal view returns (IRecordRegistry.Acceptance memory a) {
        IRecordRegistry.Confirmation memory c = _confirmation(_stateOf(p), patient);
        a.signer = patient.account;
        a.manifestHash = c.manifestHash;
        a.signature = _signed(patient, c);
    }

    function _acceptedByMandate(
        Actor memory patient
    ) internal view returns (IRecordRegistry.Acceptance memory a) {
        IConsentTypes.Mandate memory m = _mandate(patient);
        a.byMandate = true;
        a.signer = patient.account;
        (a.notBefore, a.notAfter, a.salt) = (m.notBefore, m.notAfter, m.salt);
        a.signature = _signed(patient, m);
    }

    /// @dev The state that the item leaves behind.
    function _registered(
        IRecordRegistry.BatchItem memory item
    ) internal pure returns (IRecordRegistry.RecordState memory) {
        IRecordRegistry.Acceptance memory a = item.acceptance;
        bytes32 manifestHash = a.byMandate ? item.proposal.manifestHash : a.manifestHash;
        return _next(_stateOf(item.proposal), IRecordRegistry.Status.Confirmed, manifestHash);
    }

    function _append(bytes32[] memory list, bytes32 value) private pure returns (bytes32[] memory longer) {
        longer = new bytes32[](list.length + 1);
        for (uint256 i = 0; i < list.length; ++i) longer[i] = list[i];
        longer[list.length] = value;
    }
}
