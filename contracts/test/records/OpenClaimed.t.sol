// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IUsageLedger} from "../../src/consent/IUsageLedger.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {ConsentFixture} from "../consent/ConsentFixture.sol";
import {OpenFixture} from "../consent/OpenFixture.sol";
import {VM} from "../support/Vm.sol";
import {ClaimFixture} from "./ClaimFixture.sol";
import {RecordFixture} from "./RecordFixture.sol";

/// @title Claimed records are opened like confirmed ones, since whoever serves them checks the patient's signature; refuted
/// ones are not.
contract OpenClaimedTest is OpenFixture, ClaimFixture {
    function setUp() public override(ConsentFixture, RecordFixture) {
        ConsentFixture.setUp();
    }

    function _caseOf(IRecordRegistry.RecordState memory s) private returns (Case memory c) {
        c.state = s;
        c.disclosure = _disclosure();
        c.disclosure.terms.scope = s.recordId;
        _grant(c.disclosure);
        c.request = _request(c.disclosure, s, _grace());
    }

    function test_open_takesAClaimedRecord() public {
        Claims memory c = _claims("record", 2);
        _registerClaims(c);
        Case memory opening = _caseOf(_claimedState(c, 1));
        _openCase(opening);
        VM.assertEq(_used(opening), 1);
    }

    function test_open_revertsForARefutedRecord() public {
        Claims memory c = _claims("record", 2);
        c.items[1].r = keccak256("nobody's");
        _sealClaims(c);
        _registerClaims(c);
        records.checkClaims(_one(_check(c, 1)));
        IRecordRegistry.RecordState memory s = _next(
            _claimedState(c, 1),
            IRecordRegistry.Status.Proposed,
            c.items[1].authorManifest
        );
        _openFails(
            _caseOf(s),
            abi.encodeWithSelector(
                IUsageLedger.UsageLedgerNotConfirmed.selector,
                s.recordId,
                IRecordRegistry.Status.Proposed
            )
        );
    }
}
