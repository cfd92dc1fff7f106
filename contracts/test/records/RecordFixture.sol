// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ConsentRegistry} from "../../src/consent/ConsentRegistry.sol";
import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {UsageLedger} from "../../src/consent/UsageLedger.sol";
import {IdentityRegistry} from "../../src/identity/IdentityRegistry.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {OrganizationRegistry} from "../../src/identity/OrganizationRegistry.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {RecordRegistry} from "../../src/records/RecordRegistry.sol";
import {ConsentTypedData} from "../consent/ConsentTypedData.sol";
import {IdentityFixture} from "../support/IdentityFixture.sol";
import {TypedData} from "../support/TypedData.sol";
import {VM} from "../support/Vm.sol";
import {Artifacts} from "./Artifacts.sol";
import {RecordTypedData} from "./RecordTypedData.sol";

/// @title A private chain with all five contracts, a patient and a doctor of the hospital, and signed statements to order.
/// @dev Every function returns a fresh struct: a negative test changes one field of it and expects that one failure.
abstract contract RecordFixture is IdentityFixture {
    bytes32 internal constant LINEAGE_SALT = keccak256("lineage of the tests");
    bytes32 internal constant TREATMENT = keccak256("treatment of the tests");
    bytes32 internal constant CATEGORY = keccak256("category tag of the tests");

    ConsentRegistry internal consents;
    RecordRegistry internal records;
    UsageLedger internal ledger;

    /// @dev Deploys everything from artifacts, the registries of IdentityFixture too, instead of calling its `setUp`.
    function setUp() public virtual override {
        VM.warp(START);
        bytes memory arguments = abi.encode(_authority().account);
        organizations = OrganizationRegistry(Artifacts.deploy("OrganizationRegistry", arguments));
        arguments = abi.encode(organizations, RECOVERY_DELAY);
        identities = IdentityRegistry(Artifacts.deploy("IdentityRegistry", arguments));
        arguments = abi.encode(identities);
        consents = ConsentRegistry(Artifacts.deploy("ConsentRegistry", arguments));
        arguments = abi.encode(identities, consents, LINEAGE_SALT);
        records = RecordRegistry(Artifacts.deploy("RecordRegistry", arguments));
        ledger = _deployLedger(false);
        VM.prank(_authority().account);
        consents.settleUsageLedger(address(ledger));
        hospital = _register("hospital", IOrganizationRegistry.OrganizationKind.Hospital);
        platform = _register("platform", IOrganizationRegistry.OrganizationKind.InternetPlatform);
        insurer = _register("insurer", IOrganizationRegistry.OrganizationKind.Insurer);
        healthAuthority = _register(
            "health-authority",
            IOrganizationRegistry.OrganizationKind.HealthAuthority
        );
        _patient("alice");
        _doctor("dora", hospital);
    }

    function _deployLedger(bool opensForeignRecords) internal returns (UsageLedger) {
        bytes memory arguments = abi.encode(identities, consents, records, opensForeignRecords);
        return UsageLedger(Artifacts.deploy("UsageLedger", arguments));
    }

    function _alice() internal pure returns (Actor memory) {
        return _actor("alice");
    }

    function _dora() internal pure returns (Actor memory) {
        return _actor("dora");
    }

    function _recordDigest(bytes32 structHash) internal view returns (bytes32) {
        return
            TypedData.digest(
                TypedData.domainSeparator("MedLattice RecordRegistry", block.chainid, address(records)),
                structHash
            );
    }

    function _consentDigest(bytes32 structHash) internal view returns (bytes32) {
        return
            TypedData.digest(
                TypedData.domainSeparator("MedLattice ConsentRegistry", block.chainid, address(consents)),
                structHash
            );
    }

    function _proposal(
        string memory label,
        Actor memory patient,
        Actor memory author
    ) internal view returns (IRecordRegistry.Proposal memory) {
        return
            IRecordRegistry.Proposal({
                recordId: _id(label),
                patient: patient.personId,
                author: author.personId,
                signer: author.account,
                institution: hospital,
                treatmentId: TREATMENT,
                categoryTag: CATEGORY,
                commitment: keccak256(abi.encode("commitment", label)),
                commitmentProof: keccak256(abi.encode("proof", label)),
                manifestHash: keccak256(abi.encode("author's manifest", label)),
                keywordRoot: keccak256(abi.encode("keywords", label)),
                stationRoot: 0
            });
    }

    function _stateOf(
        IRecordRegistry.Proposal memory p
    ) internal pure returns (IRecordRegistry.RecordState memory s) {
        (s.recordId, s.patient, s.author) = (p.recordId, p.patient, p.author);
        (s.institution, s.treatmentId, s.categoryTag) = (p.institution, p.treatmentId, p.categoryTag);
        (s.commitment, s.commitmentProof, s.manifestHash) = (p.commitment, p.commitmentProof, p.manifestHash);
        (s.keywordRoot, s.stationRoot) = (p.keywordRoot, p.stationRoot);
        s.status = IRecordRegistry.Status.Proposed;
    }

    function _next(
        IRecordRegistry.RecordState memory s,
        IRecordRegistry.Status status,
        bytes32 manifestHash
    ) internal pure returns (IRecordRegistry.RecordState memory next) {
        next = abi.decode(abi.encode(s), (IRecordRegistry.RecordState));
        next.status = status;
        next.manifestHash = manifestHash;
        next.sequence = s.sequence + 1;
    }

    function _confirmation(
        IRecordRegistry.RecordState memory s,
        Actor memory patient
    ) internal pure returns (IRecordRegistry.Confirmation memory) {
        return
            IRecordRegistry.Confirmation({
                recordId: s.recordId,
                patient: patient.personId,
                signer: patient.account,
                commitment: s.commitment,
                manifestHash: keccak256(abi.encode("patient's manifest", s.recordId)),
                sequence: s.sequence
            });
    }

    function _disputeOf(
        IRecordRegistry.RecordState memory s,
        Actor memory patient
    ) internal pure returns (IRecordRegistry.Dispute memory) {
        bytes32 reasonHash = keccak256(abi.encode("salted reason", s.recordId));
        return IRecordRegistry.Dispute(s.recordId, patient.personId, patient.account, reasonHash, s.sequence);
    }

    function _update(
        IRecordRegistry.RecordState memory s,
        Actor memory patient
    ) internal pure returns (IRecordRegistry.ManifestUpdate memory) {
        bytes32 manifestHash = keccak256(abi.encode("rotated manifest", s.recordId, s.sequence));
        return
            IRecordRegistry.ManifestUpdate(
                s.recordId,
                patient.personId,
                patient.account,
                manifestHash,
                s.sequence
            );
    }

    function _mandate(Actor memory patient) internal view returns (IConsentTypes.Mandate memory) {
        return
            IConsentTypes.Mandate({
                patient: patient.personId,
                signer: patient.account,
                treatmentId: TREATMENT,
                institution: hospital,
                notBefore: uint40(block.timestamp),
                notAfter: uint40(block.timestamp) + 1 days,
                salt: keccak256("salt of the mandate")
            });
    }

    function _signed(
        Actor memory actor,
        IRecordRegistry.Proposal memory p
    ) internal view returns (bytes memory) {
        return _sign(actor, _recordDigest(RecordTypedData.hash(p)));
    }

    function _signed(
        Actor memory actor,
        IRecordRegistry.BatchProposal memory b
    ) internal view returns (bytes memory) {
        return _sign(actor, _recordDigest(RecordTypedData.hash(b)));
    }

    function _signed(
        Actor memory actor,
        IRecordRegistry.Confirmation memory c
    ) internal view returns (bytes memory) {
        return _sign(actor, _recordDigest(RecordTypedData.hash(c)));
    }

    function _signed(
        Actor memory actor,
        IRecordRegistry.Dispute memory d
    ) internal view returns (bytes memory) {
        return _sign(actor, _recordDigest(RecordTypedData.hash(d)));
    }

    function _signed(
        Actor memory actor,
        IRecordRegistry.ManifestUpdate memory u
    ) internal view returns (bytes memory) {
        return _sign(actor, _recordDigest(RecordTypedData.hash(u)));
    }

    function _signed(
        Actor memory actor,
        IConsentTypes.Mandate memory m
    ) internal view returns (bytes memory) {
        return _sign(actor, _consentDigest(ConsentTypedData.hash(m)));
    }

    /// @dev A record of dora about alice that alice has not seen.
    function _proposed(string memory label) internal returns (IRecordRegistry.RecordState memory) {
        IRecordRegistry.Proposal memory p = _proposal(label, _alice(), _dora());
        records.propose(p, _signed(_dora(), p));
        return _stateOf(p);
    }

    /// @dev A record of dora that its patient has confirmed.
    function _confirmedOf(
        string memory label,
        Actor memory patient
    ) internal returns (IRecordRegistry.RecordState memory) {
        IRecordRegistry.Proposal memory p = _proposal(label, patient, _dora());
        IRecordRegistry.Confirmation memory c = _confirmation(_stateOf(p), patient);
        records.register(p, _signed(_dora(), p), c, _signed(patient, c));
        return _next(_stateOf(p), IRecordRegistry.Status.Confirmed, c.manifestHash);
    }

    function _confirmed(string memory label) internal returns (IRecordRegistry.RecordState memory) {
        return _confirmedOf(label, _alice());
    }

    function _disputed(string memory label) internal returns (IRecordRegistry.RecordState memory s) {
        s = _proposed(label);
        IRecordRegistry.Dispute memory d = _disputeOf(s, _alice());
        records.dispute(s, d, _signed(_alice(), d));
        return _next(s, IRecordRegistry.Status.Disputed, s.manifestHash);
    }

    /// @dev The authority suspends or reinstates a person.
    function _setStatus(Actor memory actor, IIdentityRegistry.PersonStatus status) internal {
        IIdentityRegistry.StatusChange memory change = IIdentityRegistry.StatusChange({
            personId: actor.personId,
            status: status,
            reason: keccak256("reason"),
            issuer: 0,
            signer: _authority().account,
            nonce: uint256(keccak256(abi.encode(actor.personId, status, block.timestamp))),
            deadline: uint40(block.timestamp)
        });
        VM.prank(_authority().account);
        identities.changeStatus(change, "");
    }

    function _expectState(IRecordRegistry.RecordState memory s) internal view {
        VM.assertEq(records.stateHashOf(s.recordId), RecordTypedData.hash(s));
    }
}
