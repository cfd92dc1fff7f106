// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentErrors} from "./IConsentErrors.sol";
import {IConsentEvents} from "./IConsentEvents.sol";

/// @title Who may read whose records: grants, denials, mandates and requests, each signed by the person it binds.
/// @notice The chain keeps of a grant its id, times and uses. Grantee, purpose, category and scope stay in the signed
/// terms, which whoever relies on the grant presents as call data of a view (systems.md P4, P15, M11; DESIGN.md rule 13).
/// @dev Every call that changes something is made by the person, by anyone with the person's signature, or by the
/// person's contract wallet (ERC-1271). What only takes access away works for suspended people too.
///
/// Grants and mandates hold while `notBefore <= now < notAfter`, so that one may begin in the second in which another ends.
interface IConsentRegistry is IConsentErrors, IConsentEvents {
    enum GrantStatus {
        Unknown,
        Registered,
        Withdrawn
    }

    /// @notice Values of `Terms.granteeKind`.
    enum GranteeKind {
        None,
        Person, // grantee = personId
        Organization, // grantee = orgId; anyone there but its patients
        Role // grantee = keccak256(abi.encode(orgId, role))
    }

    /// @notice Values of `Terms.scopeKind`.
    enum ScopeKind {
        None,
        Record, // scope = recordId
        Category, // scope = categoryTag on the grant's home chain
        Everything // scope = 0
    }

    /// @notice Answer of `checkPermission`. Only `Permitted` permits.
    enum Verdict {
        Permitted,
        MalformedTerms, // unknown kind, too many deny tags
        GrantUnknown, // not registered here with exactly these terms
        GrantWithdrawn,
        NotYetValid,
        Expired,
        UsedUp,
        ActionNotGranted,
        OutOfScope,
        Denied,
        GrantorInactive,
        RequesterInactive,
        NotGrantee
    }

    /// @notice The part of a grant that the chain may know.
    struct GrantHeader {
        bytes32 grantor; // personId
        address signer; // the grantor's controller that signed
        uint40 notBefore; // Unix seconds, inclusive
        uint40 notAfter; // Unix seconds, exclusive
        uint32 maxUses; // 0: as often as needed
    }

    /// @notice The signed terms, with `hashStruct(Statement)` in place of the statement in words.
    struct Terms {
        bytes32 grantee;
        uint8 granteeKind;
        uint8 scopeKind;
        bytes32 scope;
        uint8 actions; // bits: 1 read, 2 write, 4 copy
        bytes32 granteeKey; // keccak256 of the re-encryption key dealt to
        bytes32 requestId; // the access request this answers; zero for none
        bytes32[] denyTags; // at most `MAX_DENY_TAGS`; a denial of any of them defeats the grant
        bytes32 statementHash;
        bytes32 salt; // random, so that the id tells nothing about the terms
    }

    /// @notice What a caller shows to make a grant count.
    struct Disclosure {
        GrantHeader header;
        Terms terms;
    }

    /// @notice What the chain keeps of a grant.
    struct GrantUse {
        GrantStatus status;
        uint40 notBefore;
        uint40 notAfter;
        uint32 maxUses;
        uint32 used;
    }

    /// @notice Withdrawal of a grant, also of one that was never registered or whose home is another chain (EIP-712).
    struct Revocation {
        bytes32 grantor;
        address signer;
        bytes32 grantId;
    }

    /// @notice A denial of opaque tags, or its end (EIP-712).
    struct Denial {
        bytes32 grantor;
        address signer;
        bytes32[] tags; // 1 to `MAX_DENY_TAGS`
        bool denied;
        uint256 nonce;
        uint40 deadline;
    }

    /// @notice The patient agrees beforehand to the records of one treatment (EIP-712; systems.md F3, surgery).
    struct Mandate {
        bytes32 patient;
        address signer;
        bytes32 treatmentId;
        bytes32 institution;
        uint40 notBefore; // Unix seconds, inclusive
        uint40 notAfter; // Unix seconds, exclusive
        bytes32 salt;
    }

    /// @notice Withdrawal of a mandate (EIP-712).
    struct MandateRevocation {
        bytes32 patient;
        address signer;
        bytes32 mandateId;
    }

