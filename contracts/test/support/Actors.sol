// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ContractWallet} from "./ContractWallet.sol";
import {VM} from "./Vm.sol";

/// @title Accounts, signatures, and the routes on which a signed statement reaches a contract (rule 21).
abstract contract Actors {
    /// @dev The four ways a call is made in somebody's name.
    enum Route {
        Direct, // an externally owned account sends the call itself
        Relayed, // it signs, anyone sends
        WalletSigned, // a contract wallet answers for the signature (ERC-1271), anyone sends
        WalletSent // the contract wallet sends the call
    }

    struct Actor {
        bytes32 personId; // zero for accounts that are not people
        address account; // what the contracts see: the key's address, or a contract wallet
        uint256 key; // private key of the account, or of the contract wallet's owner
    }

    uint256 internal constant ROUTES = 4;

    /// @dev An outsider: no role anywhere, merely pays for transactions.
    address internal constant RELAYER = address(0x7e1a7e4);

    function _actor(string memory label) internal pure returns (Actor memory) {
        uint256 key = uint256(keccak256(bytes(label))) >> 1; // one bit less than the order of secp256k1
        return Actor(_id(label), VM.addr(key), key);
    }

    function _walletActor(string memory label) internal returns (Actor memory actor) {
        actor = _actor(label);
        actor.account = address(new ContractWallet(actor.account));
    }

    /// @dev An actor of the kind that the route needs.
    function _actorFor(Route route, string memory label) internal returns (Actor memory) {
        bool wallet = route == Route.WalletSigned || route == Route.WalletSent;
        return wallet ? _walletActor(label) : _actor(label);
    }

    function _id(string memory label) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked("id of ", label));
    }

    function _sign(Actor memory actor, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(actor.key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev What to hand in as signature on this route: nothing when the actor's account is itself the caller.
    function _signatureOn(
        Route route,
        Actor memory actor,
        bytes32 digest
    ) internal pure returns (bytes memory) {
        return route == Route.Direct || route == Route.WalletSent ? bytes("") : _sign(actor, digest);
    }

    /// @dev Makes the call on the route; reverts with the target's own error.
    function _send(Route route, Actor memory actor, address target, bytes memory data) internal {
        if (route == Route.WalletSent) {
            VM.prank(VM.addr(actor.key));
            ContractWallet(actor.account).execute(target, data);
            return;
        }
        VM.prank(route == Route.Direct ? actor.account : RELAYER);
        (bool success, bytes memory result) = target.call(data);
        if (success) return;
        assembly ("memory-safe") {
            revert(add(result, 0x20), mload(result))
        }
    }
}
