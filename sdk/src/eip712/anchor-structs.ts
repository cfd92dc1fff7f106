/** Structs that `AnchorRegistry` checks on a public chain, by the stations' ECDSA keys (P1, P2; DESIGN rule 19). */
export const ANCHOR_STRUCTS = {
  Anchor: [
    { name: "network", type: "bytes32" },
    { name: "sequence", type: "uint64" },
    { name: "previous", type: "bytes32" },
    { name: "root", type: "bytes32" },
  ],
  StationChange: [
    { name: "version", type: "uint64" },
    { name: "stations", type: "address[]" },
    { name: "threshold", type: "uint8" },
  ],
} as const;

/** What an institution and a health authority say of a chain's snapshot before the committee votes on it; no contract checks it. */
export const SNAPSHOT_STRUCTS = {
  SnapshotHead: [
    { name: "organization", type: "bytes32" },
    { name: "chainId", type: "uint256" },
    { name: "sequence", type: "uint64" },
    { name: "blockNumber", type: "uint64" },
    { name: "blockHash", type: "bytes32" },
    { name: "labelRoot", type: "bytes32" },
    { name: "labelCount", type: "uint256" },
    { name: "previous", type: "bytes32" },
    { name: "root", type: "bytes32" },
  ],
} as const;
