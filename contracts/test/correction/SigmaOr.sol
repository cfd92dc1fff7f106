// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CommitmentStatement} from "../../src/correction/ICommitmentVerifier.sol";

/// @title Makes commitments and proofs of both branches as docs/wire-formats.md says, written independently of what verifies them.
library SigmaOr {
    struct Point {
        uint256 x;
        uint256 y;
    }

    uint256 internal constant Q = 0x30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001;
    uint256 internal constant P = 0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47;

    error SigmaOrPrecompile();

    function generator() internal pure returns (Point memory) {
        return Point(1, 2);
    }

    /// @dev Try and increment: the first SHA-256 that is the x of a point, with the even root.
    function secondGenerator() internal view returns (Point memory) {
        for (uint32 counter = 0; ; ++counter) {
            uint256 x = uint256(sha256(abi.encodePacked("medlattice/ch-or/H2/v1", counter))) % P;
            (bool isSquare, uint256 y) = root(x);
            if (isSquare) return Point(x, y % 2 == 0 ? y : P - y);
        }
        revert SigmaOrPrecompile();
    }

    /// @dev y with y² = x³ + 3, by y = (x³ + 3)^((p + 1)/4) since p = 3 mod 4.
    function root(uint256 x) internal view returns (bool isSquare, uint256 y) {
        uint256 square = addmod(mulmod(mulmod(x, x, P), x, P), 3, P);
        bytes memory input = abi.encode(uint256(32), uint256(32), uint256(32), square, (P + 1) / 4, P);
        (bool ok, bytes memory output) = address(0x05).staticcall(input);
        if (!ok) revert SigmaOrPrecompile();
        y = abi.decode(output, (uint256));
        isSquare = mulmod(y, y, P) == square;
    }

    function mul(Point memory p, uint256 k) internal view returns (Point memory) {
        return _call(address(0x07), abi.encode(p, k));
    }

    function add(Point memory a, Point memory b) internal view returns (Point memory) {
        return _call(address(0x06), abi.encode(a, b));
    }

    function sub(Point memory a, Point memory b) internal view returns (Point memory) {
        return add(a, Point(b.x, b.y == 0 ? 0 : P - b.y));
    }

    /// @dev h = r·H1 + m·H2
    function commitTo(Point memory h1, uint256 m, uint256 r) internal view returns (Point memory) {
        return add(mul(h1, r), mul(secondGenerator(), m));
    }

    function compress(Point memory p) internal pure returns (bytes32) {
        return bytes32(p.x + (p.y % 2) * 2 ** 255);
    }

    /// @dev By whoever committed: the second half is simulated.
    function proveOpening(
        CommitmentStatement memory s,
        uint256 r,
        bytes32 seed
    ) internal view returns (bytes memory) {
        (uint256 w, uint256 c2, uint256 z2) = _draw(seed);
        Point memory h1 = Point(s.h1x, s.h1y);
        Point memory a1 = mul(h1, w);
        Point memory a2 = sub(mul(generator(), z2), mul(h1, c2));
        uint256 c1 = addmod(challenge(s, a1, a2), Q - c2, Q);
        return abi.encode(c1, addmod(w, mulmod(c1, r, Q), Q), c2, z2);
    }

    /// @dev By whoever holds the trapdoor: the first half is simulated.
    function proveTrapdoor(
        CommitmentStatement memory s,
        uint256 x,
        bytes32 seed
    ) internal view returns (bytes memory) {
        (uint256 w, uint256 c1, uint256 z1) = _draw(seed);
        return proveTrapdoor(s, x, [w, c1, z1]);
    }

    /// @param drawn w, c1 and z1.
    function proveTrapdoor(
        CommitmentStatement memory s,
        uint256 x,
        uint256[3] memory drawn
    ) internal view returns (bytes memory) {
        (uint256 w, uint256 c1, uint256 z1) = (drawn[0], drawn[1], drawn[2]);
        Point memory target = sub(Point(s.hx, s.hy), mul(secondGenerator(), s.m));
        Point memory a1 = sub(mul(Point(s.h1x, s.h1y), z1), mul(target, c1));
        Point memory a2 = mul(generator(), w);
        uint256 c2 = addmod(challenge(s, a1, a2), Q - c1, Q);
        return abi.encode(c1, z1, c2, addmod(w, mulmod(c2, x, Q), Q));
    }

    function challenge(
        CommitmentStatement memory s,
        Point memory a1,
        Point memory a2
    ) internal pure returns (uint256) {
        bytes memory statement = abi.encode(s.registryId, s.hx, s.hy, s.h1x, s.h1y, s.m);
        bytes memory text = abi.encode(a1, a2, uint256(19), bytes32("medlattice/ch-or/v1"));
        // Eleven words stand before the text: where it begins, six of the statement, four of the points.
        return uint256(keccak256(bytes.concat(abi.encode(uint256(11 * 32)), statement, text))) % Q;
    }

    function _draw(bytes32 seed) private pure returns (uint256 a, uint256 b, uint256 c) {
        a = uint256(keccak256(abi.encode(seed, 1))) % Q;
        b = uint256(keccak256(abi.encode(seed, 2))) % Q;
        c = uint256(keccak256(abi.encode(seed, 3))) % Q;
    }

    function _call(address precompile, bytes memory input) private view returns (Point memory) {
        (bool ok, bytes memory output) = precompile.staticcall(input);
        if (!ok) revert SigmaOrPrecompile();
        return abi.decode(output, (Point));
    }
}
