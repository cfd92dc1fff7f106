// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bls12381} from "../../src/committee/Bls12381.sol";
import {IVoteVerifier} from "../../src/committee/IVoteVerifier.sol";
import {VM} from "../support/Vm.sol";
import {BlsSigner} from "./BlsSigner.sol";
import {VerifierFixture} from "./VerifierFixture.sol";

/// @title What could be wrong with votes that are added up, and with those that are not.
contract BlsVotesTest is VerifierFixture {
    uint32 private _made;

    function setUp() public override {
        super.setUp();
        _made = _seat(bls, ALL, ALL);
        _seat(ecdsa, ALL, ALL);
    }

    function _fails(bytes memory evidence, bytes memory reason) private {
        VM.expectRevert(reason);
        bls.verify(address(this), _made, ALL, DIGEST, evidence);
    }

    function _false() private pure returns (bytes memory) {
        return abi.encodeWithSelector(IVoteVerifier.VoteVerifierFalse.selector, DIGEST);
    }

    /// @dev Every set of stations but the empty one can sign, and no other set passes for it.
    function testFuzz_verify_tellsWhoHasSigned(uint8 signed, uint8 claimed) public {
        uint256 present = 1 + (signed % ALL);
        uint256 said = 1 + (claimed % ALL);
        bytes memory evidence = BlsSigner.evidence(_secrets(STATIONS), ALL, ALL, present, DIGEST);
        bytes memory other = BlsSigner.evidence(_secrets(STATIONS), ALL, ALL, said, DIGEST);
        // The signature of those present with the list of those absent from the other.
        bytes memory mixed = bytes.concat(_part(evidence, 0, 129), _part(other, 129, other.length));
        if (present == said) VM.assertEq(bls.verify(address(this), _made, ALL, DIGEST, mixed), present);
        else _fails(mixed, _false());
    }

    function _part(bytes memory all, uint256 from, uint256 to) private pure returns (bytes memory part) {
        part = new bytes(to - from);
        for (uint256 i = from; i < to; ++i) part[i - from] = all[i];
    }

    /// @dev One bad share spoils the sum; without it the sum holds.
    function test_verify_revertsWithOneBadShare() public {
        uint256[] memory secrets = _secrets(STATIONS);
        bytes32[4] memory sum = BlsSigner.vote(secrets, ALL, 0, DIGEST);
        sum = Bls12381.add(sum, BlsSigner.vote(secrets, ALL, 1, DIGEST));
        bytes32[4] memory bad = BlsSigner.vote(secrets, ALL, 2, keccak256("another statement"));
        bytes memory absent = abi.encodePacked(uint16(3), uint16(4));
        _fails(abi.encodePacked(uint8(1), abi.encode(Bls12381.add(sum, bad)), absent), _false());
        bytes memory without = abi.encodePacked(uint8(1), abi.encode(sum), uint16(2), absent);
        VM.assertEq(bls.verify(address(this), _made, ALL, DIGEST, without), 3);
    }

    /// @dev A signature without its membership key is one of no station.
    function test_areVotesOf_refusesASignatureWithoutTheMembershipKey() public view {
        bytes memory key = BlsSigner.groupKey(_secrets(STATIONS));
        bytes32[4] memory hashed = Bls12381.hashToG1(
            "medlattice/committee-vote/v1",
            abi.encodePacked(key, DIGEST)
        );
        bytes memory plain = abi.encode(BlsSigner.times(hashed, _secret(0)));
        VM.assertFalse(bls.areVotesOf(address(this), _made, 0x01, DIGEST, plain));
    }

    function test_verify_revertsForAbsenteesOutOfOrderTwiceOrUnknown() public {
        bytes memory signature = _part(_evidence(bls, ALL, ALL, 0x0f), 0, 129);
        bytes4 no = IVoteVerifier.VoteVerifierNotAVoter.selector;
        _fails(bytes.concat(signature, hex"00030002"), abi.encodeWithSelector(no, 2));
        _fails(bytes.concat(signature, hex"00040004"), abi.encodeWithSelector(no, 4));
        _fails(bytes.concat(signature, hex"0005"), abi.encodeWithSelector(no, 5));
        _fails(bytes.concat(signature, hex"0104"), abi.encodeWithSelector(no, 260));
    }

    function test_verify_revertsWhenNobodyIsPresent() public {
        bytes memory nobody = bytes.concat(hex"01", new bytes(128), hex"00000001000200030004");
        _fails(nobody, _false());
    }

    /// @dev (0, 2) lies on the curve y² = x³ + 4 and has order three.
    function test_verify_revertsForASignatureOutsideTheSubgroup() public {
        bytes32[4] memory small;
        small[3] = bytes32(uint256(2));
        bytes32[4] memory vote = BlsSigner.vote(_secrets(STATIONS), ALL, 0, DIGEST);
        bytes memory absent = hex"0001000200030004";
        bytes memory evidence = abi.encodePacked(uint8(1), abi.encode(Bls12381.add(vote, small)), absent);
        _fails(evidence, _false());
        evidence = abi.encodePacked(uint8(1), abi.encode(vote), absent);
        VM.assertEq(bls.verify(address(this), _made, ALL, DIGEST, evidence), 1);
    }

    /// @dev x = 2: on the curve of G2, not in its subgroup. Its proof would never be asked for a pairing that holds.
    function test_enroll_revertsForAKeyOutsideTheSubgroup() public {
        bytes32[8] memory key;
        key[1] = bytes32(uint256(2));
        key[4] = 0x0000000000000000000000000000000018c6b864ae17dc9da64203ffefb96630;
        key[5] = 0x6425a7bc6aeb7c75247438372716284a4173830420cd476ba1a365b95bfcec38;
        key[6] = 0x00000000000000000000000000000000172e93db764a8400a7d5071b6b6f5de0;
        key[7] = 0xda2f0f4a063119abca014006b7c40a2cfe291a1924e65db0d6d0fcfbf3bf3d5c;
        VM.assertEq(abi.encode(Bls12381.add(key, Bls12381.negate(key))), new bytes(256)); // on the curve
        bytes memory proof = BlsSigner.prove(1, _context(5));
        VM.expectRevert(abi.encodeWithSelector(IVoteVerifier.VoteVerifierInvalidKey.selector, 5));
        bls.enroll(5, _organization(5), abi.encode(key), proof);
    }

    /// @dev pk' = pk − Σ pk_i would sign for everyone, did its maker know a secret for it; the proof says that nobody does.
    function test_enroll_revertsForARogueKey() public {
        bytes32[8] memory rogue = abi.decode(BlsSigner.publicKey(77), (bytes32[8]));
        for (uint256 i = 0; i < STATIONS; ++i) {
            bytes32[8] memory other = abi.decode(BlsSigner.publicKey(_secret(i)), (bytes32[8]));
            rogue = Bls12381.add(rogue, Bls12381.negate(other));
        }
        bytes memory message = abi.encodePacked(Bls12381.compress(rogue), _context(5));
        bytes memory proof = BlsSigner.sign(77, "medlattice/committee-possession/v1", message);
        VM.expectRevert(abi.encodeWithSelector(IVoteVerifier.VoteVerifierInvalidKey.selector, 5));
        bls.enroll(5, _organization(5), abi.encode(rogue), proof);
    }

    function test_verifyEcdsa_revertsForSignersOutOfOrderTwiceUnknownOrExchanged() public {
        bytes memory one = abi.encodePacked(uint16(1), _sign(1, DIGEST));
        bytes memory three = abi.encodePacked(uint16(3), _sign(3, DIGEST));
        bytes4 no = IVoteVerifier.VoteVerifierNotAVoter.selector;
        VM.assertEq(ecdsa.verify(address(this), 1, ALL, DIGEST, bytes.concat(hex"02", one, three)), 0x0a);
        VM.expectRevert(abi.encodeWithSelector(no, 1));
        ecdsa.verify(address(this), 1, ALL, DIGEST, bytes.concat(hex"02", three, one));
        VM.expectRevert(abi.encodeWithSelector(no, 1));
        ecdsa.verify(address(this), 1, ALL, DIGEST, bytes.concat(hex"02", one, one));
        bytes memory unknown = abi.encodePacked(uint8(2), uint16(5), _sign(5, DIGEST));
        VM.expectRevert(abi.encodeWithSelector(no, 5));
        ecdsa.verify(address(this), 1, ALL, DIGEST, unknown);
        bytes memory exchanged = abi.encodePacked(uint8(2), uint16(1), _sign(3, DIGEST));
        VM.expectRevert(_false());
        ecdsa.verify(address(this), 1, ALL, DIGEST, exchanged);
    }
}
