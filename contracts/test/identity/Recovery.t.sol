// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityEvents} from "../../src/identity/IIdentityEvents.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IdentityActions} from "../support/IdentityActions.sol";
import {IdentityTypedData} from "../support/IdentityTypedData.sol";
import {VM} from "../support/Vm.sol";

/// @title A lost wallet loses nothing (rule 1): recovery of control, and who can stop it.
contract RecoveryTest is IdentityActions {
    Actor internal patient;
    Actor internal manager;
    Actor internal newWallet;

    function setUp() public override {
        super.setUp();
        patient = _patient("patient");
        manager = _manager("manager", hospital);
        newWallet = Actor(patient.personId, _actor("new wallet").account, _actor("new wallet").key);
    }

    function _fresh() private returns (IIdentityRegistry.Recovery memory) {
        return _recovery(patient, manager, newWallet.account);
    }

    function _start() private returns (IIdentityRegistry.Recovery memory recovery) {
        recovery = _fresh();
        _sendRecovery(Route.Relayed, manager, recovery);
    }

    function _expectNoRecovery() private {
        VM.expectRevert(
            abi.encodeWithSelector(IIdentityErrors.IdentityRegistryNoRecovery.selector, patient.personId)
        );
    }

    function test_startRecovery_changesNothingYet() public {
        IIdentityRegistry.Recovery memory recovery = _fresh();
        VM.expectEmit(address(identities));
        emit IIdentityEvents.RecoveryStarted(
            patient.personId,
            newWallet.account,
            START + RECOVERY_DELAY,
            manager.personId
        );
        _sendRecovery(Route.Relayed, manager, recovery);
        IIdentityRegistry.PendingRecovery memory pending = identities.recoveryOf(patient.personId);
        VM.assertEq(pending.newController, newWallet.account);
        VM.assertEq(pending.readyAt, START + RECOVERY_DELAY);
        VM.assertEq(pending.nonce, recovery.nonce);
        VM.assertTrue(identities.isController(patient.personId, patient.account));
        VM.assertFalse(identities.isController(patient.personId, newWallet.account));
    }

    function test_completeRecovery_putsEveryOldControllerOut() public {
        Actor memory second = _actor("second wallet");
        _join(patient, second);
        IIdentityRegistry.Recovery memory recovery = _start();
        VM.warp(START + RECOVERY_DELAY);
        VM.expectEmit(address(identities));
        emit IIdentityEvents.ControllerAdded(patient.personId, newWallet.account);
        VM.expectEmit(address(identities));
        emit IIdentityEvents.RecoveryCompleted(patient.personId, newWallet.account, 1);
        _sendCompletion(Route.Relayed, newWallet, recovery);
        VM.assertTrue(identities.isController(patient.personId, newWallet.account));
        VM.assertFalse(identities.isController(patient.personId, patient.account));
        VM.assertFalse(identities.isController(patient.personId, second.account));
        VM.assertEq(identities.person(patient.personId).controllerCount, 1);
        VM.assertEq(identities.recoveryOf(patient.personId).newController, address(0));
    }

    function test_completeRecovery_leavesThePersonAsItWas() public {
        IIdentityRegistry.Person memory before = identities.person(patient.personId);
        IIdentityRegistry.Recovery memory recovery = _start();
        VM.warp(START + RECOVERY_DELAY);
        _sendCompletion(Route.Relayed, newWallet, recovery);
        IIdentityRegistry.Person memory later = identities.person(patient.personId);
        (before.controllerEpoch, later.controllerEpoch) = (0, 0);
        VM.assertEq(keccak256(abi.encode(before)), keccak256(abi.encode(later)));
        _sendKeyManifestChange(Route.Relayed, newWallet, _keyManifestChange(newWallet));
        VM.assertEq(identities.keyManifestRootOf(patient.personId), NEW_ROOT);
    }

    /// @dev The epoch, not the address, decides: an old wallet can be taken in again later.
    function test_changeController_takesAnOldWalletInAgain() public {
        IIdentityRegistry.Recovery memory recovery = _start();
        VM.warp(START + RECOVERY_DELAY);
        _sendCompletion(Route.Relayed, newWallet, recovery);
        _join(newWallet, patient);
        VM.assertTrue(identities.isController(patient.personId, patient.account));
        VM.assertEq(identities.person(patient.personId).controllerCount, 2);
    }

    function test_completeRecovery_revertsASecondTooEarly() public {
        IIdentityRegistry.Recovery memory recovery = _start();
        VM.warp(START + RECOVERY_DELAY - 1);
        VM.expectRevert(
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryRecoveryNotReady.selector,
                patient.personId,
                START + RECOVERY_DELAY,
                block.timestamp
            )
        );
        _sendCompletion(Route.Relayed, newWallet, recovery);
    }

    function test_completeRecovery_revertsWithoutAcceptance() public {
        IIdentityRegistry.Recovery memory r = _start();
        VM.warp(START + RECOVERY_DELAY);
        bytes32 accepted = IdentityTypedData.hashAcceptance(r.personId, r.newController, r.nonce);
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                newWallet.account,
                _identityDigest(accepted)
            )
        );
        _sendCompletion(Route.Relayed, patient, r);
    }

    function test_completeRecovery_revertsTheSecondTime() public {
        IIdentityRegistry.Recovery memory recovery = _start();
        VM.warp(START + RECOVERY_DELAY);
        _sendCompletion(Route.Relayed, newWallet, recovery);
        _expectNoRecovery();
        _sendCompletion(Route.Relayed, newWallet, recovery);
    }

    function test_completeRecovery_revertsWhenRevokedMeanwhile() public {
        IIdentityRegistry.Recovery memory recovery = _start();
        _setStatus(patient, _authority(), IIdentityRegistry.PersonStatus.Revoked);
        VM.warp(START + RECOVERY_DELAY);
        VM.expectRevert(
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInactive.selector,
                patient.personId,
                IIdentityRegistry.PersonStatus.Revoked
            )
        );
        _sendCompletion(Route.Relayed, newWallet, recovery);
    }

    function test_completeRecovery_keepsASuspension() public {
        IIdentityRegistry.Recovery memory recovery = _start();
        _setStatus(patient, manager, IIdentityRegistry.PersonStatus.Suspended);
        VM.warp(START + RECOVERY_DELAY);
        _sendCompletion(Route.Relayed, newWallet, recovery);
        VM.assertFalse(identities.isActive(patient.personId));
    }
}
