// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPersonAuthorization} from "../../src/base/IPersonAuthorization.sol";
import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IConsentRegistry} from "../../src/consent/IConsentRegistry.sol";
import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IUsageLedger} from "../../src/consent/IUsageLedger.sol";
import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {RecordTypedData} from "../records/RecordTypedData.sol";
import {VM} from "../support/Vm.sol";
import {ConsentFixture} from "./ConsentFixture.sol";

contract OpenTest is ConsentFixture {
    struct Case {
        IUsageLedger.OpenRequest request;
        IConsentTypes.Disclosure disclosure;
        IRecordRegistry.RecordState state;
    }

    /// @dev A confirmed record of alice, a registered grant to grace, and her request.
    function _case() private returns (Case memory c) {
        c.state = _confirmed("record");
        c.disclosure = _disclosure();
        _grant(c.disclosure);
        c.request = _request(c.disclosure, c.state, _grace());
    }

    function _openCase(Case memory c) private returns (bytes32) {
        return ledger.open(c.request, c.disclosure, c.state, _signed(_grace(), c.request));
    }

    function _openFails(Case memory c, bytes memory reason) private {
        bytes memory signature = _signed(_grace(), c.request);
        VM.expectRevert(reason);
        ledger.open(c.request, c.disclosure, c.state, signature);
    }

    function _notPermitted(Case memory c, IConsentTypes.Verdict verdict) private pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IConsentRegistry.ConsentRegistryNotPermitted.selector,
                c.request.grantId,
                verdict
            );
    }

    function _used(Case memory c) private view returns (uint256) {
        return consents.grantOf(c.disclosure.header.grantor, c.request.grantId).used;
    }

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

    function test_open_ofRecordANeverOpensB() public {
        Case memory c = _case();
        c.state = _confirmed("another record");
        c.request.recordId = c.state.recordId;
        _openFails(c, _notPermitted(c, IConsentTypes.Verdict.OutOfScope));
    }

    function test_open_ofACategoryOpensItsRecordsOnly() public {
        Case memory c;
        c.disclosure = _disclosure();
        c.disclosure.terms.scopeKind = uint8(IConsentTypes.ScopeKind.Category);
        c.disclosure.terms.scope = CATEGORY;
        _grant(c.disclosure);
        c.state = _confirmed("record");
        c.request = _request(c.disclosure, c.state, _grace());
        _openCase(c);
        IRecordRegistry.Proposal memory p = _proposal("of another category", _alice(), _dora());
        p.categoryTag = keccak256("another category");
        IRecordRegistry.Confirmation memory confirmation = _confirmation(_stateOf(p), _alice());
        records.register(p, _signed(_dora(), p), confirmation, _signed(_alice(), confirmation));
        c.state = _next(_stateOf(p), IRecordRegistry.Status.Confirmed, confirmation.manifestHash);
        c.request = _request(c.disclosure, c.state, _grace());
        _openFails(c, _notPermitted(c, IConsentTypes.Verdict.OutOfScope));
    }

    /// @dev A later edit of a record can never change a grant's terms: id, window and uses stay, and the grant still opens it.
    function test_open_outlivesALaterManifest() public {
        Case memory c = _case();
        _openCase(c);
        IRecordRegistry.ManifestUpdate memory u = _update(c.state, _alice());
        IConsentTypes.GrantUse memory before = consents.grantOf(_alice().personId, c.request.grantId);
        records.updateManifest(c.state, u, _signed(_alice(), u));
        IConsentTypes.GrantUse memory afterwards = consents.grantOf(_alice().personId, c.request.grantId);
        VM.assertEq(abi.encode(afterwards), abi.encode(before));
        c.state = _next(c.state, c.state.status, u.manifestHash);
        c.request.nonce = 1;
        _openCase(c);
    }

    function test_open_revertsForAStaleState() public {
        Case memory c = _case();
        IRecordRegistry.ManifestUpdate memory u = _update(c.state, _alice());
        records.updateManifest(c.state, u, _signed(_alice(), u));
        _openFails(
            c,
            abi.encodeWithSelector(
                IUsageLedger.UsageLedgerStaleState.selector,
                c.state.recordId,
                RecordTypedData.hash(c.state)
            )
        );
    }

    /// @dev The category of a record is read from its state; the caller cannot put it elsewhere.
    function test_open_revertsForAStateOfAnotherRecord() public {
        Case memory c = _case();
        IRecordRegistry.RecordState memory other = _confirmed("another record");
        c.state = other;
        _openFails(
            c,
            abi.encodeWithSelector(
                IUsageLedger.UsageLedgerStaleState.selector,
                _id("record"),
                RecordTypedData.hash(other)
            )
        );
    }

    function test_open_revertsUnlessConfirmed() public {
        IRecordRegistry.RecordState[2] memory states = [_proposed("proposed"), _disputed("disputed")];
        for (uint256 i = 0; i < states.length; ++i) {
            Case memory c;
            c.state = states[i];
            c.disclosure = _disclosure();
            c.disclosure.terms.scope = c.state.recordId;
            _grant(c.disclosure);
            c.request = _request(c.disclosure, c.state, _grace());
            _openFails(
                c,
                abi.encodeWithSelector(
                    IUsageLedger.UsageLedgerNotConfirmed.selector,
                    c.state.recordId,
                    c.state.status
                )
            );
        }
    }

    function test_open_revertsForAnotherVersion() public {
        Case memory c = _case();
        c.request.version = 1;
        _openFails(
            c,
            abi.encodeWithSelector(
                IUsageLedger.UsageLedgerOtherVersion.selector,
                c.state.recordId,
                uint32(0),
                uint32(1)
            )
        );
    }

    /// @dev Bob cannot grant what is alice's, even by granting everything.
    function test_open_revertsForTheGrantOfAnotherPatient() public {
        Case memory c = _case();
        Actor memory bob = _patient("bob");
        c.disclosure = _disclosureOf(bob);
        c.disclosure.terms.scopeKind = uint8(IConsentTypes.ScopeKind.Everything);
        c.disclosure.terms.scope = 0;
        _grant(c.disclosure, bob);
        c.request.grantId = _grantId(c.disclosure);
        _openFails(
            c,
            abi.encodeWithSelector(
                IUsageLedger.UsageLedgerOtherPatient.selector,
                c.state.recordId,
                bob.personId
            )
        );
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

    function test_open_revertsForAnActionThatWasNotGranted() public {
        Case memory c;
        c.state = _confirmed("record");
        c.disclosure = _disclosure();
        c.disclosure.terms.actions = WRITE | COPY;
        _grant(c.disclosure);
        c.request = _request(c.disclosure, c.state, _grace());
        _openFails(c, _notPermitted(c, IConsentTypes.Verdict.ActionNotGranted));
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

    function test_open_revertsWhenThePatientIsSuspended() public {
        Case memory c = _case();
        _setStatus(_alice(), IIdentityRegistry.PersonStatus.Suspended);
        _openFails(c, _notPermitted(c, IConsentTypes.Verdict.GrantorInactive));
    }

    /// @dev The writing doctor and institution need not be active for the patient's record to be read.
    function test_open_worksWhenAuthorAndInstitutionAreSuspended() public {
        Case memory c = _case();
        _setStatus(_dora(), IIdentityRegistry.PersonStatus.Suspended);
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(hospital, IOrganizationRegistry.OrganizationStatus.Suspended);
        _openCase(c);
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

    /// @dev On a private chain a mistyped record does not cost a use.
    function test_open_revertsForAnUnknownRecord() public {
        Case memory c = _case();
        c.disclosure.terms.scopeKind = uint8(IConsentTypes.ScopeKind.Everything);
        c.disclosure.terms.scope = 0;
        _grant(c.disclosure);
        delete c.state;
        c.request = _request(c.disclosure, c.state, _grace());
        c.request.recordId = _id("of another chain");
        _openFails(
            c,
            abi.encodeWithSelector(IUsageLedger.UsageLedgerUnknownRecord.selector, c.request.recordId)
        );
        VM.assertEq(_used(c), 0);
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
