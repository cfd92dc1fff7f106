// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IUsageLedger} from "../../src/consent/IUsageLedger.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {RecordTypedData} from "../records/RecordTypedData.sol";
import {VM} from "../support/Vm.sol";
import {OpenFixture} from "./OpenFixture.sol";

/// @title Opening, as far as the record decides.
contract OpenRecordTest is OpenFixture {
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

    /// @dev A correction makes a new version, which must be asked for; an erased record cannot be opened at all.
    function test_open_followsCorrectionAndErasure() public {
        Case memory c = _case();
        address correction = address(0xc0ffee);
        VM.prank(_authority().account);
        records.nominateCorrection(correction);
        VM.startPrank(correction);
        records.acceptCorrection();
        IRecordRegistry.RecordState memory corrected = _next(c.state, c.state.status, "corrected");
        corrected.version = 1;
        records.applyCorrection(c.state, corrected);
        IRecordRegistry.RecordState memory erased = _next(corrected, IRecordRegistry.Status.Erased, 0);
        (erased.version, erased.keywordRoot) = (2, 0);
        VM.stopPrank();
        c.state = corrected;
        _openFails(
            c,
            abi.encodeWithSelector(
                IUsageLedger.UsageLedgerOtherVersion.selector,
                corrected.recordId,
                uint32(1),
                uint32(0)
            )
        );
        c.request.version = 1;
        _openCase(c);
        VM.prank(correction);
        records.applyCorrection(corrected, erased);
        c.state = erased;
        (c.request.version, c.request.nonce) = (2, 1);
        _openFails(
            c,
            abi.encodeWithSelector(
                IUsageLedger.UsageLedgerNotConfirmed.selector,
                erased.recordId,
                IRecordRegistry.Status.Erased
            )
        );
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
}
