// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "./IConsentTypes.sol";

/// @title Who may read whose records: grants, denials, mandates and requests, each signed by the person it binds.
/// @notice The chain keeps of a grant its id, times and uses. Grantee, purpose, category and scope stay in the signed
/// terms, which whoever relies on the grant presents as call data of a view (systems.md P4, P15, M11; DESIGN.md rule 13).
/// @dev Every call that changes something is made by the person, by anyone with the person's signature, or by the
/// person's contract wallet (ERC-1271). What only takes access away works for suspended people too.
interface IConsentRegistry is IConsentTypes {
    /// @notice The window of a grant is empty or over; that of a mandate does not hold the present time.
    error ConsentRegistryInvalidWindow(uint40 notBefore, uint40 notAfter, uint256 blockTime);
    error ConsentRegistryGrantExists(bytes32 grantId);
    error ConsentRegistryGrantWithdrawn(bytes32 grantId);
    error ConsentRegistryNotPermitted(bytes32 grantId, Verdict verdict);
    error ConsentRegistryInvalidTagCount(uint256 count, uint256 max);
    error ConsentRegistryMandateRevoked(bytes32 mandateId);
    /// @notice A mandate for no treatment would be one for every record outside of treatments.
    error ConsentRegistryNoTreatment();
    error ConsentRegistryNotUsageLedger(address caller);
    error ConsentRegistryNotAuthority(address caller);
    error ConsentRegistryUsageLedgerSettled(address ledger);
    /// @notice The ledger uses another consent registry.
    error ConsentRegistryForeignUsageLedger(address ledger);

    event GrantRegistered(
        bytes32 indexed grantId,
        bytes32 indexed grantor,
        uint40 notBefore,
        uint40 notAfter,
        uint32 maxUses
    );
    event GrantRevoked(bytes32 indexed grantId, bytes32 indexed grantor);
    /// @param tags opaque: keyed hashes of whom and what the denial is about.
    event DenialChanged(bytes32 indexed grantor, bool indexed denied, bytes32[] tags);
    event MandateRevoked(bytes32 indexed mandateId, bytes32 indexed patient);
    event AccessRequested(
        bytes32 indexed requestId,
        bytes32 indexed requester,
        bytes32 indexed patient,
        bytes32 requestHash
    );
    event UsageLedgerSettled(address indexed ledger);

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
    function takeUse(
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
