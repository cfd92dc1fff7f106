// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AnchorRegistry} from "../../src/bridge/AnchorRegistry.sol";
import {IAnchorRegistry} from "../../src/bridge/IAnchorRegistry.sol";
import {Artifacts} from "../records/Artifacts.sol";
import {Gas} from "../records/Gas.sol";
import {Actors} from "../support/Actors.sol";
import {TypedData} from "../support/TypedData.sol";
import {VM} from "../support/Vm.sol";

/// @title Three of four stations anchor; each test changes one thing from what would be anchored next.
contract AnchorRegistryTest is Actors {
    bytes32 private constant NETWORK = keccak256("network");
    bytes4 private constant NOT_A_STATION = IAnchorRegistry.AnchorRegistryNotAStation.selector;

    AnchorRegistry private _registry;
    Actor[] private _stations; // by ascending address

    function setUp() public {
        string[5] memory labels = ["north", "east", "south", "west", "centre"];
        for (uint256 i = 0; i < 5; ++i) {
            Actor memory station = _actor(labels[i]);
            _stations.push(station);
            uint256 place = i;
            for (; place > 0 && _stations[place - 1].account > station.account; --place) {
                _stations[place] = _stations[place - 1];
            }
            _stations[place] = station;
        }
        _registry = AnchorRegistry(_deploy(_accounts(0, 4), 3));
    }

    function _deploy(address[] memory accounts, uint8 threshold) private returns (address) {
        return Artifacts.deploy("AnchorRegistry", abi.encode(NETWORK, accounts, threshold));
    }

    function _accounts(uint256 from, uint256 to) private view returns (address[] memory accounts) {
        accounts = new address[](to - from);
        for (uint256 i = from; i < to; ++i) accounts[i - from] = _stations[i].account;
    }

    function _anchor() private view returns (IAnchorRegistry.Anchor memory) {
        (bytes32 hash, uint64 sequence) = _registry.head();
        return IAnchorRegistry.Anchor(NETWORK, sequence + 1, hash, keccak256(abi.encode("root", sequence)));
    }

    function _hash(IAnchorRegistry.Anchor memory a) private pure returns (bytes32) {
        bytes32 typeHash = keccak256("Anchor(bytes32 network,uint64 sequence,bytes32 previous,bytes32 root)");
        return keccak256(abi.encode(typeHash, a.network, a.sequence, a.previous, a.root));
    }

    function _digest(bytes32 structHash) private view returns (bytes32) {
        string memory name = "MedLattice AnchorRegistry";
        return
            TypedData.digest(TypedData.domainSeparator(name, block.chainid, address(_registry)), structHash);
    }

    /// @param who a bit for each of the five.
    function _signatures(uint256 who, bytes32 structHash) private view returns (bytes[] memory signatures) {
        bytes[] memory all = new bytes[](5);
        uint256 count;
        for (uint256 i = 0; i < 5; ++i) {
            if ((who >> i) & 1 == 1) all[count++] = _sign(_stations[i], _digest(structHash));
        }
        signatures = new bytes[](count);
        for (uint256 i = 0; i < count; ++i) signatures[i] = all[i];
    }

    function _post(IAnchorRegistry.Anchor memory a, uint256 who) private {
        bytes[] memory signatures = _signatures(who, _hash(a));
        VM.prank(RELAYER);
        _registry.anchor(a, signatures);
    }

    function _fails(IAnchorRegistry.Anchor memory a, uint256 who, bytes memory reason) private {
        bytes[] memory signatures = _signatures(who, _hash(a));
        VM.expectRevert(reason);
        VM.prank(RELAYER);
        _registry.anchor(a, signatures);
    }

    function test_anchor_keepsARootThatEnoughHaveSigned() public {
        uint256[3] memory who = [uint256(0x7), 0xd, 0xf];
        for (uint256 i = 0; i < 3; ++i) {
            IAnchorRegistry.Anchor memory a = _anchor();
            bytes[] memory signatures = _signatures(who[i], _hash(a));
            VM.expectEmit(address(_registry));
            emit IAnchorRegistry.Anchored(a.sequence, a.root, _hash(a), a.previous);
            VM.prank(RELAYER);
            _registry.anchor(a, signatures);
            VM.assertEq(_registry.rootOf(a.sequence), a.root);
            (bytes32 hash, uint64 sequence) = _registry.head();
            VM.assertEq(hash, _hash(a));
            VM.assertEq(_registry.hashOf(a), hash);
            VM.assertEq(sequence, i + 1);
        }
    }

    /// @dev Anchor 2 went to another chain while this one stalled; 3 names it, which nobody here can check.
    function test_anchor_leavesOutWhatIsAnchoredElsewhere() public {
        _post(_anchor(), 0x7);
        IAnchorRegistry.Anchor memory third = _anchor();
        (third.sequence, third.previous) = (3, keccak256("anchor 2, elsewhere"));
        _post(third, 0x7);
        VM.assertEq(_registry.rootOf(2), bytes32(0));
        VM.assertEq(_registry.rootOf(3), third.root);
    }

    function test_anchor_revertsWhenReplayed() public {
        IAnchorRegistry.Anchor memory a = _anchor();
        _post(a, 0x7);
        _fails(a, 0x7, abi.encodeWithSelector(IAnchorRegistry.AnchorRegistryWrongSequence.selector, 1, 1));
    }

    function test_anchor_revertsWhenItDoesNotFollowTheNewest() public {
        _post(_anchor(), 0x7);
        IAnchorRegistry.Anchor memory a = _anchor();
        bytes32 head = a.previous;
        a.previous = keccak256("another");
        bytes4 broken = IAnchorRegistry.AnchorRegistryBrokenChain.selector;
        _fails(a, 0x7, abi.encodeWithSelector(broken, head, a.previous));
    }

    function test_anchor_revertsForAnotherNetwork() public {
        IAnchorRegistry.Anchor memory a = _anchor();
        a.network = keccak256("another network");
        bytes4 other = IAnchorRegistry.AnchorRegistryOtherNetwork.selector;
        _fails(a, 0x7, abi.encodeWithSelector(other, NETWORK, a.network));
    }

    function test_anchor_revertsWithoutARoot() public {
        IAnchorRegistry.Anchor memory a = _anchor();
        a.root = 0;
        _fails(a, 0x7, abi.encodeWithSelector(IAnchorRegistry.AnchorRegistryNoRoot.selector, 1));
    }

    function test_anchor_revertsBelowTheThreshold() public {
        bytes4 few = IAnchorRegistry.AnchorRegistryTooFewSignatures.selector;
        _fails(_anchor(), 0x3, abi.encodeWithSelector(few, 2, 3));
        _fails(_anchor(), 0, abi.encodeWithSelector(few, 0, 3));
    }

    function test_anchor_revertsForWhoeverIsNoStation() public {
        _fails(_anchor(), 0x13, abi.encodeWithSelector(NOT_A_STATION, _stations[4].account));
    }

    function test_anchor_revertsWhenAStationSignsTwiceOrOutOfOrder() public {
        IAnchorRegistry.Anchor memory a = _anchor();
        bytes[] memory signatures = _signatures(0x7, _hash(a));
        signatures[2] = signatures[1];
        VM.expectRevert(abi.encodeWithSelector(NOT_A_STATION, _stations[1].account));
        _registry.anchor(a, signatures);
        signatures = _signatures(0x7, _hash(a));
        (signatures[0], signatures[1]) = (signatures[1], signatures[0]);
        VM.expectRevert(abi.encodeWithSelector(NOT_A_STATION, _stations[0].account));
        _registry.anchor(a, signatures);
    }

    function test_anchor_revertsForAMalformedSignature() public {
        IAnchorRegistry.Anchor memory a = _anchor();
        bytes[] memory signatures = _signatures(0x7, _hash(a));
        signatures[0] = "";
        VM.expectRevert(abi.encodeWithSelector(NOT_A_STATION, address(0)));
        _registry.anchor(a, signatures);
    }

    function test_anchor_revertsOnAnotherChainOrRegistry() public {
        IAnchorRegistry.Anchor memory a = _anchor();
        bytes[] memory signatures = _signatures(0x7, _hash(a));
        VM.chainId(block.chainid + 1);
        VM.expectPartialRevert(NOT_A_STATION);
        _registry.anchor(a, signatures);
        VM.chainId(block.chainid - 1);
        AnchorRegistry other = AnchorRegistry(_deploy(_accounts(0, 4), 3));
        VM.expectPartialRevert(NOT_A_STATION);
        other.anchor(a, signatures);
        _registry.anchor(a, signatures);
    }

    function _change(address[] memory next, uint8 threshold) private view returns (bytes32, uint64) {
        (, , uint64 version) = _registry.stations();
        bytes32 list = keccak256(abi.encodePacked(next));
        bytes32 typeHash = keccak256("StationChange(uint64 version,address[] stations,uint8 threshold)");
        return (keccak256(abi.encode(typeHash, version + 1, list, threshold)), version + 1);
    }

    function test_changeStations_replacesThemOnceAndForAll() public {
        address[] memory next = _accounts(2, 5);
        (bytes32 structHash, uint64 version) = _change(next, 2);
        IAnchorRegistry.StationChange memory change = IAnchorRegistry.StationChange(version, next, 2);
        bytes[] memory signatures = _signatures(0xe, structHash);
        VM.expectEmit(address(_registry));
        emit IAnchorRegistry.StationsChanged(2, next, 2);
        _registry.changeStations(change, signatures);
        VM.assertFalse(_registry.isStation(_stations[0].account));
        VM.assertTrue(_registry.isStation(_stations[4].account));
        (address[] memory kept, uint8 threshold, uint64 present) = _registry.stations();
        VM.assertEq(abi.encode(kept, threshold, present), abi.encode(next, 2, 2));
        _fails(_anchor(), 0x7, abi.encodeWithSelector(NOT_A_STATION, _stations[0].account));
        _post(_anchor(), 0x18);
        VM.expectRevert(abi.encodeWithSelector(IAnchorRegistry.AnchorRegistryWrongVersion.selector, 3, 2));
        _registry.changeStations(change, signatures);
    }

    function test_changeStations_revertsUnlessThePresentOnesSigned() public {
        address[] memory next = _accounts(2, 5);
        (bytes32 structHash, uint64 version) = _change(next, 2);
        IAnchorRegistry.StationChange memory change = IAnchorRegistry.StationChange(version, next, 2);
        bytes[] memory signatures = _signatures(0x1c, structHash);
        VM.expectRevert(abi.encodeWithSelector(NOT_A_STATION, _stations[4].account));
        _registry.changeStations(change, signatures);
        signatures = _signatures(0xf, structHash);
        change.threshold = 3;
        VM.expectPartialRevert(NOT_A_STATION);
        _registry.changeStations(change, signatures);
        change.threshold = 2;
        change.stations = _accounts(1, 4);
        VM.expectPartialRevert(NOT_A_STATION);
        _registry.changeStations(change, signatures);
    }

    function test_changeStations_revertsForAnyoneElse() public {
        IAnchorRegistry.StationChange memory change = IAnchorRegistry.StationChange(2, _accounts(2, 5), 2);
        VM.expectRevert(
            abi.encodeWithSelector(IAnchorRegistry.AnchorRegistryTooFewSignatures.selector, 0, 3)
        );
        VM.prank(RELAYER);
        _registry.changeStations(change, new bytes[](0));
    }

    function test_changeStations_revertsForStationsThatCannotBe() public {
        bytes4 invalid = IAnchorRegistry.AnchorRegistryInvalidStations.selector;
        _changeFails(_accounts(0, 4), 2, abi.encodeWithSelector(invalid, 4, 2));
        _changeFails(_accounts(0, 4), 5, abi.encodeWithSelector(invalid, 4, 5));
        _changeFails(new address[](0), 0, abi.encodeWithSelector(invalid, 0, 0));
        _changeFails(new address[](102), 60, abi.encodeWithSelector(invalid, 102, 60));
        address[] memory twice = _accounts(0, 3);
        twice[2] = twice[1];
        bytes4 order = IAnchorRegistry.AnchorRegistryNotAscending.selector;
        _changeFails(twice, 2, abi.encodeWithSelector(order, twice[1], twice[1]));
        _changeFails(new address[](1), 1, abi.encodeWithSelector(order, address(0), address(0)));
    }

    function _changeFails(address[] memory next, uint8 threshold, bytes memory reason) private {
        (bytes32 structHash, uint64 version) = _change(next, threshold);
        bytes[] memory signatures = _signatures(0xf, structHash);
        VM.expectRevert(reason);
        _registry.changeStations(IAnchorRegistry.StationChange(version, next, threshold), signatures);
    }

    /// hardhat-config: isolate = true
    function test_gas_anchor() public {
        _post(_anchor(), 0x7);
        _post(_anchor(), 0x7);
        Gas.snapshot("AnchorRegistry", "anchor, 3 of 4 stations");
    }
}
