// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IUsageLedger} from "../../src/consent/IUsageLedger.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {VM} from "../support/Vm.sol";
import {ConsentFixture} from "./ConsentFixture.sol";

/// @title Call data that no encoder writes: words wider than their type, and places outside of the data.
/// @dev What is copied in one piece is not looked at member by member by Solidity any more.
contract RawCallDataTest is ConsentFixture {
    /// @dev Words of `checkPermission`'s call data: 0 to 4 the parameters, 5 to 9 the header, 10 where the terms begin, 11 to 20 the
    /// terms, of which 18 says where the tags begin, 21 how many they are.
    uint256 private constant TERMS_AT = 10;
    uint256 private constant TAGS_AT = 18;
    uint256 private constant TAG_COUNT = 21;

    IConsentTypes.Disclosure private _d;

    function setUp() public override {
        super.setUp();
        _d = _disclosure();
        _grant(_d);
    }

    function test_checkPermission_readsItsOwnCallData() public view {
        (bool ok, bytes memory answer) = address(consents).staticcall(_question());
        VM.assertTrue(ok);
        VM.assertEq(abi.decode(answer, (uint256)), uint256(IConsentTypes.Verdict.Permitted));
    }

    function test_checkPermission_takesTooWideTermsForMalformed() public view {
        uint256[3] memory narrow = [uint256(12), 13, 15]; // granteeKind, scopeKind, actions
        for (uint256 i = 0; i < narrow.length; ++i) {
            bytes memory data = _question();
            _set(data, narrow[i], _get(data, narrow[i]) | (1 << 8));
            (bool ok, bytes memory answer) = address(consents).staticcall(data);
            VM.assertTrue(ok);
            VM.assertEq(abi.decode(answer, (uint256)), uint256(IConsentTypes.Verdict.MalformedTerms));
        }
    }

    function test_checkPermission_revertsForATooWideHeader() public view {
        uint256[4] memory bits = [uint256(160), 40, 40, 32]; // signer, notBefore, notAfter, maxUses
        for (uint256 i = 0; i < bits.length; ++i) {
            bytes memory data = _question();
            _set(data, 6 + i, _get(data, 6 + i) | (1 << bits[i]));
            _expectFailure(data);
        }
    }

    function test_checkPermission_revertsForPlacesOutsideOfTheCallData() public view {
        uint256[4] memory far = [uint256(1 << 31), 1 << 32, 1 << 255, type(uint256).max - 0x1f];
        uint256[3] memory places = [TERMS_AT, TAGS_AT, TAG_COUNT];
        for (uint256 i = 0; i < far.length * places.length; ++i) {
            bytes memory data = _question();
            _set(data, places[i % 3], far[i / 3]);
            _expectFailure(data);
        }
    }

    function test_checkPermission_revertsForTagsThatEndBehindTheCallData() public view {
        bytes memory data = _question();
        _set(data, TAG_COUNT, _get(data, TAG_COUNT) + 1);
        _expectFailure(data);
    }

    /// @dev Words of a request: 2 signer, 4 version, 7 deadline. The reader sends it, so that no signature stands in the way.
    function test_open_revertsForATooWideRequest() public {
        IRecordRegistry.RecordState memory state = _confirmed("record");
        IUsageLedger.OpenRequest memory r = _request(_d, state, _grace());
        bytes memory data = abi.encodeCall(IUsageLedger.open, (r, _d, state, ""));
        uint256[3] memory places = [uint256(2), 4, 7];
        uint256[3] memory bits = [uint256(160), 32, 40];
        for (uint256 i = 0; i < places.length; ++i) {
            bytes memory wide = bytes.concat(data);
            _set(wide, places[i], _get(wide, places[i]) | (1 << bits[i]));
            VM.prank(_grace().account);
            (bool ok, bytes memory answer) = address(ledger).call(wide);
            VM.assertFalse(ok);
            VM.assertEq(answer.length, 0);
        }
        VM.prank(_grace().account);
        (bool done, ) = address(ledger).call(data);
        VM.assertTrue(done);
    }

    function _question() private view returns (bytes memory) {
        return
            abi.encodeCall(consents.checkPermission, (_d, _grace().personId, _d.terms.scope, CATEGORY, READ));
    }

    /// @dev As Solidity's own decoder: nothing is said.
    function _expectFailure(bytes memory data) private view {
        (bool ok, bytes memory answer) = address(consents).staticcall(data);
        VM.assertFalse(ok);
        VM.assertEq(answer.length, 0);
    }

    /// @dev A word behind the four bytes of the selector.
    function _get(bytes memory data, uint256 index) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(add(add(data, 0x24), shl(5, index)))
        }
    }

    function _set(bytes memory data, uint256 index, uint256 word) private pure {
        assembly ("memory-safe") {
            mstore(add(add(data, 0x24), shl(5, index)), word)
        }
    }
}
