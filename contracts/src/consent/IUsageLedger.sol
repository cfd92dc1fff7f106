// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOrganizationRegistry} from "../identity/IOrganizationRegistry.sol";
import {IRecordRegistry} from "../records/IRecordRegistry.sol";
import {IConsentRegistry} from "./IConsentRegistry.sol";
import {IConsentTypes} from "./IConsentTypes.sol";

/// @title Who opened which record under which grant, and the receipts of both sides (systems.md F6; DESIGN.md rule 14).
/// @notice Opening a record uses its grant once and gives an access id. Proxies re-encrypt only for a final access id,
/// for its reader and record.
interface IUsageLedger {
    /// @notice The reader's statement (EIP-712); its digest is the access id, which can be used once.
    struct OpenRequest {
        bytes32 grantId;
        bytes32 reader; // personId
        address signer; // the reader's controller
        bytes32 recordId;
        uint32 version; // of the record's content
        bytes32 requestHash; // salted hash of what the reader tells the patient
        uint256 nonce; // any number that was not withdrawn; tells two openings of the same record apart
        uint40 deadline; // Unix seconds, inclusive
    }

    /// @notice Receipts of one organisation's oracle (EIP-712). Batches form a chain, so none is left out or sent twice.
    struct ReceiptBatch {
        bytes32 organization;
        bytes32 root; // Merkle root over the receipts
        uint32 count; // receipts under the root, at least 1
        bytes32 previous; // hashStruct of the batch before; zero for the first
    }

    /// @dev Storage word; from its low end: | openedAt 40 | blockNumber 64 | foreign 8 | free 144 |
    /// It is proof of the access for a plain `eth_call` to any node, without a search of its logs, and what stops a replay, so
    /// that no nonce need be marked besides. An opening costs 119 200 gas this way; with an event and a marked nonce alone it
    /// would be 2 300 less for the first of 256 neighbouring nonces and 19 400 less for the others.
    struct Access {
        uint40 openedAt; // Unix seconds; zero: there is no such access
        uint64 blockNumber;
        bool foreign; // the record is registered on another chain
    }

    error UsageLedgerOtherGrant(bytes32 signedGrantId, bytes32 disclosedGrantId);
    /// @notice The access id exists already.
    error UsageLedgerAccessExists(bytes32 accessId);
    /// @notice No such record here, and this chain is not one for records of other chains.
    error UsageLedgerUnknownRecord(bytes32 recordId);
    /// @notice A state was presented for a record that is not registered here.
    error UsageLedgerUnexpectedState(bytes32 recordId);
    /// @notice The state presented is not the record's present one.
    error UsageLedgerStaleState(bytes32 recordId, bytes32 presentedHash);
    error UsageLedgerNotConfirmed(bytes32 recordId, IRecordRegistry.Status status);
    error UsageLedgerOtherVersion(bytes32 recordId, uint32 current, uint32 requested);
    /// @notice The grant is by someone else than the record's patient.
    error UsageLedgerOtherPatient(bytes32 recordId, bytes32 grantor);
    error UsageLedgerNoOracle(bytes32 organization);
    error UsageLedgerEmptyBatch(bytes32 organization);
    error UsageLedgerBrokenChain(bytes32 organization, bytes32 head, bytes32 previous);

    /// @param use 1 for the first use of the grant.
    /// @param foreign the record is registered on another chain, where whoever serves it must look: here nobody has checked
    /// that it exists, is confirmed, is the grantor's, and belongs to the category that the grant may be limited to.
    event AccessOpened(
        bytes32 indexed accessId,
        bytes32 indexed grantor,
        bytes32 indexed reader,
        address signer,
        bytes32 grantId,
        bytes32 recordId,
        uint32 version,
        bytes32 requestHash,
        uint32 use,
        bool foreign
    );

    /// @param head `hashStruct(ReceiptBatch)`, which the next batch names as previous.
    event ReceiptsPosted(
        bytes32 indexed organization,
        bytes32 indexed head,
        bytes32 root,
        uint32 count,
        bytes32 previous
    );

    function organizationRegistry() external view returns (IOrganizationRegistry);

    function consentRegistry() external view returns (IConsentRegistry);

    function recordRegistry() external view returns (IRecordRegistry);

    /// @notice Whether records of other chains may be opened here: true on a consortium chain.
    function opensForeignRecords() external view returns (bool);

    /// @notice Uses the grant once for reading one version of one record. By the reader, by its signature through
    /// anyone, or by its contract wallet. Reverts unless the grant permits it.
    /// @param state the record's present state; all zero for a record that is registered on another chain.
    function open(
        OpenRequest calldata request,
        IConsentTypes.Disclosure calldata disclosure,
        IRecordRegistry.RecordState calldata state,
        bytes calldata signature
    ) external returns (bytes32 accessId);

    /// @notice Appends receipts. By the oracle of an active organisation, or by its signature.
    function postReceipts(ReceiptBatch calldata batch, bytes calldata oracleSignature) external;

    /// @notice Proof of an access for anyone who holds the request: the id commits to all of it.
    function accessOf(bytes32 accessId) external view returns (Access memory);

    /// @notice EIP-712 digest of the request.
    function accessIdOf(OpenRequest calldata request) external view returns (bytes32);

    /// @notice hashStruct of the organisation's newest receipt batch; zero before the first.
    function receiptHeadOf(bytes32 organization) external view returns (bytes32);
}
