// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityEvents} from "../../src/identity/IIdentityEvents.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IdentityActions} from "../support/IdentityActions.sol";
import {IdentityTypedData} from "../support/IdentityTypedData.sol";
import {VM} from "../support/Vm.sol";

/// @title Who can stop a recovery: whoever still controls the person, and the authority.
contract RecoveryCancelTest is IdentityActions {
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

    function test_cancelRecovery_byAnyController() public {
        Actor memory second = Actor(
            patient.personId,
            _actor("second wallet").account,
            _actor("second wallet").key
        );
        _join(patient, second);
        IIdentityRegistry.Recovery memory recovery = _start();
        VM.expectEmit(address(identities));
        emit IIdentityEvents.RecoveryCancelled(patient.personId, second.account);
        _sendRecoveryCancel(Route.Relayed, second, _recoveryCancel(second, patient.personId));
        VM.warp(START + RECOVERY_DELAY);
        _expectNoRecovery();
        _sendCompletion(Route.Relayed, newWallet, recovery);
    }

    function test_cancelRecovery_worksWhenSuspendedAndExpired() public {
        _start();
        _setStatus(patient, manager, IIdentityRegistry.PersonStatus.Suspended);
        VM.warp(START + YEAR + 1);
        _sendRecoveryCancel(Route.Relayed, patient, _recoveryCancel(patient, patient.personId));
        VM.assertEq(identities.recoveryOf(patient.personId).newController, address(0));
    }

    /// @dev Else a new wallet that is lost as well would block the person for good.
    function test_cancelRecovery_byTheAuthority() public {
        _start();
        _sendRecoveryCancel(Route.Relayed, _authority(), _recoveryCancel(_authority(), patient.personId));
        _start();
        _sendRecoveryCancel(Route.Direct, _authority(), _recoveryCancel(_authority(), patient.personId));
        VM.assertEq(identities.recoveryOf(patient.personId).newController, address(0));
    }

    function test_cancelRecovery_revertsForAnyoneElse() public {
        _start();
        Actor[3] memory strangers = [manager, newWallet, _issuerKey(hospital)];
        for (uint256 i = 0; i < strangers.length; ++i) {
            IIdentityRegistry.RecoveryCancel memory cancel = _recoveryCancel(strangers[i], patient.personId);
            VM.expectRevert(
                abi.encodeWithSelector(
                    IIdentityErrors.IdentityRegistryNotController.selector,
                    patient.personId,
                    strangers[i].account
                )
            );
            _sendRecoveryCancel(Route.Relayed, strangers[i], cancel);
        }
    }

    function test_cancelRecovery_revertsWhenNoneIsPending() public {
        IIdentityRegistry.RecoveryCancel memory cancel = _recoveryCancel(patient, patient.personId);
        _expectNoRecovery();
        _sendRecoveryCancel(Route.Relayed, patient, cancel);
    }

    /// @dev A cancellation signed for one recovery must not stop the next.
    function test_cancelRecovery_isGoodOnce() public {
        _start();
        IIdentityRegistry.RecoveryCancel memory cancel = _recoveryCancel(patient, patient.personId);
        _sendRecoveryCancel(Route.Relayed, patient, cancel);
        _start();
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsUsedNonce.selector,
                patient.personId,
                cancel.nonce
            )
        );
        _sendRecoveryCancel(Route.Relayed, patient, cancel);
    }

    function test_cancelRecovery_byTheAuthorityIsGoodOnce() public {
        _start();
        IIdentityRegistry.RecoveryCancel memory cancel = _recoveryCancel(_authority(), patient.personId);
        _sendRecoveryCancel(Route.Relayed, _authority(), cancel);
        _start();
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsUsedNonce.selector,
                bytes32(uint256(uint160(_authority().account))),
                cancel.nonce
            )
        );
        _sendRecoveryCancel(Route.Relayed, _authority(), cancel);
    }

    function test_cancelRecovery_revertsWhenTheAuthorityDidNotSign() public {
        _start();
        IIdentityRegistry.RecoveryCancel memory cancel = _recoveryCancel(_authority(), patient.personId);
        bytes32 digest = _identityDigest(IdentityTypedData.hash(cancel));
        bytes memory forged = _sign(newWallet, digest);
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                _authority().account,
                digest
            )
        );
        identities.cancelRecovery(cancel, forged);
    }

    function test_cancelRecovery_revertsWhenLate() public {
        _start();
        IIdentityRegistry.RecoveryCancel memory cancel = _recoveryCancel(patient, patient.personId);
        VM.warp(uint256(cancel.deadline) + 1);
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsExpired.selector,
                cancel.deadline,
                block.timestamp
            )
        );
        _sendRecoveryCancel(Route.Relayed, patient, cancel);
    }
}
