// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOrganizationRegistry} from "../identity/IOrganizationRegistry.sol";

/// @title Where the consortium chain takes in what private chains have to tell (systems.md M3–M5; DESIGN.md rule 17).
/// @notice Items of a private chain are grouped into slips of ten; the slips of one institution make a section; the sections of several
/// institutions make a batch. The institution signs its section; a health authority, whose node replays that private chain, signs
/// the batch. Sections of a chain follow one another without a gap, so each item is posted once, or not yet.
interface ISummaryInbox {
    /// @notice What one institution hands in for one batch (EIP-712, signed by its oracle).
    struct SummarySection {
        bytes32 institution; // orgId
        uint256 chainId; // of the private chain; below 2^53
        uint64 firstSlip; // slips of this chain before this section
        uint32 slipCount; // 1 to 128
        uint32 itemCount; // ten a slip; only the last slip may have fewer
        uint32 records; // items that are records
        uint32 labels; // items that are labels: corrections and erasures
        uint32 registrations; // patients enrolled meanwhile, at most 10 000
        uint64 fromBlock; // where the section before ended, or the block after it; 0 for the first
        uint64 toBlock; // block of the last item
        bytes32 toBlockHash;
        bytes32 slipRoot; // Merkle root over the slips in order
        bytes32 previous; // hashStruct of the section before; zero for the first
    }

    /// @notice Sections that are posted together (EIP-712, signed by the oracle of a health authority).
    struct SummaryBatch {
        uint64 sequence; // from 1
        bytes32 previous; // hashStruct of the batch before; zero for the first
        bytes32 sectionsRoot; // Merkle root over keccak256(hashStruct(SummarySection)), by ascending institution
        uint32 slipCount; // of all sections, at most 128
        bytes32 dataDigest; // SHA-256 of the file with the items, from which its CID follows
        bytes32 authority; // orgId of the health authority
    }

    /// @notice One record or label of a private chain, as the consortium sees it.
    struct SummaryItem {
        uint8 kind; // 1 record, 2 label
        uint256 chainId;
        uint64 blockNumber; // of the private chain
        bytes32 recordId;
        uint32 version;
        bytes32 commitment;
        bytes32 keywordRoot;
        bytes32 ephemeral; // blinded pseudonym of the patient: r·G on X25519
        bytes32 tag; // … and what only the holder of her key can recognise
    }

    /// @notice The way from an item to its batch.
    struct ItemPath {
        bytes32[] leaves; // of the item's slip, in order; at most ten
        bytes32[] slipProof; // from the slip to the section's slipRoot; at most 7
        SummarySection section;
        bytes32[] sectionProof; // from the section to the batch's sectionsRoot; at most 4
        SummaryBatch batch;
    }

    /// @notice A quantity summed over all chunks of batches: what Reputation makes its means and deviations of.
    struct Tally {
        uint256 sum;
        uint256 squares; // sum of the squares of each chunk's quantity
    }

    /// @notice What an organisation has contributed, chunk by chunk (systems.md S8).
    struct Activity {
        Tally registrations; // that count: at most one for every ten items of the chunk
        Tally items; // records and labels
        Tally batches; // with a section of it, or attested by it as the authority
        Tally slips; // that it has vouched for, as institution or as authority
    }

    /// @dev Storage word: | batches 64 | slips 64 | items 64 | registrations that count 64 |
    struct Totals {
        uint64 batches;
        uint64 slips;
        uint64 items;
        uint64 registrations;
    }

    /// @notice A batch has 1 to 16 sections, each with its signature.
    error SummaryInboxSectionCount(uint256 sections, uint256 signatures);
    error SummaryInboxWrongSequence(uint64 expected, uint64 sequence);
    error SummaryInboxBrokenBatchChain(bytes32 head, bytes32 previous);
    /// @notice The sections do not give the root that the authority signed.
    error SummaryInboxOtherRoot(bytes32 sectionsRoot, bytes32 signedRoot);
    /// @notice The sections do not have as many slips as the batch says, or have more than 128.
    error SummaryInboxSlipCount(uint256 slips, uint32 signedSlips);
    /// @notice Sections come by ascending institution, one of each.
    error SummaryInboxNotAscending(bytes32 previous, bytes32 institution);
    /// @notice Whoever attests is no health authority.
    error SummaryInboxNotAuthority(bytes32 organization);
    /// @notice No authority attests to its own section.
    error SummaryInboxOwnSection(bytes32 institution);
    error SummaryInboxNoOracle(bytes32 organization);
    /// @notice The chain is not the institution's, or the institution has posted for another one.
    error SummaryInboxOtherChain(bytes32 institution, uint256 chainId);
    /// @notice The section does not follow the institution's last one.
    error SummaryInboxBrokenChain(bytes32 institution, bytes32 head, bytes32 previous);
    error SummaryInboxWrongSlip(bytes32 institution, uint64 expected, uint64 firstSlip);
    /// @notice The section begins neither where the last one ended nor one block later, or ends before it begins.
    error SummaryInboxWrongBlocks(bytes32 institution, uint64 nextBlock, uint64 fromBlock, uint64 toBlock);
    /// @notice Items do not fill the slips, are not the sum of records and labels, or registrations are above their bound.
    error SummaryInboxWrongCounts(bytes32 institution);
    error SummaryInboxInvalidChunkSize(uint256 chunkSize);
    /// @notice Whoever assigns chains is not the organisation registry's authority.
    error SummaryInboxNotRegistrar(address caller);
    /// @notice The chain id is not below 2^53.
    error SummaryInboxInvalidChain(uint256 chainId);
    error SummaryInboxChainTaken(uint256 chainId, bytes32 institution);

