// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ConsentRegistry} from "../../src/consent/ConsentRegistry.sol";
import {IConsentRegistry} from "../../src/consent/IConsentRegistry.sol";
import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IUsageLedger} from "../../src/consent/IUsageLedger.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {Artifacts} from "../records/Artifacts.sol";
import {VM} from "../support/Vm.sol";
import {ConsentFixture} from "./ConsentFixture.sol";

/// @title A consortium chain: grants are at home here, the records on private chains.
contract OpenForeignTest is ConsentFixture {
    IRecordRegistry.RecordState private _empty;

    function setUp() public override {
        super.setUp();
        consents = ConsentRegistry(Artifacts.deploy("ConsentRegistry", abi.encode(identities)));
        ledger = _deployLedger(true);
        VM.prank(_authority().account);
        consents.settleUsageLedger(address(ledger));
    }

    function _foreignRequest(
        IConsentTypes.Disclosure memory d
    ) private view returns (IUsageLedger.OpenRequest memory r) {
        r = _request(d, _empty, _grace());
        r.recordId = _id("record");
        r.version = 4;
    }

    function test_open_marksAForeignRecord() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        _grant(d);
        IUsageLedger.OpenRequest memory r = _foreignRequest(d);
        bytes memory signature = _signed(_grace(), r);
        VM.expectEmit(address(ledger));
        emit IUsageLedger.AccessOpened(
            _accessId(r),
            _alice().personId,
            _grace().personId,
            _grace().account,
            r.grantId,
            r.recordId,
            4,
            r.requestHash,
            1,
            true
        );
        bytes32 accessId = ledger.open(r, d, _empty, signature);
        VM.assertTrue(ledger.accessOf(accessId).foreign);
    }

    function test_open_stillKeepsAForeignRecordToTheGrantsRecord() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        _grant(d);
        IUsageLedger.OpenRequest memory r = _foreignRequest(d);
        r.recordId = _id("another record");
        bytes memory signature = _signed(_grace(), r);
        VM.expectRevert(
            abi.encodeWithSelector(
                IConsentRegistry.ConsentRegistryNotPermitted.selector,
                r.grantId,
                IConsentTypes.Verdict.OutOfScope
            )
        );
        ledger.open(r, d, _empty, signature);
    }

    /// @dev Whether the record belongs to the category only the proxies can see; the access says that nobody has checked.
    function test_open_leavesTheCategoryOfAForeignRecordToTheProxies() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        d.terms.scopeKind = uint8(IConsentTypes.ScopeKind.Category);
        d.terms.scope = keccak256("category tag on the consortium");
        _grant(d);
        IUsageLedger.OpenRequest memory r = _foreignRequest(d);
        bytes32 accessId = ledger.open(r, d, _empty, _signed(_grace(), r));
        VM.assertTrue(ledger.accessOf(accessId).foreign);
    }

    function test_open_revertsForAStateOfARecordThatIsNotRegisteredHere() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        _grant(d);
        IUsageLedger.OpenRequest memory r = _foreignRequest(d);
        bytes memory signature = _signed(_grace(), r);
        IRecordRegistry.RecordState memory s = _stateOf(_proposal("record", _alice(), _dora()));
        VM.expectRevert(abi.encodeWithSelector(IUsageLedger.UsageLedgerUnexpectedState.selector, r.recordId));
        ledger.open(r, d, s, signature);
    }

    /// @dev A record that is opened as one of this chain is checked here, consortium or not.
    function test_open_checksARecordThatIsRegisteredHere() public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        IConsentTypes.Disclosure memory d = _disclosure();
        _grant(d);
        IUsageLedger.OpenRequest memory r = _request(d, s, _grace());
        bytes memory signature = _signed(_grace(), r);
        IRecordRegistry.RecordState memory stale = _next(s, s.status, "another manifest");
        VM.expectPartialRevert(IUsageLedger.UsageLedgerStaleState.selector);
        ledger.open(r, d, stale, signature);
        bytes32 accessId = ledger.open(r, d, s, signature);
        VM.assertFalse(ledger.accessOf(accessId).foreign);
    }

    /// @dev Ids of records show when they are used. A doctor who proposes a record of that id here, about anyone, must not
    /// keep its readers from the record of the other chain; such an access is still marked, and serves no record of this chain.
    function test_open_isNotStoppedByARecordOfTheSameIdHere() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        _grant(d);
        IUsageLedger.OpenRequest memory r = _foreignRequest(d);
        _proposed("record");
        bytes32 accessId = ledger.open(r, d, _empty, _signed(_grace(), r));
        VM.assertTrue(ledger.accessOf(accessId).foreign);
    }
}
