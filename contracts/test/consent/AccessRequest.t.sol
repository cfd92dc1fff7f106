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

contract AccessRequestTest is ConsentFixture {
    function _requestBy(Actor memory requester) private view returns (IConsentTypes.AccessRequest memory) {
        return
            IConsentTypes.AccessRequest({
                requester: requester.personId,
                signer: requester.account,
                patient: _alice().personId,
                requestHash: keccak256("salted hash of what is asked"),
                nonce: 3,
                deadline: uint40(block.timestamp) + 60
            });
    }

    function _digest(IConsentTypes.AccessRequest memory r) private view returns (bytes32) {
        return _consentDigest(ConsentTypedData.hash(r));
    }

    function _requestFails(IConsentTypes.AccessRequest memory r, bytes memory reason) private {
        bytes memory signature = _sign(_grace(), _digest(r));
        VM.expectRevert(reason);
        consents.requestAccess(r, signature);
    }

    function test_requestAccess_isLoggedOnEveryRoute() public {
        for (uint256 i = 0; i < ROUTES; ++i) {
            Route route = Route(i);
            string memory label = string(abi.encodePacked("requester ", bytes1(uint8(65 + i))));
            Actor memory requester = _enrollActor(
                _actorFor(route, label),
                IIdentityRegistry.Role.Doctor,
                platform
            );
            IConsentTypes.AccessRequest memory r = _requestBy(requester);
            bytes memory signature = _signatureOn(route, requester, _digest(r));
            VM.expectEmit(address(consents));
            emit IConsentRegistry.AccessRequested(_digest(r), r.requester, r.patient, r.requestHash);
            bytes memory data = abi.encodeCall(consents.requestAccess, (r, signature));
            _send(route, requester, address(consents), data);
        }
    }

    function test_requestAccess_revertsWhenReplayed() public {
        IConsentTypes.AccessRequest memory r = _requestBy(_grace());
        consents.requestAccess(r, _sign(_grace(), _digest(r)));
        _requestFails(
            r,
            abi.encodeWithSelector(ISignedActions.SignedActionsUsedNonce.selector, r.requester, r.nonce)
        );
    }

    function test_requestAccess_holdsUpToAndIncludingTheDeadline() public {
        IConsentTypes.AccessRequest memory r = _requestBy(_grace());
        VM.warp(r.deadline + 1);
        _requestFails(
            r,
            abi.encodeWithSelector(ISignedActions.SignedActionsExpired.selector, r.deadline, block.timestamp)
        );
        VM.warp(r.deadline);
        consents.requestAccess(r, _sign(_grace(), _digest(r)));
    }

    function test_requestAccess_revertsWhenTheRequesterIsSuspended() public {
        _setStatus(_grace(), IIdentityRegistry.PersonStatus.Suspended);
        _requestFails(
            _requestBy(_grace()),
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInactive.selector,
                _grace().personId,
                IIdentityRegistry.PersonStatus.Suspended
            )
        );
    }

    function test_requestAccess_revertsWhenThePatientIsUnknown() public {
        IConsentTypes.AccessRequest memory r = _requestBy(_grace());
        r.patient = _id("nobody");
        _requestFails(
            r,
            abi.encodeWithSelector(IIdentityErrors.IdentityRegistryUnknownPerson.selector, r.patient)
        );
    }

    function test_requestAccess_revertsForAnOutsider() public {
        IConsentTypes.AccessRequest memory r = _requestBy(_grace());
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                r.signer,
                _digest(r)
            )
        );
        VM.prank(RELAYER);
        consents.requestAccess(r, "");
        r.signer = RELAYER;
        VM.expectRevert(
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryNotController.selector,
                r.requester,
                RELAYER
            )
        );
        VM.prank(RELAYER);
        consents.requestAccess(r, "");
    }
}
