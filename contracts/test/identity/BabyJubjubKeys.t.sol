// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOrganizationKeys} from "../../src/identity/IOrganizationKeys.sol";
import {Jubjub} from "../correction/groth16/Jubjub.sol";
import {Gas} from "../records/Gas.sol";
import {IdentityFixture} from "../support/IdentityFixture.sol";
import {VM} from "../support/Vm.sol";

/// @title Chameleon keys on Baby Jubjub are registered by whoever knows their trapdoor only.
contract BabyJubjubKeysTest is IdentityFixture {
    uint256 private constant SECRET = 0x7ab1e5;
    uint256 private constant BLINDING = 0x4a4d;
    uint256 private constant P = Jubjub.P;
    uint256 private constant L = Jubjub.L;
    IOrganizationKeys.KeyKind private constant KIND = IOrganizationKeys.KeyKind.ChameleonBabyJubjub;

    function _set(bytes memory value, bytes memory proof) private {
        VM.prank(_admin("hospital").account);
        organizations.setKey(hospital, KIND, value, proof);
    }

    function _proof() private view returns (bytes memory) {
        return Jubjub.prove(address(organizations), hospital, SECRET, BLINDING);
    }

    function _refuse(bytes memory key, bytes memory proof) private {
        VM.expectRevert(
            abi.encodeWithSelector(IOrganizationKeys.OrganizationKeysInvalidProof.selector, hospital, KIND)
        );
        _set(key, proof);
    }

    /// hardhat-config: isolate = true
    function test_gas_setKeyOnBabyJubjub() public {
        bytes memory key = Jubjub.publicKey(SECRET);
        _set(key, _proof());
        Gas.snapshot("OrganizationRegistry", "setKey, chameleon key on Baby Jubjub with proof");
    }

    function test_setKey_takesProvenKeys() public {
        uint256[4] memory secrets = [uint256(1), 2, 2 ** 248 - 1, L - 1];
        for (uint256 i = 0; i < secrets.length; ++i) {
            bytes memory key = Jubjub.publicKey(secrets[i]);
            _set(key, Jubjub.prove(address(organizations), hospital, secrets[i], BLINDING + i));
            (bytes memory value, uint32 version) = organizations.keyOf(hospital, KIND);
            VM.assertEq(value, key);
            VM.assertEq(version, i + 1);
        }
    }

    function test_setKey_revertsWhenLengthIsWrong() public {
        bytes memory key = Jubjub.publicKey(SECRET);
        bytes memory proof = _proof();
        VM.expectRevert(
            abi.encodeWithSelector(IOrganizationKeys.OrganizationKeysInvalidLength.selector, KIND, 65)
        );
        _set(bytes.concat(key, hex"00"), proof);
    }

    /// hardhat-config: fuzz.runs = 16
    function testFuzz_setKey_revertsWhenOneBitOfTheProofIsWrong(uint16 bit) public {
        bytes memory proof = _proof();
        uint256 position = bit % 512;
        proof[position / 8] ^= bytes1(uint8(1) << uint8(position % 8));
        _refuse(Jubjub.publicKey(SECRET), proof);
    }

    function test_setKey_revertsForASecondSpellingOfTheProof() public {
        (uint256 c, uint256 z) = abi.decode(_proof(), (uint256, uint256));
        bytes memory key = Jubjub.publicKey(SECRET);
        _refuse(key, abi.encode(c + L, z));
        _refuse(key, abi.encode(c, z + L));
    }

    function test_setKey_revertsWhenProofIsOfAnotherKeyPlaceOrChain() public {
        bytes memory key = Jubjub.publicKey(SECRET);
        bytes memory proof = _proof();
        bytes memory other = Jubjub.publicKey(SECRET + 1);
        bytes memory platforms = Jubjub.prove(address(organizations), platform, SECRET, BLINDING);
        bytes memory elsewhere = Jubjub.prove(address(this), hospital, SECRET, BLINDING);
        _refuse(other, proof);
        _refuse(key, platforms);
        _refuse(key, elsewhere);
        _refuse(key, "");
        VM.chainId(block.chainid + 1);
        _refuse(key, proof);
    }

    /// @dev With a trapdoor of 0 anybody could correct.
    function test_setKey_revertsForTheIdentity() public {
        bytes memory proof = Jubjub.prove(address(organizations), hospital, 0, BLINDING);
        _refuse(Jubjub.publicKey(0), proof);
    }

    /// @dev The proof's equation alone holds for such keys when c happens to take the part of low order away.
    function test_setKey_revertsForKeysOutsideTheSubgroup() public {
        Jubjub.Point[3] memory low = [
            Jubjub.Point(0, P - 1),
            Jubjub.Point(Jubjub.ORDER_FOUR_X, 0),
            Jubjub.Point(P - Jubjub.ORDER_FOUR_X, 0)
        ];
        for (uint256 i = 0; i < low.length; ++i) {
            Jubjub.Point memory mixed = Jubjub.add(Jubjub.mul(Jubjub.base(), SECRET), low[i]);
            _refuseAllBlindings(low[i], 0);
            _refuseAllBlindings(mixed, SECRET);
        }
    }

    /// @dev Of eight challenges some are divisible by the order of the low part.
    function _refuseAllBlindings(Jubjub.Point memory key, uint256 secret) private {
        for (uint256 i = 0; i < 8; ++i) {
            bytes memory proof = Jubjub.proveFor(address(organizations), hospital, key, secret, BLINDING + i);
            _refuse(abi.encode(key), proof);
        }
    }

    function test_setKey_revertsForAnotherSpellingOfTheKey() public {
        Jubjub.Point memory key = Jubjub.mul(Jubjub.base(), SECRET);
        bytes memory proof = _proof();
        _refuse(abi.encode(key.x + P, key.y), proof);
        _refuse(abi.encode(key.x, key.y + P), proof);
        _refuse(abi.encode(key.x, P - key.y), proof);
    }
}
