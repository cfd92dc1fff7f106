// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {ConsentTypedData} from "../consent/ConsentTypedData.sol";
import {SigmaOr} from "../correction/SigmaOr.sol";
import {RecordTypedData} from "../records/RecordTypedData.sol";
import {World} from "./World.sol";

/// @title Records proposed, confirmed, disputed and given new manifests, by whom and how the fuzzer likes.
abstract contract RecordActs is World {
    /// @param who any of the people: only active doctors of the record's institution may.
    function propose(uint256 who, uint256 wallet, uint256 about, bool relayed) external {
        (who, wallet) = (who % PEOPLE, _walletOf(wallet));
        Actor memory author = wallets[who][wallet];
        IRecordRegistry.Proposal memory p = _newProposal(who, wallet, about);
        bytes memory signature = _signature(relayed, author, _recordDigest(RecordTypedData.hash(p)));
        bool expected = _mayAct(who, wallet) && _isDoctor(who) && _isActive(_patientOf(about));
        bytes memory data = abi.encodeCall(records.propose, (p, signature));
        if (_act(relayed, author, address(records), data, expected)) states.push(_stateOf(p));
    }

    /// @dev Under an id that is taken: never.
    function proposeAgain(uint256 index, uint256 about) external {
        if (states.length == 0) return;
        IRecordRegistry.Proposal memory p = _newProposal(DORA, 0, about);
        p.recordId = states[index % states.length].recordId;
        bytes memory signature = _signature(true, wallets[DORA][0], _recordDigest(RecordTypedData.hash(p)));
        _act(
            true,
            wallets[DORA][0],
            address(records),
            abi.encodeCall(records.propose, (p, signature)),
            false
        );
    }

    /// @param who a patient, mostly the record's.
    function confirm(uint256 index, uint256 who, uint256 wallet, bool relayed) external {
        if (states.length == 0) return;
        index %= states.length;
        IRecordRegistry.RecordState memory s = states[index];
        (who, wallet) = (_mostlyOwner(s, who), _walletOf(wallet));
        Actor memory patient = wallets[who][wallet];
        IRecordRegistry.Confirmation memory c = _confirmation(s, patient);
        bytes memory signature = _signature(relayed, patient, _recordDigest(RecordTypedData.hash(c)));
        bool open =
            s.status == IRecordRegistry.Status.Proposed ||
                s.status == IRecordRegistry.Status.Disputed ||
                s.status == IRecordRegistry.Status.Claimed;
        bytes memory data = abi.encodeCall(records.confirm, (s, c, signature));
        if (
            _act(relayed, patient, address(records), data, open && who == _ownerOf(s) && _mayAct(who, wallet))
        ) _linkGhost(index, _next(s, IRecordRegistry.Status.Confirmed, c.manifestHash));
    }

    function confirmByMandate(uint256 index, uint256 wallet) external {
        if (states.length == 0) return;
        index %= states.length;
        IRecordRegistry.RecordState memory s = states[index];
        (uint256 who, uint256 w) = (_ownerOf(s), _walletOf(wallet));
        Actor memory patient = wallets[who][w];
        IConsentTypes.Mandate memory m = _standing(patient);
        bytes memory data = abi.encodeCall(
            records.confirmByMandate,
            (s, m, _sign(patient, _consentDigest(ConsentTypedData.hash(m))))
        );
        bool expected = s.status == IRecordRegistry.Status.Proposed && _mandateHolds(who, w, s);
        if (_act(true, patient, address(records), data, expected))
            _linkGhost(index, _next(s, IRecordRegistry.Status.Confirmed, s.manifestHash));
    }

    function dispute(uint256 index, uint256 who, uint256 wallet, bool relayed) external {
        if (states.length == 0) return;
        index %= states.length;
        IRecordRegistry.RecordState memory s = states[index];
        (who, wallet) = (_mostlyOwner(s, who), _walletOf(wallet));
        Actor memory patient = wallets[who][wallet];
        IRecordRegistry.Dispute memory d = _disputeOf(s, patient);
        bytes memory signature = _signature(relayed, patient, _recordDigest(RecordTypedData.hash(d)));
        bool expected =
            s.status == IRecordRegistry.Status.Proposed && who == _ownerOf(s) && _mayAct(who, wallet);
        bytes memory data = abi.encodeCall(records.dispute, (s, d, signature));
        if (_act(relayed, patient, address(records), data, expected))
            states[index] = _next(s, IRecordRegistry.Status.Disputed, s.manifestHash);
    }

    function updateManifest(uint256 index, uint256 who, uint256 wallet, bool relayed) external {
        if (states.length == 0) return;
        index %= states.length;
        IRecordRegistry.RecordState memory s = states[index];
        (who, wallet) = (_mostlyOwner(s, who), _walletOf(wallet));
        Actor memory patient = wallets[who][wallet];
        IRecordRegistry.ManifestUpdate memory u = _update(s, patient);
        bytes memory signature = _signature(relayed, patient, _recordDigest(RecordTypedData.hash(u)));
        bool expected =
            s.status == IRecordRegistry.Status.Confirmed && who == _ownerOf(s) && _mayAct(who, wallet);
        bytes memory data = abi.encodeCall(records.updateManifest, (s, u, signature));
        if (_act(relayed, patient, address(records), data, expected))
            states[index] = _next(s, s.status, u.manifestHash);
    }

    /// @dev Two records of both patients under one signature of the author: one confirmed, one under a mandate.
    function registerBatch(uint256 who, bool relayed) external {
        who = DORA + (who % 2);
        Actor memory author = wallets[who][0];
        IRecordRegistry.BatchItem[] memory items = new IRecordRegistry.BatchItem[](2);
        for (uint256 i = 0; i < 2; ++i) items[i] = _item(i, who, i == 1);
        bytes32[2] memory leaves = [
            RecordTypedData.leaf(items[0].proposal),
            RecordTypedData.leaf(items[1].proposal)
        ];
        for (uint256 i = 0; i < 2; ++i) {
            items[i].proof = new bytes32[](1);
            items[i].proof[0] = leaves[1 - i];
        }
        IRecordRegistry.BatchProposal memory b = IRecordRegistry.BatchProposal(
            RecordTypedData.node(leaves[0], leaves[1]),
            author.personId,
            author.account
        );
        bytes memory signature = _signature(relayed, author, _recordDigest(RecordTypedData.hash(b)));
        IRecordRegistry.RecordState memory second = _stateOf(items[1].proposal);
        // The mandate for the platform nobody ever withdraws.
        bool holds = _mandateHolds(WALTER, 0, second);
        if (who != DORA) holds = _mayAct(WALTER, 0) && block.timestamp < START + 40 days;
        bool expected = _mayAct(who, 0) && _mayAct(ALICE, 0) && holds;
        bytes memory data = abi.encodeCall(records.registerBatch, (b, signature, items));
        if (!_act(relayed, author, address(records), data, expected)) return;
        for (uint256 i = 0; i < 2; ++i) {
            states.push(_stateOf(items[i].proposal));
            bytes32 manifest = i == 1 ? second.manifestHash : items[i].acceptance.manifestHash;
            _linkGhost(
                states.length - 1,
                _next(states[states.length - 1], IRecordRegistry.Status.Confirmed, manifest)
            );
        }
    }

    function withdrawMandate(uint256 who, uint256 wallet, uint256 rare, bool relayed) external {
        if (_mix(rare) % 8 != 0) return; // for good, so not too early
        (who, wallet) = (_patientOf(who), _walletOf(wallet));
        Actor memory patient = wallets[who][wallet];
        bytes32 mandateId = _consentDigest(ConsentTypedData.hash(_standing(wallets[who][0])));
        IConsentTypes.MandateRevocation memory r = IConsentTypes.MandateRevocation(
            patient.personId,
            patient.account,
            mandateId
        );
        bytes memory signature = _signature(relayed, patient, _consentDigest(ConsentTypedData.hash(r)));
        bool expected = _controls(who, wallet) && !mandateWithdrawn[patient.personId];
        bytes memory data = abi.encodeCall(consents.revokeMandate, (r, signature));
        if (_act(relayed, patient, address(consents), data, expected))
            mandateWithdrawn[patient.personId] = true;
    }

    /// @dev The same mandate always: for the hospital, from the beginning, for forty days.
    function _standing(Actor memory patient) internal view returns (IConsentTypes.Mandate memory m) {
        m = _mandate(patient);
        (m.notBefore, m.notAfter) = (START, START + 40 days);
    }

    function _mandateHolds(
        uint256 who,
        uint256 wallet,
        IRecordRegistry.RecordState memory s
    ) internal view returns (bool) {
        bool withdrawn = wallet == 0 && mandateWithdrawn[people[who].personId];
        bool inTime = block.timestamp < START + 40 days;
        return !withdrawn && inTime && s.institution == hospital && _mayAct(who, wallet);
    }

    function _newProposal(
        uint256 who,
        uint256 wallet,
        uint256 about
    ) private returns (IRecordRegistry.Proposal memory p) {
        string memory label = string(abi.encodePacked("record ", _nonce()));
        p = _proposal(label, wallets[_patientOf(about)][0], wallets[who][wallet]);
        p.institution = people[who].organization;
        p.commitment = SigmaOr.compress(_pointOf(p.recordId));
        p.categoryTag = keccak256(abi.encode("category", about % 4));
    }

    function _item(
        uint256 who,
        uint256 author,
        bool byMandate
    ) private returns (IRecordRegistry.BatchItem memory item) {
        Actor memory patient = wallets[who][0];
        item.proposal = _newProposal(author, 0, who);
        item.acceptance.byMandate = byMandate;
        item.acceptance.signer = patient.account;
        if (byMandate) {
            IConsentTypes.Mandate memory m = _standing(patient);
            m.institution = item.proposal.institution;
            (item.acceptance.notBefore, item.acceptance.notAfter, item.acceptance.salt) = (
                m.notBefore,
                m.notAfter,
                m.salt
            );
            item.acceptance.signature = _sign(patient, _consentDigest(ConsentTypedData.hash(m)));
        } else {
            IRecordRegistry.Confirmation memory c = _confirmation(_stateOf(item.proposal), patient);
            item.acceptance.manifestHash = c.manifestHash;
            item.acceptance.signature = _sign(patient, _recordDigest(RecordTypedData.hash(c)));
        }
    }

    function _mostlyOwner(IRecordRegistry.RecordState memory s, uint256 seed) private view returns (uint256) {
        return seed % 8 == 0 ? _patientOf(seed / 8) : _ownerOf(s);
    }
}
