// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IdentityActions} from "../support/IdentityActions.sol";
import {IdentityTypedData} from "../support/IdentityTypedData.sol";
import {VM} from "../support/Vm.sol";

/// @title Wallets come and go, the person stays (rule 1).
contract ControllersTest is IdentityActions {
    Actor internal patient;
    Actor internal second;

    function setUp() public override {
        super.setUp();
        patient = _patient("patient");
        second = Actor(patient.personId, _actor("second wallet").account, _actor("second wallet").key);
    }

    function _expectNotController(address account) private {
        VM.expectRevert(
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryNotController.selector,
                patient.personId,
                account
            )
        );
    }

    function test_changeController_addedWalletHasFullPower() public {
        _join(patient, second);
        VM.assertEq(identities.person(patient.personId).controllerCount, 2);
        _sendControllerChange(
            Route.Relayed,
            second,
            patient,
            _controllerChange(second, patient.account, false)
        );
        VM.assertFalse(identities.isController(patient.personId, patient.account));
        VM.assertEq(identities.person(patient.personId).controllerCount, 1);
    }

    function test_changeController_removedWalletHasNone() public {
        _join(patient, second);
        _sendControllerChange(
            Route.Relayed,
            patient,
            second,
            _controllerChange(patient, second.account, false)
        );
        IIdentityRegistry.KeyManifestChange memory change = _keyManifestChange(second);
        _expectNotController(second.account);
        _sendKeyManifestChange(Route.Relayed, second, change);
    }

    function test_changeController_revertsForTheLast() public {
        IIdentityRegistry.ControllerChange memory change = _controllerChange(patient, patient.account, false);
        VM.expectRevert(
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryLastController.selector,
                patient.personId,
                patient.account
            )
        );
        _sendControllerChange(Route.Relayed, patient, patient, change);
    }

    function test_changeController_revertsWhenAddedTwice() public {
        _join(patient, second);
        IIdentityRegistry.ControllerChange memory change = _controllerChange(patient, second.account, true);
        VM.expectRevert(
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryAlreadyController.selector,
                patient.personId,
                second.account
            )
        );
        _sendControllerChange(Route.Relayed, patient, second, change);
    }

    function test_changeController_revertsWhenRemovedIsNone() public {
        IIdentityRegistry.ControllerChange memory change = _controllerChange(patient, second.account, false);
        _expectNotController(second.account);
        _sendControllerChange(Route.Relayed, patient, second, change);
    }

    function test_changeController_revertsWithoutAcceptance() public {
        IIdentityRegistry.ControllerChange memory change = _controllerChange(patient, second.account, true);
        bytes32 accepted = IdentityTypedData.hashAcceptance(change.personId, change.controller, change.nonce);
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                second.account,
                _identityDigest(accepted)
            )
        );
        _sendControllerChange(Route.Relayed, patient, _actor("somebody else"), change);
    }

    /// @dev An acceptance holds for one change only: it names the nonce.
    function test_changeController_revertsWithAnEarlierAcceptance() public {
        IIdentityRegistry.ControllerChange memory earlier = _controllerChange(patient, second.account, true);
        bytes memory acceptance = _sign(
            second,
            _identityDigest(
                IdentityTypedData.hashAcceptance(earlier.personId, earlier.controller, earlier.nonce)
            )
        );
        IIdentityRegistry.ControllerChange memory change = _controllerChange(patient, second.account, true);
        bytes memory signature = _sign(patient, _identityDigest(IdentityTypedData.hash(change)));
        bytes32 wanted = IdentityTypedData.hashAcceptance(change.personId, change.controller, change.nonce);
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                second.account,
                _identityDigest(wanted)
            )
        );
        identities.changeController(change, signature, acceptance);
    }

    function test_changeController_revertsWhenUnknown() public {
        Actor memory nobody = _actor("nobody");
        IIdentityRegistry.ControllerChange memory change = _controllerChange(nobody, second.account, true);
        VM.expectRevert(
            abi.encodeWithSelector(IIdentityErrors.IdentityRegistryUnknownPerson.selector, nobody.personId)
        );
        _sendControllerChange(Route.Relayed, nobody, second, change);
    }

    function test_changeKeyManifest_revertsWhenSuspended() public {
        _setStatus(patient, _issuerKey(hospital), IIdentityRegistry.PersonStatus.Suspended);
        IIdentityRegistry.KeyManifestChange memory change = _keyManifestChange(patient);
        VM.expectRevert(
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInactive.selector,
                patient.personId,
                IIdentityRegistry.PersonStatus.Suspended
            )
        );
        _sendKeyManifestChange(Route.Relayed, patient, change);
    }

    /// @dev Two people may share a wallet, but each keeps its own set of controllers.
    function test_isController_isPerPerson() public {
        Actor memory child = Actor(_id("child"), patient.account, patient.key);
        _enrollActor(child, IIdentityRegistry.Role.Patient, hospital);
        _join(child, second);
        VM.assertTrue(identities.isController(child.personId, second.account));
        VM.assertFalse(identities.isController(patient.personId, second.account));
    }
}
