// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {IdentityActions} from "../support/IdentityActions.sol";
import {IdentityTypedData} from "../support/IdentityTypedData.sol";
import {VM} from "../support/Vm.sol";

/// @title Who can begin a recovery: an issuer and the authority, never one of them alone.
contract RecoveryStartTest is IdentityActions {
    Actor internal patient;
    Actor internal manager;
    Actor internal newWallet;

    function setUp() public override {
        super.setUp();
        patient = _patient("patient");
        manager = _manager("manager", hospital);
        newWallet = _actor("new wallet");
    }

    function _expectRefusal(
        Actor memory issuer,
        IIdentityRegistry.Recovery memory recovery,
        bytes memory reason
    ) private {
        VM.expectRevert(reason);
        _sendRecovery(Route.Relayed, issuer, recovery);
    }

    function _approvalBy(
        Actor memory signer,
        IIdentityRegistry.Recovery memory recovery
    ) private view returns (bytes memory) {
        return _sign(signer, _identityDigest(IdentityTypedData.hashApproval(recovery)));
    }

    function test_startRecovery_byIssuerKey() public {
        Actor memory issuer = _issuerKey(hospital);
        _sendRecovery(Route.Relayed, issuer, _recovery(patient, issuer, newWallet.account));
        VM.assertEq(identities.recoveryOf(patient.personId).newController, newWallet.account);
    }

    function test_startRecovery_whenTheAuthoritySends() public {
        IIdentityRegistry.Recovery memory recovery = _recovery(patient, manager, newWallet.account);
        bytes memory byIssuer = _sign(manager, _identityDigest(IdentityTypedData.hash(recovery)));
        VM.prank(_authority().account);
        identities.startRecovery(recovery, byIssuer, "");
        VM.assertEq(identities.recoveryOf(patient.personId).newController, newWallet.account);
    }

    /// @dev Where the authority's account is also an organisation's issuer key, one nonce serves both statements.
    function test_startRecovery_whenTheAuthorityIsTheIssuerKey() public {
        VM.prank(_admin("hospital").account);
        organizations.setIssuerKey(hospital, _authority().account);
        IIdentityRegistry.Recovery memory recovery = _recovery(patient, _authority(), newWallet.account);
        _sendRecovery(Route.Relayed, _authority(), recovery);
        VM.assertEq(identities.recoveryOf(patient.personId).newController, newWallet.account);
    }

    function test_startRecovery_revertsWithoutTheAuthority() public {
        IIdentityRegistry.Recovery memory recovery = _recovery(patient, manager, newWallet.account);
        bytes memory byIssuer = _sign(manager, _identityDigest(IdentityTypedData.hash(recovery)));
        bytes memory byManager = _approvalBy(manager, recovery);
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                _authority().account,
                _identityDigest(IdentityTypedData.hashApproval(recovery))
            )
        );
        identities.startRecovery(recovery, byIssuer, byManager);
    }

    function test_startRecovery_revertsWithoutTheIssuer() public {
        IIdentityRegistry.Recovery memory recovery = _recovery(patient, manager, newWallet.account);
        bytes32 digest = _identityDigest(IdentityTypedData.hash(recovery));
        bytes memory byAuthority = _sign(_authority(), digest);
        bytes memory approval = _approvalBy(_authority(), recovery);
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                manager.account,
                digest
            )
        );
        identities.startRecovery(recovery, byAuthority, approval);
    }

    function test_startRecovery_revertsWhenApprovalIsForAnotherWallet() public {
        IIdentityRegistry.Recovery memory recovery = _recovery(patient, manager, newWallet.account);
        bytes memory byIssuer = _sign(manager, _identityDigest(IdentityTypedData.hash(recovery)));
        bytes32 wanted = _identityDigest(IdentityTypedData.hashApproval(recovery));
        recovery.newController = RELAYER;
        bytes memory approval = _approvalBy(_authority(), recovery);
        recovery.newController = newWallet.account;
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                _authority().account,
                wanted
            )
        );
        identities.startRecovery(recovery, byIssuer, approval);
    }

    /// @dev After a cancellation, another manager cannot use the authority's old approval.
    function test_startRecovery_revertsWhenApprovalIsUsed() public {
        IIdentityRegistry.Recovery memory recovery = _recovery(patient, manager, newWallet.account);
        _sendRecovery(Route.Relayed, manager, recovery);
        _sendRecoveryCancel(Route.Relayed, patient, _recoveryCancel(patient, patient.personId));
        Actor memory colleague = _manager("colleague", hospital);
        (recovery.issuer, recovery.signer) = (colleague.personId, colleague.account);
        _expectRefusal(
            colleague,
            recovery,
            abi.encodeWithSelector(
                ISignedActions.SignedActionsUsedNonce.selector,
                bytes32(uint256(uint160(_authority().account))),
                recovery.nonce
            )
        );
    }

    function test_startRecovery_revertsWhenReplayed() public {
        IIdentityRegistry.Recovery memory recovery = _recovery(patient, manager, newWallet.account);
        _sendRecovery(Route.Relayed, manager, recovery);
        _sendRecoveryCancel(Route.Relayed, patient, _recoveryCancel(patient, patient.personId));
        _expectRefusal(
            manager,
            recovery,
            abi.encodeWithSelector(
                ISignedActions.SignedActionsUsedNonce.selector,
                manager.personId,
                recovery.nonce
            )
        );
    }

    function test_startRecovery_revertsWhenPending() public {
        _sendRecovery(Route.Relayed, manager, _recovery(patient, manager, newWallet.account));
        _expectRefusal(
            manager,
            _recovery(patient, manager, RELAYER),
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryRecoveryPending.selector,
                patient.personId,
                START + RECOVERY_DELAY
            )
        );
    }

    function test_startRecovery_revertsWhenLate() public {
        IIdentityRegistry.Recovery memory recovery = _recovery(patient, manager, newWallet.account);
        VM.warp(uint256(recovery.deadline) + 1);
        _expectRefusal(
            manager,
            recovery,
            abi.encodeWithSelector(
                ISignedActions.SignedActionsExpired.selector,
                recovery.deadline,
                block.timestamp
            )
        );
    }

    function test_startRecovery_revertsWithoutNewWallet() public {
        _expectRefusal(
            manager,
            _recovery(patient, manager, address(0)),
            abi.encodeWithSelector(IIdentityErrors.IdentityRegistryZeroController.selector, patient.personId)
        );
    }

    function test_startRecovery_revertsWhenRevoked() public {
        _setStatus(patient, _authority(), IIdentityRegistry.PersonStatus.Revoked);
        _expectRefusal(
            manager,
            _recovery(patient, manager, newWallet.account),
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInactive.selector,
                patient.personId,
                IIdentityRegistry.PersonStatus.Revoked
            )
        );
    }

    function test_startRecovery_revertsWhenUnknown() public {
        _expectRefusal(
            manager,
            _recovery(_actor("nobody"), manager, newWallet.account),
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryUnknownPerson.selector,
                _actor("nobody").personId
            )
        );
    }

    function test_startRecovery_revertsForManagerOfAnother() public {
        _expectNotIssuer(_manager("manager elsewhere", platform));
    }

    function test_startRecovery_managersAnswerToTheIssuerKey() public {
        Actor memory colleague = _manager("colleague", hospital);
        _expectRefusal(
            manager,
            _recovery(colleague, manager, newWallet.account),
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryRoleNotIssuable.selector,
                hospital,
                manager.personId,
                IIdentityRegistry.Role.Manager
            )
        );
    }

    function _closeHospital() private {
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(hospital, IOrganizationRegistry.OrganizationStatus.Revoked);
    }

    /// @dev Rule 6: a hospital that is closed locks nobody out.
    function test_startRecovery_byTheHealthAuthorityWhenTheHospitalIsClosed() public {
        Actor memory standIn = _manager("manager of the authority", healthAuthority);
        _closeHospital();
        _sendRecovery(Route.Relayed, standIn, _recovery(patient, standIn, newWallet.account));
        VM.assertEq(identities.recoveryOf(patient.personId).newController, newWallet.account);
    }

    function test_startRecovery_revertsForTheHealthAuthorityWhileTheHospitalIsOpen() public {
        _expectNotIssuer(_manager("manager of the authority", healthAuthority));
    }

    function test_startRecovery_revertsForAnotherHospitalWhenTheHospitalIsClosed() public {
        Actor memory stranger = _manager("manager elsewhere", platform);
        _closeHospital();
        _expectNotIssuer(stranger);
    }

    function test_startRecovery_revertsForStaffOfTheHealthAuthorityWhenTheHospitalIsClosed() public {
        Actor memory clerk = _enroll("clerk", IIdentityRegistry.Role.Staff, healthAuthority);
        _closeHospital();
        _expectNotIssuer(clerk);
    }

    function _expectNotIssuer(Actor memory issuer) private {
        _expectRefusal(
            issuer,
            _recovery(patient, issuer, newWallet.account),
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryNotIssuer.selector,
                hospital,
                issuer.personId,
                issuer.account
            )
        );
    }
}
