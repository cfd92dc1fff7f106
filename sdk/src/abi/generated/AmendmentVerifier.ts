// Generated from contracts/src by contracts/scripts/generate-abis.ts. Do not edit.

export const amendmentVerifierAbi = [
  {
    "inputs": [],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "oldRoot",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "newRoot",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "policyRoot",
        "type": "bytes32"
      }
    ],
    "name": "AmendmentVerifierInvalidProof",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "chainId",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "first",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "last",
        "type": "uint256"
      }
    ],
    "name": "ChainLimitForeignChain",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "oldRoot",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "newRoot",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "policyRoot",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "context",
        "type": "uint256"
      },
      {
        "internalType": "bytes",
        "name": "proof",
        "type": "bytes"
      }
    ],
    "name": "requireAmendment",
    "outputs": [],
    "stateMutability": "view",
    "type": "function"
  }
] as const;

/** keccak256 of the creation bytecode without constructor arguments. */
export const amendmentVerifierBytecodeHash = "0x1e5e6fb435348eaf4d66df568179fa6aff0516f49c139768fc2f78f29e3ed2f9";
