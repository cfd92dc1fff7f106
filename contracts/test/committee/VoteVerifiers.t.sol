// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IVoteVerifier} from "../../src/committee/IVoteVerifier.sol";
import {VM} from "../support/Vm.sol";
import {VerifierFixture} from "./VerifierFixture.sol";

/// @title What holds of both verifiers alike.
contract VoteVerifiersTest is VerifierFixture {
    function _both() private view returns (IVoteVerifier[2] memory) {
        return [bls, ecdsa];
    }

    function test_verify_findsWhoIsPresent() public {
        uint256[3] memory present = [uint256(0x1f), 0x1d, 0x0e];
        for (uint256 v = 0; v < 2; ++v) {
            IVoteVerifier verifier = _both()[v];
            uint32 made = _seat(verifier, ALL, ALL);
            VM.assertEq(made, 1);
            for (uint256 i = 0; i < 3; ++i) {
                bytes memory evidence = _evidence(verifier, ALL, ALL, present[i]);
                VM.assertEq(verifier.verify(address(this), made, ALL, DIGEST, evidence), present[i]);
            }
        }
    }

    /// @dev Station 2 sent nothing to the others at set-up: it has no vote, and nobody waits for it.
    function test_verify_worksWithoutWhoeverDidNotContribute() public {
        for (uint256 v = 0; v < 2; ++v) {
            IVoteVerifier verifier = _both()[v];
            uint32 made = _seat(verifier, 0x1b, 0x1a);
            bytes memory evidence = _evidence(verifier, 0x1b, 0x1a, 0x18);
            VM.assertEq(verifier.verify(address(this), made, 0x1a, DIGEST, evidence), 0x18);
            VM.expectRevert(
                abi.encodeWithSelector(IVoteVerifier.VoteVerifierInvalidElectorate.selector, made, 0x1e)
            );
            verifier.seat(made, 0x1e);
        }
    }

    function test_verify_revertsForAnotherStatement() public {
        bytes32 other = keccak256("another statement");
        for (uint256 v = 0; v < 2; ++v) {
            IVoteVerifier verifier = _both()[v];
            uint32 made = _seat(verifier, ALL, ALL);
            bytes memory evidence = _evidence(verifier, ALL, ALL, 0x0f);
            VM.expectRevert(abi.encodeWithSelector(IVoteVerifier.VoteVerifierFalse.selector, other));
            verifier.verify(address(this), made, ALL, other, evidence);
        }
    }

    function test_verify_revertsForABookOfAnotherCommittee() public {
        for (uint256 v = 0; v < 2; ++v) {
            IVoteVerifier verifier = _both()[v];
            uint32 made = _seat(verifier, ALL, ALL);
            bytes memory evidence = _evidence(verifier, ALL, ALL, ALL);
            bytes4 other = IVoteVerifier.VoteVerifierOtherElectorate.selector;
            VM.expectRevert(abi.encodeWithSelector(other, made, ALL));
            verifier.verify(address(1), made, ALL, DIGEST, evidence);
            VM.expectRevert(abi.encodeWithSelector(other, made + 1, ALL));
            verifier.verify(address(this), made + 1, ALL, DIGEST, evidence);
            VM.expectRevert(abi.encodeWithSelector(other, made, 0x0f));
            verifier.verify(address(this), made, 0x0f, DIGEST, evidence);
        }
    }

    function test_verify_revertsForMalformedEvidence() public {
        for (uint256 v = 0; v < 2; ++v) {
            IVoteVerifier verifier = _both()[v];
            uint32 made = _seat(verifier, ALL, ALL);
            bytes memory evidence = _evidence(verifier, ALL, ALL, 0x0f);
            bytes[4] memory wrong = [
                bytes(""),
                bytes.concat(evidence, hex"00"),
                bytes.concat(evidence[0] == 0x01 ? bytes1(0x02) : bytes1(0x01)),
                bytes.concat(hex"03", new bytes(evidence.length - 1))
            ];
            for (uint256 i = 0; i < wrong.length; ++i) {
                bytes4 malformed = IVoteVerifier.VoteVerifierMalformedEvidence.selector;
                VM.expectRevert(abi.encodeWithSelector(malformed, wrong[i].length));
                verifier.verify(address(this), made, ALL, DIGEST, wrong[i]);
            }
        }
    }

    function test_areVotesOf_knowsEachVoteByItself() public {
        for (uint256 v = 0; v < 2; ++v) {
            IVoteVerifier verifier = _both()[v];
            uint32 made = _seat(verifier, ALL, ALL);
            bytes memory signature = _vote(verifier, 3);
            VM.assertTrue(verifier.areVotesOf(address(this), made, 0x08, DIGEST, signature));
            uint256[5] memory others = [uint256(0), 0x04, 0x0c, 0x20, 1 << 255];
            for (uint256 i = 0; i < 5; ++i) {
                VM.assertFalse(verifier.areVotesOf(address(this), made, others[i], DIGEST, signature));
            }
            VM.assertFalse(verifier.areVotesOf(address(this), made, 0x08, keccak256("another"), signature));
            VM.assertFalse(verifier.areVotesOf(address(this), made + 1, 0x08, DIGEST, signature));
            VM.assertFalse(verifier.areVotesOf(address(1), made, 0x08, DIGEST, signature));
            VM.assertFalse(verifier.areVotesOf(address(this), made, 0x08, DIGEST, ""));
            signature[10] ^= 0x01;
            VM.assertFalse(verifier.areVotesOf(address(this), made, 0x08, DIGEST, signature));
        }
    }

    /// @dev Of exactly the stations named, whoever may vote now: neither of more nor of fewer.
    function test_areVotesOf_knowsVotesAddedUp() public {
        for (uint256 v = 0; v < 2; ++v) {
            IVoteVerifier verifier = _both()[v];
            uint32 made = _seat(verifier, 0x1b, 0x03);
            bytes memory signature = _votes(verifier, 0x1b, 0x1a);
            VM.assertTrue(verifier.areVotesOf(address(this), made, 0x1a, DIGEST, signature));
            uint256[4] memory others = [uint256(0x1b), 0x12, 0x1e, 0x0e];
            for (uint256 i = 0; i < 4; ++i) {
                VM.assertFalse(verifier.areVotesOf(address(this), made, others[i], DIGEST, signature));
            }
            VM.assertFalse(
                verifier.areVotesOf(address(this), made, 0x1a, DIGEST, bytes.concat(signature, hex"00"))
            );
        }
    }

    function test_enroll_revertsForAnotherStationsProof() public {
        for (uint256 v = 0; v < 2; ++v) {
            IVoteVerifier verifier = _both()[v];
            (bytes memory key, ) = _key(verifier, 0);
            (, bytes memory proof) = _key(verifier, 1);
            bytes4 invalid = IVoteVerifier.VoteVerifierInvalidKey.selector;
            VM.expectRevert(abi.encodeWithSelector(invalid, 0));
            verifier.enroll(0, _organization(0), key, proof);
        }
    }

    function test_enroll_revertsForAnotherOrganizationCommitteeOrChain() public {
        bytes4 invalid = IVoteVerifier.VoteVerifierInvalidKey.selector;
        for (uint256 v = 0; v < 2; ++v) {
            IVoteVerifier verifier = _both()[v];
            (bytes memory key, bytes memory proof) = _key(verifier, 0);
            VM.expectRevert(abi.encodeWithSelector(invalid, 0));
            verifier.enroll(0, _organization(1), key, proof);
            VM.expectRevert(abi.encodeWithSelector(invalid, 0));
            VM.prank(address(1));
            verifier.enroll(0, _organization(0), key, proof);
            VM.chainId(block.chainid + 1);
            VM.expectRevert(abi.encodeWithSelector(invalid, 0));
            verifier.enroll(0, _organization(0), key, proof);
            VM.chainId(block.chainid - 1);
            verifier.enroll(0, _organization(0), key, proof);
        }
    }

    function test_enroll_revertsForAKeyThatIsTakenAndANumberThatIsNotNext() public {
        for (uint256 v = 0; v < 2; ++v) {
            IVoteVerifier verifier = _both()[v];
            _enroll(verifier, 2);
            (bytes memory key, bytes memory proof) = _key(verifier, 1);
            VM.expectRevert(abi.encodeWithSelector(IVoteVerifier.VoteVerifierKeyTaken.selector, 2));
            verifier.enroll(2, _organization(1), key, proof);
            VM.expectRevert(abi.encodeWithSelector(IVoteVerifier.VoteVerifierWrongNumber.selector, 2, 3));
            verifier.enroll(3, _organization(1), key, proof);
        }
    }

    function test_enroll_revertsForKeysOfOtherLengths() public {
        bytes4 invalid = IVoteVerifier.VoteVerifierInvalidKey.selector;
        for (uint256 v = 0; v < 2; ++v) {
            IVoteVerifier verifier = _both()[v];
            (bytes memory key, bytes memory proof) = _key(verifier, 0);
            VM.expectRevert(abi.encodeWithSelector(invalid, 0));
            verifier.enroll(0, _organization(0), bytes.concat(key, hex"00"), proof);
            VM.expectRevert(abi.encodeWithSelector(invalid, 0));
            verifier.enroll(0, _organization(0), key, bytes.concat(proof, hex"00"));
            VM.expectRevert(abi.encodeWithSelector(invalid, 0));
            verifier.enroll(0, _organization(0), new bytes(key.length), proof);
        }
    }

    function test_setUp_revertsForMembersThatAreNoStations() public {
        uint256[3][3] memory wrong = [[uint256(6), 0x1f, 0], [uint256(5), 0, 0], [uint256(5), 0x20, 0]];
        for (uint256 v = 0; v < 2; ++v) {
            IVoteVerifier verifier = _both()[v];
            _enroll(verifier, STATIONS);
            for (uint256 i = 0; i < 3; ++i) {
                bytes4 invalid = IVoteVerifier.VoteVerifierInvalidMembers.selector;
                VM.expectRevert(abi.encodeWithSelector(invalid, wrong[i][0], wrong[i][1]));
                verifier.setUp(wrong[i][0], wrong[i][1]);
            }
        }
    }

    function test_seat_revertsForNobodyAndForAnUnknownSetUp() public {
        bytes4 invalid = IVoteVerifier.VoteVerifierInvalidElectorate.selector;
        for (uint256 v = 0; v < 2; ++v) {
            IVoteVerifier verifier = _both()[v];
            uint32 made = _seat(verifier, ALL, ALL);
            VM.expectRevert(abi.encodeWithSelector(invalid, made, 0));
            verifier.seat(made, 0);
            VM.expectRevert(abi.encodeWithSelector(invalid, made + 1, ALL));
            verifier.seat(made + 1, ALL);
        }
    }
}
