// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordClaims} from "../../src/records/IRecordClaims.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {ConsentFixture} from "../consent/ConsentFixture.sol";
import {ClaimFixture} from "../records/ClaimFixture.sol";
import {RecordFixture} from "../records/RecordFixture.sol";
import {RecordTypedData} from "../records/RecordTypedData.sol";
import {HostileActs} from "./HostileActs.sol";

/// @title Records in bulk whose patient's signature is looked at on challenge, with true claims and false ones.
abstract contract ClaimActs is HostileActs, ClaimFixture {
    mapping(bytes32 recordId => bytes) private _checks;
    mapping(bytes32 recordId => bool) private _isTrue;

    function setUp() public virtual override(ConsentFixture, RecordFixture) {
        super.setUp();
    }

    /// @dev Two records of the hospital's doctor: one that the patient has agreed to, one for which the doctor may be lying. A
    /// contract wallet's agreement cannot be claimed.
    function claim(uint256 about, uint256 wallet, bool lies, bool relayed) external {
        (about, wallet) = (_patientOf(about), _walletOf(wallet));
        Claims memory c = _newClaims(wallets[about][wallet], lies);
        bool hasCode = about == WALTER && wallet == 0;
        bool expected = _mayAct(DORA, 0) && _mayAct(about, wallet) && !hasCode;
        bytes memory signature = _signature(relayed, c.author, _recordDigest(RecordTypedData.hash(c.batch)));
        // The signature stands before the items, whose last word is half of the second claim: outsiders change that.
        bytes memory data = abi.encodeCall(records.registerOnChallenge, (c.batch, signature, c.items));
        if (!_act(relayed, c.author, address(records), data, expected)) return;
        for (uint256 i = 0; i < 2; ++i) {
            states.push(_claimedState(c, i));
            _checks[c.items[i].recordId] = abi.encode(_check(c, i));
            _isTrue[c.items[i].recordId] = i == 0 || !lies;
        }
    }

    /// @dev Anyone, once; what comes out depends on the claim alone. Nobody can put another claim in its place.
    function checkClaim(uint256 index) external {
        if (states.length == 0) return;
        index = _mix(index) % states.length;
        for (uint256 i = 0; i < states.length && !_isClaimed(index); ++i) index = (index + 1) % states.length;
        bytes32 recordId = states[index].recordId;
        if (_checks[recordId].length == 0) return;
        IRecordClaims.ClaimCheck memory check = abi.decode(_checks[recordId], (IRecordClaims.ClaimCheck));
        bytes memory data = abi.encodeCall(records.checkClaims, (_one(check)));
        check.r = keccak256("another signature");
        _refused(address(records), abi.encodeCall(records.checkClaims, (_one(check))));
        if (!_isClaimed(index)) {
            _refused(address(records), data);
            return;
        }
        _direct(RELAYER, address(records), data);
        IRecordRegistry.RecordState memory s = states[index];
        if (_isTrue[recordId]) _linkGhost(index, _next(s, IRecordRegistry.Status.Confirmed, s.manifestHash));
        else states[index] = _next(s, IRecordRegistry.Status.Proposed, check.authorManifest);
    }

    function _newClaims(Actor memory patient, bool lies) private returns (Claims memory c) {
        c.author = wallets[DORA][0];
        c.items = new IRecordClaims.ClaimedRecord[](2);
        for (uint256 i = 0; i < 2; ++i) {
            c.items[i] = _claimed(string(abi.encodePacked("claimed ", _nonce())), patient, c.author);
        }
        if (lies) c.items[1].manifestHash = keccak256("what the patient never saw");
        _sealClaims(c);
    }

    function _isClaimed(uint256 index) private view returns (bool) {
        return states[index].status == IRecordRegistry.Status.Claimed;
    }
}
