// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bls12381} from "../../src/committee/Bls12381.sol";
import {VM} from "../support/Vm.sol";
import {BlsSigner} from "./BlsSigner.sol";

/// @title Hashing, signs and encodings of BLS12-381 against published values and against each other.
contract Bls12381Test {
    using Bls12381 for bytes32[4];
    using Bls12381 for bytes32[8];

    bytes private constant RFC_TAG = "QUUX-V01-CS02-with-BLS12381G1_XMD:SHA-256_SSWU_RO_";

    /// @dev RFC 9380, J.9.1.
    function test_hashToG1_givesTheVectorsOfTheRfc() public view {
        bytes32[4] memory empty = Bls12381.hashToG1(RFC_TAG, "");
        VM.assertEq(empty[0], bytes32(uint256(0x052926add2207b76ca4fa57a8734416c)));
        VM.assertEq(empty[1], 0x8dc95e24501772c814278700eed6d1e4e8cf62d9c09db0fac349612b759e79a1);
        VM.assertEq(empty[2], bytes32(uint256(0x08ba738453bfed09cb546dbb0783dbb3)));
        VM.assertEq(empty[3], 0xa5f1f566ed67bb6be0e8c67e2e81a4cc68ee29813bb7994998f3eae0c9c6a265);
        bytes32[4] memory abc = Bls12381.hashToG1(RFC_TAG, "abc");
        VM.assertEq(abc[0], bytes32(uint256(0x03567bc5ef9c690c2ab2ecdf6a96ef1c)));
        VM.assertEq(abc[1], 0x139cc0b2f284dca0a9a7943388a49a3aee664ba5379a7655d3c68900be2f6903);
    }

    function test_constants_areThoseOfTheCurve() public pure {
        unchecked {
            VM.assertEq(2 * Bls12381.HALF_LOW + 1, Bls12381.P_LOW);
            uint256 carry = Bls12381.HALF_LOW >> 255;
            VM.assertEq(2 * Bls12381.HALF_HIGH + carry, Bls12381.P_HIGH);
        }
    }

    /// @dev The generator of G2, compressed, as every library has it.
    function test_compress_givesTheKnownGenerator() public view {
        bytes memory expected =
            hex"93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8";
        VM.assertEq(BlsSigner.compressed(1), expected);
        bytes memory negated = Bls12381.compress(Bls12381.negatedGenerator());
        VM.assertEq(uint8(negated[0]), uint8(expected[0]) | 0x20);
        VM.assertEq(BlsSigner.compressed(Bls12381.ORDER - 1), negated);
    }

    function testFuzz_negate_givesTheOtherPoint(uint128 secret) public view {
        bytes32[8] memory key = abi.decode(BlsSigner.publicKey(uint256(secret) + 1), (bytes32[8]));
        VM.assertTrue(key.add(key.negate()).isIdentity());
        bytes32[4] memory point = Bls12381.hashToG1("tag", abi.encode(secret));
        VM.assertTrue(point.add(point.negate()).isIdentity());
        VM.assertEq(abi.encode(point.negate().negate()), abi.encode(point));
    }

    function test_negate_keepsTheIdentity() public pure {
        bytes32[4] memory one;
        bytes32[8] memory two;
        VM.assertTrue(one.negate().isIdentity());
        VM.assertTrue(two.negate().isIdentity());
    }

    function test_pairs_isFalseForWhatIsNoPoint() public view {
        VM.assertFalse(Bls12381.pairs(new bytes(383)));
        bytes memory wrong = abi.encode(Bls12381.hashToG1("tag", "1"), Bls12381.negatedGenerator());
        wrong[100] ^= 0x01;
        VM.assertFalse(Bls12381.pairs(wrong));
    }

    function add(bytes32[4] memory a, bytes32[4] memory b) external view returns (bytes32[4] memory) {
        return a.add(b);
    }

    function test_add_revertsForWhatIsNoPoint() public {
        bytes32[4] memory point = Bls12381.hashToG1("tag", "1");
        bytes32[4] memory wrong = [point[0], point[1], point[3], point[2]];
        VM.expectRevert(abi.encodeWithSelector(Bls12381.Bls12381Refused.selector, 0x0b));
        this.add(point, wrong);
    }
}
