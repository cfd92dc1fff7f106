// Generated from contracts/src by contracts/scripts/generate-abis.ts. Do not edit.

export const groth16CommitmentsAbi = [
  {
    "inputs": [],
    "stateMutability": "nonpayable",
    "type": "constructor"
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
        "internalType": "uint256",
        "name": "x",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "y",
        "type": "uint256"
      }
    ],
    "name": "Groth16CommitmentsInvalidPoint",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "Groth16CommitmentsInvalidProof",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "x",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "y",
        "type": "uint256"
      }
    ],
    "name": "compress",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "pure",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "keyKind",
    "outputs": [
      {
        "internalType": "enum IOrganizationKeys.KeyKind",
        "name": "",
        "type": "uint8"
      }
    ],
    "stateMutability": "pure",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "registryId",
            "type": "bytes32"
          },
          {
            "internalType": "uint256",
            "name": "h1x",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "h1y",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "hx",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "hy",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "m",
            "type": "uint256"
          }
        ],
        "internalType": "struct CommitmentStatement",
        "name": "statement",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "proof",
        "type": "bytes"
      }
    ],
    "name": "requireOpening",
    "outputs": [],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "scheme",
    "outputs": [
      {
        "internalType": "uint8",
        "name": "",
        "type": "uint8"
      }
    ],
    "stateMutability": "pure",
    "type": "function"
  }
] as const;

/** keccak256 of the creation bytecode without constructor arguments. */
export const groth16CommitmentsBytecodeHash = "0xf594cb198254ee041ed35447fb97c4a060a316c489de24d9678dbf037ce6150f";
