// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bls12381} from "./Bls12381.sol";

/// @title The accountable-subgroup multisignature of Boneh, Drijvers and Neven (2018, §4), as docs/wire-formats.md gives it.
/// @dev Votes and positions are hashed with the key of all stations, so that nobody has to contribute again when somebody was silent;
/// membership is checked with the key of those who contributed.
library VotingGroup {
    using Bls12381 for bytes32[4];
    using Bls12381 for bytes32[8];

    bytes private constant VOTE = "medlattice/committee-vote/v1";
    bytes private constant POSITION = "medlattice/committee-position/v1";
    bytes private constant COEFFICIENT = "medlattice/committee-coefficient/v1";
    bytes private constant POSSESSION = "medlattice/committee-possession/v1";
    bytes private constant SORTITION = "medlattice/committee-sortition/v1";
    uint256 private constant KEY_BYTES = 96; // compressed
    uint256 private constant TERM_BYTES = 288; // a point of G2 and a scalar

    /// @notice apk over all keys, and the membership key over those whose bit is set.
    function aggregate(
        bytes32[8][] memory keys,
        uint256 members
    ) internal view returns (bytes memory groupKey, bytes32[8] memory membershipKey) {
        uint256 size = keys.length;
        bytes[] memory compressed = new bytes[](size);
        bytes memory list = new bytes(size * KEY_BYTES);
        for (uint256 i = 0; i < size; ++i) {
            compressed[i] = keys[i].compress();
            _copy(compressed[i], list, i * KEY_BYTES);
        }
        bytes32 groupId = sha256(list);
        bytes memory all = new bytes(size * TERM_BYTES);
        bytes memory some = new bytes(size * TERM_BYTES);
        uint256 length;
        for (uint256 i = 0; i < size; ++i) {
            bytes32 hash = sha256(abi.encodePacked(COEFFICIENT, compressed[i], groupId));
            bytes memory term = abi.encode(keys[i], uint256(hash) % Bls12381.ORDER);
            _copy(term, all, i * TERM_BYTES);
            if ((members >> i) & 1 == 1) _copy(term, some, TERM_BYTES * length++);
        }
        assembly ("memory-safe") {
            mstore(some, mul(length, TERM_BYTES))
        }
        return (Bls12381.combine(all).compress(), Bls12381.combine(some));
    }

    /// @notice e(SS, ĝ) = e(H0(digest), Σ pk)·e(Σ H2, membership key).
    function verify(
        bytes memory groupKey,
        bytes32[8] memory membershipKey,
        bytes32[8] memory keySum,
        bytes32[4] memory positionSum,
        bytes32 digest,
        bytes32[4] memory signature
    ) internal view returns (bool) {
        // Keys that add up to nothing would sign everything at once.
        if (keySum.isIdentity() || positionSum.isIdentity() || signature.isIdentity()) return false;
        bytes32[4] memory message = Bls12381.hashToG1(VOTE, abi.encodePacked(groupKey, digest));
        return
            Bls12381.pairs(
                abi.encodePacked(
                    abi.encode(signature, Bls12381.negatedGenerator()),
                    abi.encode(message, keySum),
                    abi.encode(positionSum, membershipKey)
                )
            );
    }

    /// @notice H2(i): what makes one station's vote another's not.
    function position(bytes memory groupKey, uint256 station) internal view returns (bytes32[4] memory) {
        return Bls12381.hashToG1(POSITION, abi.encodePacked(groupKey, uint32(station)));
    }

    /// @notice Whether whoever made `proof` knows the secret of `key`, and meant it for this context.
    function isPossessed(
        bytes32[8] memory key,
        bytes32[4] memory proof,
        bytes32 context
    ) internal view returns (bool) {
        if (key.isIdentity() || proof.isIdentity()) return false;
        return _isSignature(key, proof, POSSESSION, abi.encodePacked(key.compress(), context));
    }

    /// @notice Whether `proof` is the key's one signature for this epoch: its verifiable random function.
    function isDraw(
        bytes32[8] memory key,
        bytes32[4] memory proof,
        bytes32 seed,
        uint64 epoch
    ) internal view returns (bool) {
        return _isSignature(key, proof, SORTITION, abi.encodePacked(seed, epoch, uint8(1)));
    }

    function _isSignature(
        bytes32[8] memory key,
        bytes32[4] memory signature,
        bytes memory tag,
        bytes memory message
    ) private view returns (bool) {
        bytes memory left = abi.encode(signature, Bls12381.negatedGenerator());
        return Bls12381.pairs(abi.encodePacked(left, abi.encode(Bls12381.hashToG1(tag, message), key)));
    }

    /// @dev `to` was made long enough for all that is copied.
    function _copy(bytes memory from, bytes memory to, uint256 place) private pure {
        assembly ("memory-safe") {
            mcopy(add(add(to, 0x20), place), add(from, 0x20), mload(from))
        }
    }
}
