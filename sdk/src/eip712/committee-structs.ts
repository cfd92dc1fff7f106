/** What the members of a committee sign (systems.md P8, P9); docs/wire-formats.md says what `slot` and `payload` are of each kind. */
export const COMMITTEE_STRUCTS = {
  CommitteeVote: [
    { name: "epoch", type: "uint64" },
    { name: "kind", type: "uint8" },
    { name: "slot", type: "bytes32" },
    { name: "payload", type: "bytes32" },
  ],
} as const;
