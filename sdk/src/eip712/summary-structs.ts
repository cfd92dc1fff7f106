/** Structs that `SummaryInbox` checks (M3–M5; DESIGN rule 17). */
export const SUMMARY_STRUCTS = {
  /** By the institution's oracle. */
  SummarySection: [
    { name: "institution", type: "bytes32" },
    { name: "chainId", type: "uint256" },
    { name: "firstSlip", type: "uint64" },
    { name: "slipCount", type: "uint32" },
    { name: "itemCount", type: "uint32" },
    { name: "records", type: "uint32" },
    { name: "labels", type: "uint32" },
    { name: "registrations", type: "uint32" },
    { name: "fromBlock", type: "uint64" },
    { name: "toBlock", type: "uint64" },
    { name: "toBlockHash", type: "bytes32" },
    { name: "slipRoot", type: "bytes32" },
    { name: "previous", type: "bytes32" },
  ],
  /** By the oracle of a health authority that follows the private chains. */
  SummaryBatch: [
    { name: "sequence", type: "uint64" },
    { name: "previous", type: "bytes32" },
    { name: "sectionsRoot", type: "bytes32" },
    { name: "slipCount", type: "uint32" },
    { name: "dataDigest", type: "bytes32" },
    { name: "authority", type: "bytes32" },
  ],
} as const;
