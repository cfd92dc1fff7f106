// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AuthorityGoverned} from "../base/AuthorityGoverned.sol";
import {BabyJubjubPossession} from "./BabyJubjubPossession.sol";
import {ChameleonPossession} from "./ChameleonPossession.sol";
import {IOrganizationKeys} from "./IOrganizationKeys.sol";

/// @title Versioned public keys of organisations and the network's emergency key.
abstract contract OrganizationKeys is AuthorityGoverned, IOrganizationKeys {
    uint256 private constant G1_BYTES = 48; // BLS12-381, compressed
    uint256 private constant G2_BYTES = 96; // BLS12-381, compressed
    uint256 private constant MAX_PROOF_BYTES = 512; // a pairing-based proof is at most 4 points and 2 scalars
    uint256 private constant MIN_THRESHOLD = 2; // one organisation alone must not open everything
    uint256 private constant MAX_HOLDERS = 16; // bounds the loop over holders

    mapping(bytes32 orgId => mapping(KeyKind kind => mapping(uint32 version => OrganizationKey key)))
        private _keys;
    mapping(bytes32 orgId => mapping(KeyKind kind => uint32 version)) private _latest;
    mapping(uint32 version => EmergencyKey key) private _emergencyKeys;
    uint32 private _latestEmergencyKey;

    /// @inheritdoc IOrganizationKeys
    function setKey(
        bytes32 orgId,
        KeyKind kind,
        bytes calldata value,
        bytes calldata proof
    ) external returns (uint32 version) {
        _requireActiveAdmin(orgId);
        if (value.length != _keyBytes(kind)) revert OrganizationKeysInvalidLength(kind, value.length);
        if (proof.length > MAX_PROOF_BYTES) revert OrganizationKeysProofTooLong(proof.length);
        if (!_isPossessed(orgId, kind, value, proof)) revert OrganizationKeysInvalidProof(orgId, kind);
        version = ++_latest[orgId][kind];
        _keys[orgId][kind][version] = OrganizationKey(value, proof, uint40(block.timestamp));
        emit OrganizationKeySet(orgId, kind, version, value, proof);
    }

    /// @inheritdoc IOrganizationKeys
    function setEmergencyKey(
        bytes calldata value,
        uint8 threshold,
        bytes32[] calldata holders,
        bytes calldata commitments
    ) external onlyAuthority returns (uint32 version) {
        if (value.length != G2_BYTES) revert OrganizationKeysInvalidLength(KeyKind.AfghReceive, value.length);
        _checkHolders(threshold, holders);
        if (commitments.length != G1_BYTES * threshold) {
            revert OrganizationKeysInvalidCommitments(commitments.length, threshold);
        }
        version = ++_latestEmergencyKey;
        _emergencyKeys[version] = EmergencyKey(
            value,
            commitments,
            holders,
            threshold,
            uint40(block.timestamp)
        );
        emit EmergencyKeySet(version, value, threshold, holders, commitments);
    }

    /// @inheritdoc IOrganizationKeys
    function keyOf(bytes32 orgId, KeyKind kind) external view returns (bytes memory value, uint32 version) {
        version = _latest[orgId][kind];
        value = _keys[orgId][kind][version].value;
    }

    /// @inheritdoc IOrganizationKeys
    function keyAt(
        bytes32 orgId,
        KeyKind kind,
        uint32 version
    ) external view returns (OrganizationKey memory) {
        if (version == 0 || version > _latest[orgId][kind]) {
            revert OrganizationKeysUnknownVersion(orgId, kind, version);
        }
        return _keys[orgId][kind][version];
    }

    /// @inheritdoc IOrganizationKeys
    function emergencyKey() external view returns (EmergencyKey memory key, uint32 version) {
        version = _latestEmergencyKey;
        key = _emergencyKeys[version];
    }

    /// @inheritdoc IOrganizationKeys
    function emergencyKeyAt(uint32 version) external view returns (EmergencyKey memory) {
        if (version == 0 || version > _latestEmergencyKey)
            revert OrganizationKeysUnknownEmergencyKey(version);
        return _emergencyKeys[version];
    }

    /// @dev Reverts unless the caller is the admin of this active organisation.
    function _requireActiveAdmin(bytes32 orgId) internal view virtual;

    /// @dev Reverts unless the organisation is active.
    function _requireActive(bytes32 orgId) internal view virtual;

    /// @dev Strictly ascending ids are distinct ids, so `threshold` holders are that many organisations.
    function _checkHolders(uint8 threshold, bytes32[] calldata holders) private view {
        if (threshold < MIN_THRESHOLD || threshold > holders.length || holders.length > MAX_HOLDERS) {
            revert OrganizationKeysInvalidThreshold(threshold, holders.length);
        }
        for (uint256 i = 0; i < holders.length; ++i) {
            if (i > 0 && holders[i] <= holders[i - 1]) {
                revert OrganizationKeysHoldersNotAscending(holders[i - 1], holders[i]);
            }
            _requireActive(holders[i]);
        }
    }

    /// @dev Both kinds of chameleon key are proven here; proofs of the other kinds are for whoever relies on the key.
    function _isPossessed(
        bytes32 orgId,
        KeyKind kind,
        bytes calldata value,
        bytes calldata proof
    ) private view returns (bool) {
        if (kind == KeyKind.ChameleonH1) return ChameleonPossession.verify(orgId, value, proof);
        if (kind == KeyKind.ChameleonBabyJubjub) return BabyJubjubPossession.verify(orgId, value, proof);
        return true;
    }

    /// @dev KeyKind.None has no length that any value could have.
    function _keyBytes(KeyKind kind) private pure returns (uint256) {
        if (kind == KeyKind.AfghReceive || kind == KeyKind.Bls) return G2_BYTES;
        if (kind == KeyKind.ChameleonH1 || kind == KeyKind.ChameleonBabyJubjub) return 64;
        if (kind == KeyKind.Sealing) return 62;
        if (kind == KeyKind.CertificateFingerprint) return 32;
        return type(uint256).max;
    }
}
