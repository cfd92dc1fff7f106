// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityEvents} from "../../src/identity/IIdentityEvents.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IdentityActions} from "../support/IdentityActions.sol";
import {IdentityTypedData} from "../support/IdentityTypedData.sol";
import {VM} from "../support/Vm.sol";

/// @title Every statement about identity on every route (rule 21): sent, relayed, signed or sent by a contract wallet.
contract RoutesTest is IdentityActions {
    /// @dev A patient whose account is of the kind that the route needs.
    function _patientOn(Route route) private returns (Actor memory) {
        return
            _enrollActor(
                _actorFor(route, string.concat("patient ", _name(route))),
                IIdentityRegistry.Role.Patient,
                hospital
            );
    }

    function _managerOn(Route route) private returns (Actor memory) {
        return
            _enrollActor(
                _actorFor(route, string.concat("manager ", _name(route))),
                IIdentityRegistry.Role.Manager,
                hospital
            );
    }

    function _name(Route route) private pure returns (string memory) {
        return string(abi.encodePacked("on route ", bytes1(uint8(0x30) + uint8(route))));
    }

    function test_changeController_onEveryRoute() public {
        for (uint256 i = 0; i < ROUTES; ++i) {
            Route route = Route(i);
            Actor memory patient = _patientOn(route);
            Actor memory joining = _actor("joining wallet");
            IIdentityRegistry.ControllerChange memory added = _controllerChange(
                patient,
                joining.account,
                true
            );
            IIdentityRegistry.ControllerChange memory removed = _controllerChange(
                patient,
                joining.account,
                false
            );
            VM.expectEmit(address(identities));
            emit IIdentityEvents.ControllerAdded(patient.personId, joining.account);
            _sendControllerChange(route, patient, joining, added);
            VM.assertTrue(identities.isController(patient.personId, joining.account));
            VM.expectEmit(address(identities));
            emit IIdentityEvents.ControllerRemoved(patient.personId, joining.account);
            _sendControllerChange(route, patient, joining, removed);
            VM.assertFalse(identities.isController(patient.personId, joining.account));
        }
    }

    function test_changeKeyManifest_onEveryRoute() public {
        for (uint256 i = 0; i < ROUTES; ++i) {
            Actor memory patient = _patientOn(Route(i));
            IIdentityRegistry.KeyManifestChange memory change = _keyManifestChange(patient);
            VM.expectEmit(address(identities));
            emit IIdentityEvents.KeyManifestChanged(patient.personId, NEW_ROOT);
            _sendKeyManifestChange(Route(i), patient, change);
            VM.assertEq(identities.keyManifestRootOf(patient.personId), NEW_ROOT);
        }
    }

    function test_changeStatus_onEveryRoute() public {
        Actor memory patient = _patient("patient");
        for (uint256 i = 0; i < ROUTES; ++i) {
            Actor memory manager = _managerOn(Route(i));
            IIdentityRegistry.PersonStatus status =
                i % 2 == 0 ? IIdentityRegistry.PersonStatus.Suspended : IIdentityRegistry.PersonStatus.Active;
            IIdentityRegistry.StatusChange memory change = _statusChange(patient, manager, status);
            VM.expectEmit(address(identities));
            emit IIdentityEvents.PersonStatusChanged(
                patient.personId,
                status,
                REASON,
                manager.personId,
                manager.account
            );
            _sendStatusChange(Route(i), manager, change);
            VM.assertEq(uint256(identities.person(patient.personId).status), uint256(status));
        }
    }

    function test_recovery_onEveryRoute() public {
        for (uint256 i = 0; i < ROUTES; ++i) {
            Route route = Route(i);
            Actor memory patient = _patientOn(route);
            Actor memory manager = _managerOn(route);
            Actor memory joining = _actorFor(route, "new wallet");
            _sendRecovery(route, manager, _recovery(patient, manager, joining.account));
            _sendRecoveryCancel(route, patient, _recoveryCancel(patient, patient.personId));
            IIdentityRegistry.Recovery memory recovery = _recovery(patient, manager, joining.account);
            _sendRecovery(route, manager, recovery);
            VM.warp(block.timestamp + RECOVERY_DELAY);
            _sendCompletion(route, joining, recovery);
            VM.assertTrue(identities.isController(patient.personId, joining.account));
            VM.assertFalse(identities.isController(patient.personId, patient.account));
        }
    }

    function test_invalidateNonces_onEveryRoute() public {
        for (uint256 i = 0; i < ROUTES; ++i) {
            Actor memory patient = _patientOn(Route(i));
            _sendNonceInvalidation(Route(i), patient, _nonceInvalidation(patient, 7, 1 << 5));
            VM.assertTrue(identities.isNonceUsed(patient.personId, (7 << 8) | 5));
        }
    }

    /// @dev The added wallet accepts by its own call when it is also the one that sends.
    function test_changeController_acceptanceByTheCaller() public {
        Actor memory patient = _patient("patient");
        Actor memory joining = _actor("joining wallet");
        IIdentityRegistry.ControllerChange memory change = _controllerChange(patient, joining.account, true);
        bytes memory signature = _sign(patient, _identityDigest(IdentityTypedData.hash(change)));
        VM.prank(joining.account);
        identities.changeController(change, signature, "");
        VM.assertTrue(identities.isController(patient.personId, joining.account));
    }
}
