// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IUsageLedger} from "../../src/consent/IUsageLedger.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {ConsentTypedData} from "../consent/ConsentTypedData.sol";
import {RecordActs} from "./RecordActs.sol";

/// @title Grants of every shape, their ends, denials, and openings by whoever likes to try.
abstract contract ConsentActs is RecordActs {
    uint256 internal constant MAX_GRANTS = 8;
    uint256 internal constant TAGS = 3;

    /// @param shape which grantee, scope, actions and tag; @param times when and how often.
    function grant(uint256 shape, uint256 times, uint256 wallet, bool relayed) external {
        if (grants.length == MAX_GRANTS) return;
        (shape, times) = (_mix(shape), _mix(times));
        GhostGrant storage g = grants.push();
        g.grantor = _patientOf(shape);
        Actor memory patient = wallets[g.grantor][_walletOf(wallet)];
        IConsentTypes.Disclosure memory d = _shaped(patient, shape);
        d.header.notBefore = uint40(block.timestamp + ((times >> 8) % 3) * 1 hours);
        d.header.notAfter = d.header.notBefore + uint40((times >> 16) % 8) * 1 days;
        d.header.maxUses = uint32(times % 3);
        (g.disclosure, g.grantId) = (d, _grantId(d));
        if ((times >> 24) % 16 == 0) _withdraw(g, patient, _controls(g.grantor, _walletOf(wallet)));
        bool inTime = d.header.notBefore < d.header.notAfter;
        bool expected = inTime && !g.withdrawn && _mayAct(g.grantor, _walletOf(wallet));
        bytes memory data = abi.encodeCall(
            consents.registerGrant,
            (d.header, ConsentTypedData.hash(d.terms), _signature(relayed, patient, g.grantId))
        );
        g.registered = _act(relayed, patient, address(consents), data, expected);
    }

    /// @dev Unknown grants can be withdrawn as well, so that a signature given away becomes worthless.
    function revoke(uint256 index, uint256 wallet, bool relayed) external {
        if (grants.length == 0) return;
        GhostGrant storage g = grants[index % grants.length];
        Actor memory patient = wallets[g.grantor][_walletOf(wallet)];
        IConsentTypes.Revocation memory r = _revocation(patient, g.grantId);
        bytes memory signature = _signature(relayed, patient, _consentDigest(ConsentTypedData.hash(r)));
        bool expected = !g.withdrawn && _controls(g.grantor, _walletOf(wallet));
        bytes memory data = abi.encodeCall(consents.revoke, (r, signature));
        if (_act(relayed, patient, address(consents), data, expected)) g.withdrawn = true;
    }

    function deny(uint256 who, uint256 wallet, uint256 tag, uint256 how, bool relayed) external {
        bool denies = _mix(how) % 3 == 0; // lifted more often, else everything would soon be denied
        (who, wallet) = (_patientOf(who), _walletOf(wallet));
        Actor memory patient = wallets[who][wallet];
        IConsentTypes.Denial memory d = _denial(patient, _tag(tag), denies, _nonce());
        bytes memory signature = _signature(relayed, patient, _consentDigest(ConsentTypedData.hash(d)));
        bool expected = denies ? _controls(who, wallet) : _mayAct(who, wallet);
        bytes memory data = abi.encodeCall(consents.deny, (d, signature));
        if (_act(relayed, patient, address(consents), data, expected))
            denied[patient.personId][_tag(tag)] = denies;
    }

    /// @param who any of the people.
    function open(uint256 index, uint256 which, uint256 who, uint256 wallet, bool relayed) external {
        if (grants.length == 0 || states.length == 0) return;
        (index, which, who) = _opening(_mix(index), _mix(which), _mix(who));
        GhostGrant storage g = grants[index];
        IRecordRegistry.RecordState memory s = states[which];
        wallet = _walletOf(wallet);
        Actor memory reader = wallets[who][wallet];
        IUsageLedger.OpenRequest memory r = _request(g.disclosure, s, reader);
        r.nonce = _nonce();
        bytes memory signature = _signature(relayed, reader, _accessId(r));
        bool expected = _isReadable(g, s) && _controls(who, wallet) && _permits(g, who, s, READ);
        bytes memory data = abi.encodeCall(ledger.open, (r, g.disclosure, s, signature));
        if (!_act(relayed, reader, address(ledger), data, expected)) return;
        ++g.used;
        ++opened;
    }

    /// @dev By the oracle of an organisation that is open, in the order of its chain.
    function postReceipts(uint256 which, bool broken, bool relayed) external {
        bytes32 organization = which % 2 == 0 ? hospital : platform;
        Actor memory oracle = _actor(which % 2 == 0 ? "oracle of hospital" : "oracle of platform");
        IUsageLedger.ReceiptBatch memory b = IUsageLedger.ReceiptBatch({
            organization: organization,
            root: keccak256(abi.encode("receipts", _nonce())),
            count: uint32(which % 3),
            previous: broken ? keccak256("another batch") : receipts[organization]
        });
        bytes memory signature = _signature(relayed, oracle, _ledgerDigest(ConsentTypedData.hash(b)));
        bool expected = !broken && b.count != 0 && !closed[organization];
        bytes memory data = abi.encodeCall(ledger.postReceipts, (b, signature));
        if (_act(relayed, oracle, address(ledger), data, expected))
            receipts[organization] = ConsentTypedData.hash(b);
    }

    /// @dev The whole of the rule: DESIGN.md rules 13 and 14.
    function _permits(
        GhostGrant storage g,
        uint256 reader,
        IRecordRegistry.RecordState memory s,
        uint8 action
    ) internal view returns (bool) {
        IConsentTypes.GrantHeader memory h = g.disclosure.header;
        IConsentTypes.Terms memory t = g.disclosure.terms;
        if (!g.registered || g.withdrawn) return false;
        if (block.timestamp < h.notBefore || block.timestamp >= h.notAfter) return false;
        if (h.maxUses != 0 && g.used >= h.maxUses) return false;
        if (t.actions & action == 0 || !_covers(t, s)) return false;
        for (uint256 i = 0; i < t.denyTags.length; ++i) if (denied[h.grantor][t.denyTags[i]]) return false;
        return _isActive(g.grantor) && _isActive(reader) && _isFor(t, reader);
    }

    function _isReadable(
        GhostGrant storage g,
        IRecordRegistry.RecordState memory s
    ) private view returns (bool) {
        bool agreed =
            s.status == IRecordRegistry.Status.Confirmed || s.status == IRecordRegistry.Status.Claimed;
        return agreed && s.patient == people[g.grantor].personId;
    }

    function _covers(
        IConsentTypes.Terms memory t,
        IRecordRegistry.RecordState memory s
    ) private pure returns (bool) {
        if (t.scopeKind == uint8(IConsentTypes.ScopeKind.Everything)) return true;
        bool category = t.scopeKind == uint8(IConsentTypes.ScopeKind.Category);
        return t.scope == (category ? s.categoryTag : s.recordId);
    }

    function _isFor(IConsentTypes.Terms memory t, uint256 reader) private view returns (bool) {
        if (t.granteeKind == uint8(IConsentTypes.GranteeKind.Person)) return reader == GRACE;
        if (t.granteeKind == uint8(IConsentTypes.GranteeKind.Role)) return reader == GRACE || reader == WANDA;
        return
            people[reader].organization == hospital && people[reader].role != IIdentityRegistry.Role.Patient;
    }

    /// @dev To grace, to the doctors of the platform, or to the hospital; for a record, a category or everything.
    function _shaped(
        Actor memory patient,
        uint256 shape
    ) private returns (IConsentTypes.Disclosure memory d) {
        d = _disclosureOf(patient);
        uint256 grantee = (shape >> 8) % 3;
        if (grantee == 1) {
            d.terms.granteeKind = uint8(IConsentTypes.GranteeKind.Role);
            d.terms.grantee = keccak256(abi.encode(platform, IIdentityRegistry.Role.Doctor));
        } else if (grantee == 2) {
            d.terms.granteeKind = uint8(IConsentTypes.GranteeKind.Organization);
            d.terms.grantee = hospital;
        }
        uint256 scope = (shape >> 16) % 3;
        if (scope == 0 && states.length != 0) d.terms.scope = states[(shape >> 24) % states.length].recordId;
        if (scope == 1) {
            d.terms.scopeKind = uint8(IConsentTypes.ScopeKind.Category);
            d.terms.scope = keccak256(abi.encode("category", (shape >> 24) % 4));
        } else if (scope == 2) {
            (d.terms.scopeKind, d.terms.scope) = (uint8(IConsentTypes.ScopeKind.Everything), 0);
        }
        if ((shape >> 32) % 8 == 0) d.terms.actions = WRITE | COPY;
        d.terms.denyTags[1] = _tag(shape >> 40);
        d.terms.salt = keccak256(abi.encode("salt", _nonce()));
    }

    function _withdraw(GhostGrant storage g, Actor memory patient, bool expected) private {
        IConsentTypes.Revocation memory r = _revocation(patient, g.grantId);
        bytes memory signature = _sign(patient, _consentDigest(ConsentTypedData.hash(r)));
        bytes memory data = abi.encodeCall(consents.revoke, (r, signature));
        g.withdrawn = _act(true, patient, address(consents), data, expected);
    }

    /// @dev Mostly one that is permitted, if there is any; else whatever comes.
    function _opening(
        uint256 index,
        uint256 which,
        uint256 who
    ) private view returns (uint256, uint256, uint256) {
        (uint256 from, uint256 start) = (index % grants.length, which % states.length);
        for (uint256 i = 0; i < grants.length * states.length && who % 4 != 0; ++i) {
            GhostGrant storage g = grants[(from + i) % grants.length];
            IRecordRegistry.RecordState memory s = states[(start + i / grants.length) % states.length];
            if (!_isReadable(g, s)) continue;
            for (uint256 reader = DORA; reader < PEOPLE; ++reader) {
                if (_permits(g, reader, s, READ))
                    return ((from + i) % grants.length, (start + i / grants.length) % states.length, reader);
            }
        }
        return (from, start, (who >> 8) % PEOPLE);
    }

    function _tag(uint256 which) internal pure returns (bytes32) {
        return keccak256(abi.encode("tag", which % TAGS));
    }
}
