// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Roots of a network's snapshots on a public chain (systems.md P1, P2; DESIGN.md rule 19).
/// @notice A public chain knows no committee, so m of n stations sign each anchor with keys of their own. The anchors of a network form one
/// chain, over whatever public chains it uses: a sequence may be missing here, because another chain was healthier then.
interface IAnchorRegistry {
    /// @notice What is anchored (EIP-712).
    struct Anchor {
        bytes32 network; // which network's registry this is meant for
        uint64 sequence; // from 1; rises, over all public chains together
        bytes32 previous; // hashStruct of the anchor before, wherever that is; zero for the first
        bytes32 root; // of the salted leaves; not zero
    }

    /// @notice Who signs from now on (EIP-712), signed by the present stations.
    struct StationChange {
        uint64 version; // one more than the present
        address[] stations; // strictly ascending, 1 to 101
        uint8 threshold; // more than half of them
    }

    error AnchorRegistryOtherNetwork(bytes32 network, bytes32 signedNetwork);
    /// @notice The sequence does not rise.
    error AnchorRegistryWrongSequence(uint64 newest, uint64 sequence);
    /// @notice An anchor that directly follows the newest here does not name it.
    error AnchorRegistryBrokenChain(bytes32 head, bytes32 previous);
    error AnchorRegistryNoRoot(uint64 sequence);
    error AnchorRegistryWrongVersion(uint64 expected, uint64 version);
    error AnchorRegistryInvalidStations(uint256 stations, uint8 threshold);
    error AnchorRegistryNotAscending(address previous, address next);
    /// @notice Fewer signatures than the threshold.
    error AnchorRegistryTooFewSignatures(uint256 signatures, uint8 threshold);
    /// @notice The signature is of nobody who signs here, or signers do not ascend.
    error AnchorRegistryNotAStation(address signer);

    event Anchored(uint64 indexed sequence, bytes32 indexed root, bytes32 hash, bytes32 previous);
    event StationsChanged(uint64 indexed version, address[] stations, uint8 threshold);

    /// @notice Immutable name of the network, so that an anchor of one cannot be put into the registry of another.
    function network() external view returns (bytes32);

    /// @notice Anchors a root. Anyone who has the signatures.
    /// @param signatures 65 bytes each, of distinct stations by ascending address.
    function anchor(Anchor calldata anchor_, bytes[] calldata signatures) external;

    /// @notice Replaces the stations. Anyone who has the present stations' signatures.
    function changeStations(StationChange calldata change, bytes[] calldata signatures) external;

    /// @notice Root by sequence; zero: not anchored here.
    function rootOf(uint64 sequence) external view returns (bytes32);

    /// @notice hashStruct of the newest anchor here, and its sequence; zero before the first.
    function head() external view returns (bytes32 hash, uint64 sequence);

    /// @notice Who signs, and how many of them must.
    function stations() external view returns (address[] memory stations_, uint8 threshold, uint64 version);

    function isStation(address account) external view returns (bool);

    /// @notice hashStruct(Anchor).
    function hashOf(Anchor calldata anchor_) external pure returns (bytes32);
}
