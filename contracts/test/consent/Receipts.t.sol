// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IUsageLedger} from "../../src/consent/IUsageLedger.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {VM} from "../support/Vm.sol";
import {ConsentFixture} from "./ConsentFixture.sol";
import {ConsentTypedData} from "./ConsentTypedData.sol";

contract ReceiptsTest is ConsentFixture {
    function _oracle() private pure returns (Actor memory) {
        return _actor("oracle of hospital");
    }

    function _batch(bytes32 previous) private view returns (IUsageLedger.ReceiptBatch memory) {
        return
            IUsageLedger.ReceiptBatch({
                organization: hospital,
                root: keccak256(abi.encode("receipts after", previous)),
                count: 12,
                previous: previous
            });
    }

    function _digest(IUsageLedger.ReceiptBatch memory b) private view returns (bytes32) {
        return _ledgerDigest(ConsentTypedData.hash(b));
    }

    function _post(IUsageLedger.ReceiptBatch memory b) private returns (bytes32 head) {
        ledger.postReceipts(b, _sign(_oracle(), _digest(b)));
        return ConsentTypedData.hash(b);
    }

    function _postFails(IUsageLedger.ReceiptBatch memory b, bytes memory reason) private {
        bytes memory signature = _sign(_oracle(), _digest(b));
        VM.expectRevert(reason);
        ledger.postReceipts(b, signature);
    }

    function test_postReceipts_chainsBatchesOnEveryRoute() public {
        bytes32 head;
        for (uint256 i = 0; i < ROUTES; ++i) {
            Actor memory oracle = _actorFor(Route(i), "oracle");
            VM.prank(_admin("hospital").account);
            organizations.setOracle(hospital, oracle.account);
            IUsageLedger.ReceiptBatch memory b = _batch(head);
            bytes memory signature = _signatureOn(Route(i), oracle, _digest(b));
            head = ConsentTypedData.hash(b);
            VM.expectEmit(address(ledger));
            emit IUsageLedger.ReceiptsPosted(hospital, head, b.root, b.count, b.previous);
            bytes memory data = abi.encodeCall(ledger.postReceipts, (b, signature));
            _send(Route(i), oracle, address(ledger), data);
            VM.assertEq(ledger.receiptHeadOf(hospital), head);
        }
    }

    function test_postReceipts_keepsOneChainPerOrganization() public {
        _post(_batch(0));
        VM.assertEq(ledger.receiptHeadOf(platform), bytes32(0));
    }

    function test_postReceipts_revertsWhenReplayed() public {
        bytes32 head = _post(_batch(0));
        _postFails(
            _batch(0),
            abi.encodeWithSelector(IUsageLedger.UsageLedgerBrokenChain.selector, hospital, head, bytes32(0))
        );
    }

    function test_postReceipts_revertsWhenABatchIsLeftOut() public {
        bytes32 first = _post(_batch(0));
        bytes32 second = ConsentTypedData.hash(_batch(first));
        _postFails(
            _batch(second),
            abi.encodeWithSelector(IUsageLedger.UsageLedgerBrokenChain.selector, hospital, first, second)
        );
    }

    function test_postReceipts_revertsWhenEmpty() public {
        IUsageLedger.ReceiptBatch memory b = _batch(0);
        b.count = 0;
        _postFails(b, abi.encodeWithSelector(IUsageLedger.UsageLedgerEmptyBatch.selector, hospital));
    }

    function test_postReceipts_revertsForTheOracleOfAnotherOrganization() public {
        IUsageLedger.ReceiptBatch memory b = _batch(0);
        bytes memory signature = _sign(_actor("oracle of platform"), _digest(b));
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                _oracle().account,
                _digest(b)
            )
        );
        ledger.postReceipts(b, signature);
    }

    function test_postReceipts_revertsForAnOutsiderWithoutSignature() public {
        IUsageLedger.ReceiptBatch memory b = _batch(0);
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                _oracle().account,
                _digest(b)
            )
        );
        VM.prank(RELAYER);
        ledger.postReceipts(b, "");
    }

    function test_postReceipts_revertsWhenTheOrganizationIsSuspended() public {
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(hospital, IOrganizationRegistry.OrganizationStatus.Suspended);
        _postFails(
            _batch(0),
            abi.encodeWithSelector(
                IOrganizationRegistry.OrganizationRegistryInactive.selector,
                hospital,
                IOrganizationRegistry.OrganizationStatus.Suspended
            )
        );
    }

    /// @dev Without an oracle nobody is the signer, and nobody must pass for it.
    function test_postReceipts_revertsWhenThereIsNoOracle() public {
        VM.prank(_admin("hospital").account);
        organizations.setOracle(hospital, address(0));
        _postFails(_batch(0), abi.encodeWithSelector(IUsageLedger.UsageLedgerNoOracle.selector, hospital));
    }
}
