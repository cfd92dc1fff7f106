// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IUsageLedger} from "../../src/consent/IUsageLedger.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {ConsentTypedData} from "../consent/ConsentTypedData.sol";
import {RecordTypedData} from "../records/RecordTypedData.sol";
import {IdentityTypedData} from "../support/IdentityTypedData.sol";
import {PeopleActs} from "./PeopleActs.sol";

/// @title Recoveries, and everybody who tries what is not theirs: offices, other people, and strangers.
abstract contract HostileActs is PeopleActs {
    mapping(uint256 person => IIdentityRegistry.Recovery) private _recoveries;

    function startRecovery(uint256 who, uint256 which, uint256 office, bool relayed) external {
        (who, which, office) = (who % PEOPLE, which % WALLETS, office % 2);
        GhostPerson storage p = people[who];
        Actor memory issuer = _office(who, office);
        IIdentityRegistry.Recovery memory r = _newRecovery(issuer, wallets[who][which]);
        bytes memory byIssuer = _signature(relayed, issuer, _identityDigest(IdentityTypedData.hash(r)));
        bytes memory approval = _sign(_authority(), _identityDigest(IdentityTypedData.hashApproval(r)));
        bool expected =
            p.status != IIdentityRegistry.PersonStatus.Revoked && p.rescue == 0 && _mayVouch(who, office);
        bytes memory data = abi.encodeCall(identities.startRecovery, (r, byIssuer, approval));
        if (!_act(relayed, issuer, address(identities), data, expected)) return;
        (p.rescue, p.readyAt) = (which + 1, uint40(block.timestamp) + RECOVERY_DELAY);
        _recoveries[who] = r;
    }

    function cancelRecovery(uint256 who, uint256 wallet, bool byAuthority, bool relayed) external {
        (who, wallet) = (who % PEOPLE, _walletOf(wallet));
        Actor memory signer = byAuthority ? _authority() : wallets[who][wallet];
        IIdentityRegistry.RecoveryCancel memory c = IIdentityRegistry.RecoveryCancel(
            people[who].personId,
            signer.account,
            _nonce(),
            uint40(block.timestamp)
        );
        bytes memory signature = _signature(relayed, signer, _identityDigest(IdentityTypedData.hash(c)));
        bool expected = people[who].rescue != 0 && (byAuthority || _controls(who, wallet));
        bytes memory data = abi.encodeCall(identities.cancelRecovery, (c, signature));
        if (_act(relayed, signer, address(identities), data, expected)) people[who].rescue = 0;
    }

    function completeRecovery(uint256 who) external {
        who %= PEOPLE;
        GhostPerson storage p = people[who];
        if (p.rescue == 0) return;
        IIdentityRegistry.Recovery memory r = _recoveries[who];
        bytes32 accepted = IdentityTypedData.hashAcceptance(r.personId, r.newController, r.nonce);
        Actor memory joining = wallets[who][p.rescue - 1];
        bytes memory acceptance = _sign(joining, _identityDigest(accepted));
        bool expected = block.timestamp >= p.readyAt && p.status != IIdentityRegistry.PersonStatus.Revoked;
        bytes memory data = abi.encodeCall(identities.completeRecovery, (p.personId, acceptance));
        if (!_act(true, joining, address(identities), data, expected)) return;
        controls[who][++p.epoch][p.rescue - 1] = true;
        (p.controllers, p.rescue) = (1, 0);
    }

    function repeat(uint256 index) external {
        _again(index);
    }

    /// @dev Somebody else acts in the patient's name about a record, sending the call with an own account as its signer.
    function usurpRecord(uint256 index, uint256 attacker) external {
        if (states.length == 0) return;
        IRecordRegistry.RecordState memory s = states[index % states.length];
        Actor memory thief = _thief(_ownerOf(s), attacker);
        address to = address(records);
        bytes memory signature = _sign(thief, _recordDigest(RecordTypedData.hash(_confirmation(s, thief))));
        _refusedFrom(
            thief.account,
            to,
            abi.encodeCall(records.confirm, (s, _confirmation(s, thief), signature))
        );
        _refusedFrom(thief.account, to, abi.encodeCall(records.dispute, (s, _disputeOf(s, thief), "")));
        _refusedFrom(thief.account, to, abi.encodeCall(records.updateManifest, (s, _update(s, thief), "")));
        IConsentTypes.Mandate memory m = _standing(thief);
        bytes memory byThief = _sign(thief, _consentDigest(ConsentTypedData.hash(m)));
        _refusedFrom(thief.account, to, abi.encodeCall(records.confirmByMandate, (s, m, byThief)));
        IRecordRegistry.RecordState memory next = _next(s, s.status, "other content");
        next.version += 1;
        _refusedFrom(thief.account, to, abi.encodeCall(records.applyCorrection, (s, next)));
    }

    /// @dev Somebody else widens, withdraws or uses a grant, or lifts a denial; nobody but the ledger uses one up.
    function usurpGrant(uint256 index, uint256 attacker) external {
        if (grants.length == 0 || states.length == 0) return;
        GhostGrant storage g = grants[index % grants.length];
        Actor memory thief = _thief(g.grantor, attacker);
        IConsentTypes.Disclosure memory d = g.disclosure;
        IRecordRegistry.RecordState memory s = states[attacker % states.length];
        address to = address(consents);
        bytes memory data = abi.encodeCall(
            consents.takeUse,
            (d, people[GRACE].personId, s.recordId, s.categoryTag, READ)
        );
        _refusedFrom(thief.account, to, data);
        _refusedFrom(thief.account, to, abi.encodeCall(consents.revoke, (_revocation(thief, g.grantId), "")));
        data = abi.encodeCall(consents.deny, (_denial(thief, d.terms.denyTags[1], false, _nonce()), ""));
        _refusedFrom(thief.account, to, data);
        IUsageLedger.OpenRequest memory r = _request(d, s, wallets[GRACE][0]);
        (r.signer, r.nonce) = (thief.account, _nonce());
        _refusedFrom(
            thief.account,
            address(ledger),
            abi.encodeCall(ledger.open, (r, d, s, _signed(thief, r)))
        );
        (d.header.signer, d.header.maxUses) = (thief.account, 0);
        data = abi.encodeCall(
            consents.registerGrant,
            (d.header, ConsentTypedData.hash(d.terms), _sign(thief, _grantId(d)))
        );
        _refusedFrom(thief.account, to, data);
    }

    /// @dev The same grant with one thing wider is another grant, which nobody has registered.
    function widen(uint256 index, uint256 how) external {
        if (grants.length == 0 || states.length == 0) return;
        IConsentTypes.Disclosure memory d = grants[index % grants.length].disclosure;
        how %= 6;
        if (how == 0) d.header.notAfter += 1 days;
        else if (how == 1) ++d.header.maxUses;
        else if (how == 2) d.terms.actions = READ | WRITE | COPY;
        else if (how == 3) d.terms.denyTags = new bytes32[](0);
        else if (how == 4)
            (d.terms.scopeKind, d.terms.scope) = (uint8(IConsentTypes.ScopeKind.Everything), 0);
        else d.terms.grantee = people[WANDA].personId;
        if (_grantId(d) == grants[index % grants.length].grantId) return;
        for (uint256 i = 0; i < states.length; ++i) {
            IRecordRegistry.RecordState memory s = states[i];
            bytes32 reader = people[how == 5 ? WANDA : GRACE].personId;
            if (consents.isPermitted(d, reader, s.recordId, s.categoryTag, READ)) ++surprises;
        }
    }

    /// @dev Whoever takes over an identity would have everything: controllers, recovery and offices are tried by others.
    function usurpIdentity(uint256 who, uint256 attacker) external {
        who %= PEOPLE;
        Actor memory thief = _thief(who, attacker);
        thief.personId = people[who].personId;
        address to = address(identities);
        IIdentityRegistry.ControllerChange memory c = IIdentityRegistry.ControllerChange(
            thief.personId,
            thief.account,
            thief.account,
            true,
            _nonce(),
            uint40(block.timestamp)
        );
        _refusedFrom(thief.account, to, abi.encodeCall(identities.changeController, (c, "", "")));
        IIdentityRegistry.Recovery memory r = IIdentityRegistry.Recovery(
            thief.personId,
            thief.account,
            0,
            thief.account,
            _nonce(),
            uint40(block.timestamp)
        );
        bytes memory approval = _sign(thief, _identityDigest(IdentityTypedData.hashApproval(r)));
        _refusedFrom(thief.account, to, abi.encodeCall(identities.startRecovery, (r, "", approval)));
        _refusedFrom(thief.account, to, abi.encodeCall(identities.completeRecovery, (thief.personId, "")));
        IIdentityRegistry.StatusChange memory s = IIdentityRegistry.StatusChange(
            thief.personId,
            IIdentityRegistry.PersonStatus.Revoked,
            0,
            0,
            thief.account,
            _nonce(),
            uint40(block.timestamp)
        );
        if (attacker % 4 != 0)
            _refusedFrom(thief.account, to, abi.encodeCall(identities.changeStatus, (s, "")));
    }

    function _newRecovery(
        Actor memory issuer,
        Actor memory joining
    ) private returns (IIdentityRegistry.Recovery memory) {
        return
            IIdentityRegistry.Recovery({
                personId: joining.personId,
                newController: joining.account,
                issuer: issuer.personId,
                signer: issuer.account,
                nonce: _nonce(),
                deadline: uint40(block.timestamp)
            });
    }

    /// @dev With the victim's id and a key of its own: the authority, the hospital's admin, a patient, or a stranger.
    function _thief(uint256 victim, uint256 seed) internal view returns (Actor memory thief) {
        if (seed % 4 == 0) thief = _authority();
        else if (seed % 4 == 1) thief = _admin("hospital");
        else if (seed % 4 == 2) thief = _actor("stranger");
        else thief = wallets[victim == ALICE ? DORA : ALICE][0];
        thief.personId = people[victim].personId;
    }
}
