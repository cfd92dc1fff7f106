// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What a committee's votes are verified by (DESIGN.md rule 18): a BLS multisignature, or one ECDSA signature of each.
/// @notice A verifier keeps a book for each committee that calls it, and nobody else writes into that book; so one verifier can
/// serve any number of committees and needs no owner. Stations are numbered from 0 in order of enrolment, 255 at most.
interface IVoteVerifier {
    /// @notice What is drawn for (systems.md P6).
    struct Draw {
        bytes32 seed;
        uint64 epoch;
        uint256 weight; // tokens held or represented before the seed was known
        uint256 total; // all tokens
        uint256 expected; // seats of all stations together
    }

    error VoteVerifierWrongNumber(uint256 expected, uint256 station);
    error VoteVerifierInvalidKey(uint256 station);
    /// @notice Another station has this key.
    error VoteVerifierKeyTaken(uint256 station);
    error VoteVerifierUnknownStation(uint256 station);
    /// @notice Nobody is a member, or a member is no station of the group.
    error VoteVerifierInvalidMembers(uint256 size, uint256 members);
    /// @notice There is no such set-up, or these are not its members.
    error VoteVerifierInvalidElectorate(uint32 setup, uint256 stations);
    /// @notice The sums kept are those of another electorate.
    error VoteVerifierOtherElectorate(uint32 setup, uint256 stations);
    error VoteVerifierMalformedEvidence(uint256 length);
    /// @notice A station is named that has no vote, or not in rising order.
    error VoteVerifierNotAVoter(uint256 station);
    /// @notice The votes are not those of these stations for this digest.
    error VoteVerifierFalse(bytes32 digest);
    /// @notice The proof is not this station's for this epoch.
    error VoteVerifierFalseDraw(uint256 station, uint64 epoch);

    event VotingKeyEnrolled(
        address indexed committee,
        uint256 indexed station,
        bytes32 indexed organization,
        bytes key
    );
    event GroupSetUp(address indexed committee, uint32 indexed setup, uint256 size, uint256 members);

    /// @notice First byte of evidence for this verifier: 1 BLS, 2 ECDSA.
    function scheme() external pure returns (uint8);

    /// @notice Enrols the caller's next station.
    /// @param station number of stations so far.
    /// @param key BLS: point of G2, 256 bytes; ECDSA: address, 20 bytes.
    /// @param proof of possession. BLS: point of G1, 128 bytes; ECDSA: signature, 65 bytes.
    function enroll(uint256 station, bytes32 organization, bytes calldata key, bytes calldata proof) external;

    /// @notice Begins a set-up over the first `size` stations, of which `members` have exchanged their contributions.
    /// @param members a bit for each.
    /// @return setup number of the caller's set-up, from 1.
    function setUp(uint256 size, uint256 members) external returns (uint32 setup);

    /// @notice Keeps the sums of those who may vote, so that a vote costs the same however many they are.
    function seat(uint32 setup, uint256 stations) external;

    /// @notice Checks a committee's votes; reverts unless they hold.
    /// @param stations who may vote, as given to `seat`.
    /// @return present who of them has signed.
    function verify(
        address committee,
        uint32 setup,
        uint256 stations,
        bytes32 digest,
        bytes calldata evidence
    ) external view returns (uint256 present);

    /// @notice Whether exactly these stations have voted, whoever may vote now: one of them, or several together.
    /// @param stations a bit for each; members of the set-up.
    /// @param signature BLS: the sum of their votes, a point of G1, 128 bytes; ECDSA: 65 bytes of each, by rising number.
    function areVotesOf(
        address committee,
        uint32 setup,
        uint256 stations,
        bytes32 digest,
        bytes calldata signature
    ) external view returns (bool);

    /// @notice What a station draws for an epoch; reverts unless its proof is its own.
    /// @param proof BLS: point of G1, 128 bytes; ECDSA: empty.
    /// @return seats its voting power; 0: none.
    /// @return lowest the smallest of its outputs.
    function draw(
        address committee,
        uint256 station,
        Draw calldata what,
        bytes calldata proof
    ) external view returns (uint256 seats, bytes32 lowest);
}
