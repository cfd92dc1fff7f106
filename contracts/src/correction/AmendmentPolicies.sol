// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorityGoverned} from "../base/IAuthorityGoverned.sol";
import {CorrectionHashes} from "./CorrectionHashes.sol";
import {IAmendmentVerifier} from "./IAmendmentVerifier.sol";
import {IRecordCorrection} from "./IRecordCorrection.sol";

/// @title Which sections an amendment may touch, and the proofs that it touched no others.
abstract contract AmendmentPolicies is IRecordCorrection {
    uint256 private constant MAX_URI_BYTES = 256;

    /// @inheritdoc IRecordCorrection
    IAmendmentVerifier public immutable amendmentVerifier;

    IAuthorityGoverned private immutable _governor;
    mapping(bytes32 policyRoot => bool isAccepted) private _policies;

    /// @param governor whose authority accepts policies.
    /// @param amendmentVerifier_ zero where there are no amendments.
    constructor(IAuthorityGoverned governor, IAmendmentVerifier amendmentVerifier_) {
        _governor = governor;
        amendmentVerifier = amendmentVerifier_;
    }

    /// @inheritdoc IRecordCorrection
    function acceptPolicy(bytes32 policyRoot, bool isAccepted, string calldata uri) external {
        if (msg.sender != _governor.authority()) revert RecordCorrectionNotAuthority(msg.sender);
        uint256 length = bytes(uri).length;
        if (policyRoot == 0 || length > MAX_URI_BYTES) {
            revert RecordCorrectionInvalidPolicy(policyRoot, length);
        }
        _policies[policyRoot] = isAccepted;
        emit PolicyAccepted(policyRoot, isAccepted, uri);
    }

    /// @inheritdoc IRecordCorrection
    function isAcceptedPolicy(bytes32 policyRoot) public view returns (bool) {
        return _policies[policyRoot];
    }

    /// @dev Each proof starts where the one before has ended; the last ends at the correction's field root.
    function _requireAmended(
        Correction calldata c,
        bytes32 correctionHash,
        bytes32 root,
        Amendment[] calldata amendments
    ) internal view {
        if (address(amendmentVerifier) == address(0)) revert RecordCorrectionNoAmendments();
        if (!isAcceptedPolicy(c.policyRoot)) revert RecordCorrectionPolicyNotAccepted(c.policyRoot);
        uint256 context = CorrectionHashes.amendmentContext(correctionHash);
        for (uint256 i = 0; i < amendments.length; ++i) {
            Amendment calldata step = amendments[i];
            amendmentVerifier.requireAmendment(root, step.newRoot, c.policyRoot, context, step.proof);
            root = step.newRoot;
        }
        if (root != c.fieldRoot) revert RecordCorrectionBrokenChain(c.recordId, root);
    }
}
