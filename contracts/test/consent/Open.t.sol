// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IUsageLedger} from "../../src/consent/IUsageLedger.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {VM} from "../support/Vm.sol";
import {OpenFixture} from "./OpenFixture.sol";

/// @title Opening, as far as the grant decides.
contract OpenTest is OpenFixture {
    function test_open_usesTheGrantOnceOnEveryRoute() public {
        for (uint256 i = 0; i < ROUTES; ++i) {
            Route route = Route(i);
            string memory label = string(abi.encodePacked("reader ", bytes1(uint8(65 + i))));
            Actor memory reader = _enrollActor(
                _actorFor(route, label),
                IIdentityRegistry.Role.Doctor,
                platform
            );
            Case memory c;
            c.state = _confirmed(label);
            c.disclosure = _disclosure();
            (c.disclosure.terms.grantee, c.disclosure.terms.scope) = (reader.personId, c.state.recordId);
            _grant(c.disclosure);
            c.request = _request(c.disclosure, c.state, reader);
            bytes32 accessId = _accessId(c.request);
            bytes memory signature = _signatureOn(route, reader, accessId);
            VM.expectEmit(address(ledger));
            emit IUsageLedger.AccessOpened(
                accessId,
                _alice().personId,
                reader.personId,
                reader.account,
                c.request.grantId,
                c.state.recordId,
                0,
                c.request.requestHash,
                1,
                false
            );
            _send(
                route,
                reader,
                address(ledger),
                abi.encodeCall(ledger.open, (c.request, c.disclosure, c.state, signature))
            );
            VM.assertEq(_used(c), 1);
        }
    }

    function test_open_canBeVerifiedByAnyoneWithTheRequest() public {
        Case memory c = _case();
        VM.warp(START + 30);
        bytes32 accessId = _openCase(c);
        VM.assertEq(accessId, ledger.accessIdOf(c.request));
        IUsageLedger.Access memory access = ledger.accessOf(accessId);
        VM.assertEq(access.openedAt, START + 30);
        VM.assertEq(access.blockNumber, block.number);
        VM.assertFalse(access.foreign);
        VM.assertEq(ledger.accessOf(keccak256("no access")).openedAt, 0);
    }

    function test_open_revertsWhenUsedUp() public {
        Case memory c = _case();
        for (uint256 i = 0; i < 3; ++i) {
            c.request.nonce = i;
            _openCase(c);
        }
        c.request.nonce = 3;
        _openFails(c, _notPermitted(c, IConsentTypes.Verdict.UsedUp));
    }

    function test_open_isNotLimitedWhenMaxUsesIsZero() public {
        Case memory c;
        c.state = _confirmed("record");
        c.disclosure = _disclosure();
        c.disclosure.header.maxUses = 0;
        _grant(c.disclosure);
        c.request = _request(c.disclosure, c.state, _grace());
        for (uint256 i = 0; i < 20; ++i) {
            c.request.nonce = i;
            _openCase(c);
        }
        VM.assertEq(_used(c), 20);
    }

    function test_open_revertsBeforeTheWindowAndFromItsEnd() public {
        Case memory c;
        c.state = _confirmed("record");
        c.disclosure = _disclosure();
        c.disclosure.header.notBefore = START + 10;
        _grant(c.disclosure);
        c.request = _request(c.disclosure, c.state, _grace());
        c.request.deadline = START + 2 * DAY;
        VM.warp(START + 9);
        _openFails(c, _notPermitted(c, IConsentTypes.Verdict.NotYetValid));
        VM.warp(START + DAY);
        _openFails(c, _notPermitted(c, IConsentTypes.Verdict.Expired));
        VM.warp(START + DAY - 1);
        _openCase(c);
    }

    function test_open_revertsInTheBlockOfTheRevocation() public {
        Case memory c = _case();
        _openCase(c);
        _revoke(c.request.grantId);
        c.request.nonce = 1;
        _openFails(c, _notPermitted(c, IConsentTypes.Verdict.GrantWithdrawn));
    }

    function test_open_revertsWhileDenied() public {
        Case memory c = _case();
        _deny(c.disclosure.terms.denyTags[0], true, 0);
        _openFails(c, _notPermitted(c, IConsentTypes.Verdict.Denied));
        _deny(c.disclosure.terms.denyTags[0], false, 1);
        _openCase(c);
    }

    function test_open_revertsForAnActionThatWasNotGranted() public {
        Case memory c;
        c.state = _confirmed("record");
        c.disclosure = _disclosure();
        c.disclosure.terms.actions = WRITE | COPY;
        _grant(c.disclosure);
        c.request = _request(c.disclosure, c.state, _grace());
        _openFails(c, _notPermitted(c, IConsentTypes.Verdict.ActionNotGranted));
    }
}
