// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IUsageLedger} from "../../src/consent/IUsageLedger.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {RecordFixture} from "../records/RecordFixture.sol";
import {TypedData} from "../support/TypedData.sol";
import {VM} from "../support/Vm.sol";
import {ConsentTypedData} from "./ConsentTypedData.sol";

/// @title Grants of alice to grace, a doctor of the platform, about the record "record".
/// @dev Every function returns a fresh struct: a negative test changes one field of it and expects that one failure.
abstract contract ConsentFixture is RecordFixture {
    uint8 internal constant READ = 1;
    uint8 internal constant WRITE = 2;
    uint8 internal constant COPY = 4;
    uint40 internal constant DAY = 1 days;

    function setUp() public virtual override {
        super.setUp();
        _doctor("grace", platform);
    }

    function _grace() internal pure returns (Actor memory) {
        return _actor("grace");
    }

    /// @dev Reading one record, three times, from now on for a day.
    function _disclosure() internal view returns (IConsentTypes.Disclosure memory) {
        return _disclosureOf(_alice());
    }

    function _disclosureOf(Actor memory grantor) internal view returns (IConsentTypes.Disclosure memory d) {
        d.header.grantor = grantor.personId;
        d.header.signer = grantor.account;
        d.header.notBefore = uint40(block.timestamp);
        d.header.notAfter = uint40(block.timestamp) + DAY;
        d.header.maxUses = 3;
        d.terms.grantee = _grace().personId;
        d.terms.granteeKind = uint8(IConsentTypes.GranteeKind.Person);
        d.terms.scopeKind = uint8(IConsentTypes.ScopeKind.Record);
        d.terms.scope = _id("record");
        d.terms.actions = READ;
        d.terms.granteeKey = keccak256("receive key of grace");
        d.terms.denyTags = new bytes32[](2);
        d.terms.denyTags[0] = keccak256("deny tag: grace, record");
        d.terms.denyTags[1] = keccak256("deny tag: grace, everything");
        d.terms.statementHash = ConsentTypedData.statementHash("Reading one report", "Follow-up", "salt");
        d.terms.salt = keccak256("salt of the terms");
    }

    function _grantId(IConsentTypes.Disclosure memory d) internal view returns (bytes32) {
        return _consentDigest(ConsentTypedData.hash(d));
    }

    /// @dev Signs and registers, through whoever calls.
    function _grant(IConsentTypes.Disclosure memory d, Actor memory grantor) internal returns (bytes32) {
        bytes memory signature = _sign(grantor, _grantId(d));
        return consents.registerGrant(d.header, ConsentTypedData.hash(d.terms), signature);
    }

    function _grant(IConsentTypes.Disclosure memory d) internal returns (bytes32) {
        return _grant(d, _alice());
    }

    function _check(
        IConsentTypes.Disclosure memory d,
        Actor memory requester
    ) internal view returns (IConsentTypes.Verdict) {
        return consents.checkPermission(d, requester.personId, _id("record"), CATEGORY, READ);
    }

    function _expectVerdict(
        IConsentTypes.Disclosure memory d,
        Actor memory requester,
        IConsentTypes.Verdict expected
    ) internal view {
        VM.assertEq(uint256(_check(d, requester)), uint256(expected));
        bool permitted = consents.isPermitted(d, requester.personId, _id("record"), CATEGORY, READ);
        VM.assertEq(permitted, expected == IConsentTypes.Verdict.Permitted);
    }

    function _revocation(
        Actor memory grantor,
        bytes32 grantId
    ) internal pure returns (IConsentTypes.Revocation memory) {
        return IConsentTypes.Revocation(grantor.personId, grantor.account, grantId);
    }

    function _revoke(bytes32 grantId) internal {
        IConsentTypes.Revocation memory r = _revocation(_alice(), grantId);
        consents.revoke(r, _sign(_alice(), _consentDigest(ConsentTypedData.hash(r))));
    }

    function _denial(
        Actor memory grantor,
        bytes32 tag,
        bool denied,
        uint256 nonce
    ) internal view returns (IConsentTypes.Denial memory d) {
        d.grantor = grantor.personId;
        d.signer = grantor.account;
        d.tags = new bytes32[](1);
        d.tags[0] = tag;
        d.denied = denied;
        d.nonce = nonce;
        d.deadline = uint40(block.timestamp) + 60;
    }

    function _signed(Actor memory actor, IConsentTypes.Denial memory d) internal view returns (bytes memory) {
        return _sign(actor, _consentDigest(ConsentTypedData.hash(d)));
    }

    function _deny(bytes32 tag, bool denied, uint256 nonce) internal {
        IConsentTypes.Denial memory d = _denial(_alice(), tag, denied, nonce);
        consents.deny(d, _signed(_alice(), d));
    }

    function _ledgerDigest(bytes32 structHash) internal view returns (bytes32) {
        return
            TypedData.digest(
                TypedData.domainSeparator("MedLattice UsageLedger", block.chainid, address(ledger)),
                structHash
            );
    }

    function _request(
        IConsentTypes.Disclosure memory d,
        IRecordRegistry.RecordState memory s,
        Actor memory reader
    ) internal view returns (IUsageLedger.OpenRequest memory) {
        return
            IUsageLedger.OpenRequest({
                grantId: _grantId(d),
                reader: reader.personId,
                signer: reader.account,
                recordId: s.recordId,
                version: s.version,
                requestHash: keccak256("salted hash of the reader's words"),
                nonce: 0,
                deadline: uint40(block.timestamp) + 60
            });
    }

    function _accessId(IUsageLedger.OpenRequest memory r) internal view returns (bytes32) {
        return _ledgerDigest(ConsentTypedData.hash(r));
    }

    function _signed(
        Actor memory actor,
        IUsageLedger.OpenRequest memory r
    ) internal view returns (bytes memory) {
        return _sign(actor, _accessId(r));
    }

    function _open(
        IConsentTypes.Disclosure memory d,
        IRecordRegistry.RecordState memory s,
        uint256 nonce
    ) internal returns (bytes32) {
        IUsageLedger.OpenRequest memory r = _request(d, s, _grace());
        r.nonce = nonce;
        return ledger.open(r, d, s, _signed(_grace(), r));
    }
}
