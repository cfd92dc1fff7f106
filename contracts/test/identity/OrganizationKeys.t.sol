// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ChameleonPossession} from "../../src/identity/ChameleonPossession.sol";
import {IOrganizationKeys} from "../../src/identity/IOrganizationKeys.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {ChameleonKeys} from "../support/ChameleonKeys.sol";
import {IdentityFixture} from "../support/IdentityFixture.sol";
import {VM} from "../support/Vm.sol";

/// @title Organisation keys: lengths, versions, and the proof that the chameleon key's secret is known.
contract OrganizationKeysTest is IdentityFixture {
    uint256 private constant SECRET = 0x7ab1e5;

    function _set(
        IOrganizationKeys.KeyKind kind,
        bytes memory value,
        bytes memory proof
    ) private returns (uint32) {
        VM.prank(_admin("hospital").account);
        return organizations.setKey(hospital, kind, value, proof);
    }

    function _lengthOf(IOrganizationKeys.KeyKind kind) private pure returns (uint256) {
        if (kind == IOrganizationKeys.KeyKind.Sealing) return 62;
        return kind == IOrganizationKeys.KeyKind.CertificateFingerprint ? 32 : 96;
    }

    function _bytes(uint256 length, string memory seed) private pure returns (bytes memory value) {
        value = new bytes(length);
        for (uint256 i = 0; i < length; ++i) value[i] = keccak256(abi.encode(seed, i))[0];
    }

    function _proof() private view returns (bytes memory) {
        return ChameleonKeys.prove(address(organizations), hospital, SECRET, 0x4a4d);
    }

    /// @dev Takes key and proof ready made: making them calls precompiles, which would be the call expected to revert.
    function _refuse(bytes memory key, bytes memory proof) private {
        VM.expectRevert(
            abi.encodeWithSelector(
                IOrganizationKeys.OrganizationKeysInvalidProof.selector,
                hospital,
                IOrganizationKeys.KeyKind.ChameleonH1
            )
        );
        _set(IOrganizationKeys.KeyKind.ChameleonH1, key, proof);
    }

    function test_setKey_keepsEveryVersionOfEachKind() public {
        IOrganizationKeys.KeyKind[4] memory kinds = [
            IOrganizationKeys.KeyKind.AfghReceive,
            IOrganizationKeys.KeyKind.Bls,
            IOrganizationKeys.KeyKind.Sealing,
            IOrganizationKeys.KeyKind.CertificateFingerprint
        ];
        for (uint256 i = 0; i < kinds.length; ++i) {
            bytes memory first = _bytes(_lengthOf(kinds[i]), "first");
            bytes memory second = _bytes(_lengthOf(kinds[i]), "second");
            VM.assertEq(_set(kinds[i], first, "proof 1"), 1);
            VM.expectEmit(address(organizations));
            emit IOrganizationKeys.OrganizationKeySet(hospital, kinds[i], 2, second, "proof 2");
            VM.assertEq(_set(kinds[i], second, "proof 2"), 2);
            (bytes memory newest, uint32 version) = organizations.keyOf(hospital, kinds[i]);
            VM.assertEq(newest, second);
            VM.assertEq(version, 2);
            VM.assertEq(organizations.keyAt(hospital, kinds[i], 1).value, first);
            VM.assertEq(organizations.keyAt(hospital, kinds[i], 1).proof, bytes("proof 1"));
            VM.assertEq(organizations.keyAt(hospital, kinds[i], 1).setAt, START);
        }
    }

    function test_keyOf_isEmptyWhenNoneIsSet() public view {
        (bytes memory value, uint32 version) = organizations.keyOf(
            hospital,
            IOrganizationKeys.KeyKind.AfghReceive
        );
        VM.assertEq(value.length, 0);
        VM.assertEq(version, 0);
    }

    function testFuzz_keyAt_revertsWhenUnknown(uint32 version) public {
        VM.assume(version != 1);
        IOrganizationKeys.KeyKind kind = IOrganizationKeys.KeyKind.CertificateFingerprint;
        _set(kind, _bytes(32, "only"), "");
        VM.expectRevert(
            abi.encodeWithSelector(
                IOrganizationKeys.OrganizationKeysUnknownVersion.selector,
                hospital,
                kind,
                version
            )
        );
        organizations.keyAt(hospital, kind, version);
    }

    function testFuzz_setKey_revertsWhenLengthIsWrong(uint8 kindSeed, uint8 length) public {
        IOrganizationKeys.KeyKind kind = IOrganizationKeys.KeyKind(kindSeed % 7);
        bool chameleon =
            kind == IOrganizationKeys.KeyKind.ChameleonH1 ||
                kind == IOrganizationKeys.KeyKind.ChameleonBabyJubjub;
        bool none = kind == IOrganizationKeys.KeyKind.None;
        VM.assume(none || length != (chameleon ? 64 : _lengthOf(kind)));
        VM.expectRevert(
            abi.encodeWithSelector(
                IOrganizationKeys.OrganizationKeysInvalidLength.selector,
                kind,
                uint256(length)
            )
        );
        _set(kind, _bytes(length, "key"), "");
    }

    function test_setKey_revertsWhenProofIsTooLong() public {
        VM.expectRevert(abi.encodeWithSelector(IOrganizationKeys.OrganizationKeysProofTooLong.selector, 513));
        _set(IOrganizationKeys.KeyKind.CertificateFingerprint, _bytes(32, "key"), new bytes(513));
    }

    function test_setKey_revertsWhenSuspended() public {
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(hospital, IOrganizationRegistry.OrganizationStatus.Suspended);
        VM.expectRevert(
            abi.encodeWithSelector(
                IOrganizationRegistry.OrganizationRegistryInactive.selector,
                hospital,
                IOrganizationRegistry.OrganizationStatus.Suspended
            )
        );
        _set(IOrganizationKeys.KeyKind.CertificateFingerprint, _bytes(32, "key"), "");
    }

    function testFuzz_setKey_revertsForAnyoneElse(address caller) public {
        VM.assume(caller != _admin("hospital").account);
        VM.expectRevert(
            abi.encodeWithSelector(
                IOrganizationRegistry.OrganizationRegistryNotAdmin.selector,
                hospital,
                caller
            )
        );
        VM.prank(caller);
        organizations.setKey(
            hospital,
            IOrganizationKeys.KeyKind.CertificateFingerprint,
            _bytes(32, "key"),
            ""
        );
    }

    function testFuzz_setKey_takesProvenChameleonKey(uint256 secret, uint256 blinding) public {
        secret = 1 + (secret % (ChameleonPossession.ORDER - 1));
        bytes memory proof = ChameleonKeys.prove(address(organizations), hospital, secret, blinding);
        _set(IOrganizationKeys.KeyKind.ChameleonH1, ChameleonKeys.publicKey(secret), proof);
        (bytes memory value, ) = organizations.keyOf(hospital, IOrganizationKeys.KeyKind.ChameleonH1);
        VM.assertEq(value, ChameleonKeys.publicKey(secret));
    }

    function testFuzz_setKey_revertsWhenOneBitOfTheProofIsWrong(uint16 bit) public {
        bytes memory proof = _proof();
        uint256 position = bit % 512;
        proof[position / 8] ^= bytes1(uint8(1) << uint8(position % 8));
        _refuse(ChameleonKeys.publicKey(SECRET), proof);
    }

    function test_setKey_revertsWhenProofIsOfAnotherKey() public {
        _refuse(ChameleonKeys.publicKey(SECRET + 1), _proof());
    }

    function test_setKey_revertsWhenProofIsOfAnotherOrganization() public {
        bytes memory proof = ChameleonKeys.prove(address(organizations), platform, SECRET, 0x4a4d);
        _refuse(ChameleonKeys.publicKey(SECRET), proof);
    }

    function test_setKey_revertsWhenProofIsOfAnotherRegistry() public {
        bytes memory proof = ChameleonKeys.prove(address(this), hospital, SECRET, 0x4a4d);
        _refuse(ChameleonKeys.publicKey(SECRET), proof);
    }

    function test_setKey_revertsWhenProofIsOfAnotherChain() public {
        bytes memory proof = _proof();
        VM.chainId(block.chainid + 1);
        _refuse(ChameleonKeys.publicKey(SECRET), proof);
    }

    function test_setKey_revertsWhenProofIsMissing() public {
        _refuse(ChameleonKeys.publicKey(SECRET), "");
    }

    /// @dev c = H(…), z = c·0 would verify for the point at infinity with any R.
    function test_setKey_revertsForThePointAtInfinity() public {
        bytes memory proof = ChameleonKeys.prove(address(organizations), hospital, 0, 0x4a4d);
        _refuse(new bytes(64), proof);
    }

    function test_setKey_revertsOffTheCurve() public {
        _refuse(abi.encode(uint256(1), uint256(3)), _proof());
    }

    function test_setKey_revertsWhenScalarHasASecondSpelling() public {
        (uint256 c, uint256 z) = abi.decode(_proof(), (uint256, uint256));
        bytes memory proof = abi.encode(c, z + ChameleonPossession.ORDER);
        _refuse(ChameleonKeys.publicKey(SECRET), proof);
    }
}
