import type { Mutant } from "../mutant.ts";

/** What holds of every contract. */
export const everywhereMutants: readonly Mutant[] = [
  {
    id: "signature",
    property: "ALL-1",
    mistake: "any signature is good",
    changes: [
      ["if (!SignatureChecker.isValidSignatureNowCalldata(signer, digest, signature)) {", "if (false) {"],
    ],
  },
  {
    id: "sender",
    property: "ALL-1",
    mistake: "everyone but the signer may send unsigned",
    changes: [["if (msg.sender == signer) return;", "if (msg.sender != signer) return;"]],
  },
  {
    id: "chain",
    property: "ALL-3",
    mistake: "signatures of the chain id at deployment stay good on every chain",
    changes: [
      [
        'constructor(string memory name) EIP712(name, "1") {}',
        'constructor(string memory name) EIP712(name, "1") {\n        _stale = _domainSeparatorV4();\n    }\n    bytes32 private immutable _stale;',
      ],
      [
        "bytes32 digest = _hashTypedDataV4(structHash);",
        'bytes32 digest = keccak256(abi.encodePacked(hex"1901", _stale, structHash));',
      ],
    ],
  },
  {
    id: "deadline",
    property: "ALL-4",
    mistake: "deadlines do not end",
    changes: [["if (block.timestamp > deadline) revert", "if (false) revert"]],
  },
  {
    id: "deadline-edge",
    property: "ALL-4",
    mistake: "a deadline ends a second early",
    changes: [["if (block.timestamp > deadline) revert", "if (block.timestamp >= deadline) revert"]],
  },
  {
    id: "nonce-unmarked",
    property: "ALL-2",
    mistake: "a used nonce is not marked",
    changes: [["_nonces[owner][nonce >> 8] |= _bit(nonce);", ""]],
  },
  {
    id: "nonce-bit",
    property: "ALL-2",
    mistake: "two nonces share a bit",
    changes: [["nonce & 0xff", "nonce & 0x7f"]],
  },
  {
    id: "nonce-overwrite",
    property: "ALL-2",
    mistake: "withdrawing nonces makes used ones good again",
    changes: [["_nonces[owner][word] |= mask;", "_nonces[owner][word] = mask;"]],
  },
  {
    id: "controller",
    property: "ALL-1",
    mistake: "anyone may sign for an active person",
    changes: [
      [
        "bytes32 selector = IIdentityRegistry.requireActiveController.selector;",
        "bytes32 selector = IIdentityRegistry.requireActive.selector;",
      ],
    ],
  },
  {
    id: "deny-nonce",
    property: "ALL-2",
    mistake: "a denial can be repeated",
    changes: [["_useNonce(denial.grantor, denial.nonce);", ""]],
  },
  {
    id: "open-nonce",
    property: "ALL-2",
    mistake: "a withdrawn request opens",
    changes: [["if (isNonceUsed(request.reader, request.nonce)) {", "if (false) {"]],
  },
  {
    id: "claim-event",
    property: "ALL-6",
    mistake: "a claim leaves no event",
    changes: [["page.emitClaimed();", ""]],
  },
  {
    id: "event-revoked",
    property: "ALL-6",
    mistake: "a withdrawal leaves no event",
    changes: [["emit GrantRevoked(grantId, revocation.grantor);", ""]],
  },
  {
    id: "event-denial",
    property: "ALL-6",
    mistake: "a denial leaves no event",
    changes: [["emit DenialChanged(denial.grantor, denial.denied, denial.tags);", ""]],
  },
  {
    id: "event-state",
    property: "ALL-6",
    mistake: "the event of a dispute tells the state before",
    changes: [
      [
        "            dispute_.reasonHash,\n            state\n        );",
        "            dispute_.reasonHash,\n            current\n        );",
      ],
    ],
  },
  {
    id: "event-use",
    property: "ALL-6",
    mistake: "the event of an access tells another number of uses",
    changes: [["mstore(add(free, 0xa0), use)", "mstore(add(free, 0xa0), add(use, 1))"]],
  },
  {
    id: "correction-sequence",
    property: "ALL-2",
    mistake: "a correction counts for whatever state of the record",
    changes: [
      ["if (c.sequence != state.sequence) {", "if (false) {"],
      ["next.sequence = c.sequence + 1;", "next.sequence = current.sequence + 1;"],
    ],
  },
  {
    id: "event-label",
    property: "ALL-6",
    mistake: "a correction leaves no label in the events",
    changes: [["emit RecordLabelled(c.recordId, c.patient, c.author, index, leaf, root, c);", ""]],
  },
];
