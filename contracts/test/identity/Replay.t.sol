// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IdentityActions} from "../support/IdentityActions.sol";
import {VM} from "../support/Vm.sol";

/// @title Each kind of statement is good once and in time; SignedCalls does the same for the key manifest, RecoveryStart
/// and RecoveryCancel for theirs.
contract ReplayTest is IdentityActions {
    Actor internal patient;
    Actor internal second;

    function setUp() public override {
        super.setUp();
        patient = _patient("patient");
        second = _actor("second wallet");
    }

    function _expectLate(uint40 deadline) private {
        VM.warp(uint256(deadline) + 1);
        VM.expectRevert(
            abi.encodeWithSelector(ISignedActions.SignedActionsExpired.selector, deadline, block.timestamp)
        );
    }

    function _expectUsed(bytes32 owner, uint256 nonce) private {
        VM.expectRevert(abi.encodeWithSelector(ISignedActions.SignedActionsUsedNonce.selector, owner, nonce));
    }

    function test_changeController_revertsWhenLate() public {
        IIdentityRegistry.ControllerChange memory change = _controllerChange(patient, second.account, true);
        _expectLate(change.deadline);
        _sendControllerChange(Route.Relayed, patient, second, change);
    }

    /// @dev A wallet that was removed does not come back by the statement that once added it.
    function test_changeController_revertsWhenReplayed() public {
        IIdentityRegistry.ControllerChange memory added = _controllerChange(patient, second.account, true);
        _sendControllerChange(Route.Relayed, patient, second, added);
        _sendControllerChange(
            Route.Relayed,
            patient,
            second,
            _controllerChange(patient, second.account, false)
        );
        _expectUsed(patient.personId, added.nonce);
        _sendControllerChange(Route.Relayed, patient, second, added);
    }

    function test_changeStatus_revertsWhenLate() public {
        Actor memory issuer = _issuerKey(hospital);
        IIdentityRegistry.StatusChange memory change = _statusChange(
            patient,
            issuer,
            IIdentityRegistry.PersonStatus.Suspended
        );
        _expectLate(change.deadline);
        _sendStatusChange(Route.Relayed, issuer, change);
    }

    /// @dev A suspension that was lifted does not come back by the statement that once made it, whoever made it.
    function test_changeStatus_revertsWhenReplayed() public {
        Actor memory manager = _manager("manager", hospital);
        _expectReplayRefused(manager, manager.personId);
        _expectReplayRefused(_issuerKey(hospital), bytes32(uint256(uint160(_issuerKey(hospital).account))));
        _expectReplayRefused(_authority(), bytes32(uint256(uint160(_authority().account))));
    }

    function _expectReplayRefused(Actor memory issuer, bytes32 nonceOwner) private {
        IIdentityRegistry.StatusChange memory change = _statusChange(
            patient,
            issuer,
            IIdentityRegistry.PersonStatus.Suspended
        );
        _sendStatusChange(Route.Relayed, issuer, change);
        _setStatus(patient, issuer, IIdentityRegistry.PersonStatus.Active);
        _expectUsed(nonceOwner, change.nonce);
        _sendStatusChange(Route.Relayed, issuer, change);
    }
}
