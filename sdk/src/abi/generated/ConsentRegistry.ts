// Generated from contracts/src by contracts/scripts/generate-abis.ts. Do not edit.

export const consentRegistryAbi = [
  {
    "inputs": [
      {
        "internalType": "contract IIdentityRegistry",
        "name": "identityRegistry_",
        "type": "address"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "ledger",
        "type": "address"
      }
    ],
    "name": "ConsentRegistryForeignUsageLedger",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "grantId",
        "type": "bytes32"
      }
    ],
    "name": "ConsentRegistryGrantExists",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "grantId",
        "type": "bytes32"
      }
    ],
    "name": "ConsentRegistryGrantWithdrawn",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "count",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "max",
        "type": "uint256"
      }
    ],
    "name": "ConsentRegistryInvalidTagCount",
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
    "name": "ConsentRegistryInvalidWindow",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "mandateId",
        "type": "bytes32"
      }
    ],
    "name": "ConsentRegistryMandateRevoked",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "ConsentRegistryNoTreatment",
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
    "name": "ConsentRegistryNotAuthority",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "grantId",
        "type": "bytes32"
      },
      {
        "internalType": "enum IConsentTypes.Verdict",
        "name": "verdict",
        "type": "uint8"
      }
    ],
    "name": "ConsentRegistryNotPermitted",
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
    "name": "ConsentRegistryNotUsageLedger",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "ledger",
        "type": "address"
      }
    ],
    "name": "ConsentRegistryUsageLedgerSettled",
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
        "name": "requestId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "requester",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "patient",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "requestHash",
        "type": "bytes32"
      }
    ],
    "name": "AccessRequested",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "grantor",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "bool",
        "name": "denied",
        "type": "bool"
      },
      {
        "indexed": false,
        "internalType": "bytes32[]",
        "name": "tags",
        "type": "bytes32[]"
      }
    ],
    "name": "DenialChanged",
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
        "name": "grantId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "grantor",
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
        "internalType": "uint32",
        "name": "maxUses",
        "type": "uint32"
      }
    ],
    "name": "GrantRegistered",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "grantId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "grantor",
        "type": "bytes32"
      }
    ],
    "name": "GrantRevoked",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "mandateId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "patient",
        "type": "bytes32"
      }
    ],
    "name": "MandateRevoked",
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
        "internalType": "address",
        "name": "ledger",
        "type": "address"
      }
    ],
    "name": "UsageLedgerSettled",
    "type": "event"
  },
  {
    "inputs": [],
    "name": "MAX_DENY_TAGS",
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
        "components": [
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "grantor",
                "type": "bytes32"
              },
              {
                "internalType": "address",
                "name": "signer",
                "type": "address"
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
                "name": "maxUses",
                "type": "uint32"
              }
            ],
            "internalType": "struct IConsentTypes.GrantHeader",
            "name": "header",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "grantee",
                "type": "bytes32"
              },
              {
                "internalType": "uint8",
                "name": "granteeKind",
                "type": "uint8"
              },
              {
                "internalType": "uint8",
                "name": "scopeKind",
                "type": "uint8"
              },
              {
                "internalType": "bytes32",
                "name": "scope",
                "type": "bytes32"
              },
              {
                "internalType": "uint8",
                "name": "actions",
                "type": "uint8"
              },
              {
                "internalType": "bytes32",
                "name": "granteeKey",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "requestId",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32[]",
                "name": "denyTags",
                "type": "bytes32[]"
              },
              {
                "internalType": "bytes32",
                "name": "statementHash",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "salt",
                "type": "bytes32"
              }
            ],
            "internalType": "struct IConsentTypes.Terms",
            "name": "terms",
            "type": "tuple"
          }
        ],
        "internalType": "struct IConsentTypes.Disclosure",
        "name": "disclosure",
        "type": "tuple"
      },
      {
        "internalType": "bytes32",
        "name": "requester",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "categoryTag",
        "type": "bytes32"
      },
      {
        "internalType": "uint8",
        "name": "action",
        "type": "uint8"
      }
    ],
    "name": "checkPermission",
    "outputs": [
      {
        "internalType": "enum IConsentTypes.Verdict",
        "name": "verdict",
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
            "name": "grantor",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "signer",
            "type": "address"
          },
          {
            "internalType": "bytes32[]",
            "name": "tags",
            "type": "bytes32[]"
          },
          {
            "internalType": "bool",
            "name": "denied",
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
        "internalType": "struct IConsentTypes.Denial",
        "name": "denial",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "deny",
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
            "name": "grantor",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "signer",
            "type": "address"
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
            "name": "maxUses",
            "type": "uint32"
          }
        ],
        "internalType": "struct IConsentTypes.GrantHeader",
        "name": "header",
        "type": "tuple"
      },
      {
        "internalType": "bytes32",
        "name": "termsHash",
        "type": "bytes32"
      }
    ],
    "name": "grantIdOf",
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
        "name": "grantor",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "grantId",
        "type": "bytes32"
      }
    ],
    "name": "grantOf",
    "outputs": [
      {
        "components": [
          {
            "internalType": "enum IConsentTypes.GrantStatus",
            "name": "status",
            "type": "uint8"
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
            "name": "maxUses",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "used",
            "type": "uint32"
          }
        ],
        "internalType": "struct IConsentTypes.GrantUse",
        "name": "",
        "type": "tuple"
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
        "name": "grantor",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "tag",
        "type": "bytes32"
      }
    ],
    "name": "isDenied",
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
        "name": "patient",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "mandateId",
        "type": "bytes32"
      }
    ],
    "name": "isMandateRevoked",
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
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "isMandateValid",
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
        "components": [
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "grantor",
                "type": "bytes32"
              },
              {
                "internalType": "address",
                "name": "signer",
                "type": "address"
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
                "name": "maxUses",
                "type": "uint32"
              }
            ],
            "internalType": "struct IConsentTypes.GrantHeader",
            "name": "header",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "grantee",
                "type": "bytes32"
              },
              {
                "internalType": "uint8",
                "name": "granteeKind",
                "type": "uint8"
              },
              {
                "internalType": "uint8",
                "name": "scopeKind",
                "type": "uint8"
              },
              {
                "internalType": "bytes32",
                "name": "scope",
                "type": "bytes32"
              },
              {
                "internalType": "uint8",
                "name": "actions",
                "type": "uint8"
              },
              {
                "internalType": "bytes32",
                "name": "granteeKey",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "requestId",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32[]",
                "name": "denyTags",
                "type": "bytes32[]"
              },
              {
                "internalType": "bytes32",
                "name": "statementHash",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "salt",
                "type": "bytes32"
              }
            ],
            "internalType": "struct IConsentTypes.Terms",
            "name": "terms",
            "type": "tuple"
          }
        ],
        "internalType": "struct IConsentTypes.Disclosure",
        "name": "disclosure",
        "type": "tuple"
      },
      {
        "internalType": "bytes32",
        "name": "requester",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "categoryTag",
        "type": "bytes32"
      },
      {
        "internalType": "uint8",
        "name": "action",
        "type": "uint8"
      }
    ],
    "name": "isPermitted",
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
      }
    ],
    "name": "liveDenials",
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
      }
    ],
    "name": "mandateIdOf",
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
            "name": "grantor",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "signer",
            "type": "address"
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
            "name": "maxUses",
            "type": "uint32"
          }
        ],
        "internalType": "struct IConsentTypes.GrantHeader",
        "name": "header",
        "type": "tuple"
      },
      {
        "internalType": "bytes32",
        "name": "termsHash",
        "type": "bytes32"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "registerGrant",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "grantId",
        "type": "bytes32"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "bytes32",
            "name": "requester",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "signer",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "patient",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "requestHash",
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
        "internalType": "struct IConsentTypes.AccessRequest",
        "name": "request",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "requestAccess",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "requestId",
        "type": "bytes32"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
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
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "requireMandate",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "mandateId",
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
            "name": "grantor",
            "type": "bytes32"
          },
          {
            "internalType": "address",
            "name": "signer",
            "type": "address"
          },
          {
            "internalType": "bytes32",
            "name": "grantId",
            "type": "bytes32"
          }
        ],
        "internalType": "struct IConsentTypes.Revocation",
        "name": "revocation",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "revoke",
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
            "name": "mandateId",
            "type": "bytes32"
          }
        ],
        "internalType": "struct IConsentTypes.MandateRevocation",
        "name": "revocation",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "signature",
        "type": "bytes"
      }
    ],
    "name": "revokeMandate",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "ledger",
        "type": "address"
      }
    ],
    "name": "settleUsageLedger",
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
                "name": "grantor",
                "type": "bytes32"
              },
              {
                "internalType": "address",
                "name": "signer",
                "type": "address"
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
                "name": "maxUses",
                "type": "uint32"
              }
            ],
            "internalType": "struct IConsentTypes.GrantHeader",
            "name": "header",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "grantee",
                "type": "bytes32"
              },
              {
                "internalType": "uint8",
                "name": "granteeKind",
                "type": "uint8"
              },
              {
                "internalType": "uint8",
                "name": "scopeKind",
                "type": "uint8"
              },
              {
                "internalType": "bytes32",
                "name": "scope",
                "type": "bytes32"
              },
              {
                "internalType": "uint8",
                "name": "actions",
                "type": "uint8"
              },
              {
                "internalType": "bytes32",
                "name": "granteeKey",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "requestId",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32[]",
                "name": "denyTags",
                "type": "bytes32[]"
              },
              {
                "internalType": "bytes32",
                "name": "statementHash",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "salt",
                "type": "bytes32"
              }
            ],
            "internalType": "struct IConsentTypes.Terms",
            "name": "terms",
            "type": "tuple"
          }
        ],
        "internalType": "struct IConsentTypes.Disclosure",
        "name": "disclosure",
        "type": "tuple"
      },
      {
        "internalType": "bytes32",
        "name": "requester",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "recordId",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "categoryTag",
        "type": "bytes32"
      },
      {
        "internalType": "uint8",
        "name": "action",
        "type": "uint8"
      }
    ],
    "name": "takeUse",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "grantId",
        "type": "bytes32"
      },
      {
        "internalType": "uint32",
        "name": "used",
        "type": "uint32"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "usageLedger",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
] as const;

/** keccak256 of the creation bytecode without constructor arguments. */
export const consentRegistryBytecodeHash = "0x36d1e9a056a139a0f858ba9454b5fa6f256ac24f6e6782a183dfebfd29e4e06f";
