// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IRecordClaims} from "../../src/records/IRecordClaims.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {VM} from "../support/Vm.sol";
import {ClaimFixture} from "./ClaimFixture.sol";
import {RecordTypedData} from "./RecordTypedData.sol";

contract RegisterOnChallengeTest is ClaimFixture {
    function _fails(Claims memory c, bytes memory reason) private {
        VM.expectRevert(reason);
        records.registerOnChallenge(c.batch, c.signature, c.items);
    }

    function test_registerOnChallenge_registersClaimedRecordsAndTellsTheClaims() public {
        Claims memory c = _claims("record", 3);
        for (uint256 i = 0; i < 3; ++i) {
            IRecordRegistry.RecordState memory s = _claimedState(c, i);
            IRecordClaims.ClaimedRecord memory item = c.items[i];
            VM.expectEmit(address(records));
            emit IRecordClaims.RecordClaimed(
                s.recordId,
                s.patient,
                s.author,
                _dora().account,
                item.authorManifest,
                item.signer,
                item.r,
                item.vs,
                s
            );
        }
        _registerClaims(c);
        for (uint256 i = 0; i < 3; ++i) _expectState(_claimedState(c, i));
        VM.assertTrue(records.isClaimedBatch(c.batch.root));
    }

    /// @dev The account chain holds what its patient has confirmed; a claim says nothing about that yet.
    function test_registerOnChallenge_leavesTheAccountChainAlone() public {
        _registerClaims(_claims("record", 2));
        (bytes32 head, uint256 height) = records.accountOf(_alice().personId);
        VM.assertEq(head, bytes32(0));
        VM.assertEq(height, 0);
    }

    function test_registerOnChallenge_takesTheAuthorsSignatureOnEveryRoute() public {
        for (uint256 i = 0; i < ROUTES; ++i) {
            Route route = Route(i);
            string memory label = string(abi.encodePacked("author ", bytes1(uint8(65 + i))));
            Claims memory c = _claims(label, 2);
            c.author = _enrollActor(_actorFor(route, label), IIdentityRegistry.Role.Doctor, hospital);
            _sealClaims(c);
            bytes32 digest = _recordDigest(RecordTypedData.hash(c.batch));
            bytes memory signature = _signatureOn(route, c.author, digest);
            bytes memory data = abi.encodeCall(records.registerOnChallenge, (c.batch, signature, c.items));
            _send(route, c.author, address(records), data);
            _expectState(_claimedState(c, 1));
        }
    }

    /// @dev Trees of all shapes: the root in the contract is that of the twin, and every item can be checked against it.
    function testFuzz_registerOnChallenge_buildsTheTreeOfTheWireFormats(uint256 seed) public {
        Claims memory c = _claims("record", 1 + (seed % 9));
        _registerClaims(c);
        for (uint256 i = 0; i < c.items.length; ++i) records.checkClaims(_one(_check(c, i)));
        (, uint256 height) = records.accountOf(_alice().personId);
        VM.assertEq(height, c.items.length);
    }

    function test_registerOnChallenge_looksAtEveryPatient() public {
        Actor memory bob = _patient("bob");
        Claims memory c = _claims("record", 3);
        c.items[1] = _claimed("of bob", bob, _dora());
        _sealClaims(c);
        _setStatus(bob, IIdentityRegistry.PersonStatus.Suspended);
        _fails(
            c,
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInactive.selector,
                bob.personId,
                IIdentityRegistry.PersonStatus.Suspended
            )
        );
    }

    function test_registerOnChallenge_revertsForASignerWhoDoesNotControlThePatient() public {
        Claims memory c = _claims("record", 2);
        c.items[1].signer = RELAYER;
        _sealClaims(c);
        _fails(
            c,
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryNotController.selector,
                _alice().personId,
                RELAYER
            )
        );
    }

    function test_registerOnChallenge_revertsForAPersonWhoIsNoPatient() public {
        Actor memory dave = _doctor("dave", hospital);
        Claims memory c = _claims("record", 1);
        c.items[0] = _claimed("of dave", dave, _dora());
        _sealClaims(c);
        _fails(
            c,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryNotPatient.selector,
                dave.personId,
                IIdentityRegistry.Role.Doctor
            )
        );
    }

    /// @dev A contract may answer otherwise when it is asked about the signature later.
    function test_registerOnChallenge_revertsForAPatientsContractWallet() public {
        Actor memory wallet = _enrollActor(
            _walletActor("wallet patient"),
            IIdentityRegistry.Role.Patient,
            hospital
        );
        Claims memory c = _claims("record", 1);
        c.items[0] = _claimed("of a wallet", wallet, _dora());
        _sealClaims(c);
        _fails(
            c,
            abi.encodeWithSelector(
                IRecordClaims.RecordClaimsContractSigner.selector,
                c.items[0].recordId,
                wallet.account
            )
        );
    }

    function test_registerOnChallenge_revertsWhenAClaimWasChangedAfterTheAuthorSigned() public {
        Claims memory c = _claims("record", 2);
        bytes32 signedRoot = c.batch.root;
        bytes memory signature = c.signature;
        c.items[1].vs = bytes32(uint256(c.items[1].vs) ^ 1);
        _sealClaims(c);
        bytes32 root = c.batch.root;
        (c.batch.root, c.signature) = (signedRoot, signature);
        _fails(c, abi.encodeWithSelector(IRecordClaims.RecordClaimsOtherRoot.selector, root, signedRoot));
    }

    function test_registerOnChallenge_revertsForABatchThatTheAuthorDidNotSign() public {
        Claims memory c = _claims("record", 2);
        c.signature = _signed(_alice(), c.batch);
        _fails(
            c,
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                _dora().account,
                _recordDigest(RecordTypedData.hash(c.batch))
            )
        );
    }

    function test_registerOnChallenge_revertsForAPersonWhoDoesNotWriteRecords() public {
        Claims memory c = _claims("record", 1);
        c.author = _manager("manager", hospital);
        _sealClaims(c);
        _fails(
            c,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryNotAuthor.selector,
                c.author.personId,
                IIdentityRegistry.Role.Manager
            )
        );
    }

    function test_registerOnChallenge_revertsForARecordThatExists() public {
        Claims memory c = _claims("record", 2);
        IRecordRegistry.RecordState memory s = _proposed("earlier");
        c.items[1].recordId = s.recordId;
        _sealClaims(c);
        _fails(c, abi.encodeWithSelector(IRecordRegistry.RecordRegistryRecordExists.selector, s.recordId));
    }

    function test_registerOnChallenge_revertsForARecordTwiceInABatch() public {
        Claims memory c = _claims("record", 2);
        c.items[1].recordId = c.items[0].recordId;
        _sealClaims(c);
        _fails(
            c,
            abi.encodeWithSelector(IRecordRegistry.RecordRegistryRecordExists.selector, c.items[0].recordId)
        );
    }

    function test_registerOnChallenge_revertsForIncompleteItems() public {
        for (uint256 i = 0; i < 5; ++i) {
            Claims memory c = _claims("record", 1);
            if (i == 0) c.items[0].recordId = 0;
            if (i == 1) c.items[0].commitment = 0;
            if (i == 2) c.items[0].commitmentProof = 0;
            if (i == 3) c.items[0].authorManifest = 0;
            if (i == 4) c.items[0].manifestHash = 0;
            _sealClaims(c);
            bytes4 reason =
                i == 4
                    ? IRecordRegistry.RecordRegistryEmptyManifest.selector
                    : IRecordRegistry.RecordRegistryIncompleteProposal.selector;
            _fails(c, abi.encodeWithSelector(reason, c.items[0].recordId));
        }
    }

    function test_registerOnChallenge_revertsWhenEmpty() public {
        Claims memory c = _claims("record", 1);
        c.items = new IRecordClaims.ClaimedRecord[](0);
        _fails(c, abi.encodeWithSelector(IRecordRegistry.RecordRegistryEmptyBatch.selector));
    }

    /// @dev A batch is signed to one contract on one chain.
    function test_registerOnChallenge_failsOnAnotherChainAndByAnOutsider() public {
        Claims memory c = _claims("record", 2);
        VM.chainId(block.chainid + 1);
        VM.expectPartialRevert(ISignedActions.SignedActionsInvalidSignature.selector);
        records.registerOnChallenge(c.batch, c.signature, c.items);
        VM.chainId(block.chainid - 1);
        VM.prank(RELAYER);
        VM.expectPartialRevert(ISignedActions.SignedActionsInvalidSignature.selector);
        records.registerOnChallenge(c.batch, "", c.items);
        _registerClaims(c);
    }

    /// @dev The leaf of a proposal is the same in both kinds of batches, so one signature serves the other way too.
    function test_registerBatch_takesAnItemOfSuchABatch() public {
        Claims memory c = _claims("record", 1);
        IRecordRegistry.BatchItem[] memory items = new IRecordRegistry.BatchItem[](1);
        items[0].proposal = _proposalOf(c, 0);
        items[0].proof = new bytes32[](1);
        items[0].proof[0] = keccak256(bytes.concat(_claimHash(c.items[0])));
        items[0].acceptance.signer = _alice().account;
        items[0].acceptance.manifestHash = c.items[0].manifestHash;
        items[0].acceptance.signature = _signed(
            _alice(),
            _confirmation(_stateOf(items[0].proposal), _alice())
        );
        records.registerBatch(c.batch, c.signature, items);
        _expectState(
            _next(_stateOf(items[0].proposal), IRecordRegistry.Status.Confirmed, c.items[0].manifestHash)
        );
    }
}
