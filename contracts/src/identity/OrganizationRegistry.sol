// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AuthorityGoverned} from "../base/AuthorityGoverned.sol";
import {IOrganizationRegistry} from "./IOrganizationRegistry.sol";
import {OrganizationKeys} from "./OrganizationKeys.sol";
import {OrganizationName} from "./OrganizationName.sol";

/// @title The register of institutions (M1, F1, P5).
contract OrganizationRegistry is OrganizationKeys, IOrganizationRegistry {
    uint256 private constant MAX_ENDPOINT_BYTES = 256;

    mapping(bytes32 orgId => Organization organization) private _organizations;

    modifier onlyActiveAdmin(bytes32 orgId) {
        _requireActiveAdmin(orgId);
        _;
    }

    /// @param initialAuthority the health authority's account.
    constructor(address initialAuthority) AuthorityGoverned(initialAuthority) {}

    /// @inheritdoc IOrganizationRegistry
    function registerOrganization(
        Registration calldata registration
    ) external onlyAuthority returns (bytes32 orgId) {
        if (registration.kind == OrganizationKind.None) revert OrganizationRegistryInvalidKind();
        if (registration.admin == address(0)) revert OrganizationRegistryZeroAdmin();
        if (!OrganizationName.isCanonical(registration.dnsName)) {
            revert OrganizationRegistryInvalidDnsName(registration.dnsName);
        }
        orgId = OrganizationName.toId(registration.dnsName);
        Organization storage entry = _organizations[orgId];
        if (entry.status != OrganizationStatus.None) revert OrganizationRegistryExists(orgId);
        entry.kind = registration.kind;
        entry.status = OrganizationStatus.Active;
        entry.registeredAt = uint40(block.timestamp);
        entry.admin = registration.admin;
        entry.dnsName = registration.dnsName;
        emit OrganizationRegistered(orgId, registration.kind, registration.admin, registration.dnsName);
        _setIssuerKey(orgId, registration.issuerKey);
        _setOracle(orgId, registration.oracle);
        _setEndpoint(orgId, registration.endpoint);
    }

    /// @inheritdoc IOrganizationRegistry
    function setOrganizationStatus(bytes32 orgId, OrganizationStatus status) external onlyAuthority {
        OrganizationStatus from = _known(orgId).status;
        if (from == OrganizationStatus.Revoked || status == OrganizationStatus.None || status == from) {
            revert OrganizationRegistryInvalidTransition(orgId, from, status);
        }
        _organizations[orgId].status = status;
        emit OrganizationStatusChanged(orgId, status);
    }

    /// @inheritdoc IOrganizationRegistry
    function transferOrganizationAdmin(bytes32 orgId, address successor) external {
        Organization storage entry = _known(orgId);
        if (msg.sender != authority()) _requireActiveAdmin(orgId);
        entry.pendingAdmin = successor;
        emit OrganizationAdminTransferStarted(orgId, entry.admin, successor);
    }

    /// @inheritdoc IOrganizationRegistry
    function acceptOrganizationAdmin(bytes32 orgId) external {
        Organization storage entry = _known(orgId);
        if (msg.sender != entry.pendingAdmin) revert OrganizationRegistryNotPendingAdmin(orgId, msg.sender);
        address previous = entry.admin;
        entry.admin = msg.sender;
        delete entry.pendingAdmin;
        emit OrganizationAdminTransferred(orgId, previous, msg.sender);
    }

    /// @inheritdoc IOrganizationRegistry
    function setIssuerKey(bytes32 orgId, address issuerKey) external onlyActiveAdmin(orgId) {
        _setIssuerKey(orgId, issuerKey);
    }

    /// @inheritdoc IOrganizationRegistry
    function setOracle(bytes32 orgId, address oracle) external onlyActiveAdmin(orgId) {
        _setOracle(orgId, oracle);
    }

    /// @inheritdoc IOrganizationRegistry
    function setEndpoint(bytes32 orgId, string calldata endpoint) external onlyActiveAdmin(orgId) {
        _setEndpoint(orgId, endpoint);
    }

    /// @inheritdoc IOrganizationRegistry
    function organization(bytes32 orgId) external view returns (Organization memory) {
        return _organizations[orgId];
    }

    /// @inheritdoc IOrganizationRegistry
    function isActiveOrg(bytes32 orgId) external view returns (bool) {
        return _organizations[orgId].status == OrganizationStatus.Active;
    }

    /// @inheritdoc IOrganizationRegistry
    function requireActiveOrganization(
        bytes32 orgId
    ) external view returns (OrganizationKind kind, address issuerKey) {
        _requireActive(orgId);
        Organization storage entry = _organizations[orgId];
        return (entry.kind, entry.issuerKey);
    }

    /// @inheritdoc IOrganizationRegistry
    function kindOf(bytes32 orgId) external view returns (OrganizationKind) {
        return _organizations[orgId].kind;
    }

    /// @inheritdoc IOrganizationRegistry
    function oracleOf(bytes32 orgId) external view returns (address) {
        return _organizations[orgId].oracle;
    }

    function _setIssuerKey(bytes32 orgId, address issuerKey) private {
        _organizations[orgId].issuerKey = issuerKey;
        emit OrganizationIssuerKeyChanged(orgId, issuerKey);
    }

    function _setOracle(bytes32 orgId, address oracle) private {
        _organizations[orgId].oracle = oracle;
        emit OrganizationOracleChanged(orgId, oracle);
    }

    function _setEndpoint(bytes32 orgId, string calldata endpoint) private {
        uint256 length = bytes(endpoint).length;
        if (length > MAX_ENDPOINT_BYTES) revert OrganizationRegistryEndpointTooLong(length);
        _organizations[orgId].endpoint = endpoint;
        emit OrganizationEndpointChanged(orgId, endpoint);
    }

    function _requireActiveAdmin(bytes32 orgId) internal view override {
        _requireActive(orgId);
        if (msg.sender != _organizations[orgId].admin) revert OrganizationRegistryNotAdmin(orgId, msg.sender);
    }

    function _requireActive(bytes32 orgId) internal view override {
        OrganizationStatus status = _known(orgId).status;
        if (status != OrganizationStatus.Active) revert OrganizationRegistryInactive(orgId, status);
    }

    function _known(bytes32 orgId) private view returns (Organization storage entry) {
        entry = _organizations[orgId];
        if (entry.status == OrganizationStatus.None) revert OrganizationRegistryUnknown(orgId);
    }
}
