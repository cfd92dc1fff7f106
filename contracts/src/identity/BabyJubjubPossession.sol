// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BabyJubjub} from "../correction/BabyJubjub.sol";

/// @title Proof that whoever registers a chameleon key H1 = x·B8 on Baby Jubjub knows x (Schnorr).
/// @dev As {ChameleonPossession}, on the curve of the circuit chameleon-opening; here H1 may be outside the subgroup, so that is
/// checked too.
library BabyJubjubPossession {
    string internal constant DOMAIN = "medlattice/chameleon-babyjubjub-pop/v1";

    /// @param key H1 as x ‖ y, 64 bytes.
    /// @param proof c ‖ z, 64 bytes: c = H(…, H1, R) mod l with R = z·B8 − c·H1.
    function verify(bytes32 orgId, bytes calldata key, bytes calldata proof) internal view returns (bool) {
        if (key.length != 64 || proof.length != 64) return false;
        (uint256 x, uint256 y) = abi.decode(key, (uint256, uint256));
        (uint256 c, uint256 z) = abi.decode(proof, (uint256, uint256));
        // Scalars have one spelling only.
        if (c >= BabyJubjub.ORDER || z >= BabyJubjub.ORDER || !BabyJubjub.hasPrimeOrder(x, y)) return false;
        (uint256 rx, uint256 ry) = BabyJubjub.toAffine(BabyJubjub.combine(x, y, BabyJubjub.ORDER - c, z));
        return c == challenge(orgId, x, y, rx, ry);
    }

    /// @notice The challenge; bound to chain, registry and organisation, so that a proof cannot be copied.
    function challenge(
        bytes32 orgId,
        uint256 x,
        uint256 y,
        uint256 rx,
        uint256 ry
    ) internal view returns (uint256) {
        return
            uint256(keccak256(abi.encode(DOMAIN, block.chainid, address(this), orgId, x, y, rx, ry))) %
            BabyJubjub.ORDER;
    }
}
