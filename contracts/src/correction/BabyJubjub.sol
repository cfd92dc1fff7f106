// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The twisted Edwards curve Baby Jubjub (EIP-2494): 168700·x² + y² = 1 + 168696·x²·y² over the scalar field of BN254.
/// @dev 168700 is a square and 168696 is not, so the addition law holds for every pair of points (ePrint 2008/013, section 6).
/// Public values only: nothing here takes the same time for all of them.
library BabyJubjub {
    /// @dev The field of the coordinates.
    uint256 internal constant FIELD =
        21888242871839275222246405745257275088548364400416034343698204186575808495617;
    /// @dev Order of the subgroup that B8 generates; the curve has eight times as many points.
    uint256 internal constant ORDER =
        2736030358979909402780800718157159386076813972158567259200215660948447373041;
    uint256 internal constant B8_X =
        5299619240641551281634865583518297030282874472190772894086521144482721001553;
    uint256 internal constant B8_Y =
        16950150798460657717958625567821834550301663161624707787222815936182638968203;

    uint256 private constant A = 168700;
    uint256 private constant D = 168696;
    address private constant MODEXP = address(0x05);

    /// @dev Projective: (X/Z, Y/Z) is the affine point. Z is never 0. The identity is (0 : 1 : 1).
    struct Point {
        uint256 x;
        uint256 y;
        uint256 z;
    }

    /// @notice Whether (x, y) are canonical coordinates of a point of the curve, whichever its order.
    function isOnCurve(uint256 x, uint256 y) internal pure returns (bool) {
        if (x >= FIELD || y >= FIELD) return false;
        uint256 xx = mulmod(x, x, FIELD);
        uint256 yy = mulmod(y, y, FIELD);
        uint256 left = addmod(mulmod(A, xx, FIELD), yy, FIELD);
        return left == addmod(1, mulmod(D, mulmod(xx, yy, FIELD), FIELD), FIELD);
    }

    /// @notice Whether (x, y) is a point of prime order: on the curve, in the subgroup, and not the identity.
    function hasPrimeOrder(uint256 x, uint256 y) internal pure returns (bool) {
        if (!isOnCurve(x, y) || x == 0) return false; // with x = 0 there are the identity and the point of order two
        Point memory product = combine(x, y, ORDER, 0);
        return product.x == 0 && product.y == product.z;
    }

    /// @notice k·P + n·B8 by Shamir's trick: both factors' bits together, so that doublings are shared.
    /// @param x of P on the curve; y likewise.
    /// @param k any factor of P.
    /// @param n any factor of B8.
    function combine(uint256 x, uint256 y, uint256 k, uint256 n) internal pure returns (Point memory sum) {
        Point[4] memory table; // by the bits of n and k
        table[1] = Point(x, y, 1);
        table[2] = Point(B8_X, B8_Y, 1);
        table[3] = Point(x, y, 1);
        add(table[3], table[2]);
        sum = Point(0, 1, 1);
        uint256 bits = k | n;
        for (uint256 bit = 256; bit > 0; --bit) {
            uint256 shift = bit - 1;
            if (bits >> shift == 0) continue; // leading zeros
            double(sum);
            // Both bits are below two, so the index is below four.
            uint256 index = (((n >> shift) & 1) << 1) | ((k >> shift) & 1);
            if (index != 0) add(sum, table[index]);
        }
    }

    /// @notice The affine coordinates of a point.
    function toAffine(Point memory point) internal view returns (uint256 x, uint256 y) {
        uint256 inverse = _invert(point.z);
        return (mulmod(point.x, inverse, FIELD), mulmod(point.y, inverse, FIELD));
    }

    /// @dev p := p + q, "add-2008-bbjlp" (ePrint 2008/013, section 6): complete. No sum of two field elements reaches 2^256.
    function add(Point memory p, Point memory q) internal pure {
        uint256 a = mulmod(p.z, q.z, FIELD);
        uint256 b = mulmod(a, a, FIELD);
        uint256 c = mulmod(p.x, q.x, FIELD);
        uint256 d = mulmod(p.y, q.y, FIELD);
        uint256 e = mulmod(D, mulmod(c, d, FIELD), FIELD);
        unchecked {
            uint256 f = b + FIELD - e;
            uint256 g = b + e;
            // (x1 + y1)(x2 + y2) − c − d
            uint256 cross = mulmod(p.x + p.y, q.x + q.y, FIELD) + 2 * FIELD - c - d;
            p.x = mulmod(a, mulmod(f, cross, FIELD), FIELD);
            p.y = mulmod(a, mulmod(g, d + FIELD - mulmod(A, c, FIELD), FIELD), FIELD);
            p.z = mulmod(f, g, FIELD);
        }
    }

    /// @dev p := 2·p, "dbl-2008-bbjlp". No sum of two field elements reaches 2^256.
    function double(Point memory p) internal pure {
        unchecked {
            uint256 s = p.x + p.y;
            uint256 b = mulmod(s, s, FIELD);
            uint256 c = mulmod(p.x, p.x, FIELD);
            uint256 d = mulmod(p.y, p.y, FIELD);
            uint256 e = mulmod(A, c, FIELD);
            uint256 f = e + d;
            uint256 h = mulmod(p.z, p.z, FIELD);
            uint256 j = f + 2 * FIELD - 2 * h;
            p.x = mulmod(b + 2 * FIELD - c - d, j, FIELD);
            p.y = mulmod(f, e + FIELD - d, FIELD);
            p.z = mulmod(f, j, FIELD);
        }
    }

    /// @dev z^(FIELD − 2) by the precompile of EIP-198 (Fermat).
    function _invert(uint256 z) private view returns (uint256) {
        bytes memory input = abi.encode(uint256(32), uint256(32), uint256(32), z, FIELD - 2, FIELD);
        (bool ok, bytes memory output) = MODEXP.staticcall(input);
        assert(ok && output.length == 32); // fails for want of gas only
        return abi.decode(output, (uint256));
    }
}
