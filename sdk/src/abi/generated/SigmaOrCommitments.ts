// Generated from contracts/src by contracts/scripts/generate-abis.ts. Do not edit.

export const sigmaOrCommitmentsAbi = [
  {
    "inputs": [],
    "name": "Bn254PrecompileFailed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "length",
        "type": "uint256"
      }
    ],
    "name": "SigmaOrCommitmentsInvalidLength",
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
    "name": "SigmaOrCommitmentsInvalidPoint",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "scalar",
        "type": "uint256"
      }
    ],
    "name": "SigmaOrCommitmentsInvalidScalar",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "SigmaOrCommitmentsRefuted",
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
export const sigmaOrCommitmentsBytecodeHash = "0x681ba8937b897cdcb781a6a3619c555dcafd04b1dab732963c7635eefdf69b0f";
