// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IConsentRegistry} from "../../src/consent/IConsentRegistry.sol";
import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {VM} from "../support/Vm.sol";
import {ConsentFixture} from "./ConsentFixture.sol";
import {ConsentTypedData} from "./ConsentTypedData.sol";

/// @dev How a mandate confirms records, and each way it fails to, is in ConfirmByMandate.t.sol.
contract MandateTest is ConsentFixture {
    function test_requireMandate_returnsItsId() public view {
        IConsentTypes.Mandate memory m = _mandate(_alice());
        bytes32 mandateId = consents.requireMandate(m, _signed(_alice(), m));
        VM.assertEq(mandateId, _consentDigest(ConsentTypedData.hash(m)));
        VM.assertEq(mandateId, consents.mandateIdOf(m));
    }

    function test_isMandateValid_saysWhatRequireMandateSays() public {
        IConsentTypes.Mandate memory m = _mandate(_alice());
        bytes memory signature = _signed(_alice(), m);
        VM.assertTrue(consents.isMandateValid(m, signature));
        VM.assertFalse(consents.isMandateValid(m, _signed(_dora(), m)));
        VM.assertFalse(consents.isMandateValid(m, ""));
        VM.warp(m.notAfter);
        VM.assertFalse(consents.isMandateValid(m, signature));
    }

    function test_revokeMandate_withdrawsOnEveryRoute() public {
        for (uint256 i = 0; i < ROUTES; ++i) {
            Route route = Route(i);
            string memory label = string(abi.encodePacked("patient ", bytes1(uint8(65 + i))));
            Actor memory patient = _enrollActor(
                _actorFor(route, label),
                IIdentityRegistry.Role.Patient,
                hospital
            );
            IConsentTypes.Mandate memory m = _mandate(patient);
            bytes32 mandateId = consents.mandateIdOf(m);
            IConsentTypes.MandateRevocation memory r = IConsentTypes.MandateRevocation(
                patient.personId,
                patient.account,
                mandateId
            );
            bytes memory signature = _signatureOn(route, patient, _consentDigest(ConsentTypedData.hash(r)));
            VM.expectEmit(address(consents));
            emit IConsentRegistry.MandateRevoked(mandateId, patient.personId);
            bytes memory data = abi.encodeCall(consents.revokeMandate, (r, signature));
            _send(route, patient, address(consents), data);
            VM.assertTrue(consents.isMandateRevoked(patient.personId, mandateId));
            VM.assertFalse(consents.isMandateValid(m, _signed(patient, m)));
        }
    }

    function test_revokeMandate_ofAnotherPersonChangesNothing() public {
        IConsentTypes.Mandate memory m = _mandate(_alice());
        bytes32 mandateId = consents.mandateIdOf(m);
        VM.prank(_dora().account);
        consents.revokeMandate(
            IConsentTypes.MandateRevocation(_dora().personId, _dora().account, mandateId),
            ""
        );
        VM.assertTrue(consents.isMandateValid(m, _signed(_alice(), m)));
    }

    function test_revokeMandate_worksForASuspendedPerson() public {
        bytes32 mandateId = consents.mandateIdOf(_mandate(_alice()));
        _setStatus(_alice(), IIdentityRegistry.PersonStatus.Suspended);
        VM.prank(_alice().account);
        consents.revokeMandate(
            IConsentTypes.MandateRevocation(_alice().personId, _alice().account, mandateId),
            ""
        );
        VM.assertTrue(consents.isMandateRevoked(_alice().personId, mandateId));
    }

    function test_revokeMandate_revertsWhenRepeated() public {
        bytes32 mandateId = consents.mandateIdOf(_mandate(_alice()));
        IConsentTypes.MandateRevocation memory r = IConsentTypes.MandateRevocation(
            _alice().personId,
            _alice().account,
            mandateId
        );
        VM.startPrank(_alice().account);
        consents.revokeMandate(r, "");
        VM.expectRevert(
            abi.encodeWithSelector(IConsentRegistry.ConsentRegistryMandateRevoked.selector, mandateId)
        );
        consents.revokeMandate(r, "");
    }

    function test_revokeMandate_revertsForAnOutsider() public {
        IConsentTypes.MandateRevocation memory r = IConsentTypes.MandateRevocation(
            _alice().personId,
            _alice().account,
            consents.mandateIdOf(_mandate(_alice()))
        );
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                r.signer,
                _consentDigest(ConsentTypedData.hash(r))
            )
        );
        VM.prank(RELAYER);
        consents.revokeMandate(r, "");
        r.signer = RELAYER;
        VM.expectRevert(
            abi.encodeWithSelector(IIdentityErrors.IdentityRegistryNotController.selector, r.patient, RELAYER)
        );
        VM.prank(RELAYER);
        consents.revokeMandate(r, "");
    }
}
