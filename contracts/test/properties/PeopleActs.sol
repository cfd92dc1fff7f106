// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {IdentityTypedData} from "../support/IdentityTypedData.sol";
import {VM} from "../support/Vm.sol";
import {ConsentActs} from "./ConsentActs.sol";

/// @title Time, status, renewals, controllers, key manifests and recoveries.
abstract contract PeopleActs is ConsentActs {
    uint256 private _statusNonce = 1 << 128; // apart from those that fixtures use

    function wait(uint256 time) external {
        VM.warp(block.timestamp + (_mix(time) % 4 == 0 ? _mix(time) % 4 days : _mix(time) % 2 hours));
    }

    /// @dev Opens and closes hospital and platform.
    function changeOrganization(uint256 which, uint256 rare) external {
        bytes32 organization = which % 2 == 0 ? hospital : platform;
        if (!closed[organization] && _mix(rare) % 4 != 0) return;
        IOrganizationRegistry.OrganizationStatus to =
            closed[organization]
                ? IOrganizationRegistry.OrganizationStatus.Active
                : IOrganizationRegistry.OrganizationStatus.Suspended;
        bytes memory data = abi.encodeCall(organizations.setOrganizationStatus, (organization, to));
        _refused(address(organizations), data);
        _refusedFrom(_admin("hospital").account, address(organizations), data);
        _direct(_authority().account, address(organizations), data);
        closed[organization] = !closed[organization];
    }

    /// @param office 0 the hospital's manager, 1 the issuer key of the person's organisation, else the authority.
    function changeStatus(uint256 who, uint256 to, uint256 office, bool relayed) external {
        (who, office, to) = (who % PEOPLE, office % 4, _mix(to));
        // For good only now and then, else there would soon be nobody left.
        IIdentityRegistry.PersonStatus status = IIdentityRegistry.PersonStatus(
            to % 32 == 0
                ? 3
                : to % 8 == 1
                    ? 0
                    : to % 2 == 0
                        ? 1
                        : 2
        );
        Actor memory issuer = _office(who, office);
        IIdentityRegistry.StatusChange memory c = IIdentityRegistry.StatusChange({
            personId: people[who].personId,
            status: status,
            reason: keccak256("reason"),
            issuer: issuer.personId,
            signer: issuer.account,
            nonce: ++_statusNonce,
            deadline: uint40(block.timestamp)
        });
        bytes memory signature = _signature(relayed, issuer, _identityDigest(IdentityTypedData.hash(c)));
        bool expected = _mayDecide(who, office, status) && _isTransition(people[who], status, office > 1);
        bytes memory data = abi.encodeCall(identities.changeStatus, (c, signature));
        if (!_act(relayed, issuer, address(identities), data, expected)) return;
        people[who].status = status;
        people[who].hold = office > 1 && status == IIdentityRegistry.PersonStatus.Suspended;
    }

    function renew(uint256 who, uint256 wallet, uint256 length) external {
        (who, wallet) = (who % PEOPLE, _walletOf(wallet));
        GhostPerson storage p = people[who];
        Actor memory holder = wallets[who][wallet];
        IIdentityRegistry.Credential memory c = _credential(holder, p.role, p.organization);
        c.notAfter = c.notBefore + (uint40(_mix(length) % 4 days));
        (bytes memory byIssuer, bytes memory byHolder) = _signCredential(
            _issuerKey(p.organization),
            holder,
            c
        );
        bool expected =
            p.status != IIdentityRegistry.PersonStatus.Revoked &&
                _controls(who, wallet) &&
                !closed[p.organization] &&
                c.notBefore > p.notBefore;
        bytes memory data = abi.encodeCall(identities.renew, (c, byIssuer, byHolder));
        if (!_act(true, holder, address(identities), data, expected)) return;
        (p.notBefore, p.notAfter, p.keyManifestRoot) = (c.notBefore, c.notAfter, c.keyManifestRoot);
    }

    /// @dev The same real identity under a new pseudonym: never, whoever vouches.
    function enrollAgain(uint256 who) external {
        GhostPerson storage p = people[who % PEOPLE];
        Actor memory second = _actor(string(abi.encodePacked("second pseudonym ", _nonce())));
        IIdentityRegistry.Credential memory c = _credential(second, p.role, p.organization);
        c.nullifier = keccak256(abi.encode("nullifier", p.personId));
        (bytes memory byIssuer, bytes memory byHolder) = _signCredential(
            _issuerKey(p.organization),
            second,
            c
        );
        _act(
            true,
            second,
            address(identities),
            abi.encodeCall(identities.enroll, (c, byIssuer, byHolder)),
            false
        );
    }

    function changeController(uint256 who, uint256 by, uint256 which, bool added, bool relayed) external {
        (who, by, which) = (who % PEOPLE, _walletOf(by), which % WALLETS);
        bool fits = added ? !_controls(who, which) : _controls(who, which) && people[who].controllers > 1;
        bytes memory data = _controllerCall(wallets[who][by], wallets[who][which], added, relayed);
        if (!_act(relayed, wallets[who][by], address(identities), data, fits && _mayAct(who, by))) return;
        controls[who][people[who].epoch][which] = added;
        if (added) ++people[who].controllers;
        else --people[who].controllers;
    }

    function changeKeyManifest(uint256 who, uint256 wallet, bool relayed) external {
        (who, wallet) = (who % PEOPLE, _walletOf(wallet));
        Actor memory signer = wallets[who][wallet];
        uint256 nonce = _nonce();
        IIdentityRegistry.KeyManifestChange memory c = IIdentityRegistry.KeyManifestChange({
            personId: people[who].personId,
            signer: signer.account,
            keyManifestRoot: keccak256(abi.encode("new key manifest", nonce)),
            nonce: nonce,
            deadline: uint40(block.timestamp)
        });
        bytes memory signature = _signature(relayed, signer, _identityDigest(IdentityTypedData.hash(c)));
        bytes memory data = abi.encodeCall(identities.changeKeyManifest, (c, signature));
        if (_act(relayed, signer, address(identities), data, _mayAct(who, wallet)))
            people[who].keyManifestRoot = c.keyManifestRoot;
    }

    function _controllerCall(
        Actor memory signer,
        Actor memory other,
        bool added,
        bool relayed
    ) private returns (bytes memory) {
        IIdentityRegistry.ControllerChange memory c = IIdentityRegistry.ControllerChange({
            personId: signer.personId,
            signer: signer.account,
            controller: other.account,
            added: added,
            nonce: _nonce(),
            deadline: uint40(block.timestamp)
        });
        bytes32 accepted = IdentityTypedData.hashAcceptance(c.personId, c.controller, c.nonce);
        bytes memory signature = _signature(relayed, signer, _identityDigest(IdentityTypedData.hash(c)));
        bytes memory acceptance = added ? _sign(other, _identityDigest(accepted)) : bytes("");
        return abi.encodeCall(identities.changeController, (c, signature, acceptance));
    }

    function _office(uint256 who, uint256 office) internal view returns (Actor memory) {
        if (office == 0) return wallets[MONA][0];
        return office == 1 ? _issuerKey(people[who].organization) : _authority();
    }

    /// @dev Managers do not decide over managers; nobody but the authority lifts its hold or shuts a patient out.
    function _mayDecide(
        uint256 who,
        uint256 office,
        IIdentityRegistry.PersonStatus to
    ) private view returns (bool) {
        if (office > 1) return true;
        bool final_ = to == IIdentityRegistry.PersonStatus.Revoked;
        bool shutsOut = final_ && people[who].role == IIdentityRegistry.Role.Patient;
        return _mayVouch(who, office) && !people[who].hold && !shutsOut;
    }

    /// @dev Whether an office, not the authority, may speak about the person.
    function _mayVouch(uint256 who, uint256 office) internal view returns (bool) {
        if (closed[people[who].organization]) return false;
        if (office == 1) return true;
        return _mayAct(MONA, 0) && people[who].organization == hospital && who != MONA;
    }

    function _isTransition(
        GhostPerson memory p,
        IIdentityRegistry.PersonStatus to,
        bool byAuthority
    ) private pure returns (bool) {
        if (p.status == IIdentityRegistry.PersonStatus.Revoked) return false;
        if (to == IIdentityRegistry.PersonStatus.None) return false;
        bool takesOver = byAuthority && to == IIdentityRegistry.PersonStatus.Suspended && !p.hold;
        return to != p.status || takesOver;
    }
}
