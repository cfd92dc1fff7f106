// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICommittee} from "../../src/committee/ICommittee.sol";
import {Gas} from "../records/Gas.sol";
import {VM} from "../support/Vm.sol";
import {CommitteeFixture} from "./CommitteeFixture.sol";

/// @title What an epoch of four stations costs, sent by a relayer.
contract CommitteeGasTest is CommitteeFixture {
    string private constant GROUP = "Committee";

    /// hardhat-config: isolate = true
    function test_gas_committeeWithBls() public {
        _deployWith("BlsVoteVerifier", 1);
        _run("BLS");
    }

    /// hardhat-config: isolate = true
    function test_gas_committeeWithEcdsa() public {
        _run("ECDSA");
    }

    function _run(string memory name) private {
        _start();
        _post(_sections(hospital));
        _pin(0xf, string.concat(name, ": decide, pin of a batch, 4 of 4"));
        _post(_sections(hospital));
        _pin(0x7, string.concat(name, ": decide, pin of a batch, 3 of 4"));
        for (uint256 i = 0; i < FOUNDERS; ++i) {
            bytes memory proof = _drawProof(i);
            VM.prank(RELAYER);
            committee.register(i, proof);
        }
        Gas.snapshot(GROUP, string.concat(name, ": register"));
        VM.warp(block.timestamp + EPOCH);
        VM.prank(RELAYER);
        committee.advance();
        Gas.snapshot(GROUP, string.concat(name, ": advance, 4 stations"));
    }

    function _pin(uint256 present, string memory name) private {
        uint64 sequence = inbox.totals().batches;
        bytes32 hash = inbox.batchOf(sequence);
        ICommittee.CommitteeVote memory vote = _vote(
            ICommittee.VoteKind.Pin,
            bytes32(uint256(sequence)),
            hash
        );
        bytes memory evidence = _evidence(_digest(vote), present);
        VM.prank(RELAYER);
        committee.decide(vote, evidence);
        Gas.snapshot(GROUP, name);
    }
}
