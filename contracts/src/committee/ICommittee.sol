// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ISummaryInbox} from "../bridge/ISummaryInbox.sol";
import {IReputation} from "../reputation/IReputation.sol";
import {IStations} from "./IStations.sol";
import {IVoteVerifier} from "./IVoteVerifier.sol";

/// @title The consensus stations' committee: drawn anew each epoch, it decides by one signature of many (systems.md P5–P9, P14, S7;
/// DESIGN.md rules 17, 18).
/// @notice What is decided needs more than two thirds of the seats **and** more than two thirds of the reputation. Whoever is absent is
/// named and blocks nobody, as long as the others are enough; who is suspended, retired or expelled has no vote.
interface ICommittee is IStations {
    /// @dev What a vote is about; `slot` and `payload` of each:
    enum VoteKind {
        None,
        CreateStation, // orgId; hash of its Application
        Anchor, // keccak256(abi.encode(anchored chain, sequence)); root
        Storage, // id of the challenge; verdict
        Equivocation, // orgId; hash of the evidence: its station is expelled
        Pin, // sequence of a batch; its hash, as the inbox has it
        SetUp // epoch; number of stations << 248 | bitmap of those that have exchanged their contributions
    }

    /// @notice What is voted on (EIP-712). A slot is decided once, but that an application which admitted nobody gives way to one of a
    /// later epoch; a station that signs two payloads for one slot in one epoch loses its deposit.
    struct CommitteeVote {
        uint64 epoch; // the present one
        uint8 kind; // VoteKind
        bytes32 slot;
        bytes32 payload; // not zero
    }

    /// @notice A vote with the signature of one station, or of several whose shares were added up.
    struct SignedVote {
        CommitteeVote vote;
        uint256 stations; // a bit for each that has signed; nobody else has
        bytes signature; // as `IVoteVerifier.areVotesOf` takes it
    }

    /// @notice Who may vote in the present epoch.
    struct Electorate {
        uint64 drawnFor; // epoch in which these seats were first taken
        uint32 setup; // of the verifier
        uint32 seats; // of all
        uint128 reputation; // of all, in units of 10^-18
        uint256 stations; // a bit for each
    }

    /// @notice What draws are made from, for the epoch after the present one.
    struct Round {
        bytes32 seed;
        bytes32 lowest; // smallest output registered so far; zero: none
        uint64 epoch; // that is drawn for
        uint64 openedAt; // Unix seconds
        uint64 openedBlock;
        uint64 weightsBlock; // votes as of this block count: nobody could know the seed yet
        uint256 stations; // registered, a bit for each
    }

    /// @dev | seats 32 | reputation 128 |
    struct Seat {
        uint32 seats;
        uint128 reputation; // as of the registration, in units of 10^-18
    }

    /// @notice What a committee is deployed with, for good.
    struct Settings {
        ISummaryInbox summaryInbox;
        IReputation reputation;
        IERC20 token; // with votes by block number: MedToken
        IVoteVerifier verifier;
        address treasury; // gets deposits that are taken
        uint128 minimumDeposit; // tokens, at least 1
        uint32 retirementSeconds; // between a station's retirement and the return of its deposit
        uint32 epochSeconds; // least length of an epoch
        uint32 expectedSeats; // E of systems.md P6
        uint32 minimumSeats; // with fewer drawn, the former committee goes on
        bytes32 salt; // of the first seed, which nobody could choose after seeing the keys
    }

    error CommitteeInvalidSettings();
    /// @notice The first epoch has not begun, or has.
    error CommitteeWrongPhase(uint64 epoch);
    error CommitteeOtherEpoch(uint64 epoch, uint64 signedEpoch);
    error CommitteeInvalidVote(uint8 kind, bytes32 slot, bytes32 payload);
    error CommitteeDecided(uint8 kind, bytes32 slot, bytes32 payload);
    error CommitteeTooFewSeats(uint256 seats, uint256 all);
    error CommitteeTooLittleReputation(uint256 reputation, uint256 all);
    /// @notice The station votes although it, or its organisation, may not act now.
    error CommitteeStationInactive(uint256 station);
    error CommitteeNoSeat(uint256 station);
    error CommitteeRegistered(uint256 station, uint64 epoch);
    error CommitteeTooEarly(uint256 notBefore, uint256 blockTime);
    /// @notice The two votes are not two payloads for one slot in one epoch, or not those of the stations named, or nobody who signed
    /// both is a station still.
    /// @param stations who would have signed both.
    error CommitteeNoEquivocation(uint256 stations);

    event CommitteeStarted(bytes32 seed, uint256 stations);
    event SeatDrawn(uint64 indexed epoch, uint256 indexed station, uint256 seats, uint256 reputation);
    /// @param drawn whether the stations that registered take their seats; if not, the former ones stay.
    event EpochBegun(
        uint64 indexed epoch,
        bool drawn,
        uint32 setup,
        uint256 stations,
        uint256 seats,
        bytes32 seed
    );
    event Decided(uint8 indexed kind, bytes32 indexed slot, bytes32 payload, uint64 epoch, uint256 present);
    event EquivocationProven(uint256 indexed station, bytes32 indexed verdict);

    function settings() external view returns (Settings memory);

    /// @notice Begins the first epoch: the founding stations have one seat each. Authority of the organisation registry only, once.
    /// @param members founding stations that have exchanged their contributions, a bit for each.
    function start(uint256 members) external;

    /// @notice Registers what a station has drawn for the next epoch. Anyone who has its proof, once an epoch.
    function register(uint256 station, bytes calldata proof) external;

    /// @notice Ends the epoch. Anyone, once it has lasted its time.
    function advance() external;

    /// @notice Records what the committee has decided, and does what follows at once. Anyone who has the votes.
    /// @param evidence as the verifier takes it.
    function decide(CommitteeVote calldata vote, bytes calldata evidence) external;

    /// @notice Admits a station whose application was decided on. Anyone.
    function admit(Application calldata application) external returns (uint256 station);

    /// @notice Takes the deposits of the stations that have signed two payloads for one slot, and expels them. Anyone who has both votes.
    /// @dev Each vote may be one station's share or shares added up, such as the evidence of a decision: no sum for a set of stations
    /// holds unless each honest one among them has signed (Boneh, Drijvers and Neven 2018, §4: nobody makes sk·H0(digest) of another), and
    /// an honest station signs one payload for a slot. So whoever is named in both has signed both, also two stations that shift their
    /// shares against each other, so that only their sum holds. Two decisions for one slot have more than a third of the seats in common.
    /// @param setup of the verifier, under which they signed.
    function proveEquivocation(uint32 setup, SignedVote calldata one, SignedVote calldata other) external;

    /// @notice The present epoch, from 1; 0 before the first.
    function epoch() external view returns (uint64);

    function electorate() external view returns (Electorate memory);

    function round() external view returns (Round memory);

    /// @notice Seats that a station has drawn for an epoch.
    function seatOf(uint64 epoch_, uint256 station) external view returns (Seat memory);

    /// @notice What was decided; zero: nothing yet.
    function decisionOf(uint8 kind, bytes32 slot) external view returns (bytes32 payload);

    /// @notice Whether the committee has pinned the batch with this sequence (systems.md S7).
    function isPinned(uint64 sequence) external view returns (bool);

    /// @notice EIP-712 digest of a vote: what stations sign.
    function digestOf(CommitteeVote calldata vote) external view returns (bytes32);
}
