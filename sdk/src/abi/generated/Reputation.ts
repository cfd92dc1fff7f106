// Generated from contracts/src by contracts/scripts/generate-abis.ts. Do not edit.

export const reputationAbi = [
  {
    "inputs": [
      {
        "internalType": "contract ISummaryInbox",
        "name": "summaryInbox_",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "midpoint_",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "slope_",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "startingCredit_",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "committee",
        "type": "address"
      }
    ],
    "name": "ReputationAlreadySettled",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "ReputationInvalidParameter",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      }
    ],
    "name": "ReputationNotAuthority",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      }
    ],
    "name": "ReputationNotCommittee",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "ReputationZeroCommittee",
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
      }
    ],
    "name": "CommitteeSettled",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "organization",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "verdict",
        "type": "bytes32"
      }
    ],
    "name": "DishonestyFound",
    "type": "event"
  },
  {
    "inputs": [],
    "name": "committee",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "organization",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "verdict",
        "type": "bytes32"
      }
    ],
    "name": "condemn",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "organization",
        "type": "bytes32"
      }
    ],
    "name": "isHonest",
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
    "inputs": [],
    "name": "midpoint",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "organization",
        "type": "bytes32"
      }
    ],
    "name": "participationOf",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "organization",
        "type": "bytes32"
      }
    ],
    "name": "reputationOf",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "organization",
        "type": "bytes32"
      }
    ],
    "name": "serviceOf",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "committee_",
        "type": "address"
      }
    ],
    "name": "settleCommittee",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "slope",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "startingCredit",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "summaryInbox",
    "outputs": [
      {
        "internalType": "contract ISummaryInbox",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
] as const;

/** keccak256 of the creation bytecode without constructor arguments. */
export const reputationBytecodeHash = "0x05a2e37f6e4058baaf08079c30211f1bf394124cf6c394fe54129ddbb79da1cf";
