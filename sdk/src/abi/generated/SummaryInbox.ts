// Generated from contracts/src by contracts/scripts/generate-abis.ts. Do not edit.

export const summaryInboxAbi = [
  {
    "inputs": [
      {
        "internalType": "contract IOrganizationRegistry",
        "name": "organizationRegistry_",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "chunkSize_",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [],
    "name": "InvalidShortString",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint40",
        "name": "deadline",
        "type": "uint40"
      },
      {
        "internalType": "uint256",
        "name": "blockTime",
        "type": "uint256"
      }
    ],
    "name": "SignedActionsExpired",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "signer",
        "type": "address"
      },
      {
        "internalType": "bytes32",
        "name": "digest",
        "type": "bytes32"
      }
    ],
    "name": "SignedActionsInvalidSignature",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "owner",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "nonce",
        "type": "uint256"
      }
    ],
    "name": "SignedActionsUsedNonce",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "string",
        "name": "str",
        "type": "string"
      }
    ],
    "name": "StringTooLong",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "head",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "previous",
        "type": "bytes32"
      }
    ],
    "name": "SummaryInboxBrokenBatchChain",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "institution",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "head",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "previous",
        "type": "bytes32"
      }
    ],
    "name": "SummaryInboxBrokenChain",
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
        "internalType": "bytes32",
        "name": "institution",
        "type": "bytes32"
      }
    ],
    "name": "SummaryInboxChainTaken",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "chainId",
        "type": "uint256"
      }
    ],
    "name": "SummaryInboxInvalidChain",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "chunkSize",
        "type": "uint256"
      }
    ],
    "name": "SummaryInboxInvalidChunkSize",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "organization",
        "type": "bytes32"
      }
    ],
    "name": "SummaryInboxNoOracle",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "previous",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "institution",
        "type": "bytes32"
      }
    ],
    "name": "SummaryInboxNotAscending",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "organization",
        "type": "bytes32"
      }
    ],
    "name": "SummaryInboxNotAuthority",
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
    "name": "SummaryInboxNotRegistrar",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "institution",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "chainId",
        "type": "uint256"
      }
    ],
    "name": "SummaryInboxOtherChain",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "sectionsRoot",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "signedRoot",
        "type": "bytes32"
      }
    ],
    "name": "SummaryInboxOtherRoot",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "institution",
        "type": "bytes32"
      }
    ],
    "name": "SummaryInboxOwnSection",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "sections",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "signatures",
        "type": "uint256"
      }
    ],
    "name": "SummaryInboxSectionCount",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "slips",
        "type": "uint256"
      },
      {
        "internalType": "uint32",
        "name": "signedSlips",
        "type": "uint32"
      }
    ],
    "name": "SummaryInboxSlipCount",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "institution",
        "type": "bytes32"
      },
      {
        "internalType": "uint64",
        "name": "nextBlock",
        "type": "uint64"
      },
      {
        "internalType": "uint64",
        "name": "fromBlock",
        "type": "uint64"
      },
      {
        "internalType": "uint64",
        "name": "toBlock",
        "type": "uint64"
      }
    ],
    "name": "SummaryInboxWrongBlocks",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "institution",
        "type": "bytes32"
      }
    ],
    "name": "SummaryInboxWrongCounts",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint64",
        "name": "expected",
        "type": "uint64"
      },
      {
        "internalType": "uint64",
        "name": "sequence",
        "type": "uint64"
      }
    ],
    "name": "SummaryInboxWrongSequence",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "institution",
        "type": "bytes32"
      },
      {
        "internalType": "uint64",
        "name": "expected",
        "type": "uint64"
      },
      {
        "internalType": "uint64",
        "name": "firstSlip",
        "type": "uint64"
      }
    ],
    "name": "SummaryInboxWrongSlip",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "sequence",
        "type": "uint64"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "authority",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "batchHash",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "sectionsRoot",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "slipCount",
        "type": "uint32"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "dataDigest",
        "type": "bytes32"
      }
    ],
    "name": "BatchPosted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "institution",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "chainId",
        "type": "uint256"
      }
    ],
    "name": "ChainAssigned",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [],
    "name": "EIP712DomainChanged",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "owner",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "word",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "mask",
        "type": "uint256"
      }
    ],
    "name": "NoncesInvalidated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "institution",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "chainId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "sequence",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "sectionHash",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "firstSlip",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "slipCount",
        "type": "uint32"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "toBlock",
        "type": "uint64"
      }
    ],
    "name": "SectionPosted",
    "type": "event"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "organization",
        "type": "bytes32"
      }
    ],
    "name": "activityOf",
    "outputs": [
      {
        "components": [
          {
            "components": [
              {
                "internalType": "uint256",
                "name": "sum",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "squares",
                "type": "uint256"
              }
            ],
            "internalType": "struct ISummaryInbox.Tally",
            "name": "registrations",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "uint256",
                "name": "sum",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "squares",
                "type": "uint256"
              }
            ],
            "internalType": "struct ISummaryInbox.Tally",
            "name": "items",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "uint256",
                "name": "sum",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "squares",
                "type": "uint256"
              }
            ],
            "internalType": "struct ISummaryInbox.Tally",
            "name": "batches",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "uint256",
                "name": "sum",
                "type": "uint256"
              },
              {
                "internalType": "uint256",
                "name": "squares",
                "type": "uint256"
              }
            ],
            "internalType": "struct ISummaryInbox.Tally",
            "name": "slips",
            "type": "tuple"
          }
        ],
        "internalType": "struct ISummaryInbox.Activity",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "institution",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "chainId",
        "type": "uint256"
      }
    ],
    "name": "assignChain",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "uint64",
            "name": "sequence",
            "type": "uint64"
          },
          {
            "internalType": "bytes32",
            "name": "previous",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "sectionsRoot",
            "type": "bytes32"
          },
          {
            "internalType": "uint32",
            "name": "slipCount",
            "type": "uint32"
          },
          {
            "internalType": "bytes32",
            "name": "dataDigest",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "authority",
            "type": "bytes32"
          }
        ],
        "internalType": "struct ISummaryInbox.SummaryBatch",
        "name": "batch",
        "type": "tuple"
      }
    ],
    "name": "batchHashOf",
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
    "inputs": [
      {
        "internalType": "uint64",
        "name": "sequence",
        "type": "uint64"
      }
    ],
    "name": "batchOf",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "institution",
        "type": "bytes32"
      }
    ],
    "name": "chainOf",
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
    "name": "chunkSize",
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
    "name": "eip712Domain",
    "outputs": [
      {
        "internalType": "bytes1",
        "name": "fields",
        "type": "bytes1"
      },
      {
        "internalType": "string",
        "name": "name",
        "type": "string"
      },
      {
        "internalType": "string",
        "name": "version",
        "type": "string"
      },
      {
        "internalType": "uint256",
        "name": "chainId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "verifyingContract",
        "type": "address"
      },
      {
        "internalType": "bytes32",
        "name": "salt",
        "type": "bytes32"
      },
      {
        "internalType": "uint256[]",
        "name": "extensions",
        "type": "uint256[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "chainId",
        "type": "uint256"
      }
    ],
    "name": "headOf",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
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
        "name": "chainId",
        "type": "uint256"
      }
    ],
    "name": "institutionOf",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
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
        "name": "word",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "mask",
        "type": "uint256"
      }
    ],
    "name": "invalidateOwnNonces",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "owner",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "nonce",
        "type": "uint256"
      }
    ],
    "name": "isNonceUsed",
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
        "components": [
          {
            "internalType": "uint8",
            "name": "kind",
            "type": "uint8"
          },
          {
            "internalType": "uint256",
            "name": "chainId",
            "type": "uint256"
          },
          {
            "internalType": "uint64",
            "name": "blockNumber",
            "type": "uint64"
          },
          {
            "internalType": "bytes32",
            "name": "recordId",
            "type": "bytes32"
          },
          {
            "internalType": "uint32",
            "name": "version",
            "type": "uint32"
          },
          {
            "internalType": "bytes32",
            "name": "commitment",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "keywordRoot",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "ephemeral",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "tag",
            "type": "bytes32"
          }
        ],
        "internalType": "struct ISummaryInbox.SummaryItem",
        "name": "item",
        "type": "tuple"
      }
    ],
    "name": "leafOf",
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
    "inputs": [
      {
        "internalType": "uint256",
        "name": "chainId",
        "type": "uint256"
      }
    ],
    "name": "nextBlockOf",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "",
        "type": "uint64"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "chainId",
        "type": "uint256"
      }
    ],
    "name": "nextSlipOf",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "",
        "type": "uint64"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "organizationRegistry",
    "outputs": [
      {
        "internalType": "contract IOrganizationRegistry",
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
        "components": [
          {
            "internalType": "uint64",
            "name": "sequence",
            "type": "uint64"
          },
          {
            "internalType": "bytes32",
            "name": "previous",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "sectionsRoot",
            "type": "bytes32"
          },
          {
            "internalType": "uint32",
            "name": "slipCount",
            "type": "uint32"
          },
          {
            "internalType": "bytes32",
            "name": "dataDigest",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "authority",
            "type": "bytes32"
          }
        ],
        "internalType": "struct ISummaryInbox.SummaryBatch",
        "name": "batch",
        "type": "tuple"
      },
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "institution",
            "type": "bytes32"
          },
          {
            "internalType": "uint256",
            "name": "chainId",
            "type": "uint256"
          },
          {
            "internalType": "uint64",
            "name": "firstSlip",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "slipCount",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "itemCount",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "records",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "labels",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "registrations",
            "type": "uint32"
          },
          {
            "internalType": "uint64",
            "name": "fromBlock",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "toBlock",
            "type": "uint64"
          },
          {
            "internalType": "bytes32",
            "name": "toBlockHash",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "slipRoot",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "previous",
            "type": "bytes32"
          }
        ],
        "internalType": "struct ISummaryInbox.SummarySection[]",
        "name": "sections",
        "type": "tuple[]"
      },
      {
        "internalType": "bytes[]",
        "name": "institutionSignatures",
        "type": "bytes[]"
      },
      {
        "internalType": "bytes",
        "name": "authoritySignature",
        "type": "bytes"
      }
    ],
    "name": "post",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "institution",
            "type": "bytes32"
          },
          {
            "internalType": "uint256",
            "name": "chainId",
            "type": "uint256"
          },
          {
            "internalType": "uint64",
            "name": "firstSlip",
            "type": "uint64"
          },
          {
            "internalType": "uint32",
            "name": "slipCount",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "itemCount",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "records",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "labels",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "registrations",
            "type": "uint32"
          },
          {
            "internalType": "uint64",
            "name": "fromBlock",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "toBlock",
            "type": "uint64"
          },
          {
            "internalType": "bytes32",
            "name": "toBlockHash",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "slipRoot",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "previous",
            "type": "bytes32"
          }
        ],
        "internalType": "struct ISummaryInbox.SummarySection",
        "name": "section",
        "type": "tuple"
      }
    ],
    "name": "sectionHashOf",
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
    "name": "totals",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint64",
            "name": "batches",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "slips",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "items",
            "type": "uint64"
          },
          {
            "internalType": "uint64",
            "name": "registrations",
            "type": "uint64"
          }
        ],
        "internalType": "struct ISummaryInbox.Totals",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "uint8",
            "name": "kind",
            "type": "uint8"
          },
          {
            "internalType": "uint256",
            "name": "chainId",
            "type": "uint256"
          },
          {
            "internalType": "uint64",
            "name": "blockNumber",
            "type": "uint64"
          },
          {
            "internalType": "bytes32",
            "name": "recordId",
            "type": "bytes32"
          },
          {
            "internalType": "uint32",
            "name": "version",
            "type": "uint32"
          },
          {
            "internalType": "bytes32",
            "name": "commitment",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "keywordRoot",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "ephemeral",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "tag",
            "type": "bytes32"
          }
        ],
        "internalType": "struct ISummaryInbox.SummaryItem",
        "name": "item",
        "type": "tuple"
      },
      {
        "components": [
          {
            "internalType": "bytes32[]",
            "name": "leaves",
            "type": "bytes32[]"
          },
          {
            "internalType": "bytes32[]",
            "name": "slipProof",
            "type": "bytes32[]"
          },
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "institution",
                "type": "bytes32"
              },
              {
                "internalType": "uint256",
                "name": "chainId",
                "type": "uint256"
              },
              {
                "internalType": "uint64",
                "name": "firstSlip",
                "type": "uint64"
              },
              {
                "internalType": "uint32",
                "name": "slipCount",
                "type": "uint32"
              },
              {
                "internalType": "uint32",
                "name": "itemCount",
                "type": "uint32"
              },
              {
                "internalType": "uint32",
                "name": "records",
                "type": "uint32"
              },
              {
                "internalType": "uint32",
                "name": "labels",
                "type": "uint32"
              },
              {
                "internalType": "uint32",
                "name": "registrations",
                "type": "uint32"
              },
              {
                "internalType": "uint64",
                "name": "fromBlock",
                "type": "uint64"
              },
              {
                "internalType": "uint64",
                "name": "toBlock",
                "type": "uint64"
              },
              {
                "internalType": "bytes32",
                "name": "toBlockHash",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "slipRoot",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "previous",
                "type": "bytes32"
              }
            ],
            "internalType": "struct ISummaryInbox.SummarySection",
            "name": "section",
            "type": "tuple"
          },
          {
            "internalType": "bytes32[]",
            "name": "sectionProof",
            "type": "bytes32[]"
          },
          {
            "components": [
              {
                "internalType": "uint64",
                "name": "sequence",
                "type": "uint64"
              },
              {
                "internalType": "bytes32",
                "name": "previous",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "sectionsRoot",
                "type": "bytes32"
              },
              {
                "internalType": "uint32",
                "name": "slipCount",
                "type": "uint32"
              },
              {
                "internalType": "bytes32",
                "name": "dataDigest",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "authority",
                "type": "bytes32"
              }
            ],
            "internalType": "struct ISummaryInbox.SummaryBatch",
            "name": "batch",
            "type": "tuple"
          }
        ],
        "internalType": "struct ISummaryInbox.ItemPath",
        "name": "path",
        "type": "tuple"
      }
    ],
    "name": "verifyItem",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
] as const;

/** keccak256 of the creation bytecode without constructor arguments. */
export const summaryInboxBytecodeHash = "0x0e4a63a18362ad40157c9fd6e4320f816bd5886d2a0aaa87ae852a8075395de7";
