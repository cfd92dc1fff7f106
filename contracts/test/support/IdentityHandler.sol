// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IdentityRegistry} from "../../src/identity/IdentityRegistry.sol";
import {IdentityActions} from "./IdentityActions.sol";
import {VM} from "./Vm.sol";

/// @title Random but signed acts of a few people with a few wallets; refusals are fine, broken books are not.
/// @dev A model beside the registry counts what should be there.
contract IdentityHandler is IdentityActions {
    uint256 public constant PEOPLE = 4;
    uint256 public constant WALLETS = 5;

    mapping(uint256 person => bool) public enrolled;
    mapping(uint256 person => bool) public revoked;
    mapping(uint256 person => uint32) public recoveries;
    mapping(uint256 person => IIdentityRegistry.Recovery) private _pending;

    constructor() {
        setUp();
    }

    /// @dev Public in the fixture, so the fuzzer would call it too and exchange the registry.
    function setUp() public override {
        require(address(identities) == address(0), "set up already");
        super.setUp();
    }

    function registry() external view returns (IdentityRegistry) {
        return identities;
    }

    function personOf(uint256 index) public pure returns (bytes32) {
        return _id(string(abi.encodePacked("person ", bytes1(uint8(0x30 + index)))));
    }

    function nullifierOf(uint256 index) public pure returns (bytes32) {
        return keccak256(abi.encode("nullifier", personOf(index)));
    }

    function walletOf(uint256 index) public pure returns (address) {
        return _wallet(index).account;
    }

    function enroll(uint256 person, uint256 wallet, uint256 identity) external {
        (person, wallet, identity) = (person % PEOPLE, wallet % WALLETS, identity % PEOPLE);
        Actor memory holder = _as(person, wallet);
        IIdentityRegistry.Credential memory credential = _credential(
            holder,
            IIdentityRegistry.Role.Patient,
            hospital
        );
        credential.nullifier = nullifierOf(identity);
        _enrollWith(_issuerKey(hospital), holder, credential);
        // Reached only when the registry took it: an identity that is not the person's own would show up here.
        require(identity == person || !enrolled[person], "enrolled twice");
        enrolled[person] = true;
    }

    function changeController(uint256 person, uint256 by, uint256 wallet, bool added) external {
        (person, by, wallet) = (person % PEOPLE, by % WALLETS, wallet % WALLETS);
        IIdentityRegistry.ControllerChange memory change = _controllerChange(
            _as(person, by),
            walletOf(wallet),
            added
        );
        _sendControllerChange(Route(by % 2), _as(person, by), _wallet(wallet), change);
    }

    function changeStatus(uint256 person, uint256 status, bool byAuthority) external {
        person %= PEOPLE;
        IIdentityRegistry.PersonStatus to = IIdentityRegistry.PersonStatus(status % 4);
        _setStatus(_as(person, 0), byAuthority ? _authority() : _issuerKey(hospital), to);
        revoked[person] = to == IIdentityRegistry.PersonStatus.Revoked;
    }

    function startRecovery(uint256 person, uint256 wallet) external {
        (person, wallet) = (person % PEOPLE, wallet % WALLETS);
        IIdentityRegistry.Recovery memory recovery = _recovery(
            _as(person, 0),
            _issuerKey(hospital),
            walletOf(wallet)
        );
        _sendRecovery(Route.Relayed, _issuerKey(hospital), recovery);
        _pending[person] = recovery;
    }

    function cancelRecovery(uint256 person, uint256 by) external {
        (person, by) = (person % PEOPLE, by % WALLETS);
        _sendRecoveryCancel(
            Route.Relayed,
            _as(person, by),
            _recoveryCancel(_as(person, by), personOf(person))
        );
    }

    function completeRecovery(uint256 person) external {
        person %= PEOPLE;
        IIdentityRegistry.Recovery memory recovery = _pending[person];
        for (uint256 i = 0; i < WALLETS; ++i) {
            if (walletOf(i) != recovery.newController) continue;
            _sendCompletion(Route.Relayed, _wallet(i), recovery);
            ++recoveries[person];
        }
    }

    function passTime(uint256 time) external {
        VM.warp(block.timestamp + (time % (RECOVERY_DELAY + 1)));
    }

    function _wallet(uint256 index) private pure returns (Actor memory) {
        return _actor(string(abi.encodePacked("wallet ", bytes1(uint8(0x30 + index)))));
    }

    function _as(uint256 person, uint256 wallet) private pure returns (Actor memory actor) {
        actor = _wallet(wallet);
        actor.personId = personOf(person);
    }
}
