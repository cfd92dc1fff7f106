// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorityGoverned} from "../base/IAuthorityGoverned.sol";
import {IOrganizationKeys} from "./IOrganizationKeys.sol";

/// @title Institutions: what they are, who speaks for them, and where their oracle is.
/// @notice The health authority admits and expels; each organisation's admin does the rest. These calls are made
/// directly: admin and authority may be contract wallets (multisignatures), which need no second way in.
interface IOrganizationRegistry is IAuthorityGoverned, IOrganizationKeys {
    enum OrganizationKind {
        None,
        Hospital,
        InternetPlatform,
        HealthAuthority,
        Insurer,
        ResearchInstitute,
        DrugCompany,
        InstrumentMaker,
        DataTrust
    }

    enum OrganizationStatus {
        None,
        Active,
        Suspended,
        Revoked // final
    }

    /// @dev Storage layout; word 0 from its low end: | issuerKey 160 | kind 8 | status 8 | registeredAt 40 | free 40 |
    struct Organization {
        address issuerKey; // signs credentials of managers and, for third parties, of everyone; zero: not set
        OrganizationKind kind;
        OrganizationStatus status;
        uint40 registeredAt; // Unix seconds
        address admin;
        address pendingAdmin;
        address oracle; // signs receipts and attestations; zero: not set
        string dnsName;
        string endpoint; // the oracle's URL
    }

    /// @notice What the authority states when it admits an organisation.
    struct Registration {
        string dnsName; // 1 to 253 characters of a–z, 0–9, '-' and '.'; names the organisation in its certificate too
        OrganizationKind kind;
        address admin;
        address issuerKey; // may be zero, to be set by the admin
        address oracle; // may be zero, to be set by the admin
        string endpoint; // at most 256 bytes
    }

    error OrganizationRegistryUnknown(bytes32 orgId);
    error OrganizationRegistryExists(bytes32 orgId);
    error OrganizationRegistryInactive(bytes32 orgId, OrganizationStatus status);
    error OrganizationRegistryNotAdmin(bytes32 orgId, address caller);
    error OrganizationRegistryNotPendingAdmin(bytes32 orgId, address caller);
    error OrganizationRegistryZeroAdmin();
    error OrganizationRegistryInvalidKind();
    error OrganizationRegistryInvalidDnsName(string dnsName);
    error OrganizationRegistryEndpointTooLong(uint256 length);
    error OrganizationRegistryInvalidTransition(
        bytes32 orgId,
        OrganizationStatus from,
        OrganizationStatus to
    );

    event OrganizationRegistered(
        bytes32 indexed orgId,
        OrganizationKind indexed kind,
        address indexed admin,
        string dnsName
    );
    event OrganizationStatusChanged(bytes32 indexed orgId, OrganizationStatus status);
    event OrganizationAdminTransferStarted(
        bytes32 indexed orgId,
        address indexed admin,
        address indexed pendingAdmin
    );
    event OrganizationAdminTransferred(
        bytes32 indexed orgId,
        address indexed previousAdmin,
        address indexed admin
    );
    event OrganizationIssuerKeyChanged(bytes32 indexed orgId, address indexed issuerKey);
    event OrganizationOracleChanged(bytes32 indexed orgId, address indexed oracle);
    event OrganizationEndpointChanged(bytes32 indexed orgId, string endpoint);

    /// @notice Admits an organisation, which is active at once. Authority only.
    /// @return orgId keccak256("medlattice/organization/v1" ‖ dnsName): the same on every chain.
    function registerOrganization(Registration calldata registration) external returns (bytes32 orgId);

    /// @notice Suspends, reinstates or expels for good. Authority only.
    function setOrganizationStatus(bytes32 orgId, OrganizationStatus status) external;

    /// @notice Names the next admin; zero withdraws. By the admin of the active organisation, or by the authority when
    /// the admin's key is lost; when it is stolen, the authority suspends first, so that the thief cannot nominate over it.
    function transferOrganizationAdmin(bytes32 orgId, address successor) external;

    /// @notice Takes over as admin. Nominated successor only.
    function acceptOrganizationAdmin(bytes32 orgId) external;

    /// @notice Admin of the active organisation only; zero withdraws the key.
    function setIssuerKey(bytes32 orgId, address issuerKey) external;

    /// @notice Admin of the active organisation only; zero withdraws the oracle.
    function setOracle(bytes32 orgId, address oracle) external;

    /// @notice Admin of the active organisation only.
    function setEndpoint(bytes32 orgId, string calldata endpoint) external;

    /// @notice Everything kept about an organisation but its keys; all zero for an unknown one.
    function organization(bytes32 orgId) external view returns (Organization memory);

    function isActiveOrg(bytes32 orgId) external view returns (bool);

    /// @notice Reverts with the reason unless the organisation is active.
    function requireActiveOrganization(
        bytes32 orgId
    ) external view returns (OrganizationKind kind, address issuerKey);

    function kindOf(bytes32 orgId) external view returns (OrganizationKind);

    /// @notice The oracle's address; zero when none is set.
    function oracleOf(bytes32 orgId) external view returns (address);
}
