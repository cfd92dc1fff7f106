/** Structs that `UsageLedger` checks (F6; DESIGN rule 14). */
export const USAGE_STRUCTS = {
  OpenRequest: [
    { name: "grantId", type: "bytes32" },
    { name: "reader", type: "bytes32" },
    { name: "signer", type: "address" },
    { name: "recordId", type: "bytes32" },
    { name: "version", type: "uint32" },
    { name: "requestHash", type: "bytes32" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint40" },
  ],
  ReceiptBatch: [
    { name: "organization", type: "bytes32" },
    { name: "root", type: "bytes32" },
    { name: "count", type: "uint32" },
    { name: "previous", type: "bytes32" },
  ],
} as const;
