// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {PersonAuthorization} from "../base/PersonAuthorization.sol";
import {IIdentityRegistry} from "../identity/IIdentityRegistry.sol";
import {IdentityQueries} from "../identity/IdentityQueries.sol";
import {ClaimHashes} from "./ClaimHashes.sol";
import {ClaimItem} from "./ClaimItem.sol";
import {ClaimTree} from "./ClaimTree.sol";
import {IRecordClaims} from "./IRecordClaims.sol";
import {RecordHashes} from "./RecordHashes.sol";
import {RecordMemory} from "./RecordMemory.sol";
import {RecordRules} from "./RecordRules.sol";
import {RecordStore} from "./RecordStore.sol";

/// @title Registers what authors claim, and checks claims.
abstract contract RecordClaims is IRecordClaims, PersonAuthorization, RecordStore {
    using IdentityQueries for IIdentityRegistry;
    using ClaimItem for ClaimItem.Page;
    using ClaimTree for ClaimTree.Queue;
    using RecordHashes for BatchProposal;
    using RecordHashes for Confirmation;

    /// @dev A record id is registered once, so the batch under whose root a claimed record lies is the one it came with.
    mapping(bytes32 root => bool isRegistered) private _batches;

    /// @inheritdoc IRecordClaims
    function registerOnChallenge(
        BatchProposal calldata batch,
        bytes calldata authorSignature,
        ClaimedRecord[] calldata items
    ) external {
        if (items.length == 0) revert RecordRegistryEmptyBatch();
        (IIdentityRegistry.Role role, bytes32 institution) = _authorize(
            batch.author,
            batch.signer,
            batch.hash(),
            authorSignature
        );
        RecordRules.requireAuthor(batch.author, role);
        ClaimTree.Queue queue = ClaimTree.newQueue(items.length);
        ClaimItem.Page page = ClaimItem.newPage(batch, institution, ClaimHashes.CLAIM_TYPEHASH);
        for (uint256 i = 0; i < items.length; ++i) {
            ClaimedRecord calldata item = items[i];
            // Records of one patient next to each other need one look at the registry.
            if (i == 0 || !_isSamePatient(items[i - 1], item)) _requirePatientsAccount(item);
            queue.set(i, _registerClaim(page, item));
        }
        bytes32 root = queue.root(items.length);
        if (root != batch.root) revert RecordClaimsOtherRoot(root, batch.root);
        _batches[root] = true;
    }

    /// @inheritdoc IRecordClaims
    function checkClaims(ClaimCheck[] calldata checks) external {
        if (checks.length == 0) revert RecordRegistryEmptyBatch();
        for (uint256 i = 0; i < checks.length; ++i) _checkClaim(checks[i]);
    }

    /// @inheritdoc IRecordClaims
    function isClaimedBatch(bytes32 root) external view returns (bool) {
        return _batches[root];
    }

    /// @param page laid out for the batch.
    /// @return node of the item in the batch's tree.
    function _registerClaim(ClaimItem.Page page, ClaimedRecord calldata item) private returns (bytes32 node) {
        bytes32 recordId = item.recordId;
        RecordRules.requireComplete(recordId, item.commitment, item.commitmentProof, item.authorManifest);
        RecordRules.requireManifest(recordId, item.manifestHash);
        page.fill(item);
        _storeNew(recordId, page.stateHash());
        page.emitClaimed();
        return page.node();
    }

    /// @dev An account with code answers for itself by ERC-1271, and that answer may be another when it is challenged.
    function _requirePatientsAccount(ClaimedRecord calldata item) private view {
        (IIdentityRegistry.Role role, ) = identityRegistry.activeController(item.patient, item.signer);
        RecordRules.requirePatient(item.patient, role);
        if (item.signer.code.length != 0) revert RecordClaimsContractSigner(item.recordId, item.signer);
    }

    function _checkClaim(ClaimCheck calldata check) private {
        RecordState memory state = RecordMemory.load(check.current);
        _requireCurrent(state);
        RecordRules.requireStatus(state, Status.Claimed);
        Confirmation memory confirmation = Confirmation({
            recordId: state.recordId,
            patient: state.patient,
            signer: check.signer,
            commitment: state.commitment,
            manifestHash: state.manifestHash,
            sequence: 0
        });
        _requireClaim(check, state);
        bytes32 digest = _hashTypedDataV4(confirmation.hash());
        (address signer, ECDSA.RecoverError failure, ) = ECDSA.tryRecover(digest, check.r, check.vs);
        if (failure == ECDSA.RecoverError.NoError && signer == check.signer) {
            _link(state, signer, 0);
            return;
        }
        state.manifestHash = check.authorManifest;
        state.status = Status.Proposed;
        state.sequence += 1;
        _store(state);
        emit ClaimRefuted(state.recordId, state.patient, state.author, check.signer, state);
    }

    /// @dev What is presented lies under the root of a registered batch.
    function _requireClaim(ClaimCheck calldata check, RecordState memory state) private view {
        Claim memory claim = Claim(state.recordId, check.signer, state.manifestHash, check.r, check.vs);
        Proposal memory proposal = RecordRules.proposalOf(state, check.authorSigner, check.authorManifest);
        bytes32 root = MerkleProof.processProofCalldata(check.path, ClaimHashes.node(proposal, claim));
        if (!_batches[root]) revert RecordClaimsOtherClaim(state.recordId, root);
    }

    function _isSamePatient(
        ClaimedRecord calldata one,
        ClaimedRecord calldata other
    ) private pure returns (bool) {
        return one.patient == other.patient && one.signer == other.signer;
    }
}
