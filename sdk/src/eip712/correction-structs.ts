/** Structs that `RecordCorrection` checks (S1, S4–S6; DESIGN rules 10–12). */
export const CORRECTION_STRUCTS = {
  Correction: [
    { name: "recordId", type: "bytes32" },
    { name: "patient", type: "bytes32" },
    { name: "author", type: "bytes32" },
    { name: "signer", type: "address" },
    { name: "kind", type: "uint8" },
    { name: "reason", type: "uint8" },
    { name: "version", type: "uint32" },
    { name: "sequence", type: "uint32" },
    { name: "digest", type: "bytes32" },
    { name: "fieldRoot", type: "bytes32" },
    { name: "manifestHash", type: "bytes32" },
    { name: "keywordRoot", type: "bytes32" },
    { name: "stationRoot", type: "bytes32" },
    { name: "policyRoot", type: "bytes32" },
  ],
  CorrectionPermission: [
    { name: "recordId", type: "bytes32" },
    { name: "patient", type: "bytes32" },
    { name: "signer", type: "address" },
    { name: "correctionHash", type: "bytes32" },
    { name: "digest", type: "bytes32" },
  ],
} as const;
