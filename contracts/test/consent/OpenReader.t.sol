// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPersonAuthorization} from "../../src/base/IPersonAuthorization.sol";
import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IUsageLedger} from "../../src/consent/IUsageLedger.sol";
import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {VM} from "../support/Vm.sol";
import {OpenFixture} from "./OpenFixture.sol";

/// @title Opening, as far as the reader and what it signed decide.
contract OpenReaderTest is OpenFixture {
    function test_open_revertsWhenReplayed() public {
        Case memory c = _case();
        bytes32 accessId = _openCase(c);
        _openFails(c, abi.encodeWithSelector(IUsageLedger.UsageLedgerAccessExists.selector, accessId));
        VM.assertEq(_used(c), 1);
    }

    /// @dev A signed request that was not sent can be withdrawn like any other message with a nonce.
    function test_open_revertsWhenTheReaderHasWithdrawnIt() public {
        Case memory c = _case();
        c.request.nonce = 300;
        IPersonAuthorization.NonceInvalidation memory n = IPersonAuthorization.NonceInvalidation(
            _grace().personId,
            _grace().account,
            300 >> 8,
            uint256(1) << (300 & 255),
            START
        );
        VM.prank(_grace().account);
        ledger.invalidateNonces(n, "");
        _openFails(
            c,
            abi.encodeWithSelector(
                ISignedActions.SignedActionsUsedNonce.selector,
                _grace().personId,
                uint256(300)
            )
        );
        c.request.nonce = 301;
        _openCase(c);
    }

    function test_open_revertsForAnotherGrantThanSigned() public {
        Case memory c = _case();
        bytes32 grantId = c.request.grantId;
        c.request.grantId = keccak256("another grant");
        _openFails(
            c,
            abi.encodeWithSelector(IUsageLedger.UsageLedgerOtherGrant.selector, c.request.grantId, grantId)
        );
    }

    function test_open_holdsUpToAndIncludingTheDeadline() public {
        Case memory c = _case();
        VM.warp(c.request.deadline + 1);
        _openFails(
            c,
            abi.encodeWithSelector(
                ISignedActions.SignedActionsExpired.selector,
                c.request.deadline,
                block.timestamp
            )
        );
        VM.warp(c.request.deadline);
        _openCase(c);
    }

    function test_open_revertsWhenTheReaderIsSuspended() public {
        Case memory c = _case();
        _setStatus(_grace(), IIdentityRegistry.PersonStatus.Suspended);
        _openFails(
            c,
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInactive.selector,
                _grace().personId,
                IIdentityRegistry.PersonStatus.Suspended
            )
        );
    }

    function test_open_revertsWhenTheReadersOrganizationIsSuspended() public {
        Case memory c = _case();
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(platform, IOrganizationRegistry.OrganizationStatus.Suspended);
        _openFails(
            c,
            abi.encodeWithSelector(
                IOrganizationRegistry.OrganizationRegistryInactive.selector,
                platform,
                IOrganizationRegistry.OrganizationStatus.Suspended
            )
        );
    }

    /// @dev Whoever has seen the disclosure in a call still is not its grantee.
    function test_open_revertsForAnotherPersonWithTheDisclosure() public {
        Case memory c = _case();
        c.request = _request(c.disclosure, c.state, _dora());
        bytes memory signature = _signed(_dora(), c.request);
        VM.expectRevert(_notPermitted(c, IConsentTypes.Verdict.NotGrantee));
        ledger.open(c.request, c.disclosure, c.state, signature);
    }

    function test_open_revertsForAnOutsider() public {
        Case memory c = _case();
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                c.request.signer,
                _accessId(c.request)
            )
        );
        VM.prank(RELAYER);
        ledger.open(c.request, c.disclosure, c.state, "");
        c.request.signer = RELAYER;
        VM.expectRevert(
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryNotController.selector,
                c.request.reader,
                RELAYER
            )
        );
        VM.prank(RELAYER);
        ledger.open(c.request, c.disclosure, c.state, "");
    }

    /// @dev A relayer cannot change what the reader has signed.
    function testFuzz_open_revertsWhenASignedFieldChanges(uint256 field, uint40 value) public {
        Case memory c = _case();
        bytes memory signature = _signed(_grace(), c.request);
        bytes32 accessId = _accessId(c.request);
        field %= 4;
        if (field == 0) c.request.version = uint32(value);
        if (field == 1) c.request.requestHash = bytes32(uint256(value));
        if (field == 2) c.request.nonce = value;
        if (field == 3) c.request.deadline = START + (value % YEAR);
        VM.assume(_accessId(c.request) != accessId);
        VM.expectPartialRevert(ISignedActions.SignedActionsInvalidSignature.selector);
        ledger.open(c.request, c.disclosure, c.state, signature);
    }
}
