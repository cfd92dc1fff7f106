// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Makes chameleon keys and the proofs that ChameleonPossession verifies, written independently of it.
library ChameleonKeys {
    uint256 private constant Q = 0x30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001; // order of BN254 G1

    /// @return H1 = secret·G as x ‖ y.
    function publicKey(uint256 secret) internal view returns (bytes memory) {
        (bool ok, bytes memory point) = address(0x07).staticcall(abi.encode(uint256(1), uint256(2), secret));
        require(ok, "ecMul failed");
        return point;
    }

    /// @return c ‖ z: R = blinding·G, c = H(…, H1, R), z = blinding + c·secret mod q.
    function prove(
        address registry,
        bytes32 orgId,
        uint256 secret,
        uint256 blinding
    ) internal view returns (bytes memory) {
        (uint256 hx, uint256 hy) = abi.decode(publicKey(secret), (uint256, uint256));
        (uint256 rx, uint256 ry) = abi.decode(publicKey(blinding), (uint256, uint256));
        bytes memory statement = abi.encode(
            "medlattice/chameleon-pop/v1",
            block.chainid,
            registry,
            orgId,
            hx,
            hy,
            rx,
            ry
        );
        uint256 c = uint256(keccak256(statement)) % Q;
        return abi.encode(c, addmod(blinding % Q, mulmod(c, secret, Q), Q));
    }
}
