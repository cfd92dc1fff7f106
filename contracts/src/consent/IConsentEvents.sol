// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What ConsentRegistry reports: nothing of a grantee, category or purpose.
interface IConsentEvents {
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
}
