// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Baby Jubjub by the affine formulas of EIP-2494, and proofs of possession; written independently of what verifies them.
library Jubjub {
    struct Point {
        uint256 x;
        uint256 y;
    }

    uint256 internal constant P = 0x30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001;
    uint256 internal constant L = 0x060c89ce5c263405370a08b6d0302b0bab3eedb83920ee0a677297dc392126f1;
    /// @dev a·x² = 1, y = 0: a point of order four.
    uint256 internal constant ORDER_FOUR_X =
        18930368022820495955728484915491405972470733850014661777449844430438130630919;

    error JubjubPrecompile();

    function base() internal pure returns (Point memory) {
        return
            Point(
                0x0bb77a6ad63e739b4eacb2e09d6277c12ab8d8010534e0b62893f3f6bb957051,
                0x25797203f7a0b24925572e1cd16bf9edfce0051fb9e133774b3c257a872d7d8b
            );
    }

    function add(Point memory p, Point memory q) internal view returns (Point memory) {
        uint256 product = mulmod(mulmod(p.x, q.x, P), mulmod(p.y, q.y, P), P);
        uint256 t = mulmod(168696, product, P);
        uint256 x = addmod(mulmod(p.x, q.y, P), mulmod(p.y, q.x, P), P);
        uint256 y = addmod(mulmod(p.y, q.y, P), P - mulmod(168700, mulmod(p.x, q.x, P), P), P);
        return Point(mulmod(x, inverse(addmod(1, t, P)), P), mulmod(y, inverse(addmod(1, P - t, P)), P));
    }

    function mul(Point memory p, uint256 k) internal view returns (Point memory sum) {
        sum = Point(0, 1);
        for (; k != 0; k >>= 1) {
            if (k & 1 == 1) sum = add(sum, p);
            p = add(p, p);
        }
    }

    function inverse(uint256 z) internal view returns (uint256) {
        bytes memory input = abi.encode(uint256(32), uint256(32), uint256(32), z, P - 2, P);
        (bool ok, bytes memory output) = address(0x05).staticcall(input);
        if (!ok) revert JubjubPrecompile();
        return abi.decode(output, (uint256));
    }

    /// @return x ‖ y of secret·B8.
    function publicKey(uint256 secret) internal view returns (bytes memory) {
        return abi.encode(mul(base(), secret));
    }

    /// @return c ‖ z: R = blinding·B8, c = H(…, H1, R), z = blinding + c·secret mod l.
    function prove(
        address registry,
        bytes32 orgId,
        uint256 secret,
        uint256 blinding
    ) internal view returns (bytes memory) {
        return proveFor(registry, orgId, mul(base(), secret), secret, blinding);
    }

    /// @dev For a key that need not be the secret's.
    function proveFor(
        address registry,
        bytes32 orgId,
        Point memory h1,
        uint256 secret,
        uint256 blinding
    ) internal view returns (bytes memory) {
        Point memory r = mul(base(), blinding);
        bytes memory statement = abi.encode(
            "medlattice/chameleon-babyjubjub-pop/v1",
            block.chainid,
            registry,
            orgId,
            h1.x,
            h1.y,
            r.x,
            r.y
        );
        uint256 c = uint256(keccak256(statement)) % L;
        return abi.encode(c, addmod(blinding % L, mulmod(c, secret, L), L));
    }
}
