// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IVoteVerifier} from "./IVoteVerifier.sol";
import {Sortition} from "./Sortition.sol";
import {VotingKeys} from "./VotingKeys.sol";

/// @title Votes as one ECDSA signature of each station, for engines without EIP-2537 (DESIGN.md rule 18).
/// @dev ECDSA has no unique signatures, so nothing that a station could draw in secret: its draw follows from the seed, and everyone can
/// foresee it as soon as the seed is known. Nobody has to contribute to a set-up either; it only says who can vote.
contract EcdsaVoteVerifier is IVoteVerifier {
    using VotingKeys for uint256;

    uint256 private constant SIGNATURE_BYTES = 65;
    uint256 private constant ENTRY_BYTES = 67; // station and signature
    uint256 private constant KEY_BYTES = 20;

    struct Sums {
        uint32 setup;
        uint256 stations;
    }

    struct Book {
        address[] keys;
        mapping(address key => bool taken) taken;
        mapping(uint32 setup => uint256 members) setups;
        uint32 lastSetup;
        Sums sums;
    }

    mapping(address committee => Book book) private _books;

    /// @inheritdoc IVoteVerifier
    /// @dev The proof signs keccak256(abi.encode("medlattice/committee-possession/v1", context, key)).
    function enroll(
        uint256 station,
        bytes32 organization,
        bytes calldata key,
        bytes calldata proof
    ) external {
        Book storage book = _books[msg.sender];
        if (station != book.keys.length || station >= VotingKeys.MAX_STATIONS) {
            revert VoteVerifierWrongNumber(book.keys.length, station);
        }
        if (key.length != KEY_BYTES) revert VoteVerifierInvalidKey(station);
        address signer = address(bytes20(key));
        if (book.taken[signer]) revert VoteVerifierKeyTaken(station);
        bytes32 context = VotingKeys.context(msg.sender, organization);
        bytes32 digest = keccak256(abi.encode("medlattice/committee-possession/v1", context, signer));
        if (!_isSignature(signer, digest, proof)) revert VoteVerifierInvalidKey(station);
        book.taken[signer] = true;
        book.keys.push(signer);
        emit VotingKeyEnrolled(msg.sender, station, organization, key);
    }

    /// @inheritdoc IVoteVerifier
    function setUp(uint256 size, uint256 members) external returns (uint32 setup) {
        Book storage book = _books[msg.sender];
        if (size > book.keys.length || !members.areSome(size)) {
            revert VoteVerifierInvalidMembers(size, members);
        }
        setup = ++book.lastSetup;
        book.setups[setup] = members;
        emit GroupSetUp(msg.sender, setup, size, members);
    }

    /// @inheritdoc IVoteVerifier
    function seat(uint32 setup, uint256 stations) external {
        Book storage book = _books[msg.sender];
        if (stations == 0 || stations & ~book.setups[setup] != 0) {
            revert VoteVerifierInvalidElectorate(setup, stations);
        }
        book.sums = Sums(setup, stations);
    }

    /// @inheritdoc IVoteVerifier
    function verify(
        address committee,
        uint32 setup,
        uint256 stations,
        bytes32 digest,
        bytes calldata evidence
    ) external view returns (uint256 present) {
        Book storage book = _books[committee];
        if (book.sums.setup != setup || book.sums.stations != stations || stations == 0) {
            revert VoteVerifierOtherElectorate(setup, stations);
        }
        uint256 length = evidence.length;
        if (length <= 1 || length % ENTRY_BYTES != 1 || evidence[0] != 0x02) {
            revert VoteVerifierMalformedEvidence(length);
        }
        uint256 next; // the lowest number that may come
        for (uint256 i = 1; i < length; i += ENTRY_BYTES) {
            uint256 station = uint16(bytes2(evidence[i:i + 2]));
            if (station < next || !stations.has(station)) revert VoteVerifierNotAVoter(station);
            if (!_isSignature(book.keys[station], digest, evidence[i + 2:i + ENTRY_BYTES])) {
                revert VoteVerifierFalse(digest);
            }
            present = present.with(station);
            next = station + 1;
        }
    }

    /// @inheritdoc IVoteVerifier
    function areVotesOf(
        address committee,
        uint32 setup,
        uint256 stations,
        bytes32 digest,
        bytes calldata signature
    ) external view returns (bool) {
        Book storage book = _books[committee];
        if (stations == 0 || stations & ~book.setups[setup] != 0) return false;
        uint256 from; // of the next signature
        for (uint256 i = 0; stations >> i != 0; ++i) {
            if (!stations.has(i)) continue;
            uint256 to = from + SIGNATURE_BYTES;
            if (signature.length < to) return false;
            if (!_isSignature(book.keys[i], digest, signature[from:to])) return false;
            from = to;
        }
        return signature.length == from;
    }

    /// @inheritdoc IVoteVerifier
    function draw(
        address committee,
        uint256 station,
        Draw calldata what,
        bytes calldata proof
    ) external view returns (uint256 seats, bytes32 lowest) {
        if (station >= _books[committee].keys.length) revert VoteVerifierUnknownStation(station);
        if (proof.length != 0) revert VoteVerifierFalseDraw(station, what.epoch);
        bytes memory source = abi.encodePacked(what.seed, what.epoch, uint8(1), uint16(station));
        return Sortition.draw(source, what.weight, what.total, what.expected);
    }

    /// @inheritdoc IVoteVerifier
    function scheme() external pure returns (uint8) {
        return 2;
    }

    /// @dev 65 bytes, low s; never the zero address, which no signature recovers to.
    function _isSignature(
        address signer,
        bytes32 digest,
        bytes calldata signature
    ) private pure returns (bool) {
        if (signature.length != SIGNATURE_BYTES) return false;
        (address recovered, ECDSA.RecoverError problem, ) = ECDSA.tryRecoverCalldata(digest, signature);
        return problem == ECDSA.RecoverError.NoError && recovered == signer;
    }
}
