// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorityGoverned} from "../../src/base/IAuthorityGoverned.sol";
import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IIdentityEvents} from "../../src/identity/IIdentityEvents.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IOrganizationKeys} from "../../src/identity/IOrganizationKeys.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {Vm} from "../support/Vm.sol";

/// @title What an index knows of people and organisations that has seen nothing but the events.
/// @dev The nullifier stands in no event, on purpose: it is in the call data of the enrolment for who must know it.
abstract contract PeopleIndex {
    mapping(bytes32 personId => IIdentityRegistry.Person) internal indexedPerson;
    mapping(bytes32 personId => mapping(uint32 epoch => mapping(address => bool))) internal indexedController;
    mapping(bytes32 personId => IIdentityRegistry.PendingRecovery) internal indexedRecovery;
    mapping(bytes32 orgId => IOrganizationRegistry.Organization) internal indexedOrganization;
    address internal indexedAuthority;
    address internal indexedSuccessor;

    function _foldPerson(Vm.Log memory log) internal returns (bool) {
        bytes32 kind = log.topics[0];
        bytes32 personId = log.topics[1];
        IIdentityRegistry.Person storage p = indexedPerson[personId];
        if (
            kind == IIdentityEvents.PersonEnrolled.selector || kind == IIdentityEvents.PersonRenewed.selector
        ) {
            p.organization = log.topics[2];
            (p.role, p.keyManifestRoot, p.notBefore, p.notAfter, , ) = abi.decode(
                log.data,
                (IIdentityRegistry.Role, bytes32, uint40, uint40, bytes32, bytes32)
            );
            if (p.status == IIdentityRegistry.PersonStatus.None)
                p.status = IIdentityRegistry.PersonStatus.Active;
        } else if (kind == IIdentityEvents.PersonStatusChanged.selector) {
            address signer;
            (p.status, , signer) = abi.decode(log.data, (IIdentityRegistry.PersonStatus, bytes32, address));
            bool byAuthority = log.topics[2] == 0 && signer == indexedAuthority;
            p.authorityHold = byAuthority && p.status == IIdentityRegistry.PersonStatus.Suspended;
        } else if (kind == IIdentityEvents.KeyManifestChanged.selector) {
            p.keyManifestRoot = abi.decode(log.data, (bytes32));
        } else {
            return _foldControl(log, p, personId);
        }
        return true;
    }

    function _foldControl(
        Vm.Log memory log,
        IIdentityRegistry.Person storage p,
        bytes32 personId
    ) private returns (bool) {
        bytes32 kind = log.topics[0];
        if (kind == IIdentityEvents.ControllerAdded.selector) {
            indexedController[personId][p.controllerEpoch][_address(log.topics[2])] = true;
            ++p.controllerCount;
        } else if (kind == IIdentityEvents.ControllerRemoved.selector) {
            indexedController[personId][p.controllerEpoch][_address(log.topics[2])] = false;
            --p.controllerCount;
        } else if (kind == IIdentityEvents.RecoveryStarted.selector) {
            (uint40 readyAt, ) = abi.decode(log.data, (uint40, bytes32));
            (indexedRecovery[personId].newController, indexedRecovery[personId].readyAt) = (
                _address(log.topics[2]),
                readyAt
            );
        } else if (kind == IIdentityEvents.RecoveryCancelled.selector) {
            delete indexedRecovery[personId];
        } else if (kind == IIdentityEvents.RecoveryCompleted.selector) {
            // The controller's own event came before this one, under the old epoch.
            delete indexedRecovery[personId];
            p.controllerEpoch = abi.decode(log.data, (uint32));
            indexedController[personId][p.controllerEpoch][_address(log.topics[2])] = true;
            p.controllerCount = 1;
        } else {
            return kind == ISignedActions.NoncesInvalidated.selector;
        }
        return true;
    }

    function _foldOrganization(Vm.Log memory log) internal returns (bool) {
        bytes32 kind = log.topics[0];
        if (kind == IAuthorityGoverned.AuthorityTransferStarted.selector) {
            indexedSuccessor = _address(log.topics[2]);
            return true;
        }
        if (kind == IAuthorityGoverned.AuthorityTransferred.selector) {
            (indexedAuthority, indexedSuccessor) = (_address(log.topics[2]), address(0));
            return true;
        }
        IOrganizationRegistry.Organization storage o = indexedOrganization[log.topics[1]];
        if (kind == IOrganizationRegistry.OrganizationRegistered.selector) {
            o.kind = IOrganizationRegistry.OrganizationKind(uint256(log.topics[2]));
            o.status = IOrganizationRegistry.OrganizationStatus.Active;
            o.admin = _address(log.topics[3]);
            o.registeredAt = uint40(block.timestamp);
            o.dnsName = abi.decode(log.data, (string));
        } else if (kind == IOrganizationRegistry.OrganizationStatusChanged.selector) {
            o.status = abi.decode(log.data, (IOrganizationRegistry.OrganizationStatus));
        } else if (kind == IOrganizationRegistry.OrganizationAdminTransferStarted.selector) {
            o.pendingAdmin = _address(log.topics[3]);
        } else if (kind == IOrganizationRegistry.OrganizationAdminTransferred.selector) {
            (o.admin, o.pendingAdmin) = (_address(log.topics[3]), address(0));
        } else if (kind == IOrganizationRegistry.OrganizationIssuerKeyChanged.selector) {
            o.issuerKey = _address(log.topics[2]);
        } else if (kind == IOrganizationRegistry.OrganizationOracleChanged.selector) {
            o.oracle = _address(log.topics[2]);
        } else if (kind == IOrganizationRegistry.OrganizationEndpointChanged.selector) {
            o.endpoint = abi.decode(log.data, (string));
        } else {
            return
                kind == IOrganizationKeys.OrganizationKeySet.selector ||
                kind == IOrganizationKeys.EmergencyKeySet.selector;
        }
        return true;
    }

    function _address(bytes32 topic) internal pure returns (address) {
        return address(uint160(uint256(topic)));
    }
}
