// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CommitmentStatement} from "../../src/correction/ICommitmentVerifier.sol";
import {IRecordCorrection} from "../../src/correction/IRecordCorrection.sol";
import {ISigmaOrCommitments} from "../../src/correction/ISigmaOrCommitments.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {VM} from "../support/Vm.sol";
import {CorrectionFixture} from "./CorrectionFixture.sol";
import {CorrectionTypedData} from "./CorrectionTypedData.sol";
import {SigmaOr} from "./SigmaOr.sol";

/// @title What the institution's proof must be for, and what of the old opening must be known.
contract CorrectOpeningTest is CorrectionFixture {
    IRecordCorrection.Kind private constant REPLACE = IRecordCorrection.Kind.Replace;

    function _refutedWith(Case memory c) private {
        _correctFails(c, abi.encodeWithSelector(ISigmaOrCommitments.SigmaOrCommitmentsRefuted.selector));
    }

    /// @dev A proof by the trapdoor for another message than the correction's.
    function _proofOf(Case memory c, uint256 m) private view returns (bytes memory) {
        SigmaOr.Point memory h1 = SigmaOr.mul(SigmaOr.generator(), c.trapdoor);
        return SigmaOr.proveTrapdoor(_statement(h1, c.record.h, m), c.trapdoor, "other");
    }

    /// @dev Everything that goes into the message, one after the other; the rest is signed anew and would do.
    function testFuzz_correct_revertsForAProofOfOtherContent(uint256 field, bytes32 value) public {
        Case memory c = _case(REPLACE);
        IRecordCorrection.Correction memory k = c.consent.correction;
        (bytes32 recordId, uint32 version) = (k.recordId, k.version);
        (bytes32 digest, bytes32 fieldRoot) = (k.digest, k.fieldRoot);
        field %= 4;
        if (field == 0) recordId = value;
        if (field == 1) version = uint32(uint256(value));
        if (field == 2) digest = value;
        if (field == 3) fieldRoot = value;
        uint256 m = _message(recordId, version, digest, fieldRoot);
        VM.assume(m != _message(k.recordId, k.version, k.digest, k.fieldRoot));
        c.next.proof = _proofOf(c, m);
        _refutedWith(c);
    }

    /// @dev Both sign the new content; the proof is still the one of what was there before.
    function test_correct_revertsForAnOldOpening() public {
        Case memory c = _case(REPLACE);
        (c.consent.correction.digest, c.consent.correction.fieldRoot) = (
            c.record.opening.digest,
            c.record.opening.fieldRoot
        );
        _complete(c);
        c.next.proof = c.record.opening.proof;
        _refutedWith(c);
    }

    /// @dev Version 0 is put back as version 2: the versions before it are all in the proofs.
    function test_correct_revertsForARollback() public {
        Case memory first = _case(REPLACE);
        Case memory c = _caseOf(_corrected(first), REPLACE, _dora(), _alice());
        (c.consent.correction.digest, c.consent.correction.fieldRoot) = (
            first.record.opening.digest,
            first.record.opening.fieldRoot
        );
        _complete(c);
        c.next.proof = first.record.opening.proof;
        _refutedWith(c);
        c.next.proof = first.next.proof;
        _refutedWith(c);
    }

    function test_correct_revertsForTheProofOfAnotherChain() public {
        Case memory c = _case(REPLACE);
        IRecordCorrection.Correction memory k = c.consent.correction;
        VM.chainId(block.chainid + 1);
        uint256 m = _message(k.recordId, k.version, k.digest, k.fieldRoot);
        VM.chainId(block.chainid - 1);
        c.next.proof = _proofOf(c, m);
        _refutedWith(c);
    }

    /// @dev The chain splits and keeps its records under another id: what was proven before means nothing there.
    function test_correct_revertsOnAChainThatChangedItsId() public {
        Case memory c = _case(REPLACE);
        VM.chainId(block.chainid + 1);
        _sign(c);
        _refutedWith(c);
        _open(c);
        _correct(c);
    }

    function test_correct_revertsForTheProofOfAnotherRegistry() public {
        Case memory c = _case(REPLACE);
        IRecordCorrection.Correction memory k = c.consent.correction;
        SigmaOr.Point memory h1 = SigmaOr.mul(SigmaOr.generator(), TRAPDOOR);
        bytes32 other = keccak256("another registry");
        uint256 m = CorrectionTypedData.message(other, k.recordId, k.version, k.digest, k.fieldRoot);
        CommitmentStatement memory s = _statement(h1, c.record.h, m);
        s.registryId = other;
        c.next.proof = SigmaOr.proveTrapdoor(s, TRAPDOOR, "other");
        _refutedWith(c);
        s.m = _message(k.recordId, k.version, k.digest, k.fieldRoot);
        c.next.proof = SigmaOr.proveTrapdoor(s, TRAPDOOR, "other");
        _refutedWith(c);
    }

    function test_correct_revertsForAnotherInstitutionsTrapdoor() public {
        _setTrapdoor("platform", platform, TRAPDOOR + 1);
        Case memory c = _case(REPLACE);
        c.trapdoor = TRAPDOOR + 1;
        _open(c);
        _refutedWith(c);
    }

    /// @dev The record is the platform's, which has none.
    function test_correct_revertsWithoutAKeyOfTheInstitution() public {
        Actor memory grace = _doctor("grace", platform);
        (Written memory w, IRecordRegistry.Proposal memory p) = _written("platform's", _alice());
        (p.author, p.signer, p.institution) = (grace.personId, grace.account, platform);
        (w.state.author, w.state.institution) = (grace.personId, platform);
        IRecordRegistry.Confirmation memory f = _confirmation(w.state, _alice());
        records.register(p, _signed(grace, p), f, _signed(_alice(), f));
        w.state = _next(w.state, IRecordRegistry.Status.Confirmed, f.manifestHash);
        Case memory c = _caseOf(w, REPLACE, grace, _alice());
        bytes4 selector = IRecordCorrection.RecordCorrectionNoKey.selector;
        _correctFails(c, abi.encodeWithSelector(selector, platform));
    }

    /// @dev Without the trapdoor: with the randomness of version 0, which the author had, and with both signatures.
    function test_correct_revertsForWhoeverKnowsTheRandomnessOnly() public {
        Case memory c = _case(REPLACE);
        IRecordCorrection.Correction memory k = c.consent.correction;
        SigmaOr.Point memory h1 = SigmaOr.mul(SigmaOr.generator(), TRAPDOOR);
        uint256 m = _message(k.recordId, k.version, k.digest, k.fieldRoot);
        uint256 r = uint256(keccak256(abi.encode("randomness", "record"))) >> 8;
        c.next.proof = SigmaOr.proveOpening(_statement(h1, c.record.h, m), r, "randomness");
        _refutedWith(c);
    }

    function test_correct_revertsForAnotherPointThanTheCommitment() public {
        Case memory c = _case(REPLACE);
        bytes32 recordId = c.record.state.recordId;
        bytes4 selector = IRecordCorrection.RecordCorrectionOtherCommitment.selector;
        SigmaOr.Point memory other = SigmaOr.mul(SigmaOr.generator(), 5);
        (c.next.hx, c.next.hy) = (other.x, other.y);
        _correctFails(c, abi.encodeWithSelector(selector, recordId, SigmaOr.compress(other)));
        other = SigmaOr.Point(c.record.h.x, SigmaOr.P - c.record.h.y);
        (c.next.hx, c.next.hy) = (other.x, other.y);
        _correctFails(c, abi.encodeWithSelector(selector, recordId, SigmaOr.compress(other)));
        selector = ISigmaOrCommitments.SigmaOrCommitmentsInvalidPoint.selector;
        other = SigmaOr.Point(c.record.h.x, c.record.h.y + 2);
        (c.next.hx, c.next.hy) = (other.x, other.y);
        _correctFails(c, abi.encodeWithSelector(selector, other.x, other.y));
    }

    function test_correct_revertsForAProofCutShort() public {
        Case memory c = _case(REPLACE);
        c.next.proof = new bytes(127);
        bytes4 selector = ISigmaOrCommitments.SigmaOrCommitmentsInvalidLength.selector;
        _correctFails(c, abi.encodeWithSelector(selector, 127));
    }

    function test_correct_revertsForARedactionThatChangesTheFieldRoot() public {
        Case memory c = _case(IRecordCorrection.Kind.Redact);
        c.consent.correction.fieldRoot = keccak256("another field root") >> 8;
        _complete(c);
        bytes4 selector = IRecordCorrection.RecordCorrectionOtherFieldRoot.selector;
        bytes32 fieldRoot = c.consent.correction.fieldRoot;
        _correctFails(c, abi.encodeWithSelector(selector, c.record.state.recordId, fieldRoot));
    }

    /// @dev The opening presented is not the registered one; for a replacement nobody looks at it.
    function testFuzz_correct_revertsForAnotherOldOpening(uint256 field, bytes32 value) public {
        IRecordCorrection.Kind kind =
            field % 2 == 0 ? IRecordCorrection.Kind.Amend : IRecordCorrection.Kind.Redact;
        Case memory c = _case(kind);
        IRecordCorrection.Opening memory o = c.record.opening;
        bytes32 before = CorrectionTypedData.openingHash(o);
        field = (field / 2) % 5;
        if (field == 0) o.h1x = uint256(value);
        if (field == 1) o.h1y = uint256(value);
        if (field == 2) o.digest = value;
        if (field == 3) o.fieldRoot = value;
        if (field == 4) o.proof = bytes.concat(value);
        bytes32 presented = CorrectionTypedData.openingHash(o);
        VM.assume(presented != before);
        bytes4 selector = IRecordCorrection.RecordCorrectionOtherOpening.selector;
        _correctFails(c, abi.encodeWithSelector(selector, c.record.state.recordId, presented));
    }

    /// @dev Of a version that was registered with an opening that does not hold, nobody can say what a correction keeps.
    function test_correct_boundsNothingByAFalseOpening() public {
        Actor memory alice = _alice();
        (Written memory w, IRecordRegistry.Proposal memory p) = _written("false", alice);
        w.opening.fieldRoot = keccak256("a field root that was never committed to") >> 8;
        p.commitmentProof = w.state.commitmentProof = CorrectionTypedData.openingHash(w.opening);
        IRecordRegistry.Confirmation memory f = _confirmation(w.state, alice);
        records.register(p, _signed(_dora(), p), f, _signed(alice, f));
        w.state = _next(w.state, IRecordRegistry.Status.Confirmed, f.manifestHash);
        _refutedWith(_caseOf(w, IRecordCorrection.Kind.Redact, _dora(), alice));
        _refutedWith(_caseOf(w, IRecordCorrection.Kind.Amend, _dora(), alice));
        _expectState(_corrected(_caseOf(w, REPLACE, _dora(), alice)).state);
    }
}
