import type { Mutant } from "../mutant.ts";

/** Grants, denials and their use. */
export const consentMutants: readonly Mutant[] = [
  {
    id: "withdrawal-controller",
    property: "CON-4",
    mistake: "anyone may sign a withdrawal",
    changes: [["identityRegistry.requireController(personId, signer);", ""]],
  },
  {
    id: "withdrawal-active",
    property: "CON-7",
    mistake: "a suspended person cannot withdraw",
    changes: [
      [
        "identityRegistry.requireController(personId, signer);",
        "identityRegistry.requireActiveController(personId, signer);",
      ],
    ],
  },
  {
    id: "deny",
    property: "CON-3",
    mistake: "denials are not asked",
    changes: [["else if (_denials.hits(grantor, tags)) verdict = Verdict.Denied;", ""]],
  },
  {
    id: "deny-first-tag",
    property: "CON-3",
    mistake: "only the first tag is looked at",
    changes: [["if (book.denied[grantor][tags[i]]) return true;", "return book.denied[grantor][tags[i]];"]],
  },
  {
    id: "deny-count",
    property: "CON-3",
    mistake: "a denied tag is counted twice",
    changes: [["if (book.denied[grantor][tags[i]] == denied) continue;", ""]],
  },
  {
    id: "deny-lift",
    property: "CON-7",
    mistake: "a suspended person lifts a denial",
    changes: [
      [
        "_authorize(denial.grantor, denial.signer, denial.hash(), signature);",
        "_authorizeWithdrawal(denial.grantor, denial.signer, denial.hash(), signature);",
      ],
    ],
  },
  {
    id: "deny-terms",
    property: "CON-1",
    mistake: "deny tags are no part of the grant",
    changes: [["let tagsHash := keccak256(free, size)", "let tagsHash := keccak256(free, 0)"]],
  },
  {
    id: "uses",
    property: "CON-2",
    mistake: "one use more than granted",
    changes: [["& USES_MASK >= limit)", "& USES_MASK > limit)"]],
  },
  {
    id: "uses-stored",
    property: "CON-2",
    mistake: "a use is not counted",
    changes: [["_grants[disclosure.header.grantor][grantId] = word;", ""]],
  },
  {
    id: "uses-endless",
    property: "CON-2",
    mistake: "no limit means no use at all",
    changes: [["if (limit == 0) limit = USES_MASK;", ""]],
  },
  {
    id: "revoked",
    property: "CON-4",
    mistake: "a withdrawn grant permits",
    changes: [["if (isWithdrawn) return IConsentTypes.Verdict.GrantWithdrawn;", ""]],
  },
  {
    id: "revoked-again",
    property: "CON-4",
    mistake: "a withdrawn grant can be registered again",
    changes: [["if (status == GrantStatus.Withdrawn) revert ConsentRegistryGrantWithdrawn(grantId);", ""]],
  },
  {
    id: "revoked-before",
    property: "CON-4",
    mistake: "a grant cannot be withdrawn before it is registered",
    changes: [
      [
        "_grants[revocation.grantor][grantId] = word.withdrawn();",
        "if (word.status() == GrantStatus.Registered) _grants[revocation.grantor][grantId] = word.withdrawn();",
      ],
    ],
  },
  {
    id: "revoked-forgets",
    property: "CON-1",
    mistake: "withdrawal forgets times and uses",
    changes: [["uint256 rest = GrantWord.unwrap(word) & ~STATUS_MASK;", "uint256 rest = 0;"]],
  },
  {
    id: "registered-again",
    property: "CON-2",
    mistake: "registering again gives the uses back",
    changes: [["if (status == GrantStatus.Registered) revert ConsentRegistryGrantExists(grantId);", ""]],
  },
  {
    id: "window-end",
    property: "CON-5",
    mistake: "a grant holds one second longer",
    changes: [
      [
        "if (block.timestamp >= (bits >> NOT_AFTER_SHIFT) & TIME_MASK)",
        "if (block.timestamp > (bits >> NOT_AFTER_SHIFT) & TIME_MASK)",
      ],
    ],
  },
  {
    id: "window-begin",
    property: "CON-5",
    mistake: "a grant begins one second later",
    changes: [
      [
        "if (block.timestamp < (bits >> NOT_BEFORE_SHIFT) & TIME_MASK)",
        "if (block.timestamp <= (bits >> NOT_BEFORE_SHIFT) & TIME_MASK)",
      ],
    ],
  },
  {
    id: "window-empty",
    property: "CON-5",
    mistake: "a grant without a window is registered",
    changes: [
      ["if (header.notBefore >= header.notAfter || block.timestamp >= header.notAfter) {", "if (false) {"],
    ],
  },
  {
    id: "scope",
    property: "CON-5",
    mistake: "the scope is not asked",
    changes: [["else if (!terms.covers(recordId, categoryTag)) verdict = Verdict.OutOfScope;", ""]],
  },
  {
    id: "action",
    property: "CON-5",
    mistake: "every action is granted",
    changes: [["_word(terms, ACTIONS) & action == action", "(_word(terms, ACTIONS) | action) != 0"]],
  },
  {
    id: "requester",
    property: "CON-5",
    mistake: "an inactive reader may read",
    changes: [["if (!isRequesterActive) return Verdict.RequesterInactive;", ""]],
  },
  {
    id: "grantor",
    property: "CON-5",
    mistake: "the grant of an inactive person holds",
    changes: [["if (!isGrantorActive) return Verdict.GrantorInactive;", ""]],
  },
  {
    id: "grantee",
    property: "CON-5",
    mistake: "a grant is for everyone",
    changes: [["if (!terms.isGrantedTo(requester, role, identityRegistry)) return Verdict.NotGrantee;", ""]],
  },
  {
    id: "fellow-patients",
    property: "CON-5",
    mistake: "a grant to a hospital is one to its patients",
    changes: [
      [
        "terms.grantee == organization && role != IIdentityRegistry.Role.Patient",
        "terms.grantee == organization",
      ],
    ],
  },
  {
    id: "well-formed",
    property: "CON-6",
    mistake: "terms of any form are judged",
    changes: [["if (!terms.isWellFormed(tags.length)) return (Verdict.MalformedTerms, grantId, word);", ""]],
  },
  {
    id: "consume",
    property: "USE-1",
    mistake: "anyone may use a grant up",
    changes: [["if (msg.sender != usageLedger) revert ConsentRegistryNotUsageLedger(msg.sender);", ""]],
  },
  {
    id: "open-grant",
    property: "USE-1",
    mistake: "the reader signs for one grant and uses another",
    changes: [
      ["if (grantId != request.grantId) revert UsageLedgerOtherGrant(request.grantId, grantId);", ""],
    ],
  },
  {
    id: "open-again",
    property: "USE-2",
    mistake: "one request opens twice",
    changes: [["if (_accesses[accessId].openedAt != 0) revert UsageLedgerAccessExists(accessId);", ""]],
  },
  {
    id: "open-patient",
    property: "USE-3",
    mistake: "a grant opens the records of other patients",
    changes: [["if (state.patient != grantor) revert UsageLedgerOtherPatient(recordId, grantor);", ""]],
  },
  {
    id: "open-version",
    property: "USE-3",
    mistake: "another version is opened",
    changes: [["if (state.version != request.version) {", "if (false) {"]],
  },
  {
    id: "open-status",
    property: "USE-3",
    mistake: "an unconfirmed record is opened",
    changes: [["if (!isReadable) revert UsageLedgerNotConfirmed(recordId, state.status);", ""]],
  },
  {
    id: "open-stale",
    property: "USE-3",
    mistake: "any state is believed",
    changes: [["if (presented != stateHash) revert UsageLedgerStaleState(recordId, presented);", ""]],
  },
  {
    id: "open-foreign",
    property: "USE-4",
    mistake: "records of other chains are opened on a private chain",
    changes: [
      ["bool foreign = opensForeignRecords && state.recordId == 0;", "bool foreign = state.recordId == 0;"],
    ],
  },
  {
    id: "open-squat",
    property: "USE-4",
    mistake: "a record of the same id stops the readers of a foreign one",
    changes: [
      [
        "bool foreign = opensForeignRecords && state.recordId == 0;",
        "bool foreign = opensForeignRecords && recordRegistry.stateHashOf(request.recordId) == 0;",
      ],
    ],
  },
  {
    id: "receipts-order",
    property: "USE-5",
    mistake: "receipts are appended in any order",
    changes: [["if (batch.previous != _receiptHeads[organization]) {", "if (false) {"]],
  },
  {
    id: "receipts-signature",
    property: "USE-5",
    mistake: "anyone posts receipts",
    changes: [["_checkSignature(oracle, head, oracleSignature);", ""]],
  },
  {
    id: "receipts-closed",
    property: "USE-5",
    mistake: "a closed organisation posts receipts",
    changes: [
      [
        "organizationRegistry.requireActiveOrganization(organization);\n        address oracle",
        "address oracle",
      ],
    ],
  },
  {
    id: "receipts-empty",
    property: "USE-5",
    mistake: "an empty batch is posted",
    changes: [["if (batch.count == 0) revert UsageLedgerEmptyBatch(organization);", ""]],
  },
];
