// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISummaryInbox} from "./ISummaryInbox.sol";

/// @title What one organisation has posted: how far its chain is, and its sums by chunk (systems.md S8).
/// @dev Sums over finished chunks change once a chunk, so a section writes two words: its head, and how far it is.
library ActivityLedger {
    uint256 private constant ITEMS_EACH = 10; // for a registration to count

    /// @dev One word; from its low end:
    /// | chainId 56 | nextSlip 40 | nextBlock 40 | chunk 24 | batches 16 | slips 24 | items 32 | registrations 24 |
    /// The last four count in `chunk`, whose size is at most 1000 batches: 128 000 slips, 1 280 000 items and, with a section in each,
    /// 10 000 000 registrations. 2^40 slips or blocks are more than a chain will have; 2^24 chunks are as many batches
    /// or more: 300 years of one every ten minutes.
    struct Present {
        uint56 chainId; // zero: it has no private chain here
        uint40 nextSlip;
        uint40 nextBlock;
        uint24 chunk;
        uint16 batches;
        uint24 slips;
        uint32 items;
        uint24 registrations;
    }

    /// @dev Two words of sums over finished chunks. With 2^24 chunks of the bounds above: registrations 2^48 and 2^72, items 2^45
    /// and 2^65, batches 2^38 and 2^52, slips 2^41 and 2^58.
    struct Past {
        uint48 registrations;
        uint80 registrationSquares;
        uint48 items;
        uint80 itemSquares;
        uint40 batches;
        uint64 batchSquares;
        uint48 slips;
        uint80 slipSquares;
    }

    struct Line {
        bytes32 head; // hashStruct of the newest section
        Present present;
        Past past;
    }

    /// @notice The present word as of `chunk`; sums of an earlier chunk go to the past.
    function open(Line storage line, uint24 chunk) internal returns (Present memory present) {
        present = line.present;
        if (present.chunk == chunk) return present;
        if (present.batches != 0) line.past = _closed(line.past, present);
        present.chunk = chunk;
        present.batches = 0;
        present.slips = 0;
        present.items = 0;
        present.registrations = 0;
    }

    /// @notice Sums over all chunks, the present one included.
    function activity(Line storage line) internal view returns (ISummaryInbox.Activity memory) {
        Past memory sums = _closed(line.past, line.present);
        return
            ISummaryInbox.Activity({
                registrations: ISummaryInbox.Tally(sums.registrations, sums.registrationSquares),
                items: ISummaryInbox.Tally(sums.items, sums.itemSquares),
                batches: ISummaryInbox.Tally(sums.batches, sums.batchSquares),
                slips: ISummaryInbox.Tally(sums.slips, sums.slipSquares)
            });
    }

    /// @notice Registrations of the chunk that count towards reputation: at most one for every ten items, or part of ten. An institution
    /// enrols whom it wants on its own chain, so alone they would be a number without a bound; items are bounded, 1280 a batch, and given
    /// their place by turns (systems.md S10). So people who do not exist bring no more than patients of ten items each would, and,
    /// as they are not counted in the whole either, lower nobody else's share.
    function counted(Present memory chunk) internal pure returns (uint24) {
        uint24 most = uint24((uint256(chunk.items) + ITEMS_EACH - 1) / ITEMS_EACH); // 128 000
        return chunk.registrations < most ? chunk.registrations : most;
    }

    /// @dev Squares of at most 32 bits fit 64.
    function _closed(Past memory past, Present memory chunk) private pure returns (Past memory) {
        uint24 registrations = counted(chunk);
        past.registrations += registrations;
        past.registrationSquares += uint80(registrations) * registrations;
        past.items += chunk.items;
        past.itemSquares += uint80(chunk.items) * chunk.items;
        past.batches += chunk.batches;
        past.batchSquares += uint64(chunk.batches) * chunk.batches;
        past.slips += chunk.slips;
        past.slipSquares += uint80(chunk.slips) * chunk.slips;
        return past;
    }
}
