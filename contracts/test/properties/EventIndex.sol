// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentRegistry} from "../../src/consent/IConsentRegistry.sol";
import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IUsageLedger} from "../../src/consent/IUsageLedger.sol";
import {ICorrectable} from "../../src/records/ICorrectable.sol";
import {IRecordClaims} from "../../src/records/IRecordClaims.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {Vm} from "../support/Vm.sol";
import {CorrectionIndex} from "./CorrectionIndex.sol";
import {PeopleIndex} from "./PeopleIndex.sol";

/// @title What an index knows of records, grants, denials and accesses that has seen nothing but the events (rule 25).
abstract contract EventIndex is PeopleIndex, CorrectionIndex {
    struct IndexedGrant {
        bytes32 grantor;
        bytes32 grantId;
        IConsentTypes.GrantUse use;
    }

    mapping(bytes32 recordId => bytes32) internal indexedState;
    mapping(bytes32 patient => bytes32) internal indexedHead;
    mapping(bytes32 patient => uint256) internal indexedHeight;
    mapping(bytes32 grantor => mapping(bytes32 grantId => IConsentTypes.GrantUse)) internal indexedGrant;
    mapping(bytes32 grantor => mapping(bytes32 tag => bool)) internal indexedDenial;
    mapping(bytes32 grantor => uint256) internal indexedDenials;
    mapping(bytes32 patient => mapping(bytes32 mandateId => bool)) internal indexedWithdrawal;
    mapping(bytes32 accessId => IUsageLedger.Access) internal indexedAccess;
    mapping(bytes32 organization => bytes32) internal indexedReceipts;
    bytes32[] internal accessIds;

    function _fold(Vm.Log[] memory logs) internal {
        for (uint256 i = 0; i < logs.length; ++i) {
            bool known =
                _foldRecord(logs[i]) ||
                    _foldCorrection(logs[i]) ||
                    _foldConsent(logs[i]) ||
                    _foldUsage(logs[i]) ||
                    _foldPerson(logs[i]) ||
                    _foldOrganization(logs[i]);
            require(known, "an event that no index takes in");
        }
    }

    function _foldRecord(Vm.Log memory log) private returns (bool) {
        bytes32 kind = log.topics[0];
        IRecordRegistry.RecordState memory s;
        if (
            kind == IRecordRegistry.RecordProposed.selector ||
            kind == IRecordRegistry.ManifestUpdated.selector
        ) {
            (, s) = abi.decode(log.data, (address, IRecordRegistry.RecordState));
        } else if (kind == IRecordRegistry.RecordDisputed.selector) {
            (, , s) = abi.decode(log.data, (address, bytes32, IRecordRegistry.RecordState));
        } else if (kind == IRecordClaims.RecordClaimed.selector) {
            (, , , , , s) = abi.decode(
                log.data,
                (address, bytes32, address, bytes32, bytes32, IRecordRegistry.RecordState)
            );
        } else if (kind == IRecordClaims.ClaimRefuted.selector) {
            (, s) = abi.decode(log.data, (address, IRecordRegistry.RecordState));
        } else if (kind == ICorrectable.RecordCorrected.selector) {
            s = abi.decode(log.data, (IRecordRegistry.RecordState));
        } else if (kind == IRecordRegistry.RecordConfirmed.selector) {
            uint256 height;
            bytes32 head;
            (, , height, head, s) = abi.decode(
                log.data,
                (address, bytes32, uint256, bytes32, IRecordRegistry.RecordState)
            );
            (indexedHead[s.patient], indexedHeight[s.patient]) = (head, height);
        } else {
            return false;
        }
        indexedState[log.topics[1]] = keccak256(abi.encode(s));
        return true;
    }

    function _foldConsent(Vm.Log memory log) private returns (bool) {
        bytes32 kind = log.topics[0];
        if (kind == IConsentRegistry.GrantRegistered.selector) {
            IConsentTypes.GrantUse storage use = indexedGrant[log.topics[2]][log.topics[1]];
            use.status = IConsentTypes.GrantStatus.Registered;
            (use.notBefore, use.notAfter, use.maxUses) = abi.decode(log.data, (uint40, uint40, uint32));
        } else if (kind == IConsentRegistry.GrantRevoked.selector) {
            indexedGrant[log.topics[2]][log.topics[1]].status = IConsentTypes.GrantStatus.Withdrawn;
        } else if (kind == IConsentRegistry.MandateRevoked.selector) {
            indexedWithdrawal[log.topics[2]][log.topics[1]] = true;
        } else if (kind == IConsentRegistry.DenialChanged.selector) {
            _foldDenial(log.topics[1], log.topics[2] != 0, abi.decode(log.data, (bytes32[])));
        } else {
            return
                kind == IConsentRegistry.UsageLedgerSettled.selector ||
                kind == IConsentRegistry.AccessRequested.selector;
        }
        return true;
    }

    function _foldDenial(bytes32 grantor, bool denied, bytes32[] memory tags) private {
        for (uint256 i = 0; i < tags.length; ++i) {
            if (indexedDenial[grantor][tags[i]] == denied) continue;
            indexedDenial[grantor][tags[i]] = denied;
            if (denied) ++indexedDenials[grantor];
            else --indexedDenials[grantor];
        }
    }

    function _foldUsage(Vm.Log memory log) private returns (bool) {
        if (log.topics[0] == IUsageLedger.ReceiptsPosted.selector) {
            indexedReceipts[log.topics[1]] = log.topics[2];
            return true;
        }
        if (log.topics[0] != IUsageLedger.AccessOpened.selector) return false;
        (, bytes32 grantId, , , , uint32 use, bool foreign) = abi.decode(
            log.data,
            (address, bytes32, bytes32, uint32, bytes32, uint32, bool)
        );
        indexedGrant[log.topics[2]][grantId].used = use;
        indexedAccess[log.topics[1]] = IUsageLedger.Access(
            uint40(block.timestamp),
            uint64(block.number),
            foreign
        );
        accessIds.push(log.topics[1]);
        return true;
    }
}
