// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordCorrection} from "../../src/correction/IRecordCorrection.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {CorrectionFixture} from "../correction/CorrectionFixture.sol";
import {CorrectionTypedData} from "../correction/CorrectionTypedData.sol";
import {SigmaOr} from "../correction/SigmaOr.sol";
import {RecordTypedData} from "../records/RecordTypedData.sol";
import {ClaimActs} from "./ClaimActs.sol";

/// @title Records corrected and erased by doctor, patient and institution together, and by fewer of them.
abstract contract CorrectionActs is ClaimActs, CorrectionFixture {
    mapping(bytes32 recordId => IRecordCorrection.Opening) private _openings;
    bytes32[] internal labels;

    function setUp() public virtual override(ClaimActs, CorrectionFixture) {
        super.setUp();
        _setTrapdoor("platform", platform, _trapdoorOf(platform));
    }

    /// @param who any of the people: only a doctor of the record's institution may.
    /// @param byPatient who carries it, where it is not relayed.
    function correct(
        uint256 index,
        uint256 who,
        uint256 wallet,
        uint256 kind,
        bool byPatient,
        bool relayed
    ) external {
        if (states.length == 0) return;
        index = _mostlyConfirmed(index);
        IRecordRegistry.RecordState memory s = states[index];
        (who, wallet) = (_mostlyDoctorOf(s, who), _walletOf(wallet));
        Case memory c = _caseBy(s, _kind(kind), wallets[who][0], wallets[_ownerOf(s)][wallet]);
        if (!relayed && byPatient) c.consent.patientSignature = "";
        if (!relayed && !byPatient) c.consent.authorSignature = "";
        bool expected = _mayCorrect(c, who) && _mayAct(_ownerOf(s), wallet);
        Actor memory sender = byPatient ? c.patient : c.doctor;
        if (!_act(relayed, sender, address(corrections), _call(c), expected)) return;
        Written memory next = _after(c);
        bytes32 hashAfter = RecordTypedData.hash(next.state);
        labels.push(CorrectionTypedData.label(c.consent.correction, RecordTypedData.hash(s), hashAfter));
        (states[index], _openings[s.recordId]) = (next.state, next.opening);
    }

    /// @dev Everybody has said yes but one, in whose name somebody else does: with an own account, or an own signature.
    function usurpCorrection(uint256 index, uint256 attacker, bool inPatientsName) external {
        if (states.length == 0) return;
        IRecordRegistry.RecordState memory s = states[index % states.length];
        uint256 victim = inPatientsName ? _ownerOf(s) : _mostlyDoctorOf(s, 1);
        Actor memory thief = _thief(victim, attacker);
        address sender = thief.account; // the case shares the thief, and changes it
        Actor memory doctor = inPatientsName ? wallets[_mostlyDoctorOf(s, 1)][0] : thief;
        Actor memory patient = inPatientsName ? thief : wallets[_ownerOf(s)][0];
        Case memory c = _caseBy(s, IRecordCorrection.Kind.Replace, doctor, patient);
        _refusedFrom(sender, address(corrections), _call(c));
        if (inPatientsName) (c.patient.account, c.patient.key) = (wallets[victim][0].account, thief.key);
        else c.consent.correction.signer = wallets[victim][0].account;
        _complete(c);
        _refusedFrom(sender, address(corrections), _call(c));
    }

    /// @dev Everybody has said yes, and the proof is for something else, or by somebody else.
    function forgeOpening(uint256 index, uint256 how) external {
        if (states.length == 0) return;
        IRecordRegistry.RecordState memory s = states[index % states.length];
        Actor memory doctor = wallets[_mostlyDoctorOf(s, 1)][0];
        Case memory c = _caseBy(s, IRecordCorrection.Kind.Replace, doctor, wallets[_ownerOf(s)][0]);
        if (how % 3 == 0) c.trapdoor = _mix(how) % SigmaOr.Q;
        if (how % 3 == 1) c.trapdoor = _trapdoorOf(s.institution == hospital ? platform : hospital);
        _open(c);
        if (how % 3 == 2) c.next.proof = _openings[s.recordId].proof;
        _refused(address(corrections), _call(c));
    }

    /// @dev The label log is what was appended to it, in order, and nothing else.
    function checkLabels() external view {
        bytes32[] memory level = labels;
        bytes32 empty;
        for (uint256 depth = 0; depth < 32; ++depth) {
            bytes32[] memory above = new bytes32[]((level.length + 1) / 2);
            for (uint256 i = 0; i < above.length; ++i) {
                bytes32 right = 2 * i + 1 < level.length ? level[2 * i + 1] : empty;
                above[i] = RecordTypedData.node(level[2 * i], right);
            }
            (level, empty) = (above, RecordTypedData.node(empty, empty));
        }
        bytes32 root = labels.length == 0 ? empty : level[0];
        require(corrections.labelRoot() == root, "label root");
        require(corrections.labelCount() == labels.length, "label count");
        require(labels.length == 0 || indexedLabelRoot == root, "label root of the events");
        require(indexedLabels == labels.length, "labels of the events");
        require(records.correction() == indexedCorrection, "correction contract of the events");
        require(corrections.isAcceptedPolicy(POLICY) == indexedPolicy[POLICY], "policy of the events");
    }

    function _caseBy(
        IRecordRegistry.RecordState memory s,
        IRecordCorrection.Kind kind,
        Actor memory doctor,
        Actor memory patient
    ) private view returns (Case memory c) {
        Written memory w = Written(s, _openings[s.recordId], _pointOf(s.recordId));
        c = _caseOf(w, kind, doctor, patient);
        c.trapdoor = _trapdoorOf(s.institution);
        _open(c);
    }

    /// @dev What was registered in bulk has a commitment that nobody can open. Only once a record was corrected, its opening
    /// is known here, and holds.
    function _mayCorrect(Case memory c, uint256 who) private view returns (bool) {
        IRecordRegistry.RecordState memory s = c.record.state;
        IRecordCorrection.Kind kind = c.consent.correction.kind;
        bool needsBase = kind == IRecordCorrection.Kind.Amend || kind == IRecordCorrection.Kind.Redact;
        bool isDoctor = _mayAct(who, 0) && _isDoctor(who) && people[who].organization == s.institution;
        bool canOpen = s.commitment == SigmaOr.compress(c.record.h);
        bool isConfirmed = s.status == IRecordRegistry.Status.Confirmed;
        return isDoctor && canOpen && isConfirmed && (!needsBase || s.version > 0);
    }

    /// @dev From a record of the fuzzer's choice on to the next confirmed one, but for one time in eight.
    function _mostlyConfirmed(uint256 seed) private view returns (uint256 index) {
        index = _mix(seed) % states.length;
        if (seed % 8 == 0) return index;
        for (uint256 i = 0; i < states.length; ++i) {
            if (states[index].status == IRecordRegistry.Status.Confirmed) return index;
            index = (index + 1) % states.length;
        }
    }

    function _mostlyDoctorOf(
        IRecordRegistry.RecordState memory s,
        uint256 seed
    ) private view returns (uint256) {
        if (seed % 4 == 0) return _mix(seed) % PEOPLE;
        return s.institution == hospital ? DORA : GRACE;
    }

    /// @dev Seldom an erasure, after which nothing happens any more.
    function _kind(uint256 seed) private pure returns (IRecordCorrection.Kind) {
        seed = _mix(seed) % 8;
        if (seed == 0) return IRecordCorrection.Kind.Erase;
        if (seed < 3) return IRecordCorrection.Kind.Amend;
        return seed < 5 ? IRecordCorrection.Kind.Redact : IRecordCorrection.Kind.Replace;
    }

    function _trapdoorOf(bytes32 institution) private view returns (uint256) {
        return institution == hospital ? TRAPDOOR : TRAPDOOR + 1;
    }
}
