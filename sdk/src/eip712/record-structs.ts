/** Structs that `RecordRegistry` checks (F3–F5, M3, M8, S3; DESIGN rules 8–10). */
export const RECORD_STRUCTS = {
  Proposal: [
    { name: "recordId", type: "bytes32" },
    { name: "patient", type: "bytes32" },
    { name: "author", type: "bytes32" },
    { name: "signer", type: "address" },
    { name: "institution", type: "bytes32" },
    { name: "treatmentId", type: "bytes32" },
    { name: "categoryTag", type: "bytes32" },
    { name: "commitment", type: "bytes32" },
    { name: "commitmentProof", type: "bytes32" },
    { name: "manifestHash", type: "bytes32" },
    { name: "keywordRoot", type: "bytes32" },
    { name: "stationRoot", type: "bytes32" },
  ],
  BatchProposal: [
    { name: "root", type: "bytes32" },
    { name: "author", type: "bytes32" },
    { name: "signer", type: "address" },
  ],
  /** Beside a proposal in a batch on challenge; hashed, never signed alone. */
  Claim: [
    { name: "recordId", type: "bytes32" },
    { name: "signer", type: "address" },
    { name: "manifestHash", type: "bytes32" },
    { name: "r", type: "bytes32" },
    { name: "vs", type: "bytes32" },
  ],
  Confirmation: [
    { name: "recordId", type: "bytes32" },
    { name: "patient", type: "bytes32" },
    { name: "signer", type: "address" },
    { name: "commitment", type: "bytes32" },
    { name: "manifestHash", type: "bytes32" },
    { name: "sequence", type: "uint32" },
  ],
  Dispute: [
    { name: "recordId", type: "bytes32" },
    { name: "patient", type: "bytes32" },
    { name: "signer", type: "address" },
    { name: "reasonHash", type: "bytes32" },
    { name: "sequence", type: "uint32" },
  ],
  ManifestUpdate: [
    { name: "recordId", type: "bytes32" },
    { name: "patient", type: "bytes32" },
    { name: "signer", type: "address" },
    { name: "manifestHash", type: "bytes32" },
    { name: "sequence", type: "uint32" },
  ],
} as const;
