// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IUsageLedger} from "../../src/consent/IUsageLedger.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {Gas} from "../records/Gas.sol";
import {VM} from "../support/Vm.sol";
import {ConsentFixture} from "./ConsentFixture.sol";
import {ConsentTypedData} from "./ConsentTypedData.sol";

/// @title What the calls about consent and usage cost, sent by a relayer unless said otherwise.
contract ConsentGasTest is ConsentFixture {
    string private constant GROUP = "ConsentRegistry";
    string private constant LEDGER_GROUP = "UsageLedger";

    IRecordRegistry.RecordState private _state;

    function setUp() public override {
        super.setUp();
        _grant(_registeredBefore());
        _state = _confirmed("record");
    }

    /// @dev Registered in `setUp`, so that a test finds its storage untouched.
    function _registeredBefore() private view returns (IConsentTypes.Disclosure memory d) {
        d = _disclosure();
        d.terms.salt = keccak256("registered before");
    }

    /// hardhat-config: isolate = true
    function test_gas_registerGrant() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        bytes memory signature = _sign(_alice(), _grantId(d));
        bytes32 termsHash = ConsentTypedData.hash(d.terms);
        VM.prank(RELAYER);
        consents.registerGrant(d.header, termsHash, signature);
        Gas.snapshot(GROUP, "registerGrant");
    }

    /// hardhat-config: isolate = true
    function test_gas_revoke() public {
        IConsentTypes.Revocation memory r = _revocation(_alice(), _grantId(_registeredBefore()));
        bytes memory signature = _sign(_alice(), _consentDigest(ConsentTypedData.hash(r)));
        VM.prank(RELAYER);
        consents.revoke(r, signature);
        Gas.snapshot(GROUP, "revoke");
    }

    /// hardhat-config: isolate = true
    function test_gas_deny() public {
        IConsentTypes.Denial memory d = _denial(_alice(), keccak256("tag"), true, 0);
        bytes memory signature = _signed(_alice(), d);
        VM.prank(RELAYER);
        consents.deny(d, signature);
        Gas.snapshot(GROUP, "deny, first of the patient");
        d = _denial(_alice(), keccak256("another tag"), true, 1);
        signature = _signed(_alice(), d);
        VM.prank(RELAYER);
        consents.deny(d, signature);
        Gas.snapshot(GROUP, "deny");
    }

    /// @dev Without `isolate`: what the view costs an integrating contract, all storage cold.
    function test_gas_isPermitted() public {
        IConsentTypes.Disclosure memory d = _registeredBefore();
        consents.isPermitted(d, _grace().personId, d.terms.scope, CATEGORY, READ);
        Gas.snapshot(GROUP, "isPermitted, called by a contract");
    }

    /// hardhat-config: isolate = true
    function test_gas_open() public {
        IConsentTypes.Disclosure memory d = _registeredBefore();
        for (uint256 i = 0; i < 2; ++i) {
            IUsageLedger.OpenRequest memory r = _request(d, _state, _grace());
            r.nonce = i;
            bytes memory signature = _signed(_grace(), r);
            VM.prank(RELAYER);
            ledger.open(r, d, _state, signature);
            Gas.snapshot(LEDGER_GROUP, i == 0 ? "open" : "open again");
        }
    }

    /// hardhat-config: isolate = true
    function test_gas_postReceipts() public {
        bytes32 previous;
        for (uint256 i = 0; i < 2; ++i) {
            IUsageLedger.ReceiptBatch memory b = IUsageLedger.ReceiptBatch(hospital, "root", 10, previous);
            previous = ConsentTypedData.hash(b);
            bytes memory signature = _sign(_actor("oracle of hospital"), _ledgerDigest(previous));
            VM.prank(RELAYER);
            ledger.postReceipts(b, signature);
            Gas.snapshot(LEDGER_GROUP, i == 0 ? "postReceipts, first" : "postReceipts");
        }
    }
}
