/** Structs that every contract which acts in people's names checks, each in its own domain. */
export const SHARED_STRUCTS = {
  NonceInvalidation: [
    { name: "personId", type: "bytes32" },
    { name: "signer", type: "address" },
    { name: "word", type: "uint256" },
    { name: "mask", type: "uint256" },
    { name: "deadline", type: "uint40" },
  ],
} as const;
