// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CommitmentStatement, ICommitmentVerifier} from "../../src/correction/ICommitmentVerifier.sol";
import {IRecordCorrection} from "../../src/correction/IRecordCorrection.sol";
import {IOrganizationKeys} from "../../src/identity/IOrganizationKeys.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {Artifacts} from "../records/Artifacts.sol";
import {RecordFixture} from "../records/RecordFixture.sol";
import {ChameleonKeys} from "../support/ChameleonKeys.sol";
import {TypedData} from "../support/TypedData.sol";
import {VM} from "../support/Vm.sol";
import {CorrectionTypedData} from "./CorrectionTypedData.sol";
import {SigmaOr} from "./SigmaOr.sol";
import {SignedAmendments} from "./SignedAmendments.sol";

/// @title A chain that corrects: the hospital has a trapdoor, records have real commitments, and corrections come to order.
/// @dev Every function returns fresh structs. A negative test changes one thing and makes anew only what should still fit it.
abstract contract CorrectionFixture is RecordFixture {
    uint256 internal constant TRAPDOOR = uint256(keccak256("trapdoor of the hospital")) >> 8;
    bytes32 internal constant POLICY = keccak256("policy of the tests");

    IRecordCorrection internal corrections;
    ICommitmentVerifier internal verifier;
    SignedAmendments internal amendmentProver;

    /// @dev A record with everything that its manifest holds about its commitment.
    struct Written {
        IRecordRegistry.RecordState state;
        IRecordCorrection.Opening opening;
        SigmaOr.Point h;
    }

    /// @dev A call of `correct`, with who signs what in it.
    struct Case {
        Written record;
        IRecordCorrection.Consent consent;
        IRecordCorrection.NextOpening next;
        IRecordCorrection.Amendment[] amendments;
        Actor doctor;
        Actor patient;
        uint256 trapdoor;
    }

    function setUp() public virtual override {
        super.setUp();
        verifier = ICommitmentVerifier(Artifacts.deploy("SigmaOrCommitments", ""));
        amendmentProver = new SignedAmendments();
        corrections = _deployCorrections(address(amendmentProver));
        VM.prank(_authority().account);
        records.nominateCorrection(address(corrections));
        corrections.acceptNomination();
        VM.prank(_authority().account);
        corrections.acceptPolicy(POLICY, true, "https://health-authority.example/policy");
        _setTrapdoor("hospital", hospital, TRAPDOOR);
    }

    function _deployCorrections(address amendments) internal returns (IRecordCorrection) {
        bytes memory arguments = abi.encode(records, verifier, amendments);
        return IRecordCorrection(Artifacts.deploy("RecordCorrection", arguments));
    }

    function _setTrapdoor(string memory name, bytes32 orgId, uint256 trapdoor) internal {
        bytes memory key = ChameleonKeys.publicKey(trapdoor);
        bytes memory proof = ChameleonKeys.prove(address(organizations), orgId, trapdoor, 7);
        VM.prank(_admin(name).account);
        organizations.setKey(orgId, IOrganizationKeys.KeyKind.ChameleonH1, key, proof);
    }

    function _correctionDigest(bytes32 structHash) internal view returns (bytes32) {
        bytes32 domain = TypedData.domainSeparator(
            "MedLattice RecordCorrection",
            block.chainid,
            address(corrections)
        );
        return TypedData.digest(domain, structHash);
    }

    function _statement(
        SigmaOr.Point memory h1,
        SigmaOr.Point memory h,
        uint256 m
    ) internal view returns (CommitmentStatement memory) {
        return CommitmentStatement(records.registryId(), h1.x, h1.y, h.x, h.y, m);
    }

    function _message(
        bytes32 recordId,
        uint32 version,
        bytes32 digest,
        bytes32 fieldRoot
    ) internal view returns (uint256) {
        return CorrectionTypedData.message(records.registryId(), recordId, version, digest, fieldRoot);
    }

    /// @dev Version 0 of a record about `patient` that nobody has registered yet: its opening, and what a proposal says of it.
    function _written(
        string memory label,
        Actor memory patient
    ) internal view returns (Written memory w, IRecordRegistry.Proposal memory p) {
        p = _proposal(label, patient, _dora());
        w.opening.digest = keccak256(abi.encode("digest", label));
        w.opening.fieldRoot = keccak256(abi.encode("field root", label)) >> 8;
        SigmaOr.Point memory h1 = SigmaOr.mul(SigmaOr.generator(), TRAPDOOR);
        uint256 m = _message(p.recordId, 0, w.opening.digest, w.opening.fieldRoot);
        uint256 r = uint256(keccak256(abi.encode("randomness", label))) >> 8;
        w.h = SigmaOr.commitTo(h1, m, r);
        (w.opening.h1x, w.opening.h1y) = (h1.x, h1.y);
        w.opening.proof = SigmaOr.proveOpening(_statement(h1, w.h, m), r, p.recordId);
        p.commitment = SigmaOr.compress(w.h);
        p.commitmentProof = CorrectionTypedData.openingHash(w.opening);
        w.state = _stateOf(p);
    }

    /// @dev A record of dora that its patient has confirmed.
    function _recordOf(string memory label, Actor memory patient) internal returns (Written memory w) {
        IRecordRegistry.Proposal memory p;
        (w, p) = _written(label, patient);
        IRecordRegistry.Confirmation memory c = _confirmation(w.state, patient);
        records.register(p, _signed(_dora(), p), c, _signed(patient, c));
        w.state = _next(w.state, IRecordRegistry.Status.Confirmed, c.manifestHash);
    }

    function _record(string memory label) internal returns (Written memory) {
        return _recordOf(label, _alice());
    }

    /// @dev A correction of a fresh record, by its author, permitted by its patient, opened by the hospital.
    function _case(IRecordCorrection.Kind kind) internal returns (Case memory) {
        return _caseOf(_record("record"), kind, _dora(), _alice());
    }

    function _caseOf(
        Written memory record,
        IRecordCorrection.Kind kind,
        Actor memory doctor,
        Actor memory patient
    ) internal view returns (Case memory c) {
        (c.record, c.doctor, c.patient, c.trapdoor) = (record, doctor, patient, TRAPDOOR);
        c.consent.correction = _correctionOf(c, kind);
        if (kind == IRecordCorrection.Kind.Amend) c.amendments = new IRecordCorrection.Amendment[](1);
        _complete(c);
    }

    function _correctionOf(
        Case memory c,
        IRecordCorrection.Kind kind
    ) private pure returns (IRecordCorrection.Correction memory k) {
        IRecordRegistry.RecordState memory s = c.record.state;
        (k.recordId, k.patient, k.author, k.signer) = (
            s.recordId,
            s.patient,
            c.doctor.personId,
            c.doctor.account
        );
        (k.kind, k.reason) = (kind, IRecordCorrection.Reason.WrongValue);
        (k.version, k.sequence) = (s.version + 1, s.sequence);
        if (kind == IRecordCorrection.Kind.Erase) {
            k.reason = IRecordCorrection.Reason.PatientsWish;
            return k;
        }
        bool keepsRoot = kind == IRecordCorrection.Kind.Redact;
        k.digest = keccak256(abi.encode("digest", s.recordId, k.version));
        k.fieldRoot =
            keepsRoot
                ? c.record.opening.fieldRoot
                : keccak256(abi.encode("field root", s.recordId, k.version)) >> 8;
        k.manifestHash = keccak256(abi.encode("manifest", s.recordId, k.version));
        k.keywordRoot = keccak256(abi.encode("keywords", s.recordId, k.version));
        k.stationRoot = keccak256(abi.encode("stations", s.recordId, k.version));
        if (kind == IRecordCorrection.Kind.Amend) k.policyRoot = POLICY;
    }

    /// @dev Makes anew all that follows from the correction: both signatures, the opening, and the last amendment.
    function _complete(Case memory c) internal view {
        _permit(c);
        _sign(c);
        _open(c);
        _amend(c);
    }

    function _permit(Case memory c) internal pure {
        IRecordCorrection.Correction memory k = c.consent.correction;
        c.consent.permission = IRecordCorrection.CorrectionPermission(
            k.recordId,
            c.patient.personId,
            c.patient.account,
            CorrectionTypedData.hash(k),
            k.digest
        );
    }

    function _sign(Case memory c) internal view {
        bytes32 correction = CorrectionTypedData.hash(c.consent.correction);
        bytes32 permission = CorrectionTypedData.hash(c.consent.permission);
        c.consent.authorSignature = _sign(c.doctor, _correctionDigest(correction));
        c.consent.patientSignature = _sign(c.patient, _correctionDigest(permission));
    }

    function _open(Case memory c) internal view {
        IRecordCorrection.Correction memory k = c.consent.correction;
        CommitmentStatement memory s = _statement(
            SigmaOr.mul(SigmaOr.generator(), c.trapdoor),
            c.record.h,
            _message(k.recordId, k.version, k.digest, k.fieldRoot)
        );
        bytes memory proof = SigmaOr.proveTrapdoor(s, c.trapdoor, CorrectionTypedData.hash(k));
        c.next = IRecordCorrection.NextOpening(c.record.h.x, c.record.h.y, proof);
    }

    /// @dev One step for each amendment; the last ends at the correction's root.
    function _amend(Case memory c) internal view {
        IRecordCorrection.Correction memory k = c.consent.correction;
        uint256 context = CorrectionTypedData.context(address(corrections), CorrectionTypedData.hash(k));
        bytes32 root = c.record.opening.fieldRoot;
        for (uint256 i = 0; i < c.amendments.length; ++i) {
            bool isLast = i + 1 == c.amendments.length;
            bytes32 newRoot = isLast ? k.fieldRoot : keccak256(abi.encode("step", i)) >> 8;
            bytes memory proof = amendmentProver.prove(root, newRoot, k.policyRoot, context);
            c.amendments[i] = IRecordCorrection.Amendment(newRoot, proof);
            root = newRoot;
        }
    }

    function _call(Case memory c) internal view returns (bytes memory) {
        return
            abi.encodeCall(
                corrections.correct,
                (c.record.state, c.record.opening, c.consent, c.next, c.amendments)
            );
    }

    /// @dev Through the relayer; reverts with the contract's own error.
    function _correct(Case memory c) internal {
        VM.prank(RELAYER);
        corrections.correct(c.record.state, c.record.opening, c.consent, c.next, c.amendments);
    }

    function _correctFails(Case memory c, bytes memory reason) internal {
        VM.expectRevert(reason);
        _correct(c);
    }

    /// @dev The record as it is after the correction, with the opening that its new manifest holds.
    function _after(Case memory c) internal view returns (Written memory w) {
        IRecordCorrection.Correction memory k = c.consent.correction;
        SigmaOr.Point memory h1 = SigmaOr.mul(SigmaOr.generator(), c.trapdoor);
        w.h = c.record.h;
        w.opening = IRecordCorrection.Opening(h1.x, h1.y, k.digest, k.fieldRoot, c.next.proof);
        bool isErased = k.kind == IRecordCorrection.Kind.Erase;
        w.state = _next(
            c.record.state,
            isErased ? IRecordRegistry.Status.Erased : IRecordRegistry.Status.Confirmed,
            k.manifestHash
        );
        w.state.version = k.version;
        w.state.commitmentProof = CorrectionTypedData.openingHash(w.opening);
        (w.state.keywordRoot, w.state.stationRoot) = (k.keywordRoot, k.stationRoot);
    }

    /// @dev Corrects, and goes on with the record as it is then.
    function _corrected(Case memory c) internal returns (Written memory) {
        _correct(c);
        return _after(c);
    }
}
