// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title BLS12-381 by the EVM's precompiles (EIP-2537), and hashing to its first group (RFC 9380).
/// @dev Points are affine, as the precompiles take them: G1 is x ‖ y, G2 is x.c0 ‖ x.c1 ‖ y.c0 ‖ y.c1, each coordinate two words of which
/// the first 16 bytes are zero; the identity is all zeros. Additions check that points are on the curve but not their subgroup;
/// pairings and multiplications by many scalars check both.
library Bls12381 {
    /// @notice A precompile refused its input, or there is none: the engine must have EIP-2537.
    error Bls12381Refused(uint256 precompile);

    uint256 internal constant ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001;

    /// @dev The field's modulus, and half of it rounded down.
    uint256 internal constant P_HIGH = 0x1a0111ea397fe69a4b1ba7b6434bacd7;
    uint256 internal constant P_LOW = 0x64774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab;
    uint256 internal constant HALF_HIGH = 0x0d0088f51cbff34d258dd3db21a5d66b;
    uint256 internal constant HALF_LOW = 0xb23ba5c279c2895fb39869507b587b120f55ffff58a9ffffdcff7fffffffd555;

    uint256 private constant MODEXP = 0x05;
    uint256 private constant G1_ADD = 0x0b;
    uint256 private constant G2_ADD = 0x0d;
    uint256 private constant G2_MSM = 0x0e;
    uint256 private constant PAIRING = 0x0f;
    uint256 private constant MAP_TO_G1 = 0x10;

    /// @notice −ĝ: the generator of G2, negated, so that e(signature, ĝ) stands on the other side of an equation.
    function negatedGenerator() internal pure returns (bytes32[8] memory) {
        return
            [
                bytes32(0x00000000000000000000000000000000024aa2b2f08f0a91260805272dc51051),
                0xc6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8,
                0x0000000000000000000000000000000013e02b6052719f607dacd3a088274f65,
                0x596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e,
                0x000000000000000000000000000000000d1b3cc2c7027888be51d9ef691d77bc,
                0xb679afda66c73f17f9ee3837a55024f78c71363275a75d75d86bab79f74782aa,
                0x0000000000000000000000000000000013fa4d4a0ad8b1ce186ed5061789213d,
                0x993923066dddaf1040bc3ff59f825c78df74f2d75467e25e0f55f8a00fa030ed
            ];
    }

    /// @notice hash_to_curve of suite BLS12381G1_XMD:SHA-256_SSWU_RO_ under `tag` (RFC 9380 §3, §5.3.1, §8.8.1).
    /// @param tag at most 255 bytes.
    function hashToG1(bytes memory tag, bytes memory message) internal view returns (bytes32[4] memory) {
        bytes memory suffix = abi.encodePacked(tag, uint8(tag.length));
        bytes32 b0 = sha256(abi.encodePacked(bytes32(0), bytes32(0), message, uint16(128), uint8(0), suffix));
        bytes32 b1 = sha256(abi.encodePacked(b0, uint8(1), suffix));
        bytes32 b2 = sha256(abi.encodePacked(b0 ^ b1, uint8(2), suffix));
        bytes32 b3 = sha256(abi.encodePacked(b0 ^ b2, uint8(3), suffix));
        bytes32 b4 = sha256(abi.encodePacked(b0 ^ b3, uint8(4), suffix));
        return add(_map(b1, b2), _map(b3, b4));
    }

    function add(bytes32[4] memory a, bytes32[4] memory b) internal view returns (bytes32[4] memory result) {
        if (!_call(G1_ADD, abi.encode(a, b), _pointer(result), 0x80)) revert Bls12381Refused(G1_ADD);
    }

    function add(bytes32[8] memory a, bytes32[8] memory b) internal view returns (bytes32[8] memory result) {
        if (!_call(G2_ADD, abi.encode(a, b), _pointer(result), 0x100)) revert Bls12381Refused(G2_ADD);
    }

    /// @notice Σ scalar·point in G2.
    /// @param input point ‖ scalar for each, 288 bytes.
    function combine(bytes memory input) internal view returns (bytes32[8] memory result) {
        if (!_call(G2_MSM, input, _pointer(result), 0x100)) revert Bls12381Refused(G2_MSM);
    }

    /// @notice Whether the product of pairings is one. False too for points that are malformed or outside their group, and where
    /// the engine has no such precompile.
    /// @param input point of G1 ‖ point of G2 for each, 384 bytes.
    function pairs(bytes memory input) internal view returns (bool) {
        bytes32[1] memory result;
        uint256 place;
        assembly ("memory-safe") {
            place := result
        }
        return _call(PAIRING, input, place, 0x20) && uint256(result[0]) == 1;
    }

    function negate(bytes32[4] memory p) internal pure returns (bytes32[4] memory) {
        (bytes32 high, bytes32 low) = _negate(p[2], p[3]);
        return [p[0], p[1], high, low];
    }

    function negate(bytes32[8] memory p) internal pure returns (bytes32[8] memory) {
        (bytes32 high0, bytes32 low0) = _negate(p[4], p[5]);
        (bytes32 high1, bytes32 low1) = _negate(p[6], p[7]);
        return [p[0], p[1], p[2], p[3], high0, low0, high1, low1];
    }

    function isIdentity(bytes32[4] memory p) internal pure returns (bool) {
        return p[0] | p[1] | p[2] | p[3] == 0;
    }

    function isIdentity(bytes32[8] memory p) internal pure returns (bool) {
        return p[0] | p[1] | p[2] | p[3] | p[4] | p[5] | p[6] | p[7] == 0;
    }

    /// @notice The usual 96 bytes: x.c1 ‖ x.c0, in the first bits 1 (compressed), 0 (not the identity) and whether y is the greater
    /// of the two, by c1 and, where that is zero, by c0.
    function compress(bytes32[8] memory p) internal pure returns (bytes memory) {
        bool greater = p[6] | p[7] == 0 ? _isGreater(p[4], p[5]) : _isGreater(p[6], p[7]);
        uint128 flags = (greater ? uint128(0xa0) : uint128(0x80)) << 120;
        // The upper 16 bytes of a coordinate's first word are zero: the precompiles have accepted the point.
        return abi.encodePacked(uint128(uint256(p[2])) | flags, p[3], uint128(uint256(p[0])), p[1]);
    }

    /// @dev 64 bytes modulo the field's modulus, and from there to the group, cofactor cleared.
    function _map(bytes32 high, bytes32 low) private view returns (bytes32[4] memory point) {
        bytes32[2] memory element;
        uint256 place;
        assembly ("memory-safe") {
            place := element
        }
        bytes memory power = abi.encodePacked(uint256(64), uint256(1), uint256(64), high, low, uint8(1));
        if (!_call(MODEXP, abi.encodePacked(power, P_HIGH, P_LOW), place, 0x40))
            revert Bls12381Refused(MODEXP);
        if (!_call(MAP_TO_G1, abi.encode(element), _pointer(point), 0x80)) revert Bls12381Refused(MAP_TO_G1);
    }

    /// @dev p − y; the identity's y of zero stays.
    function _negate(bytes32 high, bytes32 low) private pure returns (bytes32, bytes32) {
        if (high | low == 0) return (0, 0);
        unchecked {
            uint256 borrow = uint256(low) > P_LOW ? 1 : 0; // y is below p, so the upper part has what is borrowed
            return (bytes32(P_HIGH - uint256(high) - borrow), bytes32(P_LOW - uint256(low)));
        }
    }

    function _isGreater(bytes32 high, bytes32 low) private pure returns (bool) {
        if (uint256(high) != HALF_HIGH) return uint256(high) > HALF_HIGH;
        return uint256(low) > HALF_LOW;
    }

    /// @dev An address without code answers yes with nothing; so the length is asked too.
    function _call(
        uint256 precompile,
        bytes memory input,
        uint256 output,
        uint256 size
    ) private view returns (bool success) {
        assembly ("memory-safe") {
            success := staticcall(gas(), precompile, add(input, 0x20), mload(input), output, size)
            success := and(success, eq(returndatasize(), size))
        }
    }

    function _pointer(bytes32[4] memory point) private pure returns (uint256 place) {
        assembly ("memory-safe") {
            place := point
        }
    }

    function _pointer(bytes32[8] memory point) private pure returns (uint256 place) {
        assembly ("memory-safe") {
            place := point
        }
    }
}
