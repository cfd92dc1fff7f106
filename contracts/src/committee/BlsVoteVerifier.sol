// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bls12381} from "./Bls12381.sol";
import {IVoteVerifier} from "./IVoteVerifier.sol";
import {Sortition} from "./Sortition.sol";
import {VotingGroup} from "./VotingGroup.sol";
import {VotingKeys} from "./VotingKeys.sol";

/// @title Votes as one BLS multisignature, however many have signed (systems.md P8), on engines with EIP-2537.
/// @dev The sums over all who may vote are kept; a vote names who is absent, and only those are subtracted: about 45 000 gas for each,
/// for its key, its position and two additions.
contract BlsVoteVerifier is IVoteVerifier {
    using Bls12381 for bytes32[4];
    using Bls12381 for bytes32[8];
    using VotingKeys for uint256;

    uint256 private constant SIGNATURE_BYTES = 128;
    uint256 private constant KEY_BYTES = 256;

    struct Setup {
        uint256 members; // a bit for each station that contributed; zero: there is no such set-up
        bytes groupKey; // apk, compressed
        bytes32[8] membershipKey;
    }

    struct Sums {
        uint32 setup;
        uint256 stations;
        bytes32[8] keys; // Σ pk
        bytes32[4] positions; // Σ H2
    }

    struct Book {
        bytes32[8][] keys;
        mapping(bytes32 keyHash => bool taken) taken;
        mapping(uint32 setup => Setup made) setups;
        uint32 lastSetup;
        Sums sums;
    }

    mapping(address committee => Book book) private _books;

    /// @inheritdoc IVoteVerifier
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
        if (key.length != KEY_BYTES || proof.length != SIGNATURE_BYTES)
            revert VoteVerifierInvalidKey(station);
        if (book.taken[keccak256(key)]) revert VoteVerifierKeyTaken(station);
        bytes32[8] memory point = abi.decode(key, (bytes32[8]));
        bytes32 context = VotingKeys.context(msg.sender, organization);
        if (!VotingGroup.isPossessed(point, abi.decode(proof, (bytes32[4])), context)) {
            revert VoteVerifierInvalidKey(station);
        }
        book.taken[keccak256(key)] = true;
        book.keys.push(point);
        emit VotingKeyEnrolled(msg.sender, station, organization, key);
    }

    /// @inheritdoc IVoteVerifier
    function setUp(uint256 size, uint256 members) external returns (uint32 setup) {
        Book storage book = _books[msg.sender];
        if (size > book.keys.length || !members.areSome(size)) {
            revert VoteVerifierInvalidMembers(size, members);
        }
        bytes32[8][] memory keys = new bytes32[8][](size);
        for (uint256 i = 0; i < size; ++i) keys[i] = book.keys[i];
        (bytes memory groupKey, bytes32[8] memory membershipKey) = VotingGroup.aggregate(keys, members);
        setup = ++book.lastSetup;
        book.setups[setup] = Setup(members, groupKey, membershipKey);
        emit GroupSetUp(msg.sender, setup, size, members);
    }

    /// @inheritdoc IVoteVerifier
    function seat(uint32 setup, uint256 stations) external {
        Book storage book = _books[msg.sender];
        Setup storage made = book.setups[setup];
        if (stations == 0 || stations & ~made.members != 0) {
            revert VoteVerifierInvalidElectorate(setup, stations);
        }
        (bytes32[8] memory keys, bytes32[4] memory positions) = _sum(book, made.groupKey, stations);
        book.sums = Sums(setup, stations, keys, positions);
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
        Sums memory sums = book.sums;
        if (sums.setup != setup || sums.stations != stations || stations == 0) {
            revert VoteVerifierOtherElectorate(setup, stations);
        }
        uint256 absent = _absent(stations, evidence);
        bytes memory groupKey = book.setups[setup].groupKey;
        if (absent != 0) {
            (bytes32[8] memory keys, bytes32[4] memory positions) = _sum(book, groupKey, absent);
            sums.keys = sums.keys.add(keys.negate());
            sums.positions = sums.positions.add(positions.negate());
        }
        bytes32[4] memory signature = abi.decode(evidence[1:1 + SIGNATURE_BYTES], (bytes32[4]));
        bool holds = VotingGroup.verify(
            groupKey,
            book.setups[setup].membershipKey,
            sums.keys,
            sums.positions,
            digest,
            signature
        );
        if (!holds) revert VoteVerifierFalse(digest);
        return stations & ~absent;
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
        Setup storage made = book.setups[setup];
        bool mayBe = stations != 0 && stations & ~made.members == 0;
        if (!mayBe || signature.length != SIGNATURE_BYTES) return false;
        bytes memory groupKey = made.groupKey;
        (bytes32[8] memory keys, bytes32[4] memory positions) = _sum(book, groupKey, stations);
        return
            VotingGroup.verify(
                groupKey,
                made.membershipKey,
                keys,
                positions,
                digest,
                abi.decode(signature, (bytes32[4]))
            );
    }

    /// @inheritdoc IVoteVerifier
    function draw(
        address committee,
        uint256 station,
        Draw calldata what,
        bytes calldata proof
    ) external view returns (uint256 seats, bytes32 lowest) {
        Book storage book = _books[committee];
        if (station >= book.keys.length) revert VoteVerifierUnknownStation(station);
        bool isOwn =
            proof.length == SIGNATURE_BYTES &&
                VotingGroup.isDraw(
                    book.keys[station],
                    abi.decode(proof, (bytes32[4])),
                    what.seed,
                    what.epoch
                );
        if (!isOwn) revert VoteVerifierFalseDraw(station, what.epoch);
        return Sortition.draw(proof, what.weight, what.total, what.expected);
    }

    /// @inheritdoc IVoteVerifier
    function scheme() external pure returns (uint8) {
        return 1;
    }

    /// @dev Σ pk and Σ H2 over some stations. At most 255 rounds.
    function _sum(
        Book storage book,
        bytes memory groupKey,
        uint256 stations
    ) private view returns (bytes32[8] memory keys, bytes32[4] memory positions) {
        for (uint256 i = 0; stations >> i != 0; ++i) {
            if (!stations.has(i)) continue;
            keys = keys.add(book.keys[i]);
            positions = positions.add(VotingGroup.position(groupKey, i));
        }
    }

    /// @dev The stations that the evidence names after its signature: two bytes each, rising, all of them voters.
    function _absent(uint256 stations, bytes calldata evidence) private pure returns (uint256 absent) {
        uint256 length = evidence.length;
        if (length < 1 + SIGNATURE_BYTES || length % 2 == 0 || evidence[0] != 0x01) {
            revert VoteVerifierMalformedEvidence(length);
        }
        uint256 next; // the lowest number that may come
        for (uint256 i = 1 + SIGNATURE_BYTES; i < length; i += 2) {
            uint256 station = uint16(bytes2(evidence[i:i + 2]));
            if (station < next || !stations.has(station)) revert VoteVerifierNotAVoter(station);
            absent = absent.with(station);
            next = station + 1;
        }
    }
}
