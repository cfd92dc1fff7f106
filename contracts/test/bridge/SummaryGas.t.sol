// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISummaryInbox} from "../../src/bridge/ISummaryInbox.sol";
import {Gas} from "../records/Gas.sol";
import {VM} from "../support/Vm.sol";
import {SummaryFixture} from "./SummaryFixture.sol";

/// @title What a batch costs, sent by a relayer, once its institutions have posted before.
contract SummaryGasTest is SummaryFixture {
    string private constant GROUP = "SummaryInbox";

    bytes32[] private _institutions;

    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < 8; ++i) {
            bytes32 institution = _clinic(
                string.concat("clinic-", string(abi.encodePacked(uint8(0x61 + i))))
            );
            _institutions.push(institution);
            uint256 place = i;
            for (; place > 0 && _institutions[place - 1] > institution; --place) {
                _institutions[place] = _institutions[place - 1];
            }
            _institutions[place] = institution;
        }
        _post(_full(8));
    }

    /// @dev 128 slips, shared evenly.
    function _full(uint256 count) private view returns (ISummaryInbox.SummarySection[] memory sections) {
        sections = new ISummaryInbox.SummarySection[](count);
        for (uint256 i = 0; i < count; ++i) {
            ISummaryInbox.SummarySection memory s = _section(_institutions[i]);
            s.slipCount = uint32(128 / count);
            s.itemCount = s.slipCount * 10;
            (s.records, s.labels) = (s.itemCount - 3, 3);
            sections[i] = s;
        }
    }

    function _measure(uint256 count, string memory name) private {
        ISummaryInbox.SummarySection[] memory sections = _full(count);
        ISummaryInbox.SummaryBatch memory b = _batch(sections);
        bytes[] memory signatures = _signatures(sections);
        bytes memory signature = _signature(b);
        VM.prank(RELAYER);
        inbox.post(b, sections, signatures, signature);
        Gas.snapshot(GROUP, name);
    }

    /// hardhat-config: isolate = true
    function test_gas_post() public {
        _measure(1, "post, 1 section of 1280 items");
        _measure(2, "post, 2 sections of 640 items");
        _measure(8, "post, 8 sections of 160 items, first of a chunk");
        _measure(8, "post, 8 sections of 160 items");
        _measure(3, "post, 3 sections of 420 items");
    }
}
