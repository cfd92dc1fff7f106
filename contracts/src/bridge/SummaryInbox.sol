// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {SignedActions} from "../base/SignedActions.sol";
import {IOrganizationRegistry} from "../identity/IOrganizationRegistry.sol";
import {ClaimTree} from "../records/ClaimTree.sol";
import {ActivityLedger} from "./ActivityLedger.sol";
import {ISummaryInbox} from "./ISummaryInbox.sol";
import {SectionRules} from "./SectionRules.sol";
import {SummaryHashes} from "./SummaryHashes.sol";

/// @title Takes batches in, one after the other, and knows how far each private chain is.
contract SummaryInbox is ISummaryInbox, SignedActions {
    using ActivityLedger for ActivityLedger.Line;
    using ActivityLedger for ActivityLedger.Present;
    using ClaimTree for ClaimTree.Queue;
    using SectionRules for SummarySection;
    using SummaryHashes for SummaryBatch;
    using SummaryHashes for SummaryItem;
    using SummaryHashes for SummarySection;

    uint256 private constant MAX_SECTIONS = 16;
    uint256 private constant MAX_CHUNK_SIZE = 1000; // batches; bounds the sums of a chunk
    uint256 private constant MAX_CHAIN_ID = 1 << 53; // what JavaScript counts exactly; 56 bits are kept

    /// @inheritdoc ISummaryInbox
    IOrganizationRegistry public immutable organizationRegistry;
    /// @inheritdoc ISummaryInbox
    uint256 public immutable chunkSize;

    Totals private _totals;
    mapping(uint64 sequence => bytes32 batchHash) private _batches;
    mapping(bytes32 organization => ActivityLedger.Line line) private _lines;
    mapping(uint256 chainId => bytes32 institution) private _institutions;

    constructor(
        IOrganizationRegistry organizationRegistry_,
        uint256 chunkSize_
    ) SignedActions("MedLattice SummaryInbox") {
        if (chunkSize_ == 0 || chunkSize_ > MAX_CHUNK_SIZE) revert SummaryInboxInvalidChunkSize(chunkSize_);
        organizationRegistry = organizationRegistry_;
        chunkSize = chunkSize_;
    }

    /// @inheritdoc ISummaryInbox
    function assignChain(bytes32 institution, uint256 chainId) external {
        if (msg.sender != organizationRegistry.authority()) revert SummaryInboxNotRegistrar(msg.sender);
        organizationRegistry.requireActiveOrganization(institution);
        if (chainId >= MAX_CHAIN_ID) revert SummaryInboxInvalidChain(chainId);
        bytes32 holder = _institutions[chainId];
        if (holder != 0) revert SummaryInboxChainTaken(chainId, holder);
        ActivityLedger.Line storage line = _lines[institution];
        if (line.head != 0) revert SummaryInboxOtherChain(institution, chainId);
        delete _institutions[line.present.chainId];
        line.present.chainId = uint56(chainId);
        if (chainId != 0) _institutions[chainId] = institution;
        emit ChainAssigned(institution, chainId);
    }

    /// @inheritdoc ISummaryInbox
    function post(
        SummaryBatch calldata batch,
        SummarySection[] calldata sections,
        bytes[] calldata institutionSignatures,
        bytes calldata authoritySignature
    ) external {
        if (
            sections.length == 0 ||
            sections.length > MAX_SECTIONS ||
            sections.length != institutionSignatures.length
        ) {
            revert SummaryInboxSectionCount(sections.length, institutionSignatures.length);
        }
        Totals memory sums = _totals;
        bytes32 batchHash = _requireNext(batch, sums.batches, authoritySignature);
        sums.batches = batch.sequence;
        uint256 slipsBefore = sums.slips;
        bytes32 root = _appendAll(batch, sections, institutionSignatures, sums);
        uint256 slips = sums.slips - slipsBefore;
        if (root != batch.sectionsRoot) revert SummaryInboxOtherRoot(root, batch.sectionsRoot);
        if (slips != batch.slipCount || slips > SectionRules.MAX_SLIPS)
            revert SummaryInboxSlipCount(slips, batch.slipCount);
        _totals = sums;
        _batches[batch.sequence] = batchHash;
        _attest(batch, batchHash);
    }

    /// @inheritdoc ISummaryInbox
    function verifyItem(SummaryItem calldata item, ItemPath calldata path) external view returns (bool) {
        SummarySection calldata section = path.section;
        if (path.batch.sequence == 0 || _batches[path.batch.sequence] != path.batch.hash()) return false;
        bytes32 sectionLeaf = SummaryHashes.sectionLeaf(section.hash());
        if (!MerkleProof.verifyCalldata(path.sectionProof, path.batch.sectionsRoot, sectionLeaf))
            return false;
        bytes32 slip = SummaryHashes.slipHash(path.leaves);
        if (!MerkleProof.verifyCalldata(path.slipProof, section.slipRoot, slip)) return false;
        if (item.chainId != section.chainId) return false;
        if (item.blockNumber < section.fromBlock || item.blockNumber > section.toBlock) return false;
        return _contains(path.leaves, item.leaf());
    }

    /// @inheritdoc ISummaryInbox
    function batchOf(uint64 sequence) external view returns (bytes32) {
        return _batches[sequence];
    }

    /// @inheritdoc ISummaryInbox
    function totals() external view returns (Totals memory) {
        return _totals;
    }

    /// @inheritdoc ISummaryInbox
    function headOf(uint256 chainId) external view returns (bytes32) {
        return _lines[_institutions[chainId]].head;
    }

    /// @inheritdoc ISummaryInbox
    function nextSlipOf(uint256 chainId) external view returns (uint64) {
        return _lines[_institutions[chainId]].present.nextSlip;
    }

    /// @inheritdoc ISummaryInbox
    function nextBlockOf(uint256 chainId) external view returns (uint64) {
        return _lines[_institutions[chainId]].present.nextBlock;
    }

    /// @inheritdoc ISummaryInbox
    function institutionOf(uint256 chainId) external view returns (bytes32) {
        return _institutions[chainId];
    }

    /// @inheritdoc ISummaryInbox
    function chainOf(bytes32 institution) external view returns (uint256) {
        return _lines[institution].present.chainId;
    }

    /// @inheritdoc ISummaryInbox
    function activityOf(bytes32 organization) external view returns (Activity memory) {
        return _lines[organization].activity();
    }

    /// @inheritdoc ISummaryInbox
    function sectionHashOf(SummarySection calldata section) external pure returns (bytes32) {
        return section.hash();
    }

    /// @inheritdoc ISummaryInbox
    function batchHashOf(SummaryBatch calldata batch) external pure returns (bytes32) {
        return batch.hash();
    }

    /// @inheritdoc ISummaryInbox
    function leafOf(SummaryItem calldata item) external pure returns (bytes32) {
        return item.leaf();
    }

    /// @dev The batch is the next one, and an active health authority has signed it.
    function _requireNext(
        SummaryBatch calldata batch,
        uint64 last,
        bytes calldata signature
    ) private view returns (bytes32 batchHash) {
        if (batch.sequence != last + 1) revert SummaryInboxWrongSequence(last + 1, batch.sequence);
        if (batch.previous != _batches[last]) {
            revert SummaryInboxBrokenBatchChain(_batches[last], batch.previous);
        }
        batchHash = batch.hash();
        IOrganizationRegistry.OrganizationKind kind = _requireSigned(batch.authority, batchHash, signature);
        if (kind != IOrganizationRegistry.OrganizationKind.HealthAuthority) {
            revert SummaryInboxNotAuthority(batch.authority);
        }
    }

    /// @dev Moves the chains of all sections on and adds to the sums.
    /// @return root over the sections, which come by ascending institution.
    function _appendAll(
        SummaryBatch calldata batch,
        SummarySection[] calldata sections,
        bytes[] calldata signatures,
        Totals memory sums
    ) private returns (bytes32 root) {
        ClaimTree.Queue queue = ClaimTree.newQueue(sections.length);
        bytes32 previous;
        for (uint256 i = 0; i < sections.length; ++i) {
            SummarySection calldata section = sections[i];
            if (section.institution <= previous) {
                revert SummaryInboxNotAscending(previous, section.institution);
            }
            previous = section.institution;
            if (previous == batch.authority) revert SummaryInboxOwnSection(previous);
            queue.set(i, SummaryHashes.sectionLeaf(_append(section, signatures[i], sums)));
        }
        return queue.root(sections.length);
    }

    /// @dev Checks a section, moves its chain on, and adds to the sums, whose `batches` is the present sequence already.
    function _append(
        SummarySection calldata section,
        bytes calldata signature,
        Totals memory sums
    ) private returns (bytes32 sectionHash) {
        bytes32 institution = section.institution;
        sectionHash = section.hash();
        section.requireCounts();
        _requireSigned(institution, sectionHash, signature);
        ActivityLedger.Line storage line = _lines[institution];
        ActivityLedger.Present memory present = line.open(_chunkOf(sums.batches));
        if (section.chainId != present.chainId || present.chainId == 0) {
            revert SummaryInboxOtherChain(institution, section.chainId);
        }
        if (section.previous != line.head) {
            revert SummaryInboxBrokenChain(institution, line.head, section.previous);
        }
        section.requireContinuous(present);
        uint256 countedBefore = present.counted();
        // `SectionRules` bounds what is added, and the block.
        present.nextSlip += uint40(section.slipCount);
        present.nextBlock = uint40(section.toBlock + 1);
        present.batches += 1;
        present.slips += uint24(section.slipCount);
        present.items += section.itemCount;
        present.registrations += uint24(section.registrations);
        line.present = present;
        line.head = sectionHash;
        sums.slips += section.slipCount;
        sums.items += section.itemCount;
        sums.registrations += uint64(present.counted() - countedBefore); // neither items nor registrations shrink
        _emitPosted(section, sums.batches, sectionHash);
    }

    /// @dev The authority vouches for all slips of the batch, which is complete with that.
    function _attest(SummaryBatch calldata batch, bytes32 batchHash) private {
        ActivityLedger.Line storage line = _lines[batch.authority];
        ActivityLedger.Present memory present = line.open(_chunkOf(batch.sequence));
        present.batches += 1;
        present.slips += uint24(batch.slipCount); // at most 128
        line.present = present;
        emit BatchPosted(
            batch.sequence,
            batch.authority,
            batchHash,
            batch.sectionsRoot,
            batch.slipCount,
            batch.dataDigest
        );
    }

    function _emitPosted(SummarySection calldata section, uint64 sequence, bytes32 sectionHash) private {
        emit SectionPosted(
            section.institution,
            section.chainId,
            sequence,
            sectionHash,
            section.firstSlip,
            section.slipCount,
            section.toBlock
        );
    }

    /// @return kind what the active organisation is, whose oracle has signed or is the caller.
    function _requireSigned(
        bytes32 orgId,
        bytes32 structHash,
        bytes calldata signature
    ) private view returns (IOrganizationRegistry.OrganizationKind kind) {
        (kind, ) = organizationRegistry.requireActiveOrganization(orgId);
        address oracle = organizationRegistry.oracleOf(orgId);
        if (oracle == address(0)) revert SummaryInboxNoOracle(orgId);
        _checkSignature(oracle, structHash, signature);
    }

    function _chunkOf(uint64 sequence) private view returns (uint24) {
        return uint24((sequence - 1) / chunkSize); // `ActivityLedger.Present`
    }

    /// @dev A slip has at most ten leaves; the call data bound the loop for whoever asks with more.
    function _contains(bytes32[] calldata leaves, bytes32 leaf) private pure returns (bool) {
        for (uint256 i = 0; i < leaves.length; ++i) if (leaves[i] == leaf) return true;
        return false;
    }
}
