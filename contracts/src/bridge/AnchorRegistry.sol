// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IAnchorRegistry} from "./IAnchorRegistry.sol";

/// @title Keeps what m of n stations have signed.
/// @dev A station's place is kept with the version that it belongs to, so that a change need not clear those before it.
contract AnchorRegistry is IAnchorRegistry, EIP712 {
    bytes32 private constant ANCHOR_TYPEHASH = keccak256(
        "Anchor(bytes32 network,uint64 sequence,bytes32 previous,bytes32 root)"
    );
    bytes32 private constant STATION_CHANGE_TYPEHASH = keccak256(
        "StationChange(uint64 version,address[] stations,uint8 threshold)"
    );
    uint256 private constant MAX_STATIONS = 101; // systems.md M6; bounds the loops

    /// @inheritdoc IAnchorRegistry
    bytes32 public immutable network;

    bytes32 private _head;
    /// @dev Storage word: | sequence 64 | version 64 | threshold 8 | free 120 |
    uint64 private _sequence;
    uint64 private _version;
    uint8 private _threshold;
    address[] private _stations;
    mapping(address station => uint64 version) private _versions;
    mapping(uint64 sequence => bytes32 root) private _roots;

    constructor(
        bytes32 network_,
        address[] memory stations_,
        uint8 threshold_
    ) EIP712("MedLattice AnchorRegistry", "1") {
        network = network_;
        _setStations(1, stations_, threshold_);
    }

    /// @inheritdoc IAnchorRegistry
    function anchor(Anchor calldata anchor_, bytes[] calldata signatures) external {
        uint64 newest = _sequence;
        if (anchor_.network != network) revert AnchorRegistryOtherNetwork(network, anchor_.network);
        if (anchor_.sequence <= newest) revert AnchorRegistryWrongSequence(newest, anchor_.sequence);
        if (anchor_.sequence == newest + 1 && anchor_.previous != _head) {
            revert AnchorRegistryBrokenChain(_head, anchor_.previous);
        }
        if (anchor_.root == 0) revert AnchorRegistryNoRoot(anchor_.sequence);
        bytes32 hash = hashOf(anchor_);
        _requireSigned(hash, signatures);
        _sequence = anchor_.sequence;
        _head = hash;
        _roots[anchor_.sequence] = anchor_.root;
        emit Anchored(anchor_.sequence, anchor_.root, hash, anchor_.previous);
    }

    /// @inheritdoc IAnchorRegistry
    function changeStations(StationChange calldata change, bytes[] calldata signatures) external {
        if (change.version != _version + 1) revert AnchorRegistryWrongVersion(_version + 1, change.version);
        bytes32 list = keccak256(abi.encodePacked(change.stations)); // elements of arrays are padded to words
        _requireSigned(
            keccak256(abi.encode(STATION_CHANGE_TYPEHASH, change.version, list, change.threshold)),
            signatures
        );
        _setStations(change.version, change.stations, change.threshold);
    }

    /// @inheritdoc IAnchorRegistry
    function rootOf(uint64 sequence) external view returns (bytes32) {
        return _roots[sequence];
    }

    /// @inheritdoc IAnchorRegistry
    function head() external view returns (bytes32 hash, uint64 sequence) {
        return (_head, _sequence);
    }

    /// @inheritdoc IAnchorRegistry
    function stations() external view returns (address[] memory stations_, uint8 threshold, uint64 version) {
        return (_stations, _threshold, _version);
    }

    /// @inheritdoc IAnchorRegistry
    function isStation(address account) public view returns (bool) {
        return _versions[account] == _version;
    }

    /// @inheritdoc IAnchorRegistry
    function hashOf(Anchor calldata anchor_) public pure returns (bytes32) {
        return keccak256(abi.encode(ANCHOR_TYPEHASH, anchor_));
    }

    /// @dev Distinct, because ascending; a threshold above one half, so that no two disjoint sets of them can sign two roots.
    function _setStations(uint64 version, address[] memory next, uint8 threshold) private {
        uint256 count = next.length;
        if (count > MAX_STATIONS || threshold > count || 2 * uint256(threshold) <= count) {
            revert AnchorRegistryInvalidStations(count, threshold);
        }
        address previous;
        for (uint256 i = 0; i < count; ++i) {
            if (next[i] <= previous) revert AnchorRegistryNotAscending(previous, next[i]);
            previous = next[i];
            _versions[previous] = version;
        }
        (_version, _threshold, _stations) = (version, threshold, next);
        emit StationsChanged(version, next, threshold);
    }

    function _requireSigned(bytes32 structHash, bytes[] calldata signatures) private view {
        uint256 count = signatures.length;
        if (count < _threshold) revert AnchorRegistryTooFewSignatures(count, _threshold);
        bytes32 signed = _hashTypedDataV4(structHash);
        address previous;
        for (uint256 i = 0; i < count; ++i) {
            (address signer, ECDSA.RecoverError problem, ) = ECDSA.tryRecoverCalldata(signed, signatures[i]);
            bool counts = problem == ECDSA.RecoverError.NoError && signer > previous && isStation(signer);
            if (!counts) revert AnchorRegistryNotAStation(signer);
            previous = signer;
        }
    }
}
