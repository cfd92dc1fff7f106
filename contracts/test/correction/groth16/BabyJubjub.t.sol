// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BabyJubjub} from "../../../src/correction/BabyJubjub.sol";
import {VM} from "../../support/Vm.sol";
import {Jubjub} from "./Jubjub.sol";

contract BabyJubjubTest {
    uint256 private constant P = Jubjub.P;
    uint256 private constant L = Jubjub.L;

    function _combine(
        Jubjub.Point memory p,
        uint256 k,
        uint256 n
    ) private view returns (Jubjub.Point memory) {
        (uint256 x, uint256 y) = BabyJubjub.toAffine(BabyJubjub.combine(p.x, p.y, k, n));
        return Jubjub.Point(x, y);
    }

    function _same(Jubjub.Point memory p, Jubjub.Point memory q) private pure {
        VM.assertEq(p.x, q.x);
        VM.assertEq(p.y, q.y);
    }

    function test_constants_areThoseOfEip2494() public pure {
        VM.assertEq(BabyJubjub.FIELD, P);
        VM.assertEq(BabyJubjub.ORDER, L);
        VM.assertEq(BabyJubjub.B8_X, Jubjub.base().x);
        VM.assertEq(BabyJubjub.B8_Y, Jubjub.base().y);
    }

    function test_combine_isTheTwinsSum() public view {
        uint256[10] memory factors = [
            uint256(0),
            1,
            2,
            3,
            2 ** 248 - 1,
            2 ** 248,
            L - 1,
            L,
            P - 1,
            type(uint256).max
        ];
        Jubjub.Point memory p = Jubjub.mul(Jubjub.base(), 0x5eed);
        for (uint256 i = 0; i < factors.length; ++i) {
            (uint256 k, uint256 n) = (factors[i], factors[factors.length - 1 - i]);
            _same(_combine(p, k, n), Jubjub.add(Jubjub.mul(p, k), Jubjub.mul(Jubjub.base(), n)));
        }
    }

    /// hardhat-config: fuzz.runs = 8
    function testFuzz_combine_isTheTwinsSum(uint256 secret, uint256 k, uint256 n) public view {
        Jubjub.Point memory p = Jubjub.mul(Jubjub.base(), secret);
        _same(_combine(p, k, n), Jubjub.add(Jubjub.mul(p, k), Jubjub.mul(Jubjub.base(), n)));
    }

    function test_combine_takesPointsOfLowOrder() public view {
        Jubjub.Point memory four = Jubjub.Point(Jubjub.ORDER_FOUR_X, 0);
        _same(_combine(four, 1, 0), four);
        _same(_combine(four, 2, 0), Jubjub.Point(0, P - 1));
        _same(_combine(four, 4, 0), Jubjub.Point(0, 1));
        _same(_combine(Jubjub.Point(0, 1), 7, 0), Jubjub.Point(0, 1));
    }

    function test_combine_ofTheBaseWithItselfIsComplete() public view {
        // In the table P + B8 is a doubling, and for −B8 the identity.
        Jubjub.Point memory base = Jubjub.base();
        _same(_combine(base, 3, 3), Jubjub.mul(base, 6));
        _same(_combine(Jubjub.Point(P - base.x, base.y), 3, 3), Jubjub.Point(0, 1));
    }

    function test_isOnCurve_refusesOtherSpellingsAndPointsBeside() public pure {
        Jubjub.Point memory base = Jubjub.base();
        VM.assertTrue(BabyJubjub.isOnCurve(base.x, base.y));
        VM.assertTrue(BabyJubjub.isOnCurve(0, 1));
        VM.assertFalse(BabyJubjub.isOnCurve(base.x + P, base.y));
        VM.assertFalse(BabyJubjub.isOnCurve(base.x, base.y + P));
        VM.assertFalse(BabyJubjub.isOnCurve(base.x, base.y + 1));
        VM.assertFalse(BabyJubjub.isOnCurve(0, 0));
    }

    function test_hasPrimeOrder_refusesLowOrderAndMixedPoints() public view {
        Jubjub.Point memory base = Jubjub.base();
        Jubjub.Point memory four = Jubjub.Point(Jubjub.ORDER_FOUR_X, 0);
        Jubjub.Point memory two = Jubjub.Point(0, P - 1);
        Jubjub.Point[5] memory refused = [
            Jubjub.Point(0, 1),
            two,
            four,
            Jubjub.add(base, two),
            Jubjub.add(base, four)
        ];
        VM.assertTrue(BabyJubjub.hasPrimeOrder(base.x, base.y));
        VM.assertTrue(BabyJubjub.hasPrimeOrder(P - base.x, base.y));
        for (uint256 i = 0; i < refused.length; ++i) {
            VM.assertTrue(BabyJubjub.isOnCurve(refused[i].x, refused[i].y));
            VM.assertFalse(BabyJubjub.hasPrimeOrder(refused[i].x, refused[i].y));
        }
        VM.assertFalse(BabyJubjub.hasPrimeOrder(base.x, base.y + 1));
    }
}
