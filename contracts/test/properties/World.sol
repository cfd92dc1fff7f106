// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {SigmaOr} from "../correction/SigmaOr.sol";
import {VM} from "../support/Vm.sol";
import {Acts} from "./Acts.sol";

/// @title What a model of its own, which never asks a contract, knows of people, records and grants.
abstract contract World is Acts {
    struct GhostPerson {
        bytes32 personId;
        IIdentityRegistry.Role role;
        bytes32 organization;
        IIdentityRegistry.PersonStatus status;
        bool hold;
        uint40 notBefore;
        uint40 notAfter;
        bytes32 keyManifestRoot;
        uint32 epoch;
        uint32 controllers;
        uint256 rescue; // 1 + wallet that a pending recovery would hand over to
        uint40 readyAt;
    }

    struct GhostGrant {
        IConsentTypes.Disclosure disclosure;
        bytes32 grantId;
        uint256 grantor; // index of the person
        bool registered;
        bool withdrawn;
        uint256 used;
    }

    uint256 internal constant ALICE = 0; // patient
    uint256 internal constant WALTER = 1; // patient with a contract wallet
    uint256 internal constant DORA = 2; // doctor of the hospital
    uint256 internal constant GRACE = 3; // doctor of the platform
    uint256 internal constant WANDA = 4; // doctor of the platform with a contract wallet
    uint256 internal constant MONA = 5; // manager of the hospital
    uint256 internal constant PEOPLE = 6;
    uint256 internal constant WALLETS = 3; // per person: the first one, a spare one, one for recovery

    GhostPerson[PEOPLE] internal people;
    Actor[WALLETS][PEOPLE] internal wallets;
    mapping(uint256 person => mapping(uint32 epoch => mapping(uint256 wallet => bool))) internal controls;
    mapping(bytes32 orgId => bool) internal closed;

    IRecordRegistry.RecordState[] internal states;
    bytes32[][2] internal confirmed; // per patient: recordId, commitment, institution of each entry, in order
    GhostGrant[] internal grants;
    mapping(bytes32 grantor => mapping(bytes32 tag => bool)) internal denied;
    mapping(bytes32 patient => bool) internal mandateWithdrawn;
    mapping(bytes32 orgId => bytes32) internal receipts;
    uint256 internal opened;

    constructor() {
        VM.recordLogs();
        setUp();
        _join(ALICE, _actor("alice"), IIdentityRegistry.Role.Patient, hospital);
        _join(WALTER, _walletActor("walter"), IIdentityRegistry.Role.Patient, hospital);
        _join(DORA, _actor("dora"), IIdentityRegistry.Role.Doctor, hospital);
        _join(GRACE, _actor("grace"), IIdentityRegistry.Role.Doctor, platform);
        _join(WANDA, _walletActor("wanda"), IIdentityRegistry.Role.Doctor, platform);
        _join(MONA, _actor("mona"), IIdentityRegistry.Role.Manager, hospital);
        _fold(VM.getRecordedLogs());
    }

    function _join(
        uint256 index,
        Actor memory actor,
        IIdentityRegistry.Role role,
        bytes32 organization
    ) private {
        IIdentityRegistry.Credential memory c = _credential(actor, role, organization);
        if (identities.person(actor.personId).controllerCount == 0) _enrollActor(actor, role, organization);
        GhostPerson storage p = people[index];
        (p.personId, p.role, p.organization) = (actor.personId, role, organization);
        (p.notBefore, p.notAfter, p.keyManifestRoot) = (c.notBefore, c.notAfter, c.keyManifestRoot);
        p.status = IIdentityRegistry.PersonStatus.Active;
        p.controllers = 1;
        controls[index][0][0] = true;
        wallets[index][0] = actor;
        for (uint256 w = 1; w < WALLETS; ++w) {
            wallets[index][w] = _actor(string(abi.encodePacked("wallet ", bytes1(uint8(48 + w)), index)));
            wallets[index][w].personId = actor.personId;
        }
    }

    function _isActive(uint256 person) internal view returns (bool) {
        GhostPerson storage p = people[person];
        bool valid = block.timestamp >= p.notBefore && block.timestamp <= p.notAfter;
        bool atWork = p.role == IIdentityRegistry.Role.Patient || !closed[p.organization];
        return p.status == IIdentityRegistry.PersonStatus.Active && valid && atWork;
    }

    function _controls(uint256 person, uint256 wallet) internal view returns (bool) {
        return controls[person][people[person].epoch][wallet];
    }

    /// @dev Whether the person may act now by this wallet.
    function _mayAct(uint256 person, uint256 wallet) internal view returns (bool) {
        return _controls(person, wallet) && _isActive(person);
    }

    /// @dev Mostly the first wallet, else nothing would ever be permitted.
    function _walletOf(uint256 seed) internal pure returns (uint256) {
        return seed % 8 < 6 ? 0 : (seed % 8) - 5;
    }

    /// @dev The fuzzer likes small numbers, whose high bits never vary.
    function _mix(uint256 seed) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed)));
    }

    function _patientOf(uint256 seed) internal pure returns (uint256) {
        return seed % 2 == 0 ? ALICE : WALTER;
    }

    function _isDoctor(uint256 person) internal view returns (bool) {
        return people[person].role == IIdentityRegistry.Role.Doctor;
    }

    function _ownerOf(IRecordRegistry.RecordState memory s) internal view returns (uint256) {
        return s.patient == people[ALICE].personId ? ALICE : WALTER;
    }

    /// @dev What a record of the model commits to: a point that the institution's trapdoor can open to anything.
    function _pointOf(bytes32 recordId) internal view returns (SigmaOr.Point memory) {
        return SigmaOr.mul(SigmaOr.generator(), (uint256(recordId) % (SigmaOr.Q - 1)) + 1);
    }

    function _linkGhost(uint256 index, IRecordRegistry.RecordState memory next) internal {
        states[index] = next;
        bytes32[] storage entries = confirmed[_ownerOf(next)];
        entries.push(next.recordId);
        entries.push(next.commitment);
        entries.push(next.institution);
    }
}
