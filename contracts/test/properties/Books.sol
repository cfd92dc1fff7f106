// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IUsageLedger} from "../../src/consent/IUsageLedger.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {RecordTypedData} from "../records/RecordTypedData.sol";
import {VM} from "../support/Vm.sol";
import {CorrectionActs} from "./CorrectionActs.sol";

/// @title Compares what the contracts keep with the model, and with the index made of events.
abstract contract Books is CorrectionActs {
    function checkRecords() external view {
        for (uint256 i = 0; i < states.length; ++i) {
            VM.assertEq(records.stateHashOf(states[i].recordId), RecordTypedData.hash(states[i]));
        }
    }

    /// @dev Head and height follow from the confirmations in their order, and from nothing else.
    function checkAccounts() external view {
        for (uint256 who = ALICE; who <= WALTER; ++who) {
            bytes32[] storage entries = confirmed[who];
            bytes32 expected;
            for (uint256 i = 0; i < entries.length; i += 3) {
                expected = keccak256(abi.encode(expected, entries[i], entries[i + 1], entries[i + 2]));
            }
            (bytes32 head, uint256 height) = records.accountOf(people[who].personId);
            VM.assertEq(head, expected);
            VM.assertEq(height, entries.length / 3);
        }
    }

    /// @dev Terms stay as signed, a withdrawn grant stays withdrawn, uses equal openings and keep to their limit.
    function checkGrants() external view {
        uint256 used = 0;
        for (uint256 i = 0; i < grants.length; ++i) {
            GhostGrant storage g = grants[i];
            IConsentTypes.GrantHeader memory h = g.disclosure.header;
            IConsentTypes.GrantUse memory use = consents.grantOf(h.grantor, g.grantId);
            IConsentTypes.GrantStatus status =
                g.withdrawn
                    ? IConsentTypes.GrantStatus.Withdrawn
                    : g.registered
                        ? IConsentTypes.GrantStatus.Registered
                        : IConsentTypes.GrantStatus.Unknown;
            VM.assertTrue(use.status == status);
            VM.assertEq(use.used, g.used);
            if (g.registered) {
                VM.assertEq(use.notBefore, h.notBefore);
                VM.assertEq(use.notAfter, h.notAfter);
                VM.assertEq(use.maxUses, h.maxUses);
                VM.assertTrue(h.maxUses == 0 || g.used <= h.maxUses);
            }
            used += use.used;
        }
        VM.assertEq(used, opened);
        VM.assertEq(accessIds.length, opened);
    }

    /// @dev For each grant and reader, and one record after another: permitted exactly if the model's rule says so.
    function checkPermissions() external view {
        if (states.length == 0) return;
        IRecordRegistry.RecordState memory s = states[done % states.length];
        for (uint256 i = 0; i < grants.length; ++i) {
            for (uint256 who = 0; who < PEOPLE; ++who) {
                bool permitted = consents.isPermitted(
                    grants[i].disclosure,
                    people[who].personId,
                    s.recordId,
                    s.categoryTag,
                    READ
                );
                VM.assertTrue(permitted == _permits(grants[i], who, s, READ));
            }
        }
    }

    function checkPeople() external view {
        for (uint256 who = 0; who < PEOPLE; ++who) {
            GhostPerson storage g = people[who];
            IIdentityRegistry.Person memory p = identities.person(g.personId);
            VM.assertTrue(p.status == g.status && p.role == g.role);
            VM.assertTrue(p.authorityHold == g.hold);
            VM.assertEq(p.organization, g.organization);
            VM.assertEq(p.keyManifestRoot, g.keyManifestRoot);
            VM.assertTrue(p.notBefore == g.notBefore && p.notAfter == g.notAfter);
            VM.assertTrue(p.controllerEpoch == g.epoch && p.controllerCount == g.controllers);
            VM.assertTrue(identities.isActive(g.personId) == _isActive(who));
            VM.assertEq(identities.personOfNullifier(p.nullifier), g.personId);
            IIdentityRegistry.PendingRecovery memory r = identities.recoveryOf(g.personId);
            VM.assertTrue((r.newController != address(0)) == (g.rescue != 0));
            uint256 found = 0;
            for (uint256 w = 0; w < WALLETS; ++w) {
                bool isController = identities.isController(g.personId, wallets[who][w].account);
                VM.assertTrue(isController == _controls(who, w));
                if (isController) ++found;
            }
            VM.assertEq(found, g.controllers);
        }
    }

    /// @dev Whoever has only read the events knows records, grants, denials, accesses and receipts as the contracts do.
    function checkIndex() external view {
        for (uint256 i = 0; i < states.length; ++i) {
            bytes32 recordId = states[i].recordId;
            VM.assertEq(records.stateHashOf(recordId), indexedState[recordId]);
        }
        for (uint256 who = ALICE; who <= WALTER; ++who) {
            bytes32 patient = people[who].personId;
            (bytes32 head, uint256 height) = records.accountOf(patient);
            VM.assertEq(head, indexedHead[patient]);
            VM.assertEq(height, indexedHeight[patient]);
            VM.assertEq(consents.liveDenials(patient), indexedDenials[patient]);
            for (uint256 t = 0; t < TAGS; ++t) {
                VM.assertTrue(consents.isDenied(patient, _tag(t)) == indexedDenial[patient][_tag(t)]);
            }
        }
        for (uint256 i = 0; i < grants.length; ++i) {
            (bytes32 grantor, bytes32 grantId) = (people[grants[i].grantor].personId, grants[i].grantId);
            IConsentTypes.GrantUse memory kept = consents.grantOf(grantor, grantId);
            VM.assertEq(abi.encode(kept), abi.encode(indexedGrant[grantor][grantId]));
        }
        for (uint256 i = 0; i < accessIds.length; ++i) {
            IUsageLedger.Access memory kept = ledger.accessOf(accessIds[i]);
            VM.assertEq(abi.encode(kept), abi.encode(indexedAccess[accessIds[i]]));
        }
        VM.assertEq(ledger.receiptHeadOf(hospital), indexedReceipts[hospital]);
        VM.assertEq(ledger.receiptHeadOf(platform), indexedReceipts[platform]);
        VM.assertEq(ledger.receiptHeadOf(hospital), receipts[hospital]);
    }

    /// @dev The same for people and organisations. Of an enrolment only the nullifier is not in the events.
    function checkPeopleIndex() external view {
        for (uint256 who = 0; who < PEOPLE; ++who) {
            bytes32 personId = people[who].personId;
            IIdentityRegistry.Person memory p = identities.person(personId);
            p.nullifier = 0;
            VM.assertEq(abi.encode(p), abi.encode(indexedPerson[personId]));
            IIdentityRegistry.PendingRecovery memory r = identities.recoveryOf(personId);
            r.nonce = 0;
            VM.assertEq(abi.encode(r), abi.encode(indexedRecovery[personId]));
            for (uint256 w = 0; w < WALLETS; ++w) {
                address account = wallets[who][w].account;
                bool indexed_ = indexedController[personId][p.controllerEpoch][account];
                VM.assertTrue(identities.isController(personId, account) == indexed_);
            }
        }
        bytes memory kept = abi.encode(organizations.organization(hospital));
        VM.assertEq(kept, abi.encode(indexedOrganization[hospital]));
        kept = abi.encode(organizations.organization(platform));
        VM.assertEq(kept, abi.encode(indexedOrganization[platform]));
    }
}
