// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {VM} from "../support/Vm.sol";
import {ConsentFixture} from "./ConsentFixture.sol";

/// @title Each verdict, from a grant that permits but for one thing.
contract PermissionTest is ConsentFixture {
    function test_checkPermission_permitsWhatWasGranted() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        _grant(d);
        _expectVerdict(d, _grace(), IConsentTypes.Verdict.Permitted);
    }

    function test_checkPermission_knowsNoGrantThatWasNotRegistered() public view {
        _expectVerdict(_disclosure(), _grace(), IConsentTypes.Verdict.GrantUnknown);
    }

    /// @dev Any other terms than those signed are those of a grant that does not exist.
    function testFuzz_checkPermission_knowsNoOtherTerms(uint256 field, bytes32 value) public {
        IConsentTypes.Disclosure memory d = _disclosure();
        bytes32 grantId = _grant(d);
        field %= 12;
        if (field == 0) d.header.signer = address(uint160(uint256(value)));
        if (field == 1) d.header.notBefore = uint40(uint256(value));
        if (field == 2) d.header.notAfter = uint40(uint256(value));
        if (field == 3) d.header.maxUses = uint32(uint256(value));
        if (field == 4) d.terms.grantee = value;
        if (field == 5) d.terms.scope = value;
        if (field == 6) d.terms.actions = uint8(uint256(value));
        if (field == 7) d.terms.granteeKey = value;
        if (field == 8) d.terms.denyTags[1] = value;
        if (field == 9) d.terms.denyTags = new bytes32[](0);
        if (field == 10) d.terms.scopeKind = uint8(IConsentTypes.ScopeKind.Category);
        if (field == 11) d.terms.granteeKind = uint8(2 + (uint256(value) % 2));
        VM.assume(_grantId(d) != grantId);
        _expectVerdict(d, _grace(), IConsentTypes.Verdict.GrantUnknown);
    }

    /// @dev Valid while notBefore <= now < notAfter.
    function testFuzz_checkPermission_holdsExactlyInItsWindow(
        uint40 from,
        uint40 length,
        uint40 moment
    ) public {
        IConsentTypes.Disclosure memory d = _disclosure();
        d.header.notBefore = START + (from % DAY);
        d.header.notAfter = d.header.notBefore + 1 + (length % DAY);
        _grant(d);
        uint40 time = START + (moment % (3 * DAY));
        VM.warp(time);
        IConsentTypes.Verdict expected = IConsentTypes.Verdict.Permitted;
        if (time < d.header.notBefore) expected = IConsentTypes.Verdict.NotYetValid;
        if (time >= d.header.notAfter) expected = IConsentTypes.Verdict.Expired;
        _expectVerdict(d, _grace(), expected);
    }

    function test_checkPermission_changesAtTheSecond() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        d.header.notBefore = START + 10;
        _grant(d);
        VM.warp(START + 9);
        _expectVerdict(d, _grace(), IConsentTypes.Verdict.NotYetValid);
        VM.warp(START + 10);
        _expectVerdict(d, _grace(), IConsentTypes.Verdict.Permitted);
        VM.warp(START + DAY - 1);
        _expectVerdict(d, _grace(), IConsentTypes.Verdict.Permitted);
        VM.warp(START + DAY);
        _expectVerdict(d, _grace(), IConsentTypes.Verdict.Expired);
    }

    function testFuzz_checkPermission_permitsOnlyGrantedActions(uint8 granted, uint8 asked) public {
        IConsentTypes.Disclosure memory d = _disclosure();
        d.terms.actions = granted;
        _grant(d);
        bool expected = asked != 0 && granted & asked == asked;
        VM.assertEq(consents.isPermitted(d, _grace().personId, d.terms.scope, CATEGORY, asked), expected);
    }

    /// @dev A grant for record A never opens B.
    function testFuzz_checkPermission_ofARecordCoversNoOther(bytes32 recordId) public {
        IConsentTypes.Disclosure memory d = _disclosure();
        VM.assume(recordId != d.terms.scope);
        _grant(d);
        IConsentTypes.Verdict verdict = consents.checkPermission(
            d,
            _grace().personId,
            recordId,
            CATEGORY,
            READ
        );
        VM.assertEq(uint256(verdict), uint256(IConsentTypes.Verdict.OutOfScope));
    }

    function testFuzz_checkPermission_ofACategoryCoversItsRecordsOnly(bytes32 recordId, bytes32 tag) public {
        VM.assume(tag != CATEGORY);
        IConsentTypes.Disclosure memory d = _disclosure();
        d.terms.scopeKind = uint8(IConsentTypes.ScopeKind.Category);
        d.terms.scope = CATEGORY;
        _grant(d);
        bytes32 requester = _grace().personId;
        VM.assertTrue(consents.isPermitted(d, requester, recordId, CATEGORY, READ));
        VM.assertFalse(consents.isPermitted(d, requester, recordId, tag, READ));
        VM.assertFalse(consents.isPermitted(d, requester, CATEGORY, tag, READ));
    }

    function testFuzz_checkPermission_ofEverythingCoversEverything(bytes32 recordId, bytes32 tag) public {
        IConsentTypes.Disclosure memory d = _disclosure();
        d.terms.scopeKind = uint8(IConsentTypes.ScopeKind.Everything);
        d.terms.scope = 0;
        _grant(d);
        VM.assertTrue(consents.isPermitted(d, _grace().personId, recordId, tag, READ));
    }

    function test_checkPermission_ofAPersonIsForNobodyElse() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        _grant(d);
        _expectVerdict(d, _dora(), IConsentTypes.Verdict.NotGrantee);
        _expectVerdict(d, _doctor("colleague", platform), IConsentTypes.Verdict.NotGrantee);
    }

    function test_checkPermission_ofAnOrganizationIsForItsPeopleButNotItsPatients() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        d.terms.granteeKind = uint8(IConsentTypes.GranteeKind.Organization);
        d.terms.grantee = platform;
        _grant(d);
        Actor memory neighbour = _enroll("neighbour", IIdentityRegistry.Role.Patient, platform);
        _expectVerdict(d, _grace(), IConsentTypes.Verdict.Permitted);
        _expectVerdict(d, _manager("manager", platform), IConsentTypes.Verdict.Permitted);
        _expectVerdict(d, neighbour, IConsentTypes.Verdict.NotGrantee);
        _expectVerdict(d, _dora(), IConsentTypes.Verdict.NotGrantee);
    }

    function test_checkPermission_ofARoleIsForThatRoleAtThatOrganization() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        d.terms.granteeKind = uint8(IConsentTypes.GranteeKind.Role);
        d.terms.grantee = keccak256(abi.encode(platform, uint8(IIdentityRegistry.Role.Doctor)));
        _grant(d);
        _expectVerdict(d, _grace(), IConsentTypes.Verdict.Permitted);
        _expectVerdict(d, _manager("manager", platform), IConsentTypes.Verdict.NotGrantee);
        _expectVerdict(d, _dora(), IConsentTypes.Verdict.NotGrantee);
    }

    function test_checkPermission_needsAnActiveRequester() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        _grant(d);
        _setStatus(_grace(), IIdentityRegistry.PersonStatus.Suspended);
        _expectVerdict(d, _grace(), IConsentTypes.Verdict.RequesterInactive);
        _setStatus(_grace(), IIdentityRegistry.PersonStatus.Active);
        _expectVerdict(d, _grace(), IConsentTypes.Verdict.Permitted);
    }

    function test_checkPermission_needsAnActiveOrganizationOfTheRequester() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        _grant(d);
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(platform, IOrganizationRegistry.OrganizationStatus.Suspended);
        _expectVerdict(d, _grace(), IConsentTypes.Verdict.RequesterInactive);
    }

    function test_checkPermission_needsAnActiveGrantor() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        _grant(d);
        _setStatus(_alice(), IIdentityRegistry.PersonStatus.Suspended);
        _expectVerdict(d, _grace(), IConsentTypes.Verdict.GrantorInactive);
    }

    function test_checkPermission_needsAKnownRequester() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        d.terms.grantee = _id("nobody");
        _grant(d);
        _expectVerdict(d, _actor("nobody"), IConsentTypes.Verdict.RequesterInactive);
    }

    /// @dev The terms are judged before they are hashed, so that a long list costs the caller and nobody else.
    function test_checkPermission_refusesMalformedTerms() public {
        for (uint256 i = 0; i < 6; ++i) {
            IConsentTypes.Disclosure memory d = _disclosure();
            if (i == 5) d.terms.scopeKind = uint8(IConsentTypes.ScopeKind.Everything); // and a record beside it
            if (i == 0) d.terms.denyTags = new bytes32[](9);
            if (i == 1) d.terms.granteeKind = 0;
            if (i == 2) d.terms.granteeKind = 4;
            if (i == 3) d.terms.scopeKind = 0;
            if (i == 4) d.terms.scopeKind = 4;
            _grant(d);
            _expectVerdict(d, _grace(), IConsentTypes.Verdict.MalformedTerms);
        }
    }

    function test_checkPermission_permitsEightDenyTags() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        d.terms.denyTags = new bytes32[](8);
        _grant(d);
        _expectVerdict(d, _grace(), IConsentTypes.Verdict.Permitted);
    }

    /// @dev A controller that the grantor has since removed has signed all the same: the grant was accepted in its time.
    function test_checkPermission_outlivesTheWalletThatSigned() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        _grant(d);
        VM.prank(_alice().account);
        identities.changeController(
            IIdentityRegistry.ControllerChange(
                _alice().personId,
                _alice().account,
                _actor("new wallet").account,
                true,
                0,
                uint40(block.timestamp)
            ),
            _noSignature(),
            _acceptance()
        );
        VM.prank(_actor("new wallet").account);
        identities.changeController(
            IIdentityRegistry.ControllerChange(
                _alice().personId,
                _actor("new wallet").account,
                _alice().account,
                false,
                1,
                uint40(block.timestamp)
            ),
            _noSignature(),
            _noSignature()
        );
        _expectVerdict(d, _grace(), IConsentTypes.Verdict.Permitted);
    }

    function _noSignature() private pure returns (bytes memory) {
        return "";
    }

    function _acceptance() private view returns (bytes memory) {
        bytes32 typeHash = keccak256(
            "ControllerAcceptance(bytes32 personId,address controller,uint256 nonce)"
        );
        bytes32 structHash = keccak256(
            abi.encode(typeHash, _alice().personId, _actor("new wallet").account, uint256(0))
        );
        return _sign(_actor("new wallet"), _identityDigest(structHash));
    }
}