    /// @notice Someone asks a patient for access; reason and terms are sealed to the patient (EIP-712; systems.md M11).
    struct AccessRequest {
        bytes32 requester;
        address signer;
        bytes32 patient;
        bytes32 requestHash; // salted hash of what is asked
        uint256 nonce;
        uint40 deadline;
    }

    /// @notice The bound on tags of a grant and of a denial, which bounds every loop here.
    function MAX_DENY_TAGS() external view returns (uint256);

    /// @notice The one contract that may use grants up; zero until it is settled.
    function usageLedger() external view returns (address);

    /// @notice Settles the usage ledger for good. Authority only, once; the ledger must name this registry.
    function settleUsageLedger(address ledger) external;

    /// @notice Makes a signed grant usable. Its id is the EIP-712 digest of `Grant` and can be used once.
    /// @param termsHash `hashStruct(Terms)`; the terms themselves stay off chain.
    function registerGrant(
        GrantHeader calldata header,
        bytes32 termsHash,
        bytes calldata signature
    ) external returns (bytes32 grantId);

    /// @notice Withdraws a grant for good: registered, signed but not yet sent, or at home on another chain.
    function revoke(Revocation calldata revocation, bytes calldata signature) external;

    /// @notice Sets or lifts denials. A live denial defeats every grant that carries its tag, older or newer.
    function deny(Denial calldata denial, bytes calldata signature) external;

    function revokeMandate(MandateRevocation calldata revocation, bytes calldata signature) external;

    /// @notice Puts a request before a patient. Changes nothing but the log.
    /// @return requestId the EIP-712 digest of the request, which a grant's terms may name.
    function requestAccess(
        AccessRequest calldata request,
        bytes calldata signature
    ) external returns (bytes32 requestId);

    /// @notice Uses a grant once. Usage ledger only; reverts unless permitted.
    /// @return grantId the grant's.
    /// @return used how often the grant has been used with this time.
    function consume(
        Disclosure calldata disclosure,
        bytes32 requester,
        bytes32 recordId,
        bytes32 categoryTag,
        uint8 action
    ) external returns (bytes32 grantId, uint32 used);

    /// @notice Whether `requester` may do `action` with a record now. Never reverts for well-formed call data.
    /// @param recordId the record, and `categoryTag` its category: the caller vouches that they belong together, e.g. by
    /// comparing the record's state with `RecordRegistry.stateHashOf`.
    /// @param action one or several of the action bits, all of which must be granted; zero is never permitted.
    function isPermitted(
        Disclosure calldata disclosure,
        bytes32 requester,
        bytes32 recordId,
        bytes32 categoryTag,
        uint8 action
    ) external view returns (bool);

    /// @notice `isPermitted` with the reason.
    function checkPermission(
        Disclosure calldata disclosure,
        bytes32 requester,
        bytes32 recordId,
        bytes32 categoryTag,
        uint8 action
    ) external view returns (Verdict);

    /// @notice Reverts with the reason unless the mandate names a treatment, is signed by a controller of its active
    /// patient, is not withdrawn, and holds now.
    function requireMandate(
        Mandate calldata mandate,
        bytes calldata signature
    ) external view returns (bytes32 mandateId);

    /// @notice `requireMandate` as a yes or no.
    function isMandateValid(Mandate calldata mandate, bytes calldata signature) external view returns (bool);

    function isMandateRevoked(bytes32 patient, bytes32 mandateId) external view returns (bool);

    /// @notice State of a grant here. A grant at home elsewhere is Unknown, or Withdrawn if that was said here.
    function grantOf(bytes32 grantor, bytes32 grantId) external view returns (GrantUse memory);

    function isDenied(bytes32 grantor, bytes32 tag) external view returns (bool);

    /// @notice How many tags the grantor denies at present.
    function liveDenials(bytes32 grantor) external view returns (uint256);

    /// @notice EIP-712 digest of the grant: header as signed, terms by their hash.
    function grantIdOf(GrantHeader calldata header, bytes32 termsHash) external view returns (bytes32);

    /// @notice EIP-712 digest of the mandate.
    function mandateIdOf(Mandate calldata mandate) external view returns (bytes32);
}
