// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IOrganizationRegistry} from "../identity/IOrganizationRegistry.sol";
import {OrganizationQueries} from "../identity/OrganizationQueries.sol";
import {IStations} from "./IStations.sol";
import {IVoteVerifier} from "./IVoteVerifier.sol";

/// @title Admits stations and keeps their deposits.
abstract contract Stations is IStations {
    using OrganizationQueries for IOrganizationRegistry;
    using SafeERC20 for IERC20;

    uint256 private constant MAX_STATIONS = 101; // systems.md M6; bounds every loop over stations

    IOrganizationRegistry internal immutable _organizations;
    IERC20 internal immutable _token;
    IVoteVerifier internal immutable _verifier;
    address internal immutable _treasury;
    uint128 internal immutable _minimumDeposit;
    uint32 internal immutable _retirementSeconds;

    Station[] private _stations;
    mapping(bytes32 organization => uint256 numberPlusOne) private _numbers;
    mapping(address account => bool taken) private _accounts;

    constructor(
        IOrganizationRegistry organizations,
        IERC20 token,
        IVoteVerifier verifier,
        address treasury,
        uint128 minimumDeposit,
        uint32 retirementSeconds
    ) {
        _organizations = organizations;
        _token = token;
        _verifier = verifier;
        _treasury = treasury;
        _minimumDeposit = minimumDeposit;
        _retirementSeconds = retirementSeconds;
    }

    /// @inheritdoc IStations
    function found(Application calldata application) external returns (uint256 station) {
        _requireAuthority();
        if (_isFounded()) revert StationsFounded();
        return _admit(application);
    }

    /// @inheritdoc IStations
    function deposit(uint256 station, uint128 amount) external {
        Station storage entry = _ownActive(station);
        entry.deposit += amount;
        emit StationDeposited(station, amount, entry.deposit);
        _token.safeTransferFrom(msg.sender, address(this), amount);
    }

    /// @inheritdoc IStations
    function retire(uint256 station) external {
        Station storage entry = _ownActive(station);
        entry.status = StationStatus.Retired;
        entry.retiredAt = uint40(block.timestamp);
        emit StationRetired(station);
    }

    /// @inheritdoc IStations
    function withdraw(uint256 station) external {
        Station storage entry = _known(station);
        if (msg.sender != entry.account) revert StationsNotAccount(station, msg.sender);
        if (entry.status != StationStatus.Retired) revert StationsWrongStatus(station, entry.status);
        uint256 notBefore = uint256(entry.retiredAt) + _retirementSeconds;
        if (block.timestamp < notBefore) revert StationsTooEarly(station, notBefore);
        uint256 amount = entry.deposit;
        entry.deposit = 0;
        emit StationWithdrew(station, amount);
        _token.safeTransfer(msg.sender, amount);
    }

    /// @inheritdoc IStations
    function stationAt(uint256 station) external view returns (Station memory) {
        return _known(station);
    }

    /// @inheritdoc IStations
    function stationOf(bytes32 organization) public view returns (bool exists, uint256 station) {
        uint256 number = _numbers[organization];
        return number == 0 ? (false, 0) : (true, number - 1);
    }

    /// @inheritdoc IStations
    function stationCount() public view returns (uint256) {
        return _stations.length;
    }

    function _admit(Application calldata application) internal returns (uint256 station) {
        bytes32 organization = application.organization;
        address account = application.account;
        if (account == address(0)) revert StationsInvalidAccount(account);
        if (_numbers[organization] != 0 || _accounts[account]) revert StationsTaken(organization, account);
        if (!_organizations.isActiveOne(organization)) revert StationsOrganizationInactive(organization);
        station = _stations.length;
        if (station >= MAX_STATIONS) revert StationsFull(station);
        _stations.push(Station(organization, account, StationStatus.Active, 0, 0));
        _numbers[organization] = station + 1;
        _accounts[account] = true;
        emit StationAdmitted(station, organization, account);
        _verifier.enroll(station, organization, application.key, application.proof);
    }

    /// @dev Takes the deposit of a station, whatever its status, and expels it.
    function _expel(uint256 station) internal returns (bytes32 organization) {
        Station storage entry = _known(station);
        if (entry.status == StationStatus.Expelled) revert StationsWrongStatus(station, entry.status);
        organization = entry.organization;
        uint256 taken = entry.deposit;
        entry.status = StationStatus.Expelled;
        entry.deposit = 0;
        emit StationExpelled(station, organization, taken);
        _token.safeTransfer(_treasury, taken);
    }

    function _requireAuthority() internal view {
        if (msg.sender != _organizations.authority()) revert StationsNotAuthority(msg.sender);
    }

    /// @dev Whether a station can act now: itself active with its deposit, and its organisation active.
    function _isActing(uint256 station) internal view returns (bool) {
        Station storage entry = _known(station);
        return
            entry.status == StationStatus.Active &&
            entry.deposit >= _minimumDeposit &&
            _organizations.isActiveOne(entry.organization);
    }

    function _isExpelled(uint256 station) internal view returns (bool) {
        return _known(station).status == StationStatus.Expelled;
    }

    function _known(uint256 station) internal view returns (Station storage) {
        if (station >= _stations.length) revert StationsUnknown(station);
        return _stations[station];
    }

    function _ownActive(uint256 station) private view returns (Station storage entry) {
        entry = _known(station);
        if (msg.sender != entry.account) revert StationsNotAccount(station, msg.sender);
        if (entry.status != StationStatus.Active) revert StationsWrongStatus(station, entry.status);
    }

    /// @dev Whether the first epoch has begun.
    function _isFounded() internal view virtual returns (bool);
}
