// Generated from contracts/src by contracts/scripts/generate-abis.ts. Do not edit.

export const identityRegistryAbi = [
  {
    "inputs": [
      {
        "internalType": "contract IOrganizationRegistry",
        "name": "organizationRegistry_",
        "type": "address"
      },
      {
        "internalType": "uint40",
        "name": "recoveryDelay_",
        "type": "uint40"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "personId",
        "type": "bytes32"
      },
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "IdentityRegistryAlreadyController",
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
        "internalType": "address",
        "name": "signer",
        "type": "address"
      }
    ],
    "name": "IdentityRegistryAuthorityHold",
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
        "internalType": "uint40",
        "name": "notAfter",
        "type": "uint40"
      },
      {
        "internalType": "uint256",
        "name": "blockTime",
        "type": "uint256"
      }
    ],
    "name": "IdentityRegistryExpired",
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
        "internalType": "enum IIdentityRegistry.PersonStatus",
        "name": "status",
        "type": "uint8"
      }
    ],
    "name": "IdentityRegistryInactive",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "nullifier",
        "type": "bytes32"
      }
    ],
    "name": "IdentityRegistryInvalidNullifier",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "personId",
        "type": "bytes32"
      }
    ],
    "name": "IdentityRegistryInvalidPersonId",
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
        "internalType": "enum IIdentityRegistry.PersonStatus",
        "name": "from",
        "type": "uint8"
      },
      {
        "internalType": "enum IIdentityRegistry.PersonStatus",
        "name": "to",
        "type": "uint8"
      }
    ],
    "name": "IdentityRegistryInvalidTransition",
    "type": "error"
  },
  {
    "inputs": [
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
        "internalType": "uint256",
        "name": "blockTime",
        "type": "uint256"
      }
    ],
    "name": "IdentityRegistryInvalidValidity",
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
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "IdentityRegistryLastController",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "personId",
        "type": "bytes32"
      }
    ],
    "name": "IdentityRegistryNoRecovery",
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
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "IdentityRegistryNotController",
    "type": "error"
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
        "name": "issuer",
        "type": "bytes32"
      },
      {
        "internalType": "address",
        "name": "signer",
        "type": "address"
      }
    ],
    "name": "IdentityRegistryNotIssuer",
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
        "internalType": "uint40",
        "name": "notBefore",
        "type": "uint40"
      },
      {
        "internalType": "uint256",
        "name": "blockTime",
        "type": "uint256"
      }
    ],
    "name": "IdentityRegistryNotYetValid",
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
        "internalType": "bytes32",
        "name": "nullifier",
        "type": "bytes32"
      }
    ],
    "name": "IdentityRegistryNullifierMismatch",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "nullifier",
        "type": "bytes32"
      }
    ],
    "name": "IdentityRegistryNullifierTaken",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "personId",
        "type": "bytes32"
      }
    ],
    "name": "IdentityRegistryPersonExists",
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
        "internalType": "uint40",
        "name": "readyAt",
        "type": "uint40"
      },
      {
        "internalType": "uint256",
        "name": "blockTime",
        "type": "uint256"
      }
    ],
    "name": "IdentityRegistryRecoveryNotReady",
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
        "internalType": "uint40",
        "name": "readyAt",
        "type": "uint40"
      }
    ],
    "name": "IdentityRegistryRecoveryPending",
    "type": "error"
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
        "name": "issuer",
        "type": "bytes32"
      },
      {
        "internalType": "enum IIdentityRegistry.Role",
        "name": "role",
        "type": "uint8"
      }
    ],
    "name": "IdentityRegistryRoleNotIssuable",
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
        "internalType": "uint40",
        "name": "notBefore",
        "type": "uint40"
      },
      {
        "internalType": "uint40",
        "name": "currentNotBefore",
        "type": "uint40"
      }
    ],
    "name": "IdentityRegistryStaleCredential",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "personId",
        "type": "bytes32"
      }
    ],
    "name": "IdentityRegistryUnknownPerson",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "personId",
        "type": "bytes32"
      }
    ],
    "name": "IdentityRegistryZeroController",
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
        "name": "personId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "controller",
        "type": "address"
      }
    ],
    "name": "ControllerAdded",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "personId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "controller",
        "type": "address"
      }
    ],
    "name": "ControllerRemoved",
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
        "name": "personId",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "keyManifestRoot",
        "type": "bytes32"
      }
    ],
    "name": "KeyManifestChanged",
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
        "name": "personId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "organization",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "controller",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "enum IIdentityRegistry.Role",
        "name": "role",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "keyManifestRoot",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "notBefore",
        "type": "uint40"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "notAfter",
        "type": "uint40"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "issuer",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "credentialHash",
        "type": "bytes32"
      }
    ],
    "name": "PersonEnrolled",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "personId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "organization",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "enum IIdentityRegistry.Role",
        "name": "role",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "keyManifestRoot",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "notBefore",
        "type": "uint40"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "notAfter",
        "type": "uint40"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "issuer",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "credentialHash",
        "type": "bytes32"
      }
    ],
    "name": "PersonRenewed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "personId",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "enum IIdentityRegistry.PersonStatus",
        "name": "status",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "reason",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "issuer",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "signer",
        "type": "address"
      }
    ],
    "name": "PersonStatusChanged",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "personId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "signer",
        "type": "address"
      }
    ],
    "name": "RecoveryCancelled",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "personId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "newController",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "controllerEpoch",
        "type": "uint32"
      }
    ],
    "name": "RecoveryCompleted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "personId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "newController",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "readyAt",
        "type": "uint40"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "issuer",
        "type": "bytes32"
      }
    ],
    "name": "RecoveryStarted",
    "type": "event"
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
            "name": "nonce",
            "type": "uint256"
          },
          {
            "internalType": "uint40",
            "name": "deadline",
            "type": "uint40"
          }
        ],
        "internalType": "struct IIdentityRegistry.RecoveryCancel",
        "name": "cancel",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "cancelRecovery",
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
            "name": "personId",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "signer",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "controller",
            "type": "address"
          },
          {
            "internalType": "bool",
            "name": "added",
            "type": "bool"
          },
          {
            "internalType": "uint256",
            "name": "nonce",
            "type": "uint256"
          },
          {
            "internalType": "uint40",
            "name": "deadline",
            "type": "uint40"
          }
        ],
        "internalType": "struct IIdentityRegistry.ControllerChange",
        "name": "change",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      },
      {
        "internalType": "bytes",
        "name": "acceptance",
        "type": "bytes"
      }
    ],
    "name": "changeController",
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
            "name": "personId",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "signer",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "keyManifestRoot",
            "type": "bytes32"
          },
          {
            "internalType": "uint256",
            "name": "nonce",
            "type": "uint256"
          },
          {
            "internalType": "uint40",
            "name": "deadline",
            "type": "uint40"
          }
        ],
        "internalType": "struct IIdentityRegistry.KeyManifestChange",
        "name": "change",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "changeKeyManifest",
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
            "name": "personId",
            "type": "bytes32"
          },
          {
            "internalType": "enum IIdentityRegistry.PersonStatus",
            "name": "status",
            "type": "uint8"
          },
          {
            "internalType": "bytes32",
            "name": "reason",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "issuer",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "signer",
            "type": "address"
          },
          {
            "internalType": "uint256",
            "name": "nonce",
            "type": "uint256"
          },
          {
            "internalType": "uint40",
            "name": "deadline",
            "type": "uint40"
          }
        ],
        "internalType": "struct IIdentityRegistry.StatusChange",
        "name": "change",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "changeStatus",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "personId",
        "type": "bytes32"
      },
      {
        "internalType": "bytes",
        "name": "acceptance",
        "type": "bytes"
      }
    ],
    "name": "completeRecovery",
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
    "inputs": [
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "personId",
            "type": "bytes32"
          },
          {
            "internalType": "enum IIdentityRegistry.Role",
            "name": "role",
            "type": "uint8"
          },
          {
            "internalType": "bytes32",
            "name": "organization",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "controller",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "keyManifestRoot",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "nullifier",
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
            "name": "issuer",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "signer",
            "type": "address"
          }
        ],
        "internalType": "struct IIdentityRegistry.Credential",
        "name": "credential",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "issuerSignature",
        "type": "bytes"
      },
      {
        "internalType": "bytes",
        "name": "controllerSignature",
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
        "name": "personId",
        "type": "bytes32"
      }
    ],
    "name": "isActive",
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
        "name": "personId",
        "type": "bytes32"
      },
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "isController",
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
        "name": "personId",
        "type": "bytes32"
      }
    ],
    "name": "keyManifestRootOf",
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
        "name": "personId",
        "type": "bytes32"
      }
    ],
    "name": "organizationOf",
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
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "personId",
        "type": "bytes32"
      }
    ],
    "name": "person",
    "outputs": [
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "organization",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "keyManifestRoot",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "nullifier",
            "type": "bytes32"
          },
          {
            "internalType": "enum IIdentityRegistry.Role",
            "name": "role",
            "type": "uint8"
          },
          {
            "internalType": "enum IIdentityRegistry.PersonStatus",
            "name": "status",
            "type": "uint8"
          },
          {
            "internalType": "bool",
            "name": "authorityHold",
            "type": "bool"
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
            "internalType": "uint32",
            "name": "controllerEpoch",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "controllerCount",
            "type": "uint32"
          }
        ],
        "internalType": "struct IIdentityRegistry.Person",
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
        "name": "nullifier",
        "type": "bytes32"
      }
    ],
    "name": "personOfNullifier",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "personId",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "recoveryDelay",
    "outputs": [
      {
        "internalType": "uint40",
        "name": "",
        "type": "uint40"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "personId",
        "type": "bytes32"
      }
    ],
    "name": "recoveryOf",
    "outputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "newController",
            "type": "address"
          },
          {
            "internalType": "uint40",
            "name": "readyAt",
            "type": "uint40"
          },
          {
            "internalType": "uint256",
            "name": "nonce",
            "type": "uint256"
          }
        ],
        "internalType": "struct IIdentityRegistry.PendingRecovery",
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
            "internalType": "bytes32",
            "name": "personId",
            "type": "bytes32"
          },
          {
            "internalType": "enum IIdentityRegistry.Role",
            "name": "role",
            "type": "uint8"
          },
          {
            "internalType": "bytes32",
            "name": "organization",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "controller",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "keyManifestRoot",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "nullifier",
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
            "name": "issuer",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "signer",
            "type": "address"
          }
        ],
        "internalType": "struct IIdentityRegistry.Credential",
        "name": "credential",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "issuerSignature",
        "type": "bytes"
      },
      {
        "internalType": "bytes",
        "name": "controllerSignature",
        "type": "bytes"
      }
    ],
    "name": "renew",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "personId",
        "type": "bytes32"
      }
    ],
    "name": "requireActive",
    "outputs": [
      {
        "internalType": "enum IIdentityRegistry.Role",
        "name": "role",
        "type": "uint8"
      },
      {
        "internalType": "bytes32",
        "name": "organization",
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
        "name": "personId",
        "type": "bytes32"
      },
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "requireActiveController",
    "outputs": [
      {
        "internalType": "enum IIdentityRegistry.Role",
        "name": "role",
        "type": "uint8"
      },
      {
        "internalType": "bytes32",
        "name": "organization",
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
        "name": "personId",
        "type": "bytes32"
      },
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "requireController",
    "outputs": [],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "personId",
        "type": "bytes32"
      }
    ],
    "name": "roleOf",
    "outputs": [
      {
        "internalType": "enum IIdentityRegistry.Role",
        "name": "",
        "type": "uint8"
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
            "name": "newController",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "issuer",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "signer",
            "type": "address"
          },
          {
            "internalType": "uint256",
            "name": "nonce",
            "type": "uint256"
          },
          {
            "internalType": "uint40",
            "name": "deadline",
            "type": "uint40"
          }
        ],
        "internalType": "struct IIdentityRegistry.Recovery",
        "name": "recovery",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "issuerSignature",
        "type": "bytes"
      },
      {
        "internalType": "bytes",
        "name": "authoritySignature",
        "type": "bytes"
      }
    ],
    "name": "startRecovery",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "personId",
        "type": "bytes32"
      },
      {
        "internalType": "uint40",
        "name": "time",
        "type": "uint40"
      }
    ],
    "name": "validAt",
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
        "name": "grantor",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "requester",
        "type": "bytes32"
      }
    ],
    "name": "whoIsActive",
    "outputs": [
      {
        "internalType": "bool",
        "name": "isGrantorActive",
        "type": "bool"
      },
      {
        "internalType": "bool",
        "name": "isRequesterActive",
        "type": "bool"
      },
      {
        "internalType": "enum IIdentityRegistry.Role",
        "name": "requesterRole",
        "type": "uint8"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
] as const;

/** keccak256 of the creation bytecode without constructor arguments. */
export const identityRegistryBytecodeHash = "0x79252e2c84dc440d2bf85eff1ffd73d4442eddf3643439f5da798d699ae54090";
