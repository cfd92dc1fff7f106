// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {VM} from "../support/Vm.sol";
import {ConsentFixture} from "./ConsentFixture.sol";
import {ResearchGate} from "./ResearchGate.sol";

contract IntegratorTest is ConsentFixture {
    ResearchGate private _gate;

    function setUp() public override {
        super.setUp();
        _gate = new ResearchGate(consents, identities, records);
    }

    function _include(IConsentTypes.Disclosure memory d, IRecordRegistry.RecordState memory s) private {
        VM.prank(_grace().account);
        _gate.include(_grace().personId, d, s);
    }

    function test_include_worksUnderAGrant() public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        IConsentTypes.Disclosure memory d = _disclosure();
        _grant(d);
        _include(d, s);
        VM.assertTrue(_gate.included(s.recordId));
        VM.assertEq(consents.grantOf(s.patient, _grantId(d)).used, 0); // asking uses nothing up
    }

    function test_include_revertsAfterRevocation() public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        IConsentTypes.Disclosure memory d = _disclosure();
        _revoke(_grant(d));
        VM.expectRevert(abi.encodeWithSelector(ResearchGate.ResearchGateNotPermitted.selector, s.recordId));
        _include(d, s);
    }

    function test_include_revertsForTheGrantOfAnotherPatient() public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        Actor memory bob = _patient("bob");
        IConsentTypes.Disclosure memory d = _disclosureOf(bob);
        _grant(d, bob);
        VM.expectRevert(abi.encodeWithSelector(ResearchGate.ResearchGateNotPermitted.selector, s.recordId));
        _include(d, s);
    }

    function test_include_revertsForAnotherCaller() public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        IConsentTypes.Disclosure memory d = _disclosure();
        _grant(d);
        VM.expectRevert(
            abi.encodeWithSelector(
                ResearchGate.ResearchGateNotController.selector,
                _grace().personId,
                RELAYER
            )
        );
        VM.prank(RELAYER);
        _gate.include(_grace().personId, d, s);
    }
}
