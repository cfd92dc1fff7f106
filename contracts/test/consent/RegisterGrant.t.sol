// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IConsentRegistry} from "../../src/consent/IConsentRegistry.sol";
import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {VM} from "../support/Vm.sol";
import {ConsentFixture} from "./ConsentFixture.sol";
import {ConsentTypedData} from "./ConsentTypedData.sol";

contract RegisterGrantTest is ConsentFixture {
    function _registerFails(IConsentTypes.Disclosure memory d, bytes memory reason) private {
        bytes memory signature = _sign(_alice(), _grantId(d));
        VM.expectRevert(reason);
        consents.registerGrant(d.header, ConsentTypedData.hash(d.terms), signature);
    }

    function test_registerGrant_makesTheGrantUsableOnEveryRoute() public {
        for (uint256 i = 0; i < ROUTES; ++i) {
            Route route = Route(i);
            string memory label = string(abi.encodePacked("patient ", bytes1(uint8(65 + i))));
            Actor memory patient = _enrollActor(
                _actorFor(route, label),
                IIdentityRegistry.Role.Patient,
                hospital
            );
            IConsentTypes.Disclosure memory d = _disclosureOf(patient);
            bytes32 termsHash = ConsentTypedData.hash(d.terms);
            bytes memory signature = _signatureOn(route, patient, _grantId(d));
            VM.expectEmit(address(consents));
            emit IConsentRegistry.GrantRegistered(
                _grantId(d),
                patient.personId,
                d.header.notBefore,
                d.header.notAfter,
                d.header.maxUses
            );
            bytes memory data = abi.encodeCall(consents.registerGrant, (d.header, termsHash, signature));
            _send(route, patient, address(consents), data);
            _expectVerdict(d, _grace(), IConsentTypes.Verdict.Permitted);
        }
    }

    function test_registerGrant_keepsTimesAndUses() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        bytes32 grantId = _grant(d);
        VM.assertEq(grantId, _grantId(d));
        VM.assertEq(grantId, consents.grantIdOf(d.header, ConsentTypedData.hash(d.terms)));
        IConsentTypes.GrantUse memory use = consents.grantOf(d.header.grantor, grantId);
        VM.assertEq(uint256(use.status), uint256(IConsentTypes.GrantStatus.Registered));
        VM.assertEq(use.notBefore, START);
        VM.assertEq(use.notAfter, START + DAY);
        VM.assertEq(use.maxUses, 3);
        VM.assertEq(use.used, 0);
    }

    /// @dev Rule 13: nothing of grantee, category, scope or purpose in call data or events.
    function test_registerGrant_tellsNothingOfTheTerms() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        d.terms.requestId = keccak256("request");
        bytes memory signature = _sign(_alice(), _grantId(d));
        bytes32 termsHash = ConsentTypedData.hash(d.terms);
        bytes memory data = abi.encodeCall(consents.registerGrant, (d.header, termsHash, signature));
        VM.recordLogs();
        (bool success, ) = address(consents).call(data);
        VM.assertTrue(success);
        bytes memory visible = abi.encode(data, VM.getRecordedLogs());
        bytes32[8] memory hidden = [
            d.terms.grantee,
            d.terms.scope,
            d.terms.granteeKey,
            d.terms.requestId,
            d.terms.denyTags[0],
            d.terms.denyTags[1],
            d.terms.statementHash,
            d.terms.salt
        ];
        VM.assertTrue(_contains(visible, d.header.grantor)); // the search itself works
        for (uint256 i = 0; i < hidden.length; ++i) VM.assertFalse(_contains(visible, hidden[i]));
    }

    function test_registerGrant_revertsWhenReplayed() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        bytes32 grantId = _grant(d);
        _registerFails(
            d,
            abi.encodeWithSelector(IConsentRegistry.ConsentRegistryGrantExists.selector, grantId)
        );
    }

    function test_registerGrant_revertsForAnEmptyWindow() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        d.header.notBefore = d.header.notAfter;
        _registerFails(
            d,
            abi.encodeWithSelector(
                IConsentRegistry.ConsentRegistryInvalidWindow.selector,
                d.header.notBefore,
                d.header.notAfter,
                START
            )
        );
    }

    function test_registerGrant_revertsFromTheSecondInWhichItEnds() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        VM.warp(START + DAY);
        _registerFails(
            d,
            abi.encodeWithSelector(
                IConsentRegistry.ConsentRegistryInvalidWindow.selector,
                d.header.notBefore,
                d.header.notAfter,
                START + DAY
            )
        );
        VM.warp(START + DAY - 1);
        _grant(d);
    }

    function test_registerGrant_revertsForTheSignatureOfAnother() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        bytes memory signature = _sign(_grace(), _grantId(d));
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                d.header.signer,
                _grantId(d)
            )
        );
        consents.registerGrant(d.header, ConsentTypedData.hash(d.terms), signature);
    }

    function test_registerGrant_revertsWhenTheSignerIsNoController() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        d.header.signer = _grace().account;
        bytes memory signature = _sign(_grace(), _grantId(d));
        VM.expectRevert(
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryNotController.selector,
                d.header.grantor,
                d.header.signer
            )
        );
        consents.registerGrant(d.header, ConsentTypedData.hash(d.terms), signature);
    }

    function test_registerGrant_revertsWhenTheGrantorIsSuspended() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        _setStatus(_alice(), IIdentityRegistry.PersonStatus.Suspended);
        _registerFails(
            d,
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInactive.selector,
                d.header.grantor,
                IIdentityRegistry.PersonStatus.Suspended
            )
        );
    }

    /// @dev A relayer cannot lengthen, multiply or redirect what was signed.
    function testFuzz_registerGrant_revertsWhenASignedFieldChanges(uint256 field, uint40 value) public {
        IConsentTypes.Disclosure memory d = _disclosure();
        bytes memory signature = _sign(_alice(), _grantId(d));
        bytes32 signedHash = ConsentTypedData.hash(d);
        field %= 4;
        if (field == 0) d.header.notBefore = value;
        if (field == 1) d.header.notAfter = value;
        if (field == 2) d.header.maxUses = uint32(value);
        if (field == 3) d.terms.actions = uint8(value);
        VM.assume(ConsentTypedData.hash(d) != signedHash);
        VM.expectPartialRevert(ISignedActions.SignedActionsInvalidSignature.selector);
        consents.registerGrant(d.header, ConsentTypedData.hash(d.terms), signature);
    }

    function _contains(bytes memory data, bytes32 word) private pure returns (bool) {
        for (uint256 i = 0; i + 32 <= data.length; ++i) {
            bytes32 found;
            assembly ("memory-safe") {
                found := mload(add(add(data, 0x20), i))
            }
            if (found == word) return true;
        }
        return false;
    }
}
