// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {ConsentRegistry} from "../../src/consent/ConsentRegistry.sol";
import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IUsageLedger} from "../../src/consent/IUsageLedger.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {Artifacts} from "../records/Artifacts.sol";
import {VM} from "../support/Vm.sol";
import {ConsentFixture} from "./ConsentFixture.sol";
import {ConsentTypedData} from "./ConsentTypedData.sol";

/// @title No statement about consent counts on another chain or at another contract.
contract ConsentReplayTest is ConsentFixture {
    struct Call {
        address target;
        bytes data;
    }

    /// @dev One statement of each kind, valid here and now; the first is the grant that the last one uses.
    function _calls() private returns (Call[] memory calls) {
        calls = new Call[](7);
        address registry = address(consents);
        IRecordRegistry.RecordState memory s = _confirmed("record");
        IConsentTypes.Disclosure memory g = _disclosure();
        bytes32 hash = ConsentTypedData.hash(g.terms);
        bytes memory signature = _sign(_alice(), _grantId(g));
        calls[0] = Call(registry, abi.encodeCall(consents.registerGrant, (g.header, hash, signature)));
        IConsentTypes.Revocation memory r = _revocation(_alice(), keccak256("another grant"));
        signature = _sign(_alice(), _consentDigest(ConsentTypedData.hash(r)));
        calls[1] = Call(registry, abi.encodeCall(consents.revoke, (r, signature)));
        IConsentTypes.Denial memory d = _denial(_alice(), keccak256("another tag"), true, 9);
        calls[2] = Call(registry, abi.encodeCall(consents.deny, (d, _signed(_alice(), d))));
        IConsentTypes.MandateRevocation memory m = IConsentTypes.MandateRevocation(
            _alice().personId,
            _alice().account,
            keccak256("mandate")
        );
        signature = _sign(_alice(), _consentDigest(ConsentTypedData.hash(m)));
        calls[3] = Call(registry, abi.encodeCall(consents.revokeMandate, (m, signature)));
        IConsentTypes.AccessRequest memory a = IConsentTypes.AccessRequest(
            _grace().personId,
            _grace().account,
            _alice().personId,
            "hash",
            1,
            START
        );
        signature = _sign(_grace(), _consentDigest(ConsentTypedData.hash(a)));
        calls[4] = Call(registry, abi.encodeCall(consents.requestAccess, (a, signature)));
        IUsageLedger.ReceiptBatch memory b = IUsageLedger.ReceiptBatch(hospital, "root", 1, 0);
        signature = _sign(_actor("oracle of hospital"), _ledgerDigest(ConsentTypedData.hash(b)));
        calls[5] = Call(address(ledger), abi.encodeCall(ledger.postReceipts, (b, signature)));
        IUsageLedger.OpenRequest memory o = _request(g, s, _grace());
        bytes memory data = abi.encodeCall(ledger.open, (o, g, s, _signed(_grace(), o)));
        calls[6] = Call(address(ledger), data);
    }

    function _send(Call memory call_) private returns (bytes4 failure) {
        VM.prank(RELAYER);
        (bool success, bytes memory reason) = call_.target.call(call_.data);
        return success ? bytes4(0) : bytes4(reason);
    }

    function _expectInvalidSignature(Call memory call_) private {
        bytes4 failure = _send(call_);
        VM.assertEq(bytes32(failure), bytes32(ISignedActions.SignedActionsInvalidSignature.selector));
    }

    /// @dev The statements fail for nothing but what the other tests change.
    function test_everyStatement_countsHereAndNow() public {
        Call[] memory calls = _calls();
        for (uint256 i = 0; i < calls.length; ++i) VM.assertEq(bytes32(_send(calls[i])), bytes32(0));
    }

    function test_everyStatement_failsOnAnotherChain() public {
        Call[] memory calls = _calls();
        VM.chainId(block.chainid + 1);
        for (uint256 i = 0; i < calls.length; ++i) _expectInvalidSignature(calls[i]);
    }

    /// @dev A second pair of contracts on the same chain.
    function test_everyStatement_failsAtAnotherContract() public {
        Call[] memory calls = _calls();
        consents = ConsentRegistry(Artifacts.deploy("ConsentRegistry", abi.encode(identities)));
        ledger = _deployLedger(false);
        for (uint256 i = 0; i < calls.length; ++i) {
            calls[i].target = i < 5 ? address(consents) : address(ledger);
            _expectInvalidSignature(calls[i]);
        }
    }

    /// @dev Nor does one contract take what was signed to the other.
    function test_revocation_signedToTheLedgerMeansNothing() public {
        IConsentTypes.Revocation memory r = _revocation(_alice(), _grant(_disclosure()));
        bytes memory signature = _sign(_alice(), _ledgerDigest(ConsentTypedData.hash(r)));
        VM.expectPartialRevert(ISignedActions.SignedActionsInvalidSignature.selector);
        consents.revoke(r, signature);
    }
}
