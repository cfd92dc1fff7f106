// Generated from contracts/src by contracts/scripts/generate-abis.ts. Do not edit.

export const ecdsaVoteVerifierAbi = [
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "weight",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "total",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "expected",
        "type": "uint256"
      }
    ],
    "name": "SortitionOutOfRange",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      }
    ],
    "name": "VoteVerifierFalse",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "station",
        "type": "uint256"
      },
      {
        "internalType": "uint64",
        "name": "epoch",
        "type": "uint64"
      }
    ],
    "name": "VoteVerifierFalseDraw",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "setup",
        "type": "uint32"
      },
      {
        "internalType": "uint256",
        "name": "stations",
        "type": "uint256"
      }
    ],
    "name": "VoteVerifierInvalidElectorate",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "station",
        "type": "uint256"
      }
    ],
    "name": "VoteVerifierInvalidKey",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "size",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "members",
        "type": "uint256"
      }
    ],
    "name": "VoteVerifierInvalidMembers",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "station",
        "type": "uint256"
      }
    ],
    "name": "VoteVerifierKeyTaken",
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
    "name": "VoteVerifierMalformedEvidence",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "station",
        "type": "uint256"
      }
    ],
    "name": "VoteVerifierNotAVoter",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "setup",
        "type": "uint32"
      },
      {
        "internalType": "uint256",
        "name": "stations",
        "type": "uint256"
      }
    ],
    "name": "VoteVerifierOtherElectorate",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "station",
        "type": "uint256"
      }
    ],
    "name": "VoteVerifierUnknownStation",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "expected",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "station",
        "type": "uint256"
      }
    ],
    "name": "VoteVerifierWrongNumber",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "committee",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "uint32",
        "name": "setup",
        "type": "uint32"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "size",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "members",
        "type": "uint256"
      }
    ],
    "name": "GroupSetUp",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "committee",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "station",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "organization",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "bytes",
        "name": "key",
        "type": "bytes"
      }
    ],
    "name": "VotingKeyEnrolled",
    "type": "event"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "committee",
        "type": "address"
      },
      {
        "internalType": "uint32",
        "name": "setup",
        "type": "uint32"
      },
      {
        "internalType": "uint256",
        "name": "stations",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "areVotesOf",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "committee",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "station",
        "type": "uint256"
      },
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "seed",
            "type": "bytes32"
          },
          {
            "internalType": "uint64",
            "name": "epoch",
            "type": "uint64"
          },
          {
            "internalType": "uint256",
            "name": "weight",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "total",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "expected",
            "type": "uint256"
          }
        ],
        "internalType": "struct IVoteVerifier.Draw",
        "name": "what",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "proof",
        "type": "bytes"
      }
    ],
    "name": "draw",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "seats",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "lowest",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "station",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "organization",
        "type": "bytes32"
      },
      {
        "internalType": "bytes",
        "name": "key",
        "type": "bytes"
      },
      {
        "internalType": "bytes",
        "name": "proof",
        "type": "bytes"
      }
    ],
    "name": "enroll",
    "outputs": [],
    "stateMutability": "nonpayable",
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
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "setup",
        "type": "uint32"
      },
      {
        "internalType": "uint256",
        "name": "stations",
        "type": "uint256"
      }
    ],
    "name": "seat",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "size",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "members",
        "type": "uint256"
      }
    ],
    "name": "setUp",
    "outputs": [
      {
        "internalType": "uint32",
        "name": "setup",
        "type": "uint32"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "committee",
        "type": "address"
      },
      {
        "internalType": "uint32",
        "name": "setup",
        "type": "uint32"
      },
      {
        "internalType": "uint256",
        "name": "stations",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      },
      {
        "internalType": "bytes",
        "name": "evidence",
        "type": "bytes"
      }
    ],
    "name": "verify",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "present",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
] as const;

/** keccak256 of the creation bytecode without constructor arguments. */
export const ecdsaVoteVerifierBytecodeHash = "0xd3b9c1137342fd85913b4fbe3ce9b37d4b8b2c0bc991bb6f25e4a113fd51256a";
