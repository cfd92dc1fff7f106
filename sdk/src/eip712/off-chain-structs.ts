/** Structs that only clients and oracles check; each is signed in the domain of the contract that knows its signer. */
export const OFF_CHAIN_STRUCTS = {
  Manifest: [
    { name: "manifestHash", type: "bytes32" },
    { name: "recordId", type: "bytes32" },
    { name: "version", type: "uint32" },
    { name: "signer", type: "address" },
  ],
  /** By an oracle's key: what this organisation kept of a version is gone. */
  ErasureReceipt: [
    { name: "recordId", type: "bytes32" },
    { name: "version", type: "uint32" },
    { name: "organization", type: "bytes32" },
    { name: "erasedAt", type: "uint40" },
  ],
  /** By an institution's oracle: how a state of one of its records stands, for a reader without a node of its chain. */
  StateAttestation: [
    { name: "recordId", type: "bytes32" },
    { name: "stateHash", type: "bytes32" },
    { name: "standing", type: "uint8" },
    { name: "organization", type: "bytes32" },
    { name: "blockNumber", type: "uint64" },
    { name: "attestedAt", type: "uint40" },
  ],
  PersonLink: [
    { name: "personId", type: "bytes32" },
    { name: "linkedPersonId", type: "bytes32" },
    { name: "linkedChainId", type: "uint256" },
    { name: "grantId", type: "bytes32" },
  ],
  Deals: [
    { name: "grantor", type: "bytes32" },
    { name: "signer", type: "address" },
    { name: "grantId", type: "bytes32" },
    { name: "root", type: "bytes32" },
  ],
  KeyManifest: [
    { name: "personId", type: "bytes32" },
    { name: "root", type: "bytes32" },
    { name: "epoch", type: "uint32" },
    { name: "signer", type: "address" },
  ],
  /** By a capture station's controller: the key with which the station signs what it captures. */
  CaptureKey: [
    { name: "personId", type: "bytes32" },
    { name: "keyHash", type: "bytes32" },
    { name: "signer", type: "address" },
    { name: "validFrom", type: "uint40" },
    { name: "validUntil", type: "uint40" },
  ],
  Receipt: [
    { name: "accessId", type: "bytes32" },
    { name: "organization", type: "bytes32" },
    { name: "outcome", type: "uint8" },
    { name: "time", type: "uint40" },
  ],
  Voucher: [
    { name: "organization", type: "bytes32" },
    { name: "voucherHash", type: "bytes32" },
    { name: "signer", type: "address" },
  ],
  NullifierRequest: [
    { name: "organization", type: "bytes32" },
    { name: "signer", type: "address" },
    { name: "capacity", type: "uint8" },
    { name: "blinded", type: "bytes32" },
    { name: "deadline", type: "uint40" },
  ],
  Notice: [
    { name: "sender", type: "bytes32" },
    { name: "signer", type: "address" },
    { name: "recipient", type: "bytes32" },
    { name: "noticeHash", type: "bytes32" },
  ],
  /** By an officer who holds a share of the trapdoor: `statement` is what it says in words, the document says it exactly. */
  CustodyStatement: [
    { name: "officer", type: "bytes32" },
    { name: "signer", type: "address" },
    { name: "statement", type: "string" },
    { name: "documentHash", type: "bytes32" },
  ],
  KeyDerivation: [
    { name: "purpose", type: "string" },
    { name: "account", type: "address" },
    { name: "warning", type: "string" },
    { name: "salt", type: "bytes32" },
  ],
} as const;
