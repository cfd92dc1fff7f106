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
