// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ActivityLedger} from "./ActivityLedger.sol";
import {ISummaryInbox} from "./ISummaryInbox.sol";

/// @title What every section must be, whatever its signatures: counts that fit, and the place after the one before.
library SectionRules {
    uint256 internal constant MAX_SLIPS = 128; // of a section and of a batch (systems.md M5)
    uint256 private constant ITEMS_PER_SLIP = 10;
    uint256 private constant MAX_REGISTRATIONS = 10_000; // bounds the sums of a chunk
    uint256 private constant MAX_BLOCK = 1 << 40; // what is kept

    /// @dev Each section begins where the last one ended: in the same block, where it ended within it, or in the next one.
    function requireContinuous(
        ISummaryInbox.SummarySection calldata section,
        ActivityLedger.Present memory present
    ) internal pure {
        if (section.firstSlip != present.nextSlip) {
            revert ISummaryInbox.SummaryInboxWrongSlip(
                section.institution,
                present.nextSlip,
                section.firstSlip
            );
        }
        uint256 from = section.fromBlock;
        bool follows = from == present.nextBlock || from + 1 == present.nextBlock;
        if (!follows || section.toBlock < from || section.toBlock >= MAX_BLOCK - 1) {
            revert ISummaryInbox.SummaryInboxWrongBlocks(
                section.institution,
                present.nextBlock,
                section.fromBlock,
                section.toBlock
            );
        }
    }

    function requireCounts(ISummaryInbox.SummarySection calldata section) internal pure {
        uint256 items = section.itemCount;
        uint256 slips = section.slipCount;
        bool fills = items <= slips * ITEMS_PER_SLIP && items + ITEMS_PER_SLIP > slips * ITEMS_PER_SLIP;
        bool adds = uint256(section.records) + section.labels == items;
        if (slips == 0 || slips > MAX_SLIPS || !fills || !adds || section.registrations > MAX_REGISTRATIONS) {
            revert ISummaryInbox.SummaryInboxWrongCounts(section.institution);
        }
    }
}
