// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What both verifiers need to know of stations: numbers, bitmaps of them, and what a key is proven for.
library VotingKeys {
    uint256 internal constant MAX_STATIONS = 255; // so that a bitmap of one word has a bit for each

    /// @notice `context` of docs/wire-formats.md: a proof for one station, committee or chain proves nothing for another.
    function context(address committee, bytes32 organization) internal view returns (bytes32) {
        return
            keccak256(
                abi.encode("medlattice/committee-key-context/v1", block.chainid, committee, organization)
            );
    }

    /// @notice Whether `stations` are some of the first `size`.
    function areSome(uint256 stations, uint256 size) internal pure returns (bool) {
        return stations != 0 && size <= MAX_STATIONS && stations >> size == 0;
    }

    function has(uint256 stations, uint256 station) internal pure returns (bool) {
        return station <= MAX_STATIONS && (stations >> station) & 1 == 1;
    }

    function with(uint256 stations, uint256 station) internal pure returns (uint256) {
        return stations | (uint256(1) << station); // below 256, as `has` or `areSome` has told
    }
}
