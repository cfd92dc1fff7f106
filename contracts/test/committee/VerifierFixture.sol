// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bls12381} from "../../src/committee/Bls12381.sol";
import {IVoteVerifier} from "../../src/committee/IVoteVerifier.sol";
import {VotingKeys} from "../../src/committee/VotingKeys.sol";
import {Artifacts} from "../records/Artifacts.sol";
import {VM} from "../support/Vm.sol";
import {BlsSigner} from "./BlsSigner.sol";

/// @title Both verifiers with the same five stations; the test itself is the committee.
abstract contract VerifierFixture {
    uint256 internal constant STATIONS = 5;
    uint256 internal constant ALL = 0x1f;
    bytes32 internal constant DIGEST = keccak256("statement");

    IVoteVerifier internal bls;
    IVoteVerifier internal ecdsa;

    function setUp() public virtual {
        bls = IVoteVerifier(Artifacts.deploy("BlsVoteVerifier", ""));
        ecdsa = IVoteVerifier(Artifacts.deploy("EcdsaVoteVerifier", ""));
    }

    function _secret(uint256 station) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode("voting key", station))) >> 8;
    }

    function _secrets(uint256 size) internal pure returns (uint256[] memory secrets) {
        secrets = new uint256[](size);
        for (uint256 i = 0; i < size; ++i) secrets[i] = _secret(i);
    }

    function _organization(uint256 station) internal pure returns (bytes32) {
        return keccak256(abi.encode("organization", station));
    }

    function _context(uint256 station) internal view returns (bytes32) {
        return VotingKeys.context(address(this), _organization(station));
    }

    function _blsKey(uint256 station) internal view returns (bytes memory key, bytes memory proof) {
        return (BlsSigner.publicKey(_secret(station)), BlsSigner.prove(_secret(station), _context(station)));
    }

    function _ecdsaKey(uint256 station) internal view returns (bytes memory key, bytes memory proof) {
        address signer = VM.addr(_secret(station));
        string memory domain = "medlattice/committee-possession/v1";
        proof = _sign(station, keccak256(abi.encode(domain, _context(station), signer)));
        key = abi.encodePacked(signer);
    }

    function _sign(uint256 station, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(_secret(station), digest);
        return abi.encodePacked(r, s, v);
    }

    function _key(
        IVoteVerifier verifier,
        uint256 station
    ) internal view returns (bytes memory key, bytes memory proof) {
        return verifier.scheme() == 1 ? _blsKey(station) : _ecdsaKey(station);
    }

    function _enroll(IVoteVerifier verifier, uint256 size) internal {
        for (uint256 i = 0; i < size; ++i) {
            (bytes memory key, bytes memory proof) = _key(verifier, i);
            verifier.enroll(i, _organization(i), key, proof);
        }
    }

    /// @dev Five stations, of which `members` contributed and `electorate` may vote.
    function _seat(
        IVoteVerifier verifier,
        uint256 members,
        uint256 electorate
    ) internal returns (uint32 made) {
        _enroll(verifier, STATIONS);
        made = verifier.setUp(STATIONS, members);
        verifier.seat(made, electorate);
    }

    function _evidence(
        IVoteVerifier verifier,
        uint256 members,
        uint256 electorate,
        uint256 present
    ) internal view returns (bytes memory evidence) {
        if (verifier.scheme() == 1) {
            return BlsSigner.evidence(_secrets(STATIONS), members, electorate, present, DIGEST);
        }
        evidence = hex"02";
        for (uint256 i = 0; i < STATIONS; ++i) {
            if ((present >> i) & 1 == 0) continue;
            evidence = abi.encodePacked(evidence, uint16(i), _sign(i, DIGEST));
        }
    }

    /// @dev Votes of several, as `areVotesOf` takes them.
    function _votes(
        IVoteVerifier verifier,
        uint256 members,
        uint256 present
    ) internal view returns (bytes memory signature) {
        bytes32[4] memory sum;
        for (uint256 i = 0; i < STATIONS; ++i) {
            if ((present >> i) & 1 == 0) continue;
            if (verifier.scheme() == 2) signature = bytes.concat(signature, _sign(i, DIGEST));
            else sum = Bls12381.add(sum, BlsSigner.vote(_secrets(STATIONS), members, i, DIGEST));
        }
        if (verifier.scheme() == 1) signature = abi.encode(sum);
    }

    function _vote(IVoteVerifier verifier, uint256 station) internal view returns (bytes memory) {
        if (verifier.scheme() == 2) return _sign(station, DIGEST);
        return abi.encode(BlsSigner.vote(_secrets(STATIONS), ALL, station, DIGEST));
    }
}
