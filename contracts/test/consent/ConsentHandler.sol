// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IUsageLedger} from "../../src/consent/IUsageLedger.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {VM} from "../support/Vm.sol";
import {ConsentFixture} from "./ConsentFixture.sol";

/// @title Lives with a consent registry for a while, and says by a model of its own what each grant permits.
/// @dev Two records, two tags; grants differ in window, uses and record. `surprises` counts every difference from the model.
abstract contract ConsentHandler is ConsentFixture {
    struct Expected {
        IConsentTypes.Disclosure disclosure;
        bytes32 grantId;
        bool withdrawn;
        uint256 used;
    }

    Expected[] private _grants;
    IRecordRegistry.RecordState[2] private _states;
    mapping(bytes32 tag => bool) private _denied;
    bool private _graceSuspended;
    uint256 private _nonce;
    uint256 public surprises;
    uint256 public opened;

    constructor() {
        setUp();
        _states[0] = _confirmed("record");
        _states[1] = _confirmed("another record");
    }

    function register(uint8 from, uint8 length, uint8 uses, uint8 record) external {
        if (_grants.length == 6) return;
        IConsentTypes.Disclosure memory d = _disclosure();
        d.header.notBefore = uint40(block.timestamp) + (from % 60);
        d.header.notAfter = d.header.notBefore + 1 + (uint40(length) * 4);
        d.header.maxUses = uses % 4;
        d.terms.scope = _states[record % 2].recordId;
        d.terms.denyTags[0] = _tag(record);
        d.terms.salt = bytes32(_grants.length);
        Expected storage g = _grants.push();
        g.disclosure = d;
        g.grantId = _grant(d);
    }

    function revoke(uint256 index) external {
        if (_grants.length == 0) return;
        Expected storage g = _grants[index % _grants.length];
        if (g.withdrawn) return;
        _revoke(g.grantId);
        g.withdrawn = true;
    }

    function deny(uint8 which, bool denied) external {
        _deny(_tag(which), denied, _nonce++);
        _denied[_tag(which)] = denied;
    }

    function wait(uint8 time) external {
        VM.warp(block.timestamp + time);
    }

    function suspendOrReinstate() external {
        _graceSuspended = !_graceSuspended;
        VM.warp(block.timestamp + 1); // a nonce of its own
        _setStatus(
            _grace(),
            _graceSuspended ? IIdentityRegistry.PersonStatus.Suspended : IIdentityRegistry.PersonStatus.Active
        );
    }

    function updateManifest(uint8 which) external {
        IRecordRegistry.RecordState memory s = _states[which % 2];
        IRecordRegistry.ManifestUpdate memory u = _update(s, _alice());
        records.updateManifest(s, u, _signed(_alice(), u));
        _states[which % 2] = _next(s, s.status, u.manifestHash);
    }

    /// @dev Works exactly if the model permits it; whatever the index, sometimes for the wrong record.
    function open(uint256 index, uint8 record) external {
        if (_grants.length == 0) return;
        Expected storage g = _grants[index % _grants.length];
        bool permitted = _permits(g, _states[record % 2].recordId);
        IUsageLedger.OpenRequest memory r = _request(g.disclosure, _states[record % 2], _grace());
        r.nonce = _nonce++;
        bytes memory signature = _signed(_grace(), r);
        try ledger.open(r, g.disclosure, _states[record % 2], signature) {
            ++g.used;
            ++opened;
            if (!permitted) ++surprises;
        } catch {
            if (permitted) ++surprises;
        }
    }

    /// @dev Dora holds every disclosure and every signature, and still gets nowhere.
    function attack(uint256 index) external {
        if (_grants.length == 0) return;
        Expected storage g = _grants[index % _grants.length];
        IConsentTypes.Disclosure memory d = g.disclosure;
        IRecordRegistry.RecordState memory s = _states[index % 2];
        IUsageLedger.OpenRequest memory r = _request(d, s, _dora());
        r.nonce = _nonce++;
        _expectFailure(address(ledger), abi.encodeCall(ledger.open, (r, d, s, _signed(_dora(), r))));
        IConsentTypes.Denial memory lift = _denial(_alice(), d.terms.denyTags[0], false, _nonce++);
        _expectFailure(address(consents), abi.encodeCall(consents.deny, (lift, _signed(_dora(), lift))));
        d.header.maxUses += 1;
        d.header.notAfter += 1 days;
        bytes memory data = abi.encodeCall(
            consents.registerGrant,
            (d.header, keccak256("terms"), _sign(_dora(), g.grantId))
        );
        _expectFailure(address(consents), data);
    }

    function grantCount() external view returns (uint256) {
        return _grants.length;
    }

    /// @return whether the chain keeps of the grant what was signed, and what was done since.
    function holds(uint256 index) external view returns (bool) {
        Expected storage g = _grants[index];
        IConsentTypes.GrantHeader memory h = g.disclosure.header;
        IConsentTypes.GrantUse memory use = consents.grantOf(h.grantor, g.grantId);
        bool asSigned =
            use.notBefore == h.notBefore && use.notAfter == h.notAfter && use.maxUses == h.maxUses;
        IConsentTypes.GrantStatus status =
            g.withdrawn ? IConsentTypes.GrantStatus.Withdrawn : IConsentTypes.GrantStatus.Registered;
        return asSigned && use.status == status && use.used == g.used;
    }

    function usesOf(uint256 index) external view returns (uint256 used, uint256 maxUses) {
        IConsentTypes.GrantHeader memory h = _grants[index].disclosure.header;
        return (consents.grantOf(h.grantor, _grants[index].grantId).used, h.maxUses);
    }

    /// @return whether the registry says now what the model says, for both records.
    function agrees(uint256 index) external view returns (bool) {
        Expected storage g = _grants[index];
        for (uint256 i = 0; i < 2; ++i) {
            bytes32 recordId = _states[i].recordId;
            bool permitted = consents.isPermitted(g.disclosure, _grace().personId, recordId, CATEGORY, READ);
            if (permitted != _permits(g, recordId)) return false;
        }
        return true;
    }

    /// @return whether a denied tag stands in the way of the grant.
    function isDefeated(uint256 index) external view returns (bool) {
        return _denied[_grants[index].disclosure.terms.denyTags[0]];
    }

    function isPermittedAtAll(uint256 index) external view returns (bool) {
        IConsentTypes.Disclosure memory d = _grants[index].disclosure;
        return consents.isPermitted(d, _grace().personId, d.terms.scope, CATEGORY, READ);
    }

    function _permits(Expected storage g, bytes32 recordId) private view returns (bool) {
        IConsentTypes.GrantHeader memory h = g.disclosure.header;
        bool inTime = block.timestamp >= h.notBefore && block.timestamp < h.notAfter;
        bool usesLeft = h.maxUses == 0 || g.used < h.maxUses;
        bool allowed = !g.withdrawn && !_graceSuspended && !_denied[g.disclosure.terms.denyTags[0]];
        return inTime && usesLeft && allowed && recordId == g.disclosure.terms.scope;
    }

    function _expectFailure(address target, bytes memory data) private {
        (bool success, ) = target.call(data);
        if (success) ++surprises;
    }

    function _tag(uint8 which) private pure returns (bytes32) {
        return keccak256(abi.encode("tag", which % 2));
    }
}
