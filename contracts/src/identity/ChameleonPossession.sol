// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Proof that whoever registers a chameleon key H1 = x·G knows x (Schnorr on BN254 G1, EIP-196 precompiles).
/// @dev Without it H1 = a·H2 could be registered: a trapdoor that is not the discrete logarithm the corrections prove.
library ChameleonPossession {
    /// @dev Order of BN254 G1 (EIP-197).
    uint256 internal constant ORDER =
        21888242871839275222246405745257275088548364400416034343698204186575808495617;
    string internal constant DOMAIN = "medlattice/chameleon-pop/v1";

    address private constant EC_ADD = address(0x06);
    address private constant EC_MUL = address(0x07);

    struct Point {
        uint256 x;
        uint256 y;
    }

    /// @param key H1 as x ‖ y, 64 bytes.
    /// @param proof c ‖ z, 64 bytes: c = H(…, H1, R) mod q with R = z·G − c·H1.
    function verify(bytes32 orgId, bytes calldata key, bytes calldata proof) internal view returns (bool) {
        if (key.length != 64 || proof.length != 64) return false;
        Point memory h1 = abi.decode(key, (Point));
        (uint256 c, uint256 z) = abi.decode(proof, (uint256, uint256));
        // (0, 0) is how the precompiles write the point at infinity; scalars have one spelling only.
        if ((h1.x == 0 && h1.y == 0) || c >= ORDER || z >= ORDER) return false;
        (bool ok, Point memory r) = _commitment(h1, c, z);
        return ok && c == challenge(orgId, h1, r);
    }

    /// @notice The challenge; bound to chain, registry and organisation, so that a proof cannot be copied.
    function challenge(bytes32 orgId, Point memory h1, Point memory r) internal view returns (uint256) {
        return uint256(keccak256(abi.encode(DOMAIN, block.chainid, address(this), orgId, h1, r))) % ORDER;
    }

    /// @dev R = z·G + (q − c)·H1. The precompiles fail for coordinates beyond the field and for points off the curve.
    function _commitment(
        Point memory h1,
        uint256 c,
        uint256 z
    ) private view returns (bool ok, Point memory r) {
        Point memory left;
        Point memory right;
        (ok, left) = _call(EC_MUL, abi.encode(uint256(1), uint256(2), z));
        if (!ok) return (false, r);
        (ok, right) = _call(EC_MUL, abi.encode(h1, ORDER - c));
        if (!ok) return (false, r);
        return _call(EC_ADD, abi.encode(left, right));
    }

    function _call(
        address precompile,
        bytes memory input
    ) private view returns (bool ok, Point memory point) {
        bytes memory output;
        (ok, output) = precompile.staticcall(input);
        if (!ok || output.length != 64) return (false, point);
        return (true, abi.decode(output, (Point)));
    }
}
