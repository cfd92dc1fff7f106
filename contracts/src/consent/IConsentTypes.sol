// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What people sign about consent, and what the chain says of it.
/// @notice Grants and mandates hold while `notBefore <= now < notAfter`, so that one may begin in the second in which
/// another ends.
interface IConsentTypes {
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
        MalformedTerms, // unknown kind, too many deny tags, a scope beside Everything
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
}
