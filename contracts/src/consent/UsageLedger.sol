// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PersonAuthorization} from "../base/PersonAuthorization.sol";
import {IIdentityRegistry} from "../identity/IIdentityRegistry.sol";
import {IOrganizationRegistry} from "../identity/IOrganizationRegistry.sol";
import {IRecordRegistry} from "../records/IRecordRegistry.sol";
import {RecordHashes} from "../records/RecordHashes.sol";
import {ConsentCalls} from "./ConsentCalls.sol";
import {ConsentEvents} from "./ConsentEvents.sol";
import {IConsentRegistry} from "./IConsentRegistry.sol";
import {IConsentTypes} from "./IConsentTypes.sol";
import {IUsageLedger} from "./IUsageLedger.sol";
import {UsageHashes} from "./UsageHashes.sol";

/// @title Uses grants up, one access at a time, and keeps that it happened.
contract UsageLedger is IUsageLedger, PersonAuthorization {
    using ConsentCalls for IConsentRegistry;
    using RecordHashes for IRecordRegistry.RecordState;
    using UsageHashes for OpenRequest;
    using UsageHashes for ReceiptBatch;

    /// @inheritdoc IUsageLedger
    IOrganizationRegistry public immutable organizationRegistry;
    /// @inheritdoc IUsageLedger
    IConsentRegistry public immutable consentRegistry;
    /// @inheritdoc IUsageLedger
    IRecordRegistry public immutable recordRegistry;
    /// @inheritdoc IUsageLedger
    bool public immutable opensForeignRecords;

    mapping(bytes32 accessId => Access access) private _accesses;
    mapping(bytes32 organization => bytes32 head) private _receiptHeads;

    /// @param opensForeignRecords_ true on a consortium chain, whose grants are about records of private chains.
    constructor(
        IIdentityRegistry identityRegistry_,
        IConsentRegistry consentRegistry_,
        IRecordRegistry recordRegistry_,
        bool opensForeignRecords_
    ) PersonAuthorization(identityRegistry_, "MedLattice UsageLedger") {
        organizationRegistry = identityRegistry_.organizationRegistry();
        consentRegistry = consentRegistry_;
        recordRegistry = recordRegistry_;
        opensForeignRecords = opensForeignRecords_;
    }

    /// @inheritdoc IUsageLedger
    function open(
        OpenRequest calldata request,
        IConsentTypes.Disclosure calldata disclosure,
        IRecordRegistry.RecordState calldata state,
        bytes calldata signature
    ) external returns (bytes32 accessId) {
        _checkDeadline(request.deadline);
        bytes32 structHash = request.hash();
        _authorize(request.reader, request.signer, structHash, signature);
        // Marking the nonce used is left to the access id; a reader can withdraw it all the same.
        if (isNonceUsed(request.reader, request.nonce)) {
            revert SignedActionsUsedNonce(request.reader, request.nonce);
        }
        accessId = _hashTypedDataV4(structHash);
        if (_accesses[accessId].openedAt != 0) revert UsageLedgerAccessExists(accessId);
        // The reader says which it is: did it follow from what is registered here, then any author here could take the id of
        // another chain's record, and nobody could open that any more.
        bool foreign = opensForeignRecords && state.recordId == 0;
        if (!foreign) _requireReadable(request, disclosure.header.grantor, state);
        // Both numbers fit for longer than there will be chains: 2^40 seconds are 34 000 years.
        _accesses[accessId] = Access(uint40(block.timestamp), uint64(block.number), foreign);
        uint32 use = _consume(request, disclosure, foreign ? disclosure.terms.scope : state.categoryTag);
        ConsentEvents.opened(accessId, disclosure.header.grantor, request, use, foreign);
    }

    /// @inheritdoc IUsageLedger
    function postReceipts(ReceiptBatch calldata batch, bytes calldata oracleSignature) external {
        bytes32 organization = batch.organization;
        bytes32 head = batch.hash();
        organizationRegistry.requireActiveOrganization(organization);
        address oracle = organizationRegistry.oracleOf(organization);
        if (oracle == address(0)) revert UsageLedgerNoOracle(organization);
        _checkSignature(oracle, head, oracleSignature);
        if (batch.count == 0) revert UsageLedgerEmptyBatch(organization);
        if (batch.previous != _receiptHeads[organization]) {
            revert UsageLedgerBrokenChain(organization, _receiptHeads[organization], batch.previous);
        }
        _receiptHeads[organization] = head;
        emit ReceiptsPosted(organization, head, batch.root, batch.count, batch.previous);
    }

    /// @inheritdoc IUsageLedger
    function accessOf(bytes32 accessId) external view returns (Access memory) {
        return _accesses[accessId];
    }

    /// @inheritdoc IUsageLedger
    function accessIdOf(OpenRequest calldata request) external view returns (bytes32) {
        return _hashTypedDataV4(request.hash());
    }

    /// @inheritdoc IUsageLedger
    function receiptHeadOf(bytes32 organization) external view returns (bytes32) {
        return _receiptHeads[organization];
    }

    /// @param categoryTag of a foreign record nobody here can tell: the scope's own tag stands in, and whoever serves the
    /// record compares its capsule with the key dealt for the category.
    function _consume(
        OpenRequest calldata request,
        IConsentTypes.Disclosure calldata disclosure,
        bytes32 categoryTag
    ) private returns (uint32 use) {
        bytes32 grantId;
        (grantId, use) = consentRegistry.consumeReading(disclosure, request, categoryTag);
        if (grantId != request.grantId) revert UsageLedgerOtherGrant(request.grantId, grantId);
    }

    function _requireReadable(
        OpenRequest calldata request,
        bytes32 grantor,
        IRecordRegistry.RecordState calldata state
    ) private view {
        bytes32 recordId = request.recordId;
        bytes32 stateHash = recordRegistry.stateHashOf(recordId);
        if (stateHash == 0) {
            if (opensForeignRecords) revert UsageLedgerUnexpectedState(recordId);
            revert UsageLedgerUnknownRecord(recordId);
        }
        bytes32 presented = state.hashPresented();
        if (presented != stateHash) revert UsageLedgerStaleState(recordId, presented);
        // A claimed confirmation may be refuted, but gives nobody content: whoever serves the record checks it first.
        bool isReadable =
            state.status == IRecordRegistry.Status.Confirmed ||
                state.status == IRecordRegistry.Status.Claimed;
        if (!isReadable) revert UsageLedgerNotConfirmed(recordId, state.status);
        if (state.version != request.version) {
            revert UsageLedgerOtherVersion(recordId, state.version, request.version);
        }
        if (state.patient != grantor) revert UsageLedgerOtherPatient(recordId, grantor);
    }
}
