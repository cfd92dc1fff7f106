// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {PersonAuthorization} from "../base/PersonAuthorization.sol";
import {IIdentityRegistry} from "../identity/IIdentityRegistry.sol";
import {IdentityQueries} from "../identity/IdentityQueries.sol";
import {ConsentEvents} from "./ConsentEvents.sol";
import {ConsentHashes} from "./ConsentHashes.sol";
import {DenialBook} from "./DenialBook.sol";
import {Disclosures} from "./Disclosures.sol";
import {GrantTerms} from "./GrantTerms.sol";
import {GrantWord, GrantWordLibrary} from "./GrantWord.sol";
import {IConsentRegistry} from "./IConsentRegistry.sol";
import {IUsageLedger} from "./IUsageLedger.sol";

/// @title Keeps one word per grant, and judges terms that are shown to it.
contract ConsentRegistry is IConsentRegistry, PersonAuthorization {
    using ConsentHashes for *;
    using DenialBook for DenialBook.Book;
    using Disclosures for Disclosure;
    using GrantTerms for Terms;
    using IdentityQueries for IIdentityRegistry;

    /// @inheritdoc IConsentRegistry
    uint256 public constant MAX_DENY_TAGS = GrantTerms.MAX_DENY_TAGS;
    /// @inheritdoc IConsentRegistry
    address public usageLedger;

    /// @dev Under the grantor's id, so that nobody can touch, or withdraw beforehand, the grant of another.
    mapping(bytes32 grantor => mapping(bytes32 grantId => GrantWord word)) private _grants;
    mapping(bytes32 patient => mapping(bytes32 mandateId => bool revoked)) private _mandateRevoked;
    DenialBook.Book private _denials;

    constructor(
        IIdentityRegistry identityRegistry_
    ) PersonAuthorization(identityRegistry_, "MedLattice ConsentRegistry") {}

    /// @inheritdoc IConsentRegistry
    function settleUsageLedger(address ledger) external {
        if (msg.sender != identityRegistry.organizationRegistry().authority()) {
            revert ConsentRegistryNotAuthority(msg.sender);
        }
        if (usageLedger != address(0)) revert ConsentRegistryUsageLedgerSettled(usageLedger);
        if (address(IUsageLedger(ledger).consentRegistry()) != address(this)) {
            revert ConsentRegistryForeignUsageLedger(ledger);
        }
        usageLedger = ledger;
        emit UsageLedgerSettled(ledger);
    }

    /// @inheritdoc IConsentRegistry
    function registerGrant(
        GrantHeader calldata header,
        bytes32 termsHash,
        bytes calldata signature
    ) external returns (bytes32 grantId) {
        bytes32 structHash = header.hash(termsHash);
        _authorize(header.grantor, header.signer, structHash, signature);
        if (header.notBefore >= header.notAfter || block.timestamp >= header.notAfter) {
            revert ConsentRegistryInvalidWindow(header.notBefore, header.notAfter, block.timestamp);
        }
        grantId = _hashTypedDataV4(structHash);
        GrantStatus status = _grants[header.grantor][grantId].status();
        if (status == GrantStatus.Registered) revert ConsentRegistryGrantExists(grantId);
        if (status == GrantStatus.Withdrawn) revert ConsentRegistryGrantWithdrawn(grantId);
        _grants[header.grantor][grantId] = GrantWordLibrary.registered(header);
        ConsentEvents.registered(grantId, header);
    }

    /// @inheritdoc IConsentRegistry
    function revoke(Revocation calldata revocation, bytes calldata signature) external {
        bytes32 grantId = revocation.grantId;
        _authorizeWithdrawal(revocation.grantor, revocation.signer, revocation.hash(), signature);
        GrantWord word = _grants[revocation.grantor][grantId];
        if (word.status() == GrantStatus.Withdrawn) revert ConsentRegistryGrantWithdrawn(grantId);
        _grants[revocation.grantor][grantId] = word.withdrawn();
        emit GrantRevoked(grantId, revocation.grantor);
    }

    /// @inheritdoc IConsentRegistry
    function deny(Denial calldata denial, bytes calldata signature) external {
        _checkDeadline(denial.deadline);
        uint256 count = denial.tags.length;
        if (count == 0 || count > MAX_DENY_TAGS) revert ConsentRegistryInvalidTagCount(count, MAX_DENY_TAGS);
        if (denial.denied) {
            _authorizeWithdrawal(denial.grantor, denial.signer, denial.hash(), signature);
        } else {
            _authorize(denial.grantor, denial.signer, denial.hash(), signature);
        }
        _useNonce(denial.grantor, denial.nonce);
        _denials.set(denial.grantor, denial.tags, denial.denied);
        emit DenialChanged(denial.grantor, denial.denied, denial.tags);
    }

    /// @inheritdoc IConsentRegistry
    function revokeMandate(MandateRevocation calldata revocation, bytes calldata signature) external {
        bytes32 mandateId = revocation.mandateId;
        _authorizeWithdrawal(revocation.patient, revocation.signer, revocation.hash(), signature);
        if (_mandateRevoked[revocation.patient][mandateId]) revert ConsentRegistryMandateRevoked(mandateId);
        _mandateRevoked[revocation.patient][mandateId] = true;
        emit MandateRevoked(mandateId, revocation.patient);
    }

    /// @inheritdoc IConsentRegistry
    function requestAccess(
        AccessRequest calldata request,
        bytes calldata signature
    ) external returns (bytes32 requestId) {
        _checkDeadline(request.deadline);
        bytes32 structHash = request.hash();
        _authorize(request.requester, request.signer, structHash, signature);
        identityRegistry.requireActive(request.patient);
        _useNonce(request.requester, request.nonce);
        requestId = _hashTypedDataV4(structHash);
        emit AccessRequested(requestId, request.requester, request.patient, request.requestHash);
    }

    /// @inheritdoc IConsentRegistry
    function takeUse(
        Disclosure calldata disclosure,
        bytes32 requester,
        bytes32 recordId,
        bytes32 categoryTag,
        uint8 action
    ) external returns (bytes32 grantId, uint32 used) {
        if (msg.sender != usageLedger) revert ConsentRegistryNotUsageLedger(msg.sender);
        Verdict verdict;
        GrantWord word;
        (verdict, grantId, word) = _judge(disclosure, requester, recordId, categoryTag, action);
        if (verdict != Verdict.Permitted) revert ConsentRegistryNotPermitted(grantId, verdict);
        word = word.usedOnceMore();
        _grants[disclosure.header.grantor][grantId] = word;
        used = word.used();
    }

    /// @inheritdoc IConsentRegistry
    function isPermitted(
        Disclosure calldata disclosure,
        bytes32 requester,
        bytes32 recordId,
        bytes32 categoryTag,
        uint8 action
    ) external view returns (bool) {
        (Verdict verdict, , ) = _judge(disclosure, requester, recordId, categoryTag, action);
        return verdict == Verdict.Permitted;
    }

    /// @inheritdoc IConsentRegistry
    function checkPermission(
        Disclosure calldata disclosure,
        bytes32 requester,
        bytes32 recordId,
        bytes32 categoryTag,
        uint8 action
    ) external view returns (Verdict verdict) {
        (verdict, , ) = _judge(disclosure, requester, recordId, categoryTag, action);
    }

    /// @inheritdoc IConsentRegistry
    function isMandateValid(Mandate calldata mandate, bytes calldata signature) external view returns (bool) {
        try this.requireMandate(mandate, signature) returns (bytes32) {
            return true;
        } catch {
            return false;
        }
    }

    /// @inheritdoc IConsentRegistry
    function isMandateRevoked(bytes32 patient, bytes32 mandateId) external view returns (bool) {
        return _mandateRevoked[patient][mandateId];
    }

    /// @inheritdoc IConsentRegistry
    function grantOf(bytes32 grantor, bytes32 grantId) external view returns (GrantUse memory) {
        GrantWord word = _grants[grantor][grantId];
        return
            GrantUse({
                status: word.status(),
                notBefore: word.notBefore(),
                notAfter: word.notAfter(),
                maxUses: word.maxUses(),
                used: word.used()
            });
    }

    /// @inheritdoc IConsentRegistry
    function isDenied(bytes32 grantor, bytes32 tag) external view returns (bool) {
        return _denials.denied[grantor][tag];
    }

    /// @inheritdoc IConsentRegistry
    function liveDenials(bytes32 grantor) external view returns (uint256) {
        return _denials.live[grantor];
    }

    /// @inheritdoc IConsentRegistry
    function grantIdOf(GrantHeader calldata header, bytes32 termsHash) external view returns (bytes32) {
        return _hashTypedDataV4(header.hash(termsHash));
    }

    /// @inheritdoc IConsentRegistry
    function mandateIdOf(Mandate calldata mandate) external view returns (bytes32) {
        return _hashTypedDataV4(mandate.hash());
    }

    /// @inheritdoc IConsentRegistry
    function requireMandate(
        Mandate calldata mandate,
        bytes calldata signature
    ) public view returns (bytes32 mandateId) {
        identityRegistry.requireActiveController(mandate.patient, mandate.signer);
        if (mandate.treatmentId == 0) revert ConsentRegistryNoTreatment();
        if (block.timestamp < mandate.notBefore || block.timestamp >= mandate.notAfter) {
            revert ConsentRegistryInvalidWindow(mandate.notBefore, mandate.notAfter, block.timestamp);
        }
        mandateId = _hashTypedDataV4(mandate.hash());
        if (_mandateRevoked[mandate.patient][mandateId]) revert ConsentRegistryMandateRevoked(mandateId);
        // Not `_checkSignature`: whoever asks here only carries the mandate, so being its signer says nothing.
        if (!SignatureChecker.isValidSignatureNowCalldata(mandate.signer, mandateId, signature)) {
            revert SignedActionsInvalidSignature(mandate.signer, mandateId);
        }
    }

    /// @dev The one place that decides. Everything that the caller claims is either bound into the grant's id or looked up.
    function _judge(
        Disclosure calldata disclosure,
        bytes32 requester,
        bytes32 recordId,
        bytes32 categoryTag,
        uint8 action
    ) private view returns (Verdict verdict, bytes32 grantId, GrantWord word) {
        (Terms calldata terms, bytes32[] calldata tags) = disclosure.parts();
        bytes32 grantor = disclosure.header.grantor;
        if (!terms.isWellFormed(tags.length)) return (Verdict.MalformedTerms, grantId, word);
        grantId = _hashTypedDataV4(disclosure.header.hash(terms.hash(tags)));
        word = _grants[grantor][grantId];
        verdict = word.verdict();
        if (verdict != Verdict.Permitted) return (verdict, grantId, word);
        if (!terms.grants(action)) verdict = Verdict.ActionNotGranted;
        else if (!terms.covers(recordId, categoryTag)) verdict = Verdict.OutOfScope;
        else if (_denials.hits(grantor, tags)) verdict = Verdict.Denied;
        else verdict = _judgePeople(terms, grantor, requester);
    }

    function _judgePeople(
        Terms calldata terms,
        bytes32 grantor,
        bytes32 requester
    ) private view returns (Verdict) {
        (bool isGrantorActive, bool isRequesterActive, IIdentityRegistry.Role role) = identityRegistry
            .standingsOf(grantor, requester);
        if (!isGrantorActive) return Verdict.GrantorInactive;
        if (!isRequesterActive) return Verdict.RequesterInactive;
        if (!terms.isGrantedTo(requester, role, identityRegistry)) return Verdict.NotGrantee;
        return Verdict.Permitted;
    }
}
