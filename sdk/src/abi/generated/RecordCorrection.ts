// Generated from contracts/src by contracts/scripts/generate-abis.ts. Do not edit.

export const recordCorrectionAbi = [
  {
    "inputs": [
      {
        "internalType": "contract IRecordRegistry",
        "name": "recordRegistry_",
        "type": "address"
      },
      {
        "internalType": "contract ICommitmentVerifier",
        "name": "commitmentVerifier_",
        "type": "address"
      },
      {
        "internalType": "contract IAmendmentVerifier",
        "name": "amendmentVerifier_",
        "type": "address"
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
    "inputs": [],
    "name": "LabelTreeFull",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "count",
        "type": "uint256"
      }
    ],
    "name": "RecordCorrectionAmendmentCount",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "lastRoot",
        "type": "bytes32"
      }
    ],
    "name": "RecordCorrectionBrokenChain",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "needed",
        "type": "uint256"
      }
    ],
    "name": "RecordCorrectionGasTooLow",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      },
      {
        "internalType": "enum IRecordCorrection.Kind",
        "name": "kind",
        "type": "uint8"
      }
    ],
    "name": "RecordCorrectionIncomplete",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      },
      {
        "internalType": "enum IRecordCorrection.Kind",
        "name": "kind",
        "type": "uint8"
      },
      {
        "internalType": "enum IRecordCorrection.Reason",
        "name": "reason",
        "type": "uint8"
      }
    ],
    "name": "RecordCorrectionInvalidKind",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "policyRoot",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "uriBytes",
        "type": "uint256"
      }
    ],
    "name": "RecordCorrectionInvalidPolicy",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "RecordCorrectionNoAmendments",
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
    "name": "RecordCorrectionNoKey",
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
    "name": "RecordCorrectionNotAuthority",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "author",
        "type": "bytes32"
      }
    ],
    "name": "RecordCorrectionNotDoctor",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "correctionHash",
        "type": "bytes32"
      }
    ],
    "name": "RecordCorrectionNotPermitted",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "commitment",
        "type": "bytes32"
      }
    ],
    "name": "RecordCorrectionOtherCommitment",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "fieldRoot",
        "type": "bytes32"
      }
    ],
    "name": "RecordCorrectionOtherFieldRoot",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "author",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "institution",
        "type": "bytes32"
      }
    ],
    "name": "RecordCorrectionOtherInstitution",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "openingHash",
        "type": "bytes32"
      }
    ],
    "name": "RecordCorrectionOtherOpening",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "patient",
        "type": "bytes32"
      }
    ],
    "name": "RecordCorrectionOtherPatient",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "signedRecordId",
        "type": "bytes32"
      }
    ],
    "name": "RecordCorrectionOtherRecord",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "policyRoot",
        "type": "bytes32"
      }
    ],
    "name": "RecordCorrectionPolicyNotAccepted",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      },
      {
        "internalType": "uint32",
        "name": "current",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "signed",
        "type": "uint32"
      }
    ],
    "name": "RecordCorrectionWrongSequence",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      },
      {
        "internalType": "uint32",
        "name": "current",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "signed",
        "type": "uint32"
      }
    ],
    "name": "RecordCorrectionWrongVersion",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "presentedHash",
        "type": "bytes32"
      }
    ],
    "name": "RecordRegistryStaleState",
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
        "name": "recordId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "uint32",
        "name": "version",
        "type": "uint32"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "h1x",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "h1y",
        "type": "uint256"
      }
    ],
    "name": "OpeningProven",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "uint32",
        "name": "version",
        "type": "uint32"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "openingHash",
        "type": "bytes32"
      }
    ],
    "name": "OpeningRefuted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "policyRoot",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "bool",
        "name": "isAccepted",
        "type": "bool"
      },
      {
        "indexed": false,
        "internalType": "string",
        "name": "uri",
        "type": "string"
      }
    ],
    "name": "PolicyAccepted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "patient",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "author",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "index",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "leaf",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "root",
        "type": "bytes32"
      },
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "recordId",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "patient",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "author",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "signer",
            "type": "address"
          },
          {
            "internalType": "enum IRecordCorrection.Kind",
            "name": "kind",
            "type": "uint8"
          },
          {
            "internalType": "enum IRecordCorrection.Reason",
            "name": "reason",
            "type": "uint8"
          },
          {
            "internalType": "uint32",
            "name": "version",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "sequence",
            "type": "uint32"
          },
          {
            "internalType": "bytes32",
            "name": "digest",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "fieldRoot",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "manifestHash",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "keywordRoot",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "stationRoot",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "policyRoot",
            "type": "bytes32"
          }
        ],
        "indexed": false,
        "internalType": "struct IRecordCorrection.Correction",
        "name": "correction",
        "type": "tuple"
      }
    ],
    "name": "RecordLabelled",
    "type": "event"
  },
  {
    "inputs": [],
    "name": "acceptNomination",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "policyRoot",
        "type": "bytes32"
      },
      {
        "internalType": "bool",
        "name": "isAccepted",
        "type": "bool"
      },
      {
        "internalType": "string",
        "name": "uri",
        "type": "string"
      }
    ],
    "name": "acceptPolicy",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "amendmentVerifier",
    "outputs": [
      {
        "internalType": "contract IAmendmentVerifier",
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
            "internalType": "bytes32",
            "name": "recordId",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "patient",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "author",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "institution",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "treatmentId",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "categoryTag",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "commitment",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "commitmentProof",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "manifestHash",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "keywordRoot",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "stationRoot",
            "type": "bytes32"
          },
          {
            "internalType": "uint32",
            "name": "version",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "sequence",
            "type": "uint32"
          },
          {
            "internalType": "enum IRecordRegistry.Status",
            "name": "status",
            "type": "uint8"
          }
        ],
        "internalType": "struct IRecordRegistry.RecordState",
        "name": "state",
        "type": "tuple"
      },
      {
        "components": [
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
            "internalType": "bytes32",
            "name": "digest",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "fieldRoot",
            "type": "bytes32"
          },
          {
            "internalType": "bytes",
            "name": "proof",
            "type": "bytes"
          }
        ],
        "internalType": "struct IRecordCorrection.Opening",
        "name": "opening",
        "type": "tuple"
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
      }
    ],
    "name": "challenge",
    "outputs": [
      {
        "internalType": "bool",
        "name": "holds",
        "type": "bool"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "commitmentVerifier",
    "outputs": [
      {
        "internalType": "contract ICommitmentVerifier",
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
            "internalType": "bytes32",
            "name": "recordId",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "patient",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "author",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "institution",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "treatmentId",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "categoryTag",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "commitment",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "commitmentProof",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "manifestHash",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "keywordRoot",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "stationRoot",
            "type": "bytes32"
          },
          {
            "internalType": "uint32",
            "name": "version",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "sequence",
            "type": "uint32"
          },
          {
            "internalType": "enum IRecordRegistry.Status",
            "name": "status",
            "type": "uint8"
          }
        ],
        "internalType": "struct IRecordRegistry.RecordState",
        "name": "current",
        "type": "tuple"
      },
      {
        "components": [
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
            "internalType": "bytes32",
            "name": "digest",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "fieldRoot",
            "type": "bytes32"
          },
          {
            "internalType": "bytes",
            "name": "proof",
            "type": "bytes"
          }
        ],
        "internalType": "struct IRecordCorrection.Opening",
        "name": "opening",
        "type": "tuple"
      },
      {
        "components": [
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "recordId",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "patient",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "author",
                "type": "bytes32"
              },
              {
                "internalType": "address",
                "name": "signer",
                "type": "address"
              },
              {
                "internalType": "enum IRecordCorrection.Kind",
                "name": "kind",
                "type": "uint8"
              },
              {
                "internalType": "enum IRecordCorrection.Reason",
                "name": "reason",
                "type": "uint8"
              },
              {
                "internalType": "uint32",
                "name": "version",
                "type": "uint32"
              },
              {
                "internalType": "uint32",
                "name": "sequence",
                "type": "uint32"
              },
              {
                "internalType": "bytes32",
                "name": "digest",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "fieldRoot",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "manifestHash",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "keywordRoot",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "stationRoot",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "policyRoot",
                "type": "bytes32"
              }
            ],
            "internalType": "struct IRecordCorrection.Correction",
            "name": "correction",
            "type": "tuple"
          },
          {
            "internalType": "bytes",
            "name": "authorSignature",
            "type": "bytes"
          },
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "recordId",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "patient",
                "type": "bytes32"
              },
              {
                "internalType": "address",
                "name": "signer",
                "type": "address"
              },
              {
                "internalType": "bytes32",
                "name": "correctionHash",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "digest",
                "type": "bytes32"
              }
            ],
            "internalType": "struct IRecordCorrection.CorrectionPermission",
            "name": "permission",
            "type": "tuple"
          },
          {
            "internalType": "bytes",
            "name": "patientSignature",
            "type": "bytes"
          }
        ],
        "internalType": "struct IRecordCorrection.Consent",
        "name": "consent",
        "type": "tuple"
      },
      {
        "components": [
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
            "internalType": "bytes",
            "name": "proof",
            "type": "bytes"
          }
        ],
        "internalType": "struct IRecordCorrection.NextOpening",
        "name": "next",
        "type": "tuple"
      },
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "newRoot",
            "type": "bytes32"
          },
          {
            "internalType": "bytes",
            "name": "proof",
            "type": "bytes"
          }
        ],
        "internalType": "struct IRecordCorrection.Amendment[]",
        "name": "amendments",
        "type": "tuple[]"
      }
    ],
    "name": "correct",
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
            "name": "recordId",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "patient",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "author",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "signer",
            "type": "address"
          },
          {
            "internalType": "enum IRecordCorrection.Kind",
            "name": "kind",
            "type": "uint8"
          },
          {
            "internalType": "enum IRecordCorrection.Reason",
            "name": "reason",
            "type": "uint8"
          },
          {
            "internalType": "uint32",
            "name": "version",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "sequence",
            "type": "uint32"
          },
          {
            "internalType": "bytes32",
            "name": "digest",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "fieldRoot",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "manifestHash",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "keywordRoot",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "stationRoot",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "policyRoot",
            "type": "bytes32"
          }
        ],
        "internalType": "struct IRecordCorrection.Correction",
        "name": "correction",
        "type": "tuple"
      }
    ],
    "name": "correctionHashOf",
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
    "inputs": [],
    "name": "identityRegistry",
    "outputs": [
      {
        "internalType": "contract IIdentityRegistry",
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
            "internalType": "bytes32",
            "name": "personId",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "signer",
            "type": "address"
          },
          {
            "internalType": "uint256",
            "name": "word",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "mask",
            "type": "uint256"
          },
          {
            "internalType": "uint40",
            "name": "deadline",
            "type": "uint40"
          }
        ],
        "internalType": "struct IPersonAuthorization.NonceInvalidation",
        "name": "invalidation",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "invalidateNonces",
    "outputs": [],
    "stateMutability": "nonpayable",
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
        "name": "policyRoot",
        "type": "bytes32"
      }
    ],
    "name": "isAcceptedPolicy",
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
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      },
      {
        "internalType": "uint32",
        "name": "version",
        "type": "uint32"
      }
    ],
    "name": "isRefuted",
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
    "name": "labelCount",
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
    "name": "labelRoot",
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
    "inputs": [],
    "name": "recordRegistry",
    "outputs": [
      {
        "internalType": "contract IRecordRegistry",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
] as const;

/** keccak256 of the creation bytecode without constructor arguments. */
export const recordCorrectionBytecodeHash = "0x34f5422ca1ef9d19ed0bb8b386fa3a1e2bb07020b6bac9adc6ea5077e5a20c4a";
