// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ConsentHashes} from "../../src/consent/ConsentHashes.sol";
import {GrantWord, GrantWordLibrary} from "../../src/consent/GrantWord.sol";
import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {UsageHashes} from "../../src/consent/UsageHashes.sol";
import {VM} from "../support/Vm.sol";
import {ConsentFixture} from "./ConsentFixture.sol";
import {ConsentTypedData} from "./ConsentTypedData.sol";

/// @title Type hashes, struct hashes and the packed word, each derived a second time.
contract ConsentHashesTest is ConsentFixture {
    function termsHash(IConsentTypes.Terms calldata t) external pure returns (bytes32) {
        return ConsentHashes.hash(t, t.denyTags);
    }

    function denialHash(IConsentTypes.Denial calldata d) external pure returns (bytes32) {
        return ConsentHashes.hash(d);
    }

    function registered(IConsentTypes.GrantHeader calldata h) external pure returns (GrantWord) {
        return GrantWordLibrary.registered(h);
    }

    function test_typeHashes_areThoseOfTheWireFormats() public pure {
        VM.assertEq(ConsentHashes.TERMS_TYPEHASH, ConsentTypedData.termsTypeHash());
        VM.assertEq(ConsentHashes.GRANT_TYPEHASH, ConsentTypedData.grantTypeHash());
        VM.assertEq(ConsentHashes.REVOCATION_TYPEHASH, ConsentTypedData.REVOCATION);
        VM.assertEq(ConsentHashes.DENIAL_TYPEHASH, ConsentTypedData.DENIAL);
        VM.assertEq(ConsentHashes.MANDATE_TYPEHASH, ConsentTypedData.MANDATE);
        VM.assertEq(ConsentHashes.MANDATE_REVOCATION_TYPEHASH, ConsentTypedData.MANDATE_REVOCATION);
        VM.assertEq(ConsentHashes.ACCESS_REQUEST_TYPEHASH, ConsentTypedData.ACCESS_REQUEST);
        VM.assertEq(UsageHashes.OPEN_REQUEST_TYPEHASH, ConsentTypedData.OPEN_REQUEST);
        VM.assertEq(UsageHashes.RECEIPT_BATCH_TYPEHASH, ConsentTypedData.RECEIPT_BATCH);
    }

    function testFuzz_hashes_equalTheirTwins(
        IConsentTypes.Terms memory t,
        IConsentTypes.Denial memory d
    ) public view {
        VM.assertEq(this.termsHash(t), ConsentTypedData.hash(t));
        VM.assertEq(this.denialHash(d), ConsentTypedData.hash(d));
    }

    function test_eip712Domains_nameTheContracts() public view {
        (, string memory name, , , address verifier, , ) = consents.eip712Domain();
        VM.assertEq(name, "MedLattice ConsentRegistry");
        VM.assertEq(verifier, address(consents));
        (, name, , , verifier, , ) = ledger.eip712Domain();
        VM.assertEq(name, "MedLattice UsageLedger");
        VM.assertEq(verifier, address(ledger));
    }

    function testFuzz_grantWord_keepsEachFieldApart(
        IConsentTypes.GrantHeader memory h,
        uint8 uses
    ) public view {
        GrantWord word = this.registered(h);
        for (uint256 i = 0; i < uses; ++i) word = word.usedOnceMore();
        _expectFields(word, h, uses, IConsentTypes.GrantStatus.Registered);
        _expectFields(word.withdrawn(), h, uses, IConsentTypes.GrantStatus.Withdrawn);
    }

    /// @dev The drawing in GrantWord.sol, read from raw storage as an off-chain reader would.
    function test_grantWord_liesInStorageAsDrawn() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        bytes32 grantId = _grant(d);
        _open(d, _confirmed("record"), 0);
        bytes32 outer = keccak256(abi.encode(d.header.grantor, uint256(4)));
        bytes32 slot = keccak256(abi.encode(grantId, outer));
        uint256 word = uint256(VM.load(address(consents), slot));
        VM.assertEq(word & 0xff, 1); // status
        VM.assertEq((word >> 8) & 0xff, 1); // layout
        VM.assertEq((word >> 16) & 0xffffffffff, START);
        VM.assertEq((word >> 56) & 0xffffffffff, START + DAY);
        VM.assertEq((word >> 96) & 0xffffffff, 3);
        VM.assertEq((word >> 128) & 0xffffffff, 1);
        VM.assertEq(word >> 160, 0);
    }

    function _expectFields(
        GrantWord word,
        IConsentTypes.GrantHeader memory h,
        uint256 uses,
        IConsentTypes.GrantStatus status
    ) private pure {
        VM.assertEq(uint256(word.status()), uint256(status));
        VM.assertEq(word.notBefore(), h.notBefore);
        VM.assertEq(word.notAfter(), h.notAfter);
        VM.assertEq(word.maxUses(), h.maxUses);
        VM.assertEq(word.used(), uses);
        VM.assertEq((GrantWord.unwrap(word) >> 8) & 0xff, GrantWordLibrary.LAYOUT);
        VM.assertEq(GrantWord.unwrap(word) >> 160, 0);
    }
}
