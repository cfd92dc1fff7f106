// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {VM} from "../support/Vm.sol";
import {BatchFixture} from "./BatchFixture.sol";
import {ClaimFixture} from "./ClaimFixture.sol";
import {Gas} from "./Gas.sol";

/// @title What the calls about records cost, sent by a relayer unless said otherwise.
contract RecordGasTest is BatchFixture, ClaimFixture {
    string private constant GROUP = "RecordRegistry";
    uint256 private constant ITEMS = 32;

    function _registerNext(string memory label) private {
        IRecordRegistry.Proposal memory p = _proposal(label, _alice(), _dora());
        IRecordRegistry.Confirmation memory c = _confirmation(_stateOf(p), _alice());
        bytes memory authorSignature = _signed(_dora(), p);
        bytes memory patientSignature = _signed(_alice(), c);
        VM.prank(RELAYER);
        records.register(p, authorSignature, c, patientSignature);
    }

    function _confirmNext(string memory label) private {
        IRecordRegistry.RecordState memory s = _proposed(label);
        IRecordRegistry.Confirmation memory c = _confirmation(s, _alice());
        bytes memory signature = _signed(_alice(), c);
        VM.prank(RELAYER);
        records.confirm(s, c, signature);
    }

    /// hardhat-config: isolate = true
    function test_gas_propose() public {
        IRecordRegistry.Proposal memory p = _proposal("sent", _alice(), _dora());
        VM.prank(_dora().account);
        records.propose(p, "");
        Gas.snapshot(GROUP, "propose, sent by the doctor");
        p = _proposal("relayed", _alice(), _dora());
        bytes memory signature = _signed(_dora(), p);
        VM.prank(RELAYER);
        records.propose(p, signature);
        Gas.snapshot(GROUP, "propose");
    }

    /// hardhat-config: isolate = true
    function test_gas_confirm() public {
        _confirmNext("first");
        Gas.snapshot(GROUP, "confirm, first of the patient");
        _confirmNext("second");
        Gas.snapshot(GROUP, "confirm");
    }

    /// hardhat-config: isolate = true
    function test_gas_register() public {
        _registerNext("first");
        Gas.snapshot(GROUP, "register, first of the patient");
        _registerNext("second");
        Gas.snapshot(GROUP, "register");
    }

    /// hardhat-config: isolate = true
    function test_gas_registerBatch() public {
        _registerNext("first");
        Batch memory b = _batch(ITEMS);
        VM.prank(RELAYER);
        records.registerBatch(b.proposal, b.signature, b.items);
        Gas.snapshotPerItem(GROUP, "registerBatch of 32", ITEMS);
        b = _batchBy(_dora(), "by mandate", ITEMS);
        for (uint256 i = 0; i < ITEMS; ++i) b.items[i].acceptance = _acceptedByMandate(_alice());
        VM.prank(RELAYER);
        records.registerBatch(b.proposal, b.signature, b.items);
        Gas.snapshotPerItem(GROUP, "registerBatch of 32 by mandate", ITEMS);
    }

    /// hardhat-config: isolate = true
    function test_gas_disputeAndUpdateManifest() public {
        IRecordRegistry.RecordState memory s = _proposed("proposed");
        IRecordRegistry.Dispute memory d = _disputeOf(s, _alice());
        bytes memory signature = _signed(_alice(), d);
        VM.prank(RELAYER);
        records.dispute(s, d, signature);
        Gas.snapshot(GROUP, "dispute");
        s = _confirmed("confirmed");
        IRecordRegistry.ManifestUpdate memory u = _update(s, _alice());
        signature = _signed(_alice(), u);
        VM.prank(RELAYER);
        records.updateManifest(s, u, signature);
        Gas.snapshot(GROUP, "updateManifest");
    }

    /// hardhat-config: isolate = true
    function test_gas_registerOnChallenge() public {
        _registerNext("first");
        Claims memory c = _claims("claimed", ITEMS);
        VM.prank(RELAYER);
        records.registerOnChallenge(c.batch, c.signature, c.items);
        Gas.snapshotPerItem(GROUP, "registerOnChallenge of 32", ITEMS);
        VM.prank(RELAYER);
        records.checkClaims(_one(_check(c, 0)));
        Gas.snapshot(GROUP, "checkClaims, one valid claim");
    }
}
