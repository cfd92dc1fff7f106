// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {RecordRegistry} from "../../src/records/RecordRegistry.sol";
import {VM} from "../support/Vm.sol";
import {Artifacts} from "./Artifacts.sol";
import {BatchFixture} from "./BatchFixture.sol";

/// @title No statement counts on another chain, at another contract, or in the hands of an outsider.
contract RecordReplayTest is BatchFixture {
    uint256 private constant STATEMENTS = 6;

    /// @dev Call data of one statement of each kind, valid here and now.
    function _calls() private returns (bytes[] memory calls) {
        calls = new bytes[](STATEMENTS);
        IRecordRegistry.Proposal memory p = _proposal("new record", _alice(), _dora());
        IRecordRegistry.RecordState memory proposed = _proposed("proposed");
        IRecordRegistry.RecordState memory confirmed = _confirmed("confirmed");
        IRecordRegistry.Confirmation memory c = _confirmation(proposed, _alice());
        IRecordRegistry.Dispute memory d = _disputeOf(proposed, _alice());
        IRecordRegistry.ManifestUpdate memory u = _update(confirmed, _alice());
        IConsentTypes.Mandate memory m = _mandate(_alice());
        Batch memory b = _batchBy(_dora(), "of the batch", 2);
        calls[0] = abi.encodeCall(records.propose, (p, _signed(_dora(), p)));
        calls[1] = abi.encodeCall(records.confirm, (proposed, c, _signed(_alice(), c)));
        calls[2] = abi.encodeCall(records.dispute, (proposed, d, _signed(_alice(), d)));
        calls[3] = abi.encodeCall(records.updateManifest, (confirmed, u, _signed(_alice(), u)));
        calls[4] = abi.encodeCall(records.confirmByMandate, (proposed, m, _signed(_alice(), m)));
        calls[5] = abi.encodeCall(records.registerBatch, (b.proposal, b.signature, b.items));
    }

    function _call(address target, bytes memory data) private returns (bytes4 failure) {
        VM.prank(RELAYER);
        (bool success, bytes memory reason) = target.call(data);
        return success ? bytes4(0) : bytes4(reason);
    }

    /// @dev The statements fail for nothing but what the other tests change.
    function test_everyStatement_countsHereAndNow() public {
        bytes[] memory calls = _calls();
        for (uint256 i = 0; i < calls.length; ++i) {
            if (i == 2 || i == 4) continue; // these two are about the record that the call before has confirmed
            VM.assertEq(bytes32(_call(address(records), calls[i])), bytes32(0));
        }
    }

    function test_everyStatement_failsOnAnotherChain() public {
        bytes[] memory calls = _calls();
        VM.chainId(block.chainid + 1);
        for (uint256 i = 0; i < calls.length; ++i) {
            bytes4 failure = _call(address(records), calls[i]);
            VM.assertEq(bytes32(failure), bytes32(ISignedActions.SignedActionsInvalidSignature.selector));
        }
    }

    /// @dev A second registry on the same chain, with the same records in it.
    function test_everyStatement_failsAtAnotherContract() public {
        bytes[] memory calls = _calls();
        RecordRegistry first = records;
        bytes memory arguments = abi.encode(identities, consents, LINEAGE_SALT);
        records = RecordRegistry(Artifacts.deploy("RecordRegistry", arguments));
        _proposed("proposed");
        _confirmed("confirmed");
        VM.assertTrue(address(records) != address(first));
        for (uint256 i = 0; i < calls.length; ++i) {
            if (i == 4) continue; // the mandate is signed to the consent registry, which both share
            bytes4 failure = _call(address(records), calls[i]);
            VM.assertEq(bytes32(failure), bytes32(ISignedActions.SignedActionsInvalidSignature.selector));
        }
    }

    /// @dev Nothing that an outsider sends without a signature goes through.
    function test_everyStatement_failsForAnOutsiderWithoutSignature() public {
        IRecordRegistry.Proposal memory p = _proposal("new record", _alice(), _dora());
        IRecordRegistry.RecordState memory proposed = _proposed("proposed");
        IRecordRegistry.RecordState memory confirmed = _confirmed("confirmed");
        IRecordRegistry.Confirmation memory c = _confirmation(proposed, _alice());
        Batch memory b = _batchBy(_dora(), "of the batch", 2);
        bytes[] memory calls = new bytes[](7);
        calls[0] = abi.encodeCall(records.propose, (p, ""));
        calls[1] = abi.encodeCall(records.confirm, (proposed, c, ""));
        calls[2] = abi.encodeCall(records.dispute, (proposed, _disputeOf(proposed, _alice()), ""));
        calls[3] = abi.encodeCall(records.updateManifest, (confirmed, _update(confirmed, _alice()), ""));
        calls[4] = abi.encodeCall(records.confirmByMandate, (proposed, _mandate(_alice()), ""));
        calls[5] = abi.encodeCall(records.registerBatch, (b.proposal, "", b.items));
        calls[6] = abi.encodeCall(records.register, (p, "", c, ""));
        for (uint256 i = 0; i < calls.length; ++i) {
            bytes4 failure = _call(address(records), calls[i]);
            VM.assertEq(bytes32(failure), bytes32(ISignedActions.SignedActionsInvalidSignature.selector));
        }
    }

    /// @dev Nor does naming oneself as the signer help: the signer must be a controller of the person.
    function test_everyStatement_failsForAnOutsiderAsSigner() public {
        IRecordRegistry.Proposal memory p = _proposal("new record", _alice(), _dora());
        IRecordRegistry.RecordState memory proposed = _proposed("proposed");
        IRecordRegistry.RecordState memory confirmed = _confirmed("confirmed");
        IRecordRegistry.Confirmation memory c = _confirmation(proposed, _alice());
        IRecordRegistry.Dispute memory d = _disputeOf(proposed, _alice());
        IRecordRegistry.ManifestUpdate memory u = _update(confirmed, _alice());
        IConsentTypes.Mandate memory m = _mandate(_alice());
        Batch memory b = _batchBy(_dora(), "of the batch", 2);
        (p.signer, c.signer, d.signer, u.signer) = (RELAYER, RELAYER, RELAYER, RELAYER);
        (m.signer, b.proposal.signer) = (RELAYER, RELAYER);
        bytes[] memory calls = new bytes[](7);
        calls[0] = abi.encodeCall(records.propose, (p, ""));
        calls[1] = abi.encodeCall(records.confirm, (proposed, c, ""));
        calls[2] = abi.encodeCall(records.dispute, (proposed, d, ""));
        calls[3] = abi.encodeCall(records.updateManifest, (confirmed, u, ""));
        calls[4] = abi.encodeCall(records.confirmByMandate, (proposed, m, ""));
        calls[5] = abi.encodeCall(records.registerBatch, (b.proposal, "", b.items));
        calls[6] = abi.encodeCall(records.register, (p, "", c, ""));
        for (uint256 i = 0; i < calls.length; ++i) {
            bytes4 failure = _call(address(records), calls[i]);
            VM.assertEq(bytes32(failure), bytes32(IIdentityErrors.IdentityRegistryNotController.selector));
        }
    }
}
