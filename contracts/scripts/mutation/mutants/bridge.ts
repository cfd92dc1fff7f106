import type { Mutant } from "../mutant.ts";

/** Summaries, anchors, committee, reputation. */
export const bridgeMutants: readonly Mutant[] = [
  {
    id: "summary-previous",
    property: "SUM-1",
    mistake: "a section follows any other",
    changes: [["if (section.previous != line.head) {", "if (false) {"]],
  },
  {
    id: "summary-gap",
    property: "SUM-1",
    mistake: "a section may leave blocks out",
    changes: [["bool follows = from == present.nextBlock ||", "bool follows = from >= present.nextBlock ||"]],
  },
  {
    id: "summary-own-section",
    property: "SUM-2",
    mistake: "an authority attests to its own section",
    changes: [["if (previous == batch.authority) revert SummaryInboxOwnSection(previous);", ""]],
  },
  {
    id: "summary-authority-kind",
    property: "SUM-2",
    mistake: "any organisation attests",
    changes: [["if (kind != IOrganizationRegistry.OrganizationKind.HealthAuthority) {", "if (false) {"]],
  },
  {
    id: "summary-chain",
    property: "SUM-3",
    mistake: "an institution takes another's chain",
    changes: [["if (holder != 0) revert SummaryInboxChainTaken(chainId, holder);", ""]],
  },
  {
    id: "summary-free-chain",
    property: "SUM-3",
    mistake: "an institution without a chain posts for none",
    changes: [
      [
        "if (section.chainId != present.chainId || present.chainId == 0) {",
        "if (section.chainId != present.chainId) {",
      ],
    ],
  },
  {
    id: "summary-registrar",
    property: "SUM-3",
    mistake: "anyone says whose chain it is",
    changes: [
      [
        "if (msg.sender != organizationRegistry.authority()) revert SummaryInboxNotRegistrar(msg.sender);",
        "",
      ],
    ],
  },
  {
    id: "summary-chain-moved",
    property: "SUM-3",
    mistake: "an institution that has posted gets another chain",
    changes: [["if (line.head != 0) revert SummaryInboxOtherChain(institution, chainId);", ""]],
  },
  {
    id: "summary-registrations",
    property: "REP-2",
    mistake: "people without records count without a bound",
    changes: [
      ["return chunk.registrations < most ? chunk.registrations : most;", "return chunk.registrations;"],
    ],
  },
  {
    id: "summary-blocks",
    property: "SUM-4",
    mistake: "an item's block may lie outside its section",
    changes: [
      ["if (item.blockNumber < section.fromBlock || item.blockNumber > section.toBlock) return false;", ""],
    ],
  },
  {
    id: "summary-chunk",
    property: "SUM-5",
    mistake: "a finished chunk is forgotten",
    changes: [["if (present.batches != 0) line.past = _closed(line.past, present);", ""]],
  },
  {
    id: "anchor-majority",
    property: "ANC-1",
    mistake: "half of the stations are enough",
    changes: [["2 * uint256(threshold) <= count", "2 * uint256(threshold) < count"]],
  },
  {
    id: "committee-seats",
    property: "COM-1",
    mistake: "two thirds of the seats are enough",
    changes: [
      ["if (3 * seats <= 2 * uint256(voters.seats))", "if (3 * seats < 2 * uint256(voters.seats) - 1)"],
    ],
  },
  {
    id: "committee-reputation",
    property: "COM-1",
    mistake: "reputation does not matter",
    changes: [["if (3 * reputation <= 2 * uint256(voters.reputation)) {", "if (false) {"]],
  },
  {
    id: "committee-acting",
    property: "COM-1",
    mistake: "a suspended station votes",
    changes: [
      ["if (!_isActing(i)) revert CommitteeStationInactive(i);\n            Seat memory", "Seat memory"],
    ],
  },
  {
    id: "committee-epoch",
    property: "COM-2",
    mistake: "votes of another epoch count",
    changes: [["if (vote.epoch != _epoch) revert CommitteeOtherEpoch(_epoch, vote.epoch);", ""]],
  },
  {
    id: "votes-absent-order",
    property: "COM-4",
    mistake: "an absentee is named twice",
    changes: [
      [
        "            absent = absent.with(station);\n            next = station + 1;",
        "            absent = absent.with(station);",
      ],
    ],
  },
  {
    id: "weights-block",
    property: "COM-5",
    mistake: "tokens moved after the seed count",
    changes: [["_open(seed, ended.openedBlock - 1);", "_open(seed, uint64(block.number - 1));"]],
  },
  {
    id: "equivocation-slot",
    property: "COM-6",
    mistake: "votes for two slots cost the deposit",
    changes: [["one.kind == other.kind && one.slot == other.slot;", "one.kind == other.kind;"]],
  },
  {
    id: "equivocation-bystander",
    property: "COM-6",
    mistake: "who signed one of two payloads pays too",
    changes: [
      ["uint256 both = one.stations & other.stations;", "uint256 both = one.stations | other.stations;"],
    ],
  },
  {
    id: "equivocation-members",
    property: "COM-4",
    mistake: "the sum of a set of stations holds for fewer",
    changes: [["return signature.length == from;", "return true;"]],
  },
  {
    id: "setup-size",
    property: "COM-8",
    mistake: "a set-up is of whoever is a station when it counts",
    changes: [["            _setUpNext(size, members);", "            _setUpNext(stationCount(), members);"]],
  },
  {
    id: "application-again",
    property: "COM-2",
    mistake: "an application is decided twice in an epoch",
    changes: [["return !exists && _applied[vote.slot] < vote.epoch;", "return !exists;"]],
  },
  {
    id: "application-admitted",
    property: "COM-2",
    mistake: "an application that admitted a station gives way",
    changes: [
      ["return !exists && _applied[vote.slot] < vote.epoch;", "return _applied[vote.slot] < vote.epoch;"],
    ],
  },
  {
    id: "expelled-deposit",
    property: "COM-7",
    mistake: "a deposit that was taken stays in the books",
    changes: [
      [
        "entry.status = StationStatus.Expelled;\n        entry.deposit = 0;",
        "entry.status = StationStatus.Expelled;",
      ],
    ],
  },
  {
    id: "seats-sum",
    property: "COM-5",
    mistake: "the seats of the last station are those of all",
    changes: [["next.seats += taken.seats;", "next.seats = taken.seats;"]],
  },
  {
    id: "retirement",
    property: "COM-7",
    mistake: "a deposit goes back at once",
    changes: [["if (block.timestamp < notBefore) revert StationsTooEarly(station, notBefore);", ""]],
  },
  {
    id: "reputation-honesty",
    property: "REP-1",
    mistake: "whoever was found dishonest keeps what it took part in",
    changes: [
      [
        "participationOf(bytes32 organization) public view returns (uint256) {\n        if (_dishonest[organization]) return 0;",
        "participationOf(bytes32 organization) public view returns (uint256) {",
      ],
    ],
  },
];
