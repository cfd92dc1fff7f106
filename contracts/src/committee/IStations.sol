// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Consensus stations: one for each organisation, with a deposit (systems.md P5, P14).
interface IStations {
    enum StationStatus {
        None,
        Active,
        Retired, // by itself, for good
        Expelled // for equivocation, for good
    }

    /// @notice What a station is admitted with.
    struct Application {
        bytes32 organization; // orgId; has no other station
        address account; // holds its tokens and makes its deposit; of no other station
        bytes key; // voting key, as the verifier takes it
        bytes proof; // that its holder knows the secret
    }

    struct Station {
        bytes32 organization;
        address account;
        StationStatus status;
        uint40 retiredAt; // Unix seconds
        uint128 deposit; // tokens
    }

    error StationsNotAuthority(address caller);
    error StationsFounded();
    error StationsInvalidAccount(address account);
    /// @notice The organisation or the account has a station, or had one.
    error StationsTaken(bytes32 organization, address account);
    error StationsOrganizationInactive(bytes32 organization);
    error StationsFull(uint256 count);
    error StationsUnknown(uint256 station);
    error StationsWrongStatus(uint256 station, StationStatus status);
    error StationsNotAccount(uint256 station, address caller);
    error StationsTooEarly(uint256 station, uint256 notBefore);
    /// @notice No decision of the committee admits this application.
    error StationsNotAdmitted(bytes32 organization, bytes32 applicationHash);

    event StationAdmitted(uint256 indexed station, bytes32 indexed organization, address indexed account);
    event StationDeposited(uint256 indexed station, uint256 amount, uint256 deposit);
    event StationRetired(uint256 indexed station);
    event StationWithdrew(uint256 indexed station, uint256 amount);
    event StationExpelled(uint256 indexed station, bytes32 indexed organization, uint256 taken);

    /// @notice Admits a founding station, before the first epoch. Authority of the organisation registry only.
    function found(Application calldata application) external returns (uint256 station);

    /// @notice Adds to a station's deposit. Its account only, which thereby agrees to be the station's.
    function deposit(uint256 station, uint128 amount) external;

    /// @notice Ends a station's part, at once and for good. Its account only.
    function retire(uint256 station) external;

    /// @notice Gives a retired station its deposit back, once nothing that it signed can be held against it unseen. Its account only.
    function withdraw(uint256 station) external;

    function stationCount() external view returns (uint256);

    function stationAt(uint256 station) external view returns (Station memory);

    /// @notice Number of an organisation's station.
    function stationOf(bytes32 organization) external view returns (bool exists, uint256 station);
}