    /// @param chainId 0: none any more.
    event ChainAssigned(bytes32 indexed institution, uint256 indexed chainId);
    /// @param sectionHash hashStruct(SummarySection), which the next section names as previous.
    event SectionPosted(
        bytes32 indexed institution,
        uint256 indexed chainId,
        uint64 indexed sequence,
        bytes32 sectionHash,
        uint64 firstSlip,
        uint32 slipCount,
        uint64 toBlock
    );
    /// @param batchHash hashStruct(SummaryBatch), which the next batch names as previous.
    event BatchPosted(
        uint64 indexed sequence,
        bytes32 indexed authority,
        bytes32 batchHash,
        bytes32 sectionsRoot,
        uint32 slipCount,
        bytes32 dataDigest
    );

    function organizationRegistry() external view returns (IOrganizationRegistry);

    /// @notice Batches that make a chunk (systems.md S8), which is an epoch of Reputation. Immutable, 1 to 1000.
    function chunkSize() external view returns (uint256);

    /// @notice Says which private chain is an institution's: each has one, and each chain one institution. Authority of the organisation
    /// registry only, which admits institutions too: neither an institution nor who attests for it takes a chain id by itself. Once a
    /// section was posted it stays for good; until then it can be put right.
    /// @param chainId below 2^53; 0 takes the chain back.
    function assignChain(bytes32 institution, uint256 chainId) external;

    /// @notice Posts a batch. Anyone may send it: the oracle of each section's institution has signed its section, the oracle of
    /// an active health authority, which is none of them, the batch. The private chain of each is the one assigned to it.
    /// @param institutionSignatures one for each section; empty for a section whose institution's oracle is the caller.
    function post(
        SummaryBatch calldata batch,
        SummarySection[] calldata sections,
        bytes[] calldata institutionSignatures,
        bytes calldata authoritySignature
    ) external;

    /// @notice Whether the item is in a batch that was posted.
    function verifyItem(SummaryItem calldata item, ItemPath calldata path) external view returns (bool);

    /// @notice hashStruct of the batch with this sequence; zero when there is none.
    function batchOf(uint64 sequence) external view returns (bytes32);

    /// @notice Sums over all batches; `batches` is the sequence of the newest.
    function totals() external view returns (Totals memory);

    /// @notice hashStruct of the newest section of a private chain; zero when there is none.
    function headOf(uint256 chainId) external view returns (bytes32);

    /// @notice Number of slips of a private chain so far, which is the next section's `firstSlip`.
    function nextSlipOf(uint256 chainId) external view returns (uint64);

    /// @notice The block after the last one of a private chain's newest section; 0 when there is none.
    function nextBlockOf(uint256 chainId) external view returns (uint64);

    /// @notice Whose private chain it is; zero when it is nobody's.
    function institutionOf(uint256 chainId) external view returns (bytes32);

    /// @notice An institution's private chain; 0 when none was assigned.
    function chainOf(bytes32 institution) external view returns (uint256);

    /// @notice What an organisation has contributed so far, the present chunk included.
    function activityOf(bytes32 organization) external view returns (Activity memory);

    /// @notice hashStruct(SummarySection).
    function sectionHashOf(SummarySection calldata section) external pure returns (bytes32);

    /// @notice hashStruct(SummaryBatch).
    function batchHashOf(SummaryBatch calldata batch) external pure returns (bytes32);

    /// @notice Leaf of an item.
    function leafOf(SummaryItem calldata item) external pure returns (bytes32);
}
