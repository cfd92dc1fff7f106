// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPersonAuthorization} from "../../src/base/IPersonAuthorization.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IOrganizationKeys} from "../../src/identity/IOrganizationKeys.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {Gas} from "../records/Gas.sol";
import {ChameleonKeys} from "../support/ChameleonKeys.sol";
import {IdentityActions} from "../support/IdentityActions.sol";
import {IdentityTypedData} from "../support/IdentityTypedData.sol";
import {VM} from "../support/Vm.sol";

/// @title What the calls about organisations and people cost, those of people sent by a relayer.
contract IdentityGasTest is IdentityActions {
    string private constant GROUP = "IdentityRegistry";
    string private constant ORGANIZATIONS_GROUP = "OrganizationRegistry";

    Actor internal patient;
    Actor internal manager;

    function setUp() public override {
        super.setUp();
        patient = _patient("patient");
        manager = _manager("manager", hospital);
    }

    /// hardhat-config: isolate = true
    function test_gas_registerOrganization() public {
        IOrganizationRegistry.Registration memory registration = _registration(
            "data-trust",
            IOrganizationRegistry.OrganizationKind.DataTrust
        );
        VM.prank(_authority().account);
        organizations.registerOrganization(registration);
        Gas.snapshot(ORGANIZATIONS_GROUP, "registerOrganization");
    }

    /// hardhat-config: isolate = true
    function test_gas_setKey() public {
        bytes memory key = ChameleonKeys.publicKey(7);
        bytes memory proof = ChameleonKeys.prove(address(organizations), hospital, 7, 11);
        VM.prank(_admin("hospital").account);
        organizations.setKey(hospital, IOrganizationKeys.KeyKind.ChameleonH1, key, proof);
        Gas.snapshot(ORGANIZATIONS_GROUP, "setKey, chameleon key with proof");
    }

    /// hardhat-config: isolate = true
    function test_gas_enroll() public {
        Actor memory holder = _actor("newcomer");
        IIdentityRegistry.Credential memory c = _credential(holder, IIdentityRegistry.Role.Patient, hospital);
        (c.issuer, c.signer) = (manager.personId, manager.account);
        (bytes memory byIssuer, bytes memory byHolder) = _signCredential(manager, holder, c);
        VM.prank(RELAYER);
        identities.enroll(c, byIssuer, byHolder);
        Gas.snapshot(GROUP, "enroll, by a manager");
    }

    /// hardhat-config: isolate = true
    function test_gas_renew() public {
        VM.warp(START + 30 days);
        IIdentityRegistry.Credential memory c = _credential(
            patient,
            IIdentityRegistry.Role.Patient,
            hospital
        );
        (bytes memory byIssuer, bytes memory byHolder) = _signCredential(_issuerKey(hospital), patient, c);
        VM.prank(RELAYER);
        identities.renew(c, byIssuer, byHolder);
        Gas.snapshot(GROUP, "renew, by the issuer key");
    }

    /// hardhat-config: isolate = true
    function test_gas_changeController() public {
        Actor memory joining = _actor("joining wallet");
        IIdentityRegistry.ControllerChange memory c = _controllerChange(patient, joining.account, true);
        bytes memory signature = _sign(patient, _identityDigest(IdentityTypedData.hash(c)));
        bytes memory acceptance = _sign(
            joining,
            _identityDigest(IdentityTypedData.hashAcceptance(c.personId, c.controller, c.nonce))
        );
        VM.prank(RELAYER);
        identities.changeController(c, signature, acceptance);
        Gas.snapshot(GROUP, "changeController, added");
    }

    /// hardhat-config: isolate = true
    function test_gas_changeKeyManifest() public {
        IIdentityRegistry.KeyManifestChange memory c = _keyManifestChange(patient);
        bytes memory signature = _sign(patient, _identityDigest(IdentityTypedData.hash(c)));
        VM.prank(RELAYER);
        identities.changeKeyManifest(c, signature);
        Gas.snapshot(GROUP, "changeKeyManifest");
    }

    /// hardhat-config: isolate = true
    function test_gas_changeStatus() public {
        IIdentityRegistry.StatusChange memory c = _statusChange(
            patient,
            manager,
            IIdentityRegistry.PersonStatus.Suspended
        );
        bytes memory signature = _sign(manager, _identityDigest(IdentityTypedData.hash(c)));
        VM.prank(RELAYER);
        identities.changeStatus(c, signature);
        Gas.snapshot(GROUP, "changeStatus, by a manager");
    }

    /// hardhat-config: isolate = true
    function test_gas_recovery() public {
        Actor memory joining = _actor("new wallet");
        IIdentityRegistry.Recovery memory r = _recovery(patient, manager, joining.account);
        bytes memory byIssuer = _sign(manager, _identityDigest(IdentityTypedData.hash(r)));
        bytes memory approval = _sign(_authority(), _identityDigest(IdentityTypedData.hashApproval(r)));
        VM.prank(RELAYER);
        identities.startRecovery(r, byIssuer, approval);
        Gas.snapshot(GROUP, "startRecovery, by a manager");
        bytes memory acceptance = _sign(
            joining,
            _identityDigest(IdentityTypedData.hashAcceptance(r.personId, r.newController, r.nonce))
        );
        VM.warp(START + RECOVERY_DELAY);
        VM.prank(RELAYER);
        identities.completeRecovery(r.personId, acceptance);
        Gas.snapshot(GROUP, "completeRecovery");
    }

    /// hardhat-config: isolate = true
    function test_gas_invalidateNonces() public {
        IPersonAuthorization.NonceInvalidation memory n = _nonceInvalidation(patient, 1, 1);
        bytes memory signature = _sign(patient, _identityDigest(IdentityTypedData.hash(n)));
        VM.prank(RELAYER);
        identities.invalidateNonces(n, signature);
        Gas.snapshot(GROUP, "invalidateNonces");
    }

    /// @dev Without `isolate`: what the question costs a contract that asks, all storage cold.
    function test_gas_requireActiveController() public {
        identities.requireActiveController(patient.personId, patient.account);
        Gas.snapshot(GROUP, "requireActiveController, called by a contract");
    }
}
