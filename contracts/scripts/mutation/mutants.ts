import type { Mutant } from "./mutant.ts";

/**
 * One small mistake each, as someone could make it; `property` is the id in PROPERTIES.md that it breaks. What is looked for
 * must stand exactly once in `src/`: a mutant that no longer fits is an error, so this list follows the sources.
 */
export const mutants: readonly Mutant[] = [
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
    id: "deny-nonce",
    property: "ALL-2",
    mistake: "a denial can be repeated",
    changes: [["_useNonce(denial.grantor, denial.nonce);", ""]],
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
    id: "settle",
    property: "GOV-2",
    mistake: "the ledger can be exchanged",
    changes: [["if (usageLedger != address(0)) revert", "if (false) revert"]],
  },
  {
    id: "settle-foreign",
    property: "GOV-2",
    mistake: "the ledger of another registry is taken",
    changes: [["if (address(IUsageLedger(ledger).consentRegistry()) != address(this)) {", "if (false) {"]],
  },
  {
    id: "mandate-signature",
    property: "REC-6",
    mistake: "a mandate needs no signature",
    changes: [
      [
        "if (!SignatureChecker.isValidSignatureNowCalldata(mandate.signer, mandateId, signature)) {",
        "if (false) {",
      ],
    ],
  },
  {
    id: "mandate-signer",
    property: "REC-6",
    mistake: "anyone signs a mandate",
    changes: [
      [
        "identityRegistry.requireActiveController(mandate.patient, mandate.signer);",
        "identityRegistry.requireActive(mandate.patient);",
      ],
    ],
  },
  {
    id: "mandate-revoked",
    property: "REC-6",
    mistake: "a withdrawn mandate holds",
    changes: [["if (_mandateRevoked[mandate.patient][mandateId]) revert", "if (false) revert"]],
  },
  {
    id: "mandate-end",
    property: "REC-6",
    mistake: "a mandate holds one second longer",
    changes: [["block.timestamp >= mandate.notAfter", "block.timestamp > mandate.notAfter"]],
  },
  {
    id: "mandate-treatment",
    property: "REC-6",
    mistake: "a mandate without a treatment holds for records of none",
    changes: [["if (mandate.treatmentId == 0) revert ConsentRegistryNoTreatment();", ""]],
  },
  {
    id: "mandate-record",
    property: "REC-6",
    mistake: "a mandate is for any record",
    changes: [["if (!isForRecord) revert", "if (false) revert"]],
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
    id: "open-nonce",
    property: "ALL-2",
    mistake: "a withdrawn request opens",
    changes: [["if (isNonceUsed(request.reader, request.nonce)) {", "if (false) {"]],
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
  {
    id: "about-sequence",
    property: "REC-5",
    mistake: "a statement about an earlier state counts",
    changes: [["if (sequence != state.sequence) {", "if (false) {"]],
  },
  {
    id: "about-patient",
    property: "REC-1",
    mistake: "any patient speaks about a record",
    changes: [["if (patient != state.patient) {", "if (false) {"]],
  },
  {
    id: "about-record",
    property: "REC-1",
    mistake: "a statement about one record changes another",
    changes: [["if (recordId != state.recordId) {", "if (false) {"]],
  },
  {
    id: "about-commitment",
    property: "REC-1",
    mistake: "the content confirmed is not the one proposed",
    changes: [["if (confirmation.commitment != state.commitment) {", "if (false) {"]],
  },
  {
    id: "record-again",
    property: "REC-2",
    mistake: "an id is registered twice",
    changes: [["if (_stateHashes[recordId] != 0) revert RecordRegistryRecordExists(recordId);", ""]],
  },
  {
    id: "record-stale",
    property: "REC-3",
    mistake: "any state is believed to be the present one",
    changes: [["if (_stateHashes[current.recordId] != presented) {", "if (false) {"]],
  },
  {
    id: "account-head",
    property: "REC-4",
    mistake: "the account chain forgets what came before",
    changes: [
      ["RecordHashes.accountEntry(account.head, state)", "RecordHashes.accountEntry(bytes32(0), state)"],
    ],
  },
  {
    id: "account-height",
    property: "REC-4",
    mistake: "the height steps by two",
    changes: [["account.height + 1", "account.height + 2"]],
  },
  {
    id: "confirm-twice",
    property: "REC-4",
    mistake: "a confirmed record is confirmed again",
    changes: [["if (!isOpen) requireStatus(state, IRecordRegistry.Status.Proposed);", ""]],
  },
  {
    id: "author-role",
    property: "REC-7",
    mistake: "anyone writes records",
    changes: [["RecordRules.requireAuthor(author, role);", ""]],
  },
  {
    id: "author-institution",
    property: "REC-7",
    mistake: "a doctor writes in the name of another institution",
    changes: [["if (proposal.institution != organization) {", "if (false) {"]],
  },
  {
    id: "patient-inactive",
    property: "REC-7",
    mistake: "records about inactive people are proposed",
    changes: [["_requireActivePatient(proposal.patient);", ""]],
  },
  {
    id: "patient-role",
    property: "REC-7",
    mistake: "a doctor is a patient",
    changes: [["if (role != IIdentityRegistry.Role.Patient) {", "if (false) {"]],
  },
  {
    id: "claim-root",
    property: "REC-8",
    mistake: "claimed items need not be those that the author signed",
    changes: [["if (root != batch.root) revert RecordClaimsOtherRoot(root, batch.root);", ""]],
  },
  {
    id: "claim-signature",
    property: "REC-10",
    mistake: "any good signature confirms a claim",
    changes: [
      [
        "if (failure == ECDSA.RecoverError.NoError && signer == check.signer) {",
        "if (failure == ECDSA.RecoverError.NoError) {",
      ],
    ],
  },
  {
    id: "claim-other",
    property: "REC-10",
    mistake: "another claim than the one registered is checked",
    changes: [["if (!_batches[root]) revert RecordClaimsOtherClaim(state.recordId, root);", ""]],
  },
  {
    id: "claim-again",
    property: "REC-10",
    mistake: "a claim is checked whatever the record has become",
    changes: [["RecordRules.requireStatus(state, Status.Claimed);", ""]],
  },
  {
    id: "claim-controller",
    property: "REC-10",
    mistake: "a claim names any account as the patient's",
    changes: [["if (i == 0 || !_isSamePatient(items[i - 1], item)) _requirePatientsAccount(item);", ""]],
  },
  {
    id: "claim-neighbour",
    property: "REC-10",
    mistake: "the account of one patient passes for the next",
    changes: [
      [
        "return one.patient == other.patient && one.signer == other.signer;",
        "return one.signer == other.signer;",
      ],
    ],
  },
  {
    id: "claim-contract",
    property: "REC-10",
    mistake: "a contract wallet's agreement is claimed",
    changes: [["if (item.signer.code.length != 0) revert", "if (false) revert"]],
  },
  {
    id: "claim-refuted",
    property: "REC-10",
    mistake: "a refuted claim leaves the manifest that nobody agreed to",
    changes: [["state.manifestHash = check.authorManifest;", ""]],
  },
  {
    id: "claim-event",
    property: "ALL-6",
    mistake: "a claim leaves no event",
    changes: [["page.emitClaimed();", ""]],
  },
  {
    id: "batch-root",
    property: "REC-8",
    mistake: "an item need not stand under the signed root",
    changes: [["if (!isInBatch) revert", "if (false) revert"]],
  },
  {
    id: "correction-caller",
    property: "REC-9",
    mistake: "anyone corrects records",
    changes: [["if (msg.sender != _correction) revert CorrectableNotCorrection(msg.sender);", ""]],
  },
  {
    id: "correction-scope",
    property: "REC-9",
    mistake: "a correction changes anything",
    changes: [["if (!_isCorrection(current, next)) revert", "if (false) revert"]],
  },
  {
    id: "correction-settled",
    property: "GOV-2",
    mistake: "the correction contract is exchanged",
    changes: [["if (_correction != address(0)) revert", "if (false) revert"]],
  },
  {
    id: "nullifier",
    property: "IDE-1",
    mistake: "one real identity, two people",
    changes: [["if (personOfNullifier(credential.nullifier) != 0) {", "if (false) {"]],
  },
  {
    id: "nullifier-changed",
    property: "IDE-1",
    mistake: "a renewal is for another identity",
    changes: [["if (credential.nullifier != p.nullifier) {", "if (false) {"]],
  },
  {
    id: "person-id",
    property: "IDE-7",
    mistake: "a person's id can be an address",
    changes: [["if (uint256(personId) >> 160 == 0) revert", "if (false) revert"]],
  },
  {
    id: "last-controller",
    property: "IDE-3",
    mistake: "the last controller is removed",
    changes: [["if (p.controllerCount == 1) revert IdentityRegistryLastController(personId, account);", ""]],
  },
  {
    id: "recovery-delay",
    property: "IDE-4",
    mistake: "a recovery needs no patience",
    changes: [["if (block.timestamp < pending.readyAt) {", "if (false) {"]],
  },
  {
    id: "recovery-cancel",
    property: "IDE-4",
    mistake: "anyone cancels a recovery",
    changes: [["_authorizeWithdrawal(cancel.personId, cancel.signer, cancel.hash(), signature);", ""]],
  },
  {
    id: "recovery-authority",
    property: "IDE-4",
    mistake: "an issuer alone recovers",
    changes: [
      ["_checkSignature(authority, IdentityMessages.hashApproval(recovery), authoritySignature);", ""],
    ],
  },
  {
    id: "recovery-issuer",
    property: "IDE-4",
    mistake: "the authority alone recovers",
    changes: [
      ["_checkSignature(recovery.signer, recovery.hash(), issuerSignature);", ""],
      ["_requireRecoveryIssuer(p, recovery);", ""],
    ],
  },
  {
    id: "recovery-acceptance",
    property: "IDE-4",
    mistake: "the new wallet need not accept",
    changes: [["_checkSignature(pending.newController, acceptanceHash, acceptance);", ""]],
  },
  {
    id: "recovery-epoch",
    property: "IDE-4",
    mistake: "the old wallets stay",
    changes: [["epoch = ++p.controllerEpoch;", "epoch = p.controllerEpoch;"]],
  },
  {
    id: "recovery-nonce",
    property: "IDE-4",
    mistake: "one approval serves two issuers",
    changes: [["if (authorityOwner != issuerOwner) _useNonce(authorityOwner, recovery.nonce);", ""]],
  },
  {
    id: "hold",
    property: "IDE-5",
    mistake: "a hospital lifts the authority's suspension",
    changes: [["if (p.authorityHold) revert", "if (false) revert"]],
  },
  {
    id: "revoked-person",
    property: "IDE-5",
    mistake: "a revoked person comes back",
    changes: [["same || p.status == PersonStatus.Revoked || change.status", "same || change.status"]],
  },
  {
    id: "revoked-patient",
    property: "IDE-6",
    mistake: "a hospital shuts a patient out for good",
    changes: [["_requireRevocable(p, change);", ""]],
  },
  {
    id: "issuer-fellow",
    property: "IDE-8",
    mistake: "a manager makes managers",
    changes: [["if (role == Role.Manager || role == Role.Auditor) {", "if (false) {"]],
  },
  {
    id: "issuer-organization",
    property: "IDE-8",
    mistake: "a manager speaks for another organisation",
    changes: [
      [
        "if (issuerRole != Role.Manager || issuerOrganization != organization) {",
        "if (issuerRole != Role.Manager) {",
      ],
    ],
  },
  {
    id: "issuer-role",
    property: "IDE-8",
    mistake: "any colleague is an issuer",
    changes: [
      [
        "if (issuerRole != Role.Manager || issuerOrganization != organization) {",
        "if (issuerOrganization != organization) {",
      ],
    ],
  },
  {
    id: "issuer-kind",
    property: "IDE-8",
    mistake: "an insurer enrols doctors",
    changes: [
      [
        "if (role == Role.Doctor || role == Role.CaptureStation) return careProvider;",
        "if (role == Role.Doctor || role == Role.CaptureStation) return true;",
      ],
    ],
  },
  {
    id: "renew-stale",
    property: "IDE-2",
    mistake: "the same credential renews again and again",
    changes: [["if (credential.notBefore <= p.notBefore) {", "if (credential.notBefore < p.notBefore) {"]],
  },
  {
    id: "renew-holder",
    property: "IDE-2",
    mistake: "whoever signs is taken for a controller",
    changes: [["requireController(personId, credential.controller);", ""]],
  },
  {
    id: "closed-staff",
    property: "IDE-2",
    mistake: "doctors of a closed hospital act",
    changes: [
      ["if (role != Role.Patient) organizationRegistry.requireActiveOrganization(organization);", ""],
    ],
  },
  {
    id: "closed-patients",
    property: "IDE-6",
    mistake: "a closed hospital locks its patients out",
    changes: [
      [
        "if (role != Role.Patient) organizationRegistry.requireActiveOrganization(organization);",
        "organizationRegistry.requireActiveOrganization(organization);",
      ],
    ],
  },
  {
    id: "valid-staff",
    property: "IDE-2",
    mistake: "doctors of a closed hospital count as active",
    changes: [
      ["return role == Role.Patient || organizationRegistry.isActiveOne(p.organization);", "return true;"],
    ],
  },
  {
    id: "expired",
    property: "IDE-2",
    mistake: "credentials hold a second longer",
    changes: [["time < notBefore || time > notAfter", "time < notBefore || time > notAfter + 1"]],
  },
  {
    id: "authority",
    property: "GOV-1",
    mistake: "anyone is the authority",
    changes: [["if (msg.sender != _authority) revert AuthorityGovernedNotAuthority(msg.sender);", ""]],
  },
  {
    id: "authority-successor",
    property: "GOV-1",
    mistake: "anyone takes the authority over",
    changes: [["if (msg.sender != _pendingAuthority) revert", "if (false) revert"]],
  },
  {
    id: "admin",
    property: "ORG-1",
    mistake: "anyone is the admin",
    changes: [["if (msg.sender != _organizations[orgId].admin) revert", "if (false) revert"]],
  },
  {
    id: "admin-successor",
    property: "ORG-2",
    mistake: "anyone names the next admin",
    changes: [["if (msg.sender != authority()) _requireActiveAdmin(orgId);", ""]],
  },
  {
    id: "admin-suspended",
    property: "ORG-2",
    mistake: "a stolen admin key undoes the authority's nomination",
    changes: [
      [
        "if (msg.sender != authority()) _requireActiveAdmin(orgId);",
        "if (msg.sender != authority() && msg.sender != entry.admin) revert OrganizationRegistryNotAdmin(orgId, msg.sender);",
      ],
    ],
  },
  {
    id: "organization-revoked",
    property: "ORG-3",
    mistake: "an expelled organisation comes back",
    changes: [["if (from == OrganizationStatus.Revoked || ", "if ("]],
  },
  {
    id: "emergency-threshold",
    property: "ORG-4",
    mistake: "one organisation alone holds the emergency key",
    changes: [["if (threshold < MIN_THRESHOLD || ", "if ("]],
  },
  {
    id: "emergency-twice",
    property: "ORG-4",
    mistake: "one organisation holds two shares",
    changes: [["if (i > 0 && holders[i] <= holders[i - 1]) {", "if (false) {"]],
  },
  {
    id: "possession",
    property: "ORG-5",
    mistake: "a chameleon key needs no proof",
    changes: [["return ok && c == challenge(orgId, h1, r);", "return ok;"]],
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
    id: "correction-role",
    property: "COR-1",
    mistake: "anybody of the institution corrects",
    changes: [["if (role != IIdentityRegistry.Role.Doctor) {", "if (false) {"]],
  },
  {
    id: "correction-institution",
    property: "COR-1",
    mistake: "a doctor corrects records of other institutions",
    changes: [["if (organization != state.institution) {", "if (false) {"]],
  },
  {
    id: "correction-unsigned",
    property: "COR-1",
    mistake: "nobody looks at the patient's signature",
    changes: [["_authorize(p.patient, p.signer, p.hash(), consent.patientSignature);", ""]],
  },
  {
    id: "correction-permission",
    property: "COR-1",
    mistake: "a permission is good for every correction with that digest",
    changes: [["p.correctionHash != correctionHash || p.digest", "p.digest"]],
  },
  {
    id: "correction-digest",
    property: "COR-1",
    mistake: "the patient need not have named the digest",
    changes: [["|| p.digest != consent.correction.digest", ""]],
  },
  {
    id: "correction-version",
    property: "COR-2",
    mistake: "the version stated is not looked at",
    changes: [["if (c.version != uint256(state.version) + 1) {", "if (false) {"]],
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
    id: "correction-unproven",
    property: "COR-2",
    mistake: "a proof that does not hold is taken",
    changes: [["if (!holds) revert SigmaOrCommitmentsRefuted();", ""]],
  },
  {
    id: "correction-commitment",
    property: "COR-2",
    mistake: "the proof may be about any commitment",
    changes: [["if (compressed != state.commitment) {", "if (false) {"]],
  },
  {
    id: "opening-infinity",
    property: "COR-2",
    mistake: "the key of the statement may be at infinity",
    changes: [["_requirePoint(statement.h1x, statement.h1y);", ""]],
  },
  {
    id: "opening-spelling",
    property: "COR-2",
    mistake: "a part of a proof has several spellings",
    changes: [["_requireScalar(z1);", ""]],
  },
  {
    id: "opening-message",
    property: "COR-2",
    mistake: "a message has several spellings",
    changes: [["_requireScalar(statement.m);", ""]],
  },
  {
    id: "base-unknown",
    property: "COR-3",
    mistake: "an amendment starts from whatever opening it likes",
    changes: [["_requireRegistered(current, opening);", ""]],
  },
  {
    id: "base-unproven",
    property: "COR-3",
    mistake: "an amendment starts from an opening that does not hold",
    changes: [["if (current.version != 0) return;", "if (current.version == 0) return;"]],
  },
  {
    id: "redaction-root",
    property: "COR-3",
    mistake: "a redaction changes fields",
    changes: [
      ["if (correction.kind == Kind.Redact && correction.fieldRoot", "if (false && correction.fieldRoot"],
    ],
  },
  {
    id: "amendment-end",
    property: "COR-3",
    mistake: "amendments end at another content than the one signed",
    changes: [["if (root != c.fieldRoot) revert", "if (false) revert"]],
  },
  {
    id: "amendment-step",
    property: "COR-3",
    mistake: "every amendment starts from the old content",
    changes: [
      [
        "            root = step.newRoot;",
        "            if (i + 1 == amendments.length) root = step.newRoot;",
      ],
    ],
  },
  {
    id: "amendment-policy",
    property: "COR-3",
    mistake: "an amendment needs no accepted policy",
    changes: [["if (!isAcceptedPolicy(c.policyRoot)) revert", "if (false) revert"]],
  },
  {
    id: "policy-authority",
    property: "GOV-1",
    mistake: "anybody accepts policies",
    changes: [
      [
        "if (msg.sender != _governor.authority()) revert RecordCorrectionNotAuthority",
        "if (false) revert RecordCorrectionNotAuthority",
      ],
    ],
  },
  {
    id: "erasure-content",
    property: "COR-3",
    mistake: "an erasure leaves what it likes",
    changes: [["(isErasure ? _isEmpty(c) : _isFull(c))", "(isErasure || _isFull(c))"]],
  },
  {
    id: "erasure-registry",
    property: "REC-9",
    mistake: "the registry takes an erased record with a manifest",
    changes: [["if (isErased ? described != 0 : next.manifestHash == 0) return false;", ""]],
  },
  {
    id: "label-place",
    property: "COR-4",
    mistake: "a label takes the place of the one before",
    changes: [["tree.count = index + 1;", "tree.count = 1;"]],
  },
  {
    id: "label-side",
    property: "COR-4",
    mistake: "the log forgets which labels came before",
    changes: [["if (isFull) tree.left[level] = node;", "if (isFull && level == 0) tree.left[level] = node;"]],
  },
  {
    id: "challenge-gas",
    property: "COR-5",
    mistake: "whoever gives too little gas has a true opening refuted",
    changes: [["if (gasleft() < NEEDED_GAS) revert", "if (false) revert"]],
  },
  {
    id: "challenge-point",
    property: "COR-5",
    mistake: "whoever presents a wrong y has a true opening refuted",
    changes: [["        _requirePoint(x, y);\n        return bytes32", "        return bytes32"]],
  },
  {
    id: "challenge-opening",
    property: "COR-5",
    mistake: "whoever presents another opening has a true one refuted",
    changes: [["_requireRegistered(state, opening);", ""]],
  },
  {
    id: "challenge-forgotten",
    property: "COR-5",
    mistake: "a refutation is not remembered",
    changes: [["_refuted[state.recordId][state.version] = true;", ""]],
  },
  {
    id: "event-label",
    property: "ALL-6",
    mistake: "a correction leaves no label in the events",
    changes: [["emit RecordLabelled(c.recordId, c.patient, c.author, index, leaf, root, c);", ""]],
  },
];
