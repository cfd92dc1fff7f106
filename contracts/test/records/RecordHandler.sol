// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {RecordFixture} from "./RecordFixture.sol";
import {RecordTypedData} from "./RecordTypedData.sol";

/// @title Lives with a registry for a while, and remembers what must be in it.
/// @dev Each action is valid and then expected to work, or is an attack and then expected to fail; `surprises` counts
/// the others. Actions that mean nothing in the present state do nothing.
abstract contract RecordHandler is RecordFixture {
    IRecordRegistry.RecordState[] private _states;
    mapping(bytes32 patient => bytes32 head) public expectedHead;
    mapping(bytes32 patient => uint256 height) public expectedHeight;
    uint256 public surprises;

    constructor() {
        setUp();
        _patient("bob");
        _doctor("dave", hospital);
    }

    function propose(uint256 seed) external {
        Actor memory patient = _patientOf(seed);
        string memory label = string(abi.encodePacked("record", _states.length));
        IRecordRegistry.Proposal memory p = _proposal(label, patient, _dora());
        _expect(true, abi.encodeCall(records.propose, (p, _signed(_dora(), p))));
        _states.push(_stateOf(p));
    }

    function confirm(uint256 index) external {
        (bool found, IRecordRegistry.RecordState memory s) = _pick(index);
        if (!found || s.status == IRecordRegistry.Status.Confirmed) return;
        IRecordRegistry.Confirmation memory c = _confirmation(s, _ownerOf(s));
        _expect(true, abi.encodeCall(records.confirm, (s, c, _signed(_ownerOf(s), c))));
        _link(index, _next(s, IRecordRegistry.Status.Confirmed, c.manifestHash));
    }

    function confirmByMandate(uint256 index) external {
        (bool found, IRecordRegistry.RecordState memory s) = _pick(index);
        if (!found) return;
        bool proposed = s.status == IRecordRegistry.Status.Proposed;
        IConsentTypes.Mandate memory m = _mandate(_ownerOf(s));
        _expect(proposed, abi.encodeCall(records.confirmByMandate, (s, m, _signed(_ownerOf(s), m))));
        if (proposed) _link(index, _next(s, IRecordRegistry.Status.Confirmed, s.manifestHash));
    }

    function dispute(uint256 index) external {
        (bool found, IRecordRegistry.RecordState memory s) = _pick(index);
        if (!found || s.status != IRecordRegistry.Status.Proposed) return;
        IRecordRegistry.Dispute memory d = _disputeOf(s, _ownerOf(s));
        _expect(true, abi.encodeCall(records.dispute, (s, d, _signed(_ownerOf(s), d))));
        _states[index % _states.length] = _next(s, IRecordRegistry.Status.Disputed, s.manifestHash);
    }

    function updateManifest(uint256 index) external {
        (bool found, IRecordRegistry.RecordState memory s) = _pick(index);
        if (!found || s.status != IRecordRegistry.Status.Confirmed) return;
        IRecordRegistry.ManifestUpdate memory u = _update(s, _ownerOf(s));
        _expect(true, abi.encodeCall(records.updateManifest, (s, u, _signed(_ownerOf(s), u))));
        _states[index % _states.length] = _next(s, s.status, u.manifestHash);
    }

    /// @dev Somebody else tries in its own name, or in the patient's.
    function attack(uint256 index, uint256 who, uint256 how) external {
        (bool found, IRecordRegistry.RecordState memory s) = _pick(index);
        if (!found) return;
        Actor memory attacker = _attackerOf(s, who);
        Actor memory claimed = how % 2 == 0 ? attacker : _ownerOf(s);
        IRecordRegistry.Confirmation memory c = _confirmation(s, claimed);
        IRecordRegistry.Dispute memory d = _disputeOf(s, claimed);
        IRecordRegistry.ManifestUpdate memory u = _update(s, claimed);
        IConsentTypes.Mandate memory m = _mandate(claimed);
        _expect(false, abi.encodeCall(records.confirm, (s, c, _signed(attacker, c))));
        _expect(false, abi.encodeCall(records.dispute, (s, d, _signed(attacker, d))));
        _expect(false, abi.encodeCall(records.updateManifest, (s, u, _signed(attacker, u))));
        _expect(false, abi.encodeCall(records.confirmByMandate, (s, m, _signed(attacker, m))));
        _expect(false, abi.encodeCall(records.applyCorrection, (s, _next(s, s.status, "wrong"))));
    }

    /// @dev A record id is taken for good, also for its own author.
    function proposeAgain(uint256 index) external {
        (bool found, IRecordRegistry.RecordState memory s) = _pick(index);
        if (!found) return;
        IRecordRegistry.Proposal memory p = _proposal("again", _alice(), _dora());
        p.recordId = s.recordId;
        _expect(false, abi.encodeCall(records.propose, (p, _signed(_dora(), p))));
    }

    function recordCount() external view returns (uint256) {
        return _states.length;
    }

    /// @return whether the registry holds exactly what this handler expects of the record.
    function holds(uint256 index) external view returns (bool) {
        IRecordRegistry.RecordState memory s = _states[index];
        return records.stateHashOf(s.recordId) == RecordTypedData.hash(s);
    }

    function accountHolds(bytes32 patient) external view returns (bool) {
        (bytes32 head, uint256 height) = records.accountOf(patient);
        return head == expectedHead[patient] && height == expectedHeight[patient];
    }

    function _expect(bool works, bytes memory data) private {
        (bool success, ) = address(records).call(data);
        if (success != works) ++surprises;
    }

    function _link(uint256 index, IRecordRegistry.RecordState memory next) private {
        _states[index % _states.length] = next;
        expectedHead[next.patient] = RecordTypedData.accountEntry(expectedHead[next.patient], next);
        ++expectedHeight[next.patient];
    }

    function _pick(uint256 index) private view returns (bool found, IRecordRegistry.RecordState memory s) {
        found = _states.length != 0;
        if (found) s = _states[index % _states.length];
    }

    function _patientOf(uint256 seed) private pure returns (Actor memory) {
        return seed % 2 == 0 ? _alice() : _actor("bob");
    }

    function _ownerOf(IRecordRegistry.RecordState memory s) private pure returns (Actor memory) {
        return s.patient == _alice().personId ? _alice() : _actor("bob");
    }

    /// @dev The other patient, the author, another doctor, or the authority.
    function _attackerOf(
        IRecordRegistry.RecordState memory s,
        uint256 who
    ) private pure returns (Actor memory) {
        if (who % 4 == 0) return s.patient == _alice().personId ? _actor("bob") : _alice();
        if (who % 4 == 1) return _dora();
        return who % 4 == 2 ? _actor("dave") : _authority();
    }
}
