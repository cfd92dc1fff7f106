// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ConsentFixture} from "../consent/ConsentFixture.sol";
import {ContractWallet} from "../support/ContractWallet.sol";
import {VM} from "../support/Vm.sol";
import {EventIndex} from "./EventIndex.sol";

/// @title How every act of the model reaches the contracts, and what is tried before and after it.
/// @dev Before a call is made, outsiders try the same one without its sender, with a wrong signature and from another chain;
/// then it must work exactly if the model says so; later it is tried again. `surprises` counts all that went otherwise.
abstract contract Acts is ConsentFixture, EventIndex {
    struct Call {
        Route route;
        Actor actor;
        address target;
        bytes data;
    }

    uint256 internal constant REMEMBERED = 16;

    uint256 public surprises;
    uint256 public done;
    Call[REMEMBERED] private _past;
    uint256 private _lastNonce;

    /// @param data the call, with its signature as the last argument.
    function _act(
        bool relayed,
        Actor memory actor,
        address target,
        bytes memory data,
        bool expected
    ) internal returns (bool success) {
        Route route = _routeOf(relayed, actor);
        if (relayed) {
            _refused(target, _tampered(data));
            uint256 chainId = block.chainid;
            VM.chainId(chainId + 1);
            _refused(target, data);
            VM.chainId(chainId);
        } else {
            _refused(target, data);
        }
        VM.recordLogs();
        success = _call(route, actor, target, data);
        if (success) _fold(VM.getRecordedLogs());
        if (success != expected) ++surprises;
        if (success) _past[done++ % REMEMBERED] = Call(route, actor, target, data);
    }

    /// @dev A statement counts once, on the route on which it came and from anyone else.
    function _again(uint256 index) internal {
        if (done == 0) return;
        Call memory past = _past[index % (done < REMEMBERED ? done : REMEMBERED)];
        if (_call(past.route, past.actor, past.target, past.data)) ++surprises;
        _refused(past.target, past.data);
    }

    /// @dev An outsider's call must fail.
    function _refused(address target, bytes memory data) internal {
        _refusedFrom(RELAYER, target, data);
    }

    function _refusedFrom(address caller, address target, bytes memory data) internal {
        VM.prank(caller);
        (bool success, ) = target.call(data);
        if (success) ++surprises;
    }

    /// @dev By an office of the network, which sends itself.
    function _direct(address caller, address target, bytes memory data) internal {
        VM.recordLogs();
        VM.prank(caller);
        (bool success, ) = target.call(data);
        if (success) _fold(VM.getRecordedLogs());
        else ++surprises;
    }

    function _signature(
        bool relayed,
        Actor memory actor,
        bytes32 digest
    ) internal pure returns (bytes memory) {
        return relayed ? _sign(actor, digest) : bytes("");
    }

    function _nonce() internal returns (uint256) {
        return ++_lastNonce;
    }

    function _call(
        Route route,
        Actor memory actor,
        address target,
        bytes memory data
    ) private returns (bool success) {
        if (route == Route.WalletSent) {
            data = abi.encodeCall(ContractWallet.execute, (target, data));
            target = actor.account;
        }
        bool relayed = route == Route.Relayed || route == Route.WalletSigned;
        VM.prank(
            relayed
                ? RELAYER
                : route == Route.Direct
                    ? actor.account
                    : VM.addr(actor.key)
        );
        (success, ) = target.call(data);
    }

    function _routeOf(bool relayed, Actor memory actor) private view returns (Route) {
        if (actor.account.code.length == 0) return relayed ? Route.Relayed : Route.Direct;
        return relayed ? Route.WalletSigned : Route.WalletSent;
    }

    /// @dev The last 96 bytes hold the 65 of the signature, padded; its first is changed.
    function _tampered(bytes memory data) private pure returns (bytes memory copy) {
        copy = bytes.concat(data);
        copy[copy.length - 96] ^= 0x01;
    }
}
