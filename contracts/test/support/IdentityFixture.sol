// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IdentityRegistry} from "../../src/identity/IdentityRegistry.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {OrganizationRegistry} from "../../src/identity/OrganizationRegistry.sol";
import {Artifacts} from "../records/Artifacts.sol";
import {Actors} from "./Actors.sol";
import {IdentityTypedData} from "./IdentityTypedData.sol";
import {TypedData} from "./TypedData.sol";
import {VM} from "./Vm.sol";

/// @title A chain with an authority, four organisations, and a way to enrol people.
abstract contract IdentityFixture is Actors {
    uint40 internal constant START = 1_800_000_000; // Unix seconds
    uint40 internal constant YEAR = 365 days;
    uint40 internal constant RECOVERY_DELAY = 3 days;

    OrganizationRegistry internal organizations;
    IdentityRegistry internal identities;

    bytes32 internal hospital;
    bytes32 internal platform;
    bytes32 internal healthAuthority;
    bytes32 internal insurer;

    function setUp() public virtual {
        VM.warp(START);
        bytes memory arguments = abi.encode(_authority().account);
        organizations = OrganizationRegistry(Artifacts.deploy("OrganizationRegistry", arguments));
        identities = _deployIdentities();
        hospital = _register("hospital", IOrganizationRegistry.OrganizationKind.Hospital);
        platform = _register("platform", IOrganizationRegistry.OrganizationKind.InternetPlatform);
        healthAuthority = _register(
            "health-authority",
            IOrganizationRegistry.OrganizationKind.HealthAuthority
        );
        insurer = _register("insurer", IOrganizationRegistry.OrganizationKind.Insurer);
    }

    function _deployIdentities() internal returns (IdentityRegistry) {
        bytes memory arguments = abi.encode(organizations, RECOVERY_DELAY);
        return IdentityRegistry(Artifacts.deploy("IdentityRegistry", arguments));
    }

    function _authority() internal pure returns (Actor memory actor) {
        actor = _actor("authority");
        actor.personId = 0;
    }

    function _admin(string memory name) internal pure returns (Actor memory actor) {
        actor = _actor(string.concat("admin of ", name));
        actor.personId = 0;
    }

    /// @dev The holder of an organisation's issuer key; issuers that are not people have no personId.
    function _issuerKey(bytes32 orgId) internal view returns (Actor memory actor) {
        string memory dnsName = organizations.organization(orgId).dnsName;
        actor = _actor(string.concat("issuer key of ", dnsName));
        actor.personId = 0;
    }

    function _registration(
        string memory name,
        IOrganizationRegistry.OrganizationKind kind
    ) internal pure returns (IOrganizationRegistry.Registration memory) {
        string memory dnsName = string.concat(name, ".example");
        return
            IOrganizationRegistry.Registration({
                dnsName: dnsName,
                kind: kind,
                admin: _admin(name).account,
                issuerKey: _actor(string.concat("issuer key of ", dnsName)).account,
                oracle: _actor(string.concat("oracle of ", name)).account,
                endpoint: string.concat("https://", dnsName)
            });
    }

    function _register(
        string memory name,
        IOrganizationRegistry.OrganizationKind kind
    ) internal returns (bytes32 orgId) {
        VM.prank(_authority().account);
        orgId = organizations.registerOrganization(_registration(name, kind));
    }

    function _identityDigest(bytes32 structHash) internal view returns (bytes32) {
        return
            TypedData.digest(
                TypedData.domainSeparator("MedLattice IdentityRegistry", block.chainid, address(identities)),
                structHash
            );
    }

    /// @dev A fresh valid credential for `actor`, issued by the organisation's issuer key and valid for a year.
    function _credential(
        Actor memory actor,
        IIdentityRegistry.Role role,
        bytes32 orgId
    ) internal view returns (IIdentityRegistry.Credential memory) {
        return
            IIdentityRegistry.Credential({
                personId: actor.personId,
                role: role,
                organization: orgId,
                controller: actor.account,
                keyManifestRoot: keccak256(abi.encode("key manifest", actor.personId)),
                nullifier: keccak256(abi.encode("nullifier", actor.personId)),
                notBefore: uint40(block.timestamp),
                notAfter: uint40(block.timestamp) + YEAR,
                issuer: 0,
                signer: _issuerKey(orgId).account
            });
    }

    function _signCredential(
        Actor memory issuer,
        Actor memory holder,
        IIdentityRegistry.Credential memory credential
    ) internal view returns (bytes memory issuerSignature, bytes memory controllerSignature) {
        issuerSignature = _sign(issuer, _identityDigest(IdentityTypedData.hash(credential)));
        controllerSignature = _sign(holder, _identityDigest(IdentityTypedData.hashEnrollment(credential)));
    }

    /// @dev Signs the credential by both and hands it in through the relayer.
    function _enrollWith(
        Actor memory issuer,
        Actor memory holder,
        IIdentityRegistry.Credential memory credential
    ) internal {
        (bytes memory byIssuer, bytes memory byHolder) = _signCredential(issuer, holder, credential);
        VM.prank(RELAYER);
        identities.enroll(credential, byIssuer, byHolder);
    }

    /// @dev Enrols an actor with the organisation's issuer key.
    function _enrollActor(
        Actor memory actor,
        IIdentityRegistry.Role role,
        bytes32 orgId
    ) internal returns (Actor memory) {
        _enrollWith(_issuerKey(orgId), actor, _credential(actor, role, orgId));
        return actor;
    }

    function _enroll(
        string memory label,
        IIdentityRegistry.Role role,
        bytes32 orgId
    ) internal returns (Actor memory) {
        return _enrollActor(_actor(label), role, orgId);
    }

    function _patient(string memory label) internal returns (Actor memory) {
        return _enroll(label, IIdentityRegistry.Role.Patient, hospital);
    }

    function _doctor(string memory label, bytes32 orgId) internal returns (Actor memory) {
        return _enroll(label, IIdentityRegistry.Role.Doctor, orgId);
    }

    function _manager(string memory label, bytes32 orgId) internal returns (Actor memory) {
        return _enroll(label, IIdentityRegistry.Role.Manager, orgId);
    }
}
