// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IdentityMessages} from "../../src/identity/IdentityMessages.sol";
import {OrganizationName} from "../../src/identity/OrganizationName.sol";
import {IdentityActions} from "../support/IdentityActions.sol";
import {IdentityTypedData} from "../support/IdentityTypedData.sol";
import {TypedData} from "../support/TypedData.sol";
import {VM} from "../support/Vm.sol";

/// @title Constants derived again from docs/wire-formats.md, and struct hashes compared with a field-by-field twin.
contract TypeHashesTest is IdentityActions {
    function test_typeHashes_areThoseOfTheWireFormat() public pure {
        VM.assertEq(IdentityMessages.CREDENTIAL_TYPEHASH, IdentityTypedData.CREDENTIAL);
        VM.assertEq(IdentityMessages.ENROLLMENT_TYPEHASH, IdentityTypedData.ENROLLMENT);
        VM.assertEq(IdentityMessages.CONTROLLER_CHANGE_TYPEHASH, IdentityTypedData.CONTROLLER_CHANGE);
        VM.assertEq(IdentityMessages.CONTROLLER_ACCEPTANCE_TYPEHASH, IdentityTypedData.CONTROLLER_ACCEPTANCE);
        VM.assertEq(IdentityMessages.KEY_MANIFEST_CHANGE_TYPEHASH, IdentityTypedData.KEY_MANIFEST_CHANGE);
        VM.assertEq(IdentityMessages.STATUS_CHANGE_TYPEHASH, IdentityTypedData.STATUS_CHANGE);
        VM.assertEq(IdentityMessages.RECOVERY_TYPEHASH, IdentityTypedData.RECOVERY);
        VM.assertEq(IdentityMessages.RECOVERY_APPROVAL_TYPEHASH, IdentityTypedData.RECOVERY_APPROVAL);
        VM.assertEq(IdentityMessages.RECOVERY_CANCEL_TYPEHASH, IdentityTypedData.RECOVERY_CANCEL);
    }

    function testFuzz_credentialHash_isThatOfTheTwin(
        IIdentityRegistry.Recovery calldata r,
        uint8 role
    ) public view {
        // An enum takes no other values: the ABI decoder refuses them, so they are made from a bounded number.
        IIdentityRegistry.Credential memory credential = _credential(
            Actor(r.personId, r.newController, 0),
            IIdentityRegistry.Role(role % 7),
            hospital
        );
        (credential.issuer, credential.signer, credential.notAfter) = (r.issuer, r.signer, r.deadline);
        VM.assertEq(this.hashCredential(credential), IdentityTypedData.hash(credential));
    }

    function testFuzz_statusChangeHash_isThatOfTheTwin(
        IIdentityRegistry.Recovery calldata r,
        uint8 status
    ) public view {
        IIdentityRegistry.StatusChange memory change = IIdentityRegistry.StatusChange({
            personId: r.personId,
            status: IIdentityRegistry.PersonStatus(status % 4),
            reason: REASON,
            issuer: r.issuer,
            signer: r.signer,
            nonce: r.nonce,
            deadline: r.deadline
        });
        VM.assertEq(this.hashStatusChange(change), IdentityTypedData.hash(change));
    }

    function testFuzz_holdersStructHashes_areThoseOfTheTwin(
        IIdentityRegistry.ControllerChange calldata controllerChange,
        IIdentityRegistry.KeyManifestChange calldata keyManifestChange
    ) public pure {
        VM.assertEq(IdentityMessages.hash(controllerChange), IdentityTypedData.hash(controllerChange));
        VM.assertEq(IdentityMessages.hash(keyManifestChange), IdentityTypedData.hash(keyManifestChange));
    }

    function testFuzz_recoveryStructHashes_areThoseOfTheTwin(
        IIdentityRegistry.Recovery calldata recovery,
        IIdentityRegistry.RecoveryCancel calldata cancel
    ) public pure {
        VM.assertEq(IdentityMessages.hash(recovery), IdentityTypedData.hash(recovery));
        VM.assertEq(IdentityMessages.hashApproval(recovery), IdentityTypedData.hashApproval(recovery));
        VM.assertEq(IdentityMessages.hash(cancel), IdentityTypedData.hash(cancel));
    }

    function hashCredential(
        IIdentityRegistry.Credential calldata credential
    ) external pure returns (bytes32) {
        return IdentityMessages.hash(credential);
    }

    function hashStatusChange(
        IIdentityRegistry.StatusChange calldata change
    ) external pure returns (bytes32) {
        return IdentityMessages.hash(change);
    }

    function test_domain_isThatOfTheWireFormat() public view {
        (, string memory name, string memory version, uint256 chainId, address verifier, , ) = identities
            .eip712Domain();
        VM.assertEq(name, "MedLattice IdentityRegistry");
        VM.assertEq(version, "1");
        VM.assertEq(chainId, block.chainid);
        VM.assertEq(verifier, address(identities));
        bytes32 again = TypedData.domainSeparator(name, chainId, verifier);
        VM.assertEq(_identityDigest(REASON), TypedData.digest(again, REASON));
    }

    function test_toId_isTheHashOfDomainAndName() public view {
        VM.assertEq(hospital, keccak256("medlattice/organization/v1hospital.example"));
        VM.assertEq(OrganizationName.toId("hospital.example"), hospital);
    }
}
