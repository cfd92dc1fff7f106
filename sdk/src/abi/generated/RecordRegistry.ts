// Generated from contracts/src by contracts/scripts/generate-abis.ts. Do not edit.

export const recordRegistryAbi = [
  {
    "inputs": [
      {
        "internalType": "contract IIdentityRegistry",
        "name": "identityRegistry_",
        "type": "address"
      },
      {
        "internalType": "contract IConsentRegistry",
        "name": "consentRegistry_",
        "type": "address"
      },
      {
        "internalType": "bytes32",
        "name": "lineageSalt",
        "type": "bytes32"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "correction",
        "type": "address"
      }
    ],
    "name": "CorrectableAlreadySettled",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      }
    ],
    "name": "CorrectableForbiddenChange",
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
    "name": "CorrectableNotAuthority",
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
    "name": "CorrectableNotCorrection",
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
    "name": "CorrectableNotNominee",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "InvalidShortString",
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
        "internalType": "address",
        "name": "signer",
        "type": "address"
      }
    ],
    "name": "RecordClaimsContractSigner",
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
        "name": "root",
        "type": "bytes32"
      }
    ],
    "name": "RecordClaimsOtherClaim",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "root",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "signedRoot",
        "type": "bytes32"
      }
    ],
    "name": "RecordClaimsOtherRoot",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "RecordRegistryEmptyBatch",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      }
    ],
    "name": "RecordRegistryEmptyManifest",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      }
    ],
    "name": "RecordRegistryIncompleteProposal",
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
        "internalType": "enum IIdentityRegistry.Role",
        "name": "role",
        "type": "uint8"
      }
    ],
    "name": "RecordRegistryNotAuthor",
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
        "name": "root",
        "type": "bytes32"
      }
    ],
    "name": "RecordRegistryNotInBatch",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "personId",
        "type": "bytes32"
      },
      {
        "internalType": "enum IIdentityRegistry.Role",
        "name": "role",
        "type": "uint8"
      }
    ],
    "name": "RecordRegistryNotPatient",
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
    "name": "RecordRegistryOtherCommitment",
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
    "name": "RecordRegistryOtherInstitution",
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
        "name": "mandateId",
        "type": "bytes32"
      }
    ],
    "name": "RecordRegistryOtherMandate",
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
    "name": "RecordRegistryOtherPatient",
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
    "name": "RecordRegistryOtherRecord",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      }
    ],
    "name": "RecordRegistryRecordExists",
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
    "name": "RecordRegistryWrongSequence",
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
        "internalType": "enum IRecordRegistry.Status",
        "name": "status",
        "type": "uint8"
      }
    ],
    "name": "RecordRegistryWrongStatus",
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
        "internalType": "address",
        "name": "signer",
        "type": "address"
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
        "indexed": false,
        "internalType": "struct IRecordRegistry.RecordState",
        "name": "state",
        "type": "tuple"
      }
    ],
    "name": "ClaimRefuted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "nominee",
        "type": "address"
      }
    ],
    "name": "CorrectionNominated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "correction",
        "type": "address"
      }
    ],
    "name": "CorrectionSettled",
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
        "internalType": "address",
        "name": "signer",
        "type": "address"
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
        "indexed": false,
        "internalType": "struct IRecordRegistry.RecordState",
        "name": "state",
        "type": "tuple"
      }
    ],
    "name": "ManifestUpdated",
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
        "internalType": "address",
        "name": "authorSigner",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "authorManifest",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "signer",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "r",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "vs",
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
        "indexed": false,
        "internalType": "struct IRecordRegistry.RecordState",
        "name": "state",
        "type": "tuple"
      }
    ],
    "name": "RecordClaimed",
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
        "internalType": "address",
        "name": "signer",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "mandateId",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "height",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "head",
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
        "indexed": false,
        "internalType": "struct IRecordRegistry.RecordState",
        "name": "state",
        "type": "tuple"
      }
    ],
    "name": "RecordConfirmed",
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
        "indexed": false,
        "internalType": "struct IRecordRegistry.RecordState",
        "name": "state",
        "type": "tuple"
      }
    ],
    "name": "RecordCorrected",
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
        "internalType": "address",
        "name": "signer",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "reasonHash",
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
        "indexed": false,
        "internalType": "struct IRecordRegistry.RecordState",
        "name": "state",
        "type": "tuple"
      }
    ],
    "name": "RecordDisputed",
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
        "internalType": "address",
        "name": "signer",
        "type": "address"
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
        "indexed": false,
        "internalType": "struct IRecordRegistry.RecordState",
        "name": "state",
        "type": "tuple"
      }
    ],
    "name": "RecordProposed",
    "type": "event"
  },
  {
    "inputs": [],
    "name": "acceptCorrection",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "patient",
        "type": "bytes32"
      }
    ],
    "name": "accountOf",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "head",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "height",
        "type": "uint256"
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
        "name": "next",
        "type": "tuple"
      }
    ],
    "name": "applyCorrection",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
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
            "internalType": "address",
            "name": "authorSigner",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "authorManifest",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "signer",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "r",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "vs",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32[]",
            "name": "path",
            "type": "bytes32[]"
          }
        ],
        "internalType": "struct IRecordClaims.ClaimCheck[]",
        "name": "checks",
        "type": "tuple[]"
      }
    ],
    "name": "checkClaims",
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
            "name": "commitment",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "manifestHash",
            "type": "bytes32"
          },
          {
            "internalType": "uint32",
            "name": "sequence",
            "type": "uint32"
          }
        ],
        "internalType": "struct IRecordRegistry.Confirmation",
        "name": "confirmation",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "patientSignature",
        "type": "bytes"
      }
    ],
    "name": "confirm",
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
            "name": "treatmentId",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "institution",
            "type": "bytes32"
          },
          {
            "internalType": "uint40",
            "name": "notBefore",
            "type": "uint40"
          },
          {
            "internalType": "uint40",
            "name": "notAfter",
            "type": "uint40"
          },
          {
            "internalType": "bytes32",
            "name": "salt",
            "type": "bytes32"
          }
        ],
        "internalType": "struct IConsentTypes.Mandate",
        "name": "mandate",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "patientSignature",
        "type": "bytes"
      }
    ],
    "name": "confirmByMandate",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "consentRegistry",
    "outputs": [
      {
        "internalType": "contract IConsentRegistry",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "correction",
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
            "name": "reasonHash",
            "type": "bytes32"
          },
          {
            "internalType": "uint32",
            "name": "sequence",
            "type": "uint32"
          }
        ],
        "internalType": "struct IRecordRegistry.Dispute",
        "name": "dispute_",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "patientSignature",
        "type": "bytes"
      }
    ],
    "name": "dispute",
    "outputs": [],
    "stateMutability": "nonpayable",
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
        "name": "root",
        "type": "bytes32"
      }
    ],
    "name": "isClaimedBatch",
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
        "internalType": "address",
        "name": "nominee",
        "type": "address"
      }
    ],
    "name": "nominateCorrection",
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
          }
        ],
        "internalType": "struct IRecordRegistry.Proposal",
        "name": "proposal",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "authorSignature",
        "type": "bytes"
      }
    ],
    "name": "propose",
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
          }
        ],
        "internalType": "struct IRecordRegistry.Proposal",
        "name": "proposal",
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
            "name": "commitment",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "manifestHash",
            "type": "bytes32"
          },
          {
            "internalType": "uint32",
            "name": "sequence",
            "type": "uint32"
          }
        ],
        "internalType": "struct IRecordRegistry.Confirmation",
        "name": "confirmation",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "patientSignature",
        "type": "bytes"
      }
    ],
    "name": "register",
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
            "name": "root",
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
          }
        ],
        "internalType": "struct IRecordRegistry.BatchProposal",
        "name": "batch",
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
              }
            ],
            "internalType": "struct IRecordRegistry.Proposal",
            "name": "proposal",
            "type": "tuple"
          },
          {
            "internalType": "bytes32[]",
            "name": "proof",
            "type": "bytes32[]"
          },
          {
            "components": [
              {
                "internalType": "bool",
                "name": "byMandate",
                "type": "bool"
              },
              {
                "internalType": "address",
                "name": "signer",
                "type": "address"
              },
              {
                "internalType": "bytes32",
                "name": "manifestHash",
                "type": "bytes32"
              },
              {
                "internalType": "uint40",
                "name": "notBefore",
                "type": "uint40"
              },
              {
                "internalType": "uint40",
                "name": "notAfter",
                "type": "uint40"
              },
              {
                "internalType": "bytes32",
                "name": "salt",
                "type": "bytes32"
              },
              {
                "internalType": "bytes",
                "name": "signature",
                "type": "bytes"
              }
            ],
            "internalType": "struct IRecordRegistry.Acceptance",
            "name": "acceptance",
            "type": "tuple"
          }
        ],
        "internalType": "struct IRecordRegistry.BatchItem[]",
        "name": "items",
        "type": "tuple[]"
      }
    ],
    "name": "registerBatch",
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
            "name": "root",
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
          }
        ],
        "internalType": "struct IRecordRegistry.BatchProposal",
        "name": "batch",
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
            "name": "authorManifest",
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
            "internalType": "address",
            "name": "signer",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "manifestHash",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "r",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "vs",
            "type": "bytes32"
          }
        ],
        "internalType": "struct IRecordClaims.ClaimedRecord[]",
        "name": "items",
        "type": "tuple[]"
      }
    ],
    "name": "registerOnChallenge",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "registryId",
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
        "name": "recordId",
        "type": "bytes32"
      }
    ],
    "name": "stateHashOf",
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
            "name": "manifestHash",
            "type": "bytes32"
          },
          {
            "internalType": "uint32",
            "name": "sequence",
            "type": "uint32"
          }
        ],
        "internalType": "struct IRecordRegistry.ManifestUpdate",
        "name": "update",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "patientSignature",
        "type": "bytes"
      }
    ],
    "name": "updateManifest",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  }
] as const;

/** keccak256 of the creation bytecode without constructor arguments. */
export const recordRegistryBytecodeHash = "0x95821ad744176f1091404bed7ed6b00e6371d86c01f13060bab00a5319d950e6";
