// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IdentityRegistry} from "../../src/identity/IdentityRegistry.sol";
import {IdentityHandler} from "../support/IdentityHandler.sol";
import {VM} from "../support/Vm.sol";

/// @title What holds after any sequence of acts.
contract IdentityInvariantsTest {
    IdentityHandler private _handler;
    IdentityRegistry private _identities;

    function setUp() public {
        _handler = new IdentityHandler();
        _identities = _handler.registry();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// @dev The count is that of the wallets which really control the person, and never falls to zero.
    function invariant_controllersAreCounted() public view {
        for (uint256 i = 0; i < _handler.PEOPLE(); ++i) {
            bytes32 personId = _handler.personOf(i);
            uint256 found = 0;
            for (uint256 w = 0; w < _handler.WALLETS(); ++w) {
                if (_identities.isController(personId, _handler.walletOf(w))) ++found;
            }
            VM.assertEq(found, _identities.person(personId).controllerCount);
            VM.assertTrue(found > 0 == _handler.enrolled(i));
        }
    }

    /// @dev One real identity, one person, in both directions.
    function invariant_identitiesAndPeopleMatch() public view {
        for (uint256 i = 0; i < _handler.PEOPLE(); ++i) {
            bytes32 holder = _identities.personOfNullifier(_handler.nullifierOf(i));
            if (holder != 0) VM.assertEq(_identities.person(holder).nullifier, _handler.nullifierOf(i));
            IIdentityRegistry.Person memory person = _identities.person(_handler.personOf(i));
            if (person.status == IIdentityRegistry.PersonStatus.None) continue;
            VM.assertEq(_identities.personOfNullifier(person.nullifier), _handler.personOf(i));
        }
    }

    /// @dev Nobody comes back from revocation; only the authority's suspension is a hold.
    function invariant_statusFollowsTheModel() public view {
        for (uint256 i = 0; i < _handler.PEOPLE(); ++i) {
            IIdentityRegistry.Person memory person = _identities.person(_handler.personOf(i));
            bool isRevoked = person.status == IIdentityRegistry.PersonStatus.Revoked;
            VM.assertTrue(isRevoked == _handler.revoked(i));
            if (person.authorityHold) {
                VM.assertTrue(person.status == IIdentityRegistry.PersonStatus.Suspended);
            }
        }
    }

    /// @dev Only a completed recovery begins a new epoch.
    function invariant_epochsAreRecoveries() public view {
        for (uint256 i = 0; i < _handler.PEOPLE(); ++i) {
            IIdentityRegistry.Person memory person = _identities.person(_handler.personOf(i));
            VM.assertEq(person.controllerEpoch, _handler.recoveries(i));
        }
    }
}
