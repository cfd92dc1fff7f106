// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityErrors} from "./IIdentityErrors.sol";
import {IIdentityEvents} from "./IIdentityEvents.sol";
import {IIdentityRegistry} from "./IIdentityRegistry.sol";
import {IOrganizationRegistry} from "./IOrganizationRegistry.sol";
import {OrganizationQueries} from "./OrganizationQueries.sol";
import {PersonWord, PersonWordLibrary} from "./PersonWord.sol";

/// @title What is kept about people, and every question about it.
abstract contract PersonStore is IIdentityRegistry, IIdentityErrors, IIdentityEvents {
    using OrganizationQueries for IOrganizationRegistry;
    using PersonWordLibrary for Person;

    /// @inheritdoc IIdentityRegistry
    IOrganizationRegistry public immutable organizationRegistry;

    mapping(bytes32 personId => Person person) private _people;
    mapping(bytes32 personId => mapping(uint32 epoch => mapping(address account => bool)))
        private _controllers;
    mapping(bytes32 nullifier => bytes32 personId) private _personOfNullifier;

    constructor(IOrganizationRegistry organizationRegistry_) {
        organizationRegistry = organizationRegistry_;
    }

    /// @inheritdoc IIdentityRegistry
    function person(bytes32 personId) external view returns (Person memory) {
        return _people[personId];
    }

    /// @inheritdoc IIdentityRegistry
    function roleOf(bytes32 personId) external view returns (Role) {
        return _people[personId].role;
    }

    /// @inheritdoc IIdentityRegistry
    function organizationOf(bytes32 personId) external view returns (bytes32) {
        return _people[personId].organization;
    }

    /// @inheritdoc IIdentityRegistry
    function keyManifestRootOf(bytes32 personId) external view returns (bytes32) {
        return _people[personId].keyManifestRoot;
    }

    /// @inheritdoc IIdentityRegistry
    function personOfNullifier(bytes32 nullifier) public view returns (bytes32 personId) {
        return _personOfNullifier[nullifier];
    }

    /// @inheritdoc IIdentityRegistry
    function isController(bytes32 personId, address account) public view returns (bool) {
        return _controllers[personId][_people[personId].controllerEpoch][account];
    }

    /// @inheritdoc IIdentityRegistry
    function isActive(bytes32 personId) external view returns (bool) {
        return _validAt(_people[personId], block.timestamp);
    }

    /// @inheritdoc IIdentityRegistry
    function whoIsActive(
        bytes32 grantor,
        bytes32 requester
    ) external view returns (bool isGrantorActive, bool isRequesterActive, Role requesterRole) {
        Person storage p = _people[requester];
        PersonWord word = p.wordOf();
        isGrantorActive = _validAt(_people[grantor], block.timestamp);
        isRequesterActive = _isValidWith(p, word, block.timestamp);
        requesterRole = word.role();
    }

    /// @inheritdoc IIdentityRegistry
    function validAt(bytes32 personId, uint40 time) external view returns (bool) {
        return _validAt(_people[personId], time);
    }

    function _validAt(Person storage p, uint256 time) private view returns (bool) {
        return _isValidWith(p, p.wordOf(), time);
    }

    function _isValidWith(Person storage p, PersonWord word, uint256 time) private view returns (bool) {
        if (!word.isActiveAt(time)) return false;
        return word.role() == Role.Patient || organizationRegistry.isActiveOne(p.organization);
    }

    /// @inheritdoc IIdentityRegistry
    function requireActive(bytes32 personId) external view returns (Role role, bytes32 organization) {
        (Person storage p, PersonWord word) = _knownWord(personId);
        return _active(personId, p, word);
    }

    function _active(
        bytes32 personId,
        Person storage p,
        PersonWord word
    ) private view returns (Role role, bytes32 organization) {
        if (!word.isActiveAt(block.timestamp)) _revertInactive(personId, p);
        (role, organization) = (word.role(), p.organization);
        if (role != Role.Patient) organizationRegistry.requireActiveOrganization(organization);
    }

    function _revertInactive(bytes32 personId, Person storage p) private view {
        if (p.status != PersonStatus.Active) revert IdentityRegistryInactive(personId, p.status);
        if (block.timestamp < p.notBefore) {
            revert IdentityRegistryNotYetValid(personId, p.notBefore, block.timestamp);
        }
        revert IdentityRegistryExpired(personId, p.notAfter, block.timestamp);
    }

    /// @inheritdoc IIdentityRegistry
    function requireActiveController(
        bytes32 personId,
        address account
    ) public view returns (Role role, bytes32 organization) {
        (Person storage p, PersonWord word) = _knownWord(personId);
        _requireController(personId, word, account);
        return _active(personId, p, word);
    }

    /// @inheritdoc IIdentityRegistry
    function requireController(bytes32 personId, address account) public view {
        (, PersonWord word) = _knownWord(personId);
        _requireController(personId, word, account);
    }

    function _requireController(bytes32 personId, PersonWord word, address account) private view {
        if (!_controllers[personId][word.controllerEpoch()][account]) {
            revert IdentityRegistryNotController(personId, account);
        }
    }

    function _exists(bytes32 personId) internal view returns (bool) {
        return _people[personId].status != PersonStatus.None;
    }

    function _known(bytes32 personId) internal view returns (Person storage p) {
        (p, ) = _knownWord(personId);
    }

    function _knownWord(bytes32 personId) private view returns (Person storage p, PersonWord word) {
        p = _people[personId];
        word = p.wordOf();
        if (!word.isKnown()) revert IdentityRegistryUnknownPerson(personId);
    }

    function _knownUnrevoked(bytes32 personId) internal view returns (Person storage p) {
        p = _known(personId);
        if (p.status == PersonStatus.Revoked) revert IdentityRegistryInactive(personId, p.status);
    }

    /// @dev The caller has checked that neither the id nor the nullifier is taken.
    function _create(bytes32 personId, bytes32 nullifier) internal returns (Person storage p) {
        p = _people[personId];
        p.status = PersonStatus.Active;
        p.nullifier = nullifier;
        _personOfNullifier[nullifier] = personId;
    }

    function _addController(bytes32 personId, address account) internal {
        Person storage p = _people[personId];
        if (isController(personId, account)) revert IdentityRegistryAlreadyController(personId, account);
        _controllers[personId][p.controllerEpoch][account] = true;
        ++p.controllerCount;
        emit ControllerAdded(personId, account);
    }

    function _removeController(bytes32 personId, address account) internal {
        Person storage p = _people[personId];
        if (!isController(personId, account)) revert IdentityRegistryNotController(personId, account);
        if (p.controllerCount == 1) revert IdentityRegistryLastController(personId, account);
        delete _controllers[personId][p.controllerEpoch][account];
        --p.controllerCount;
        emit ControllerRemoved(personId, account);
    }

    /// @dev A new epoch has no controllers, so no loop over the old ones is needed.
    function _replaceControllers(bytes32 personId, address account) internal returns (uint32 epoch) {
        Person storage p = _people[personId];
        epoch = ++p.controllerEpoch;
        p.controllerCount = 0;
        _addController(personId, account);
    }
}
