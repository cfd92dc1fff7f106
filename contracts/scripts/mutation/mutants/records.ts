import type { Mutant } from "../mutant.ts";

/** Records. */
export const recordsMutants: readonly Mutant[] = [
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
    id: "erasure-registry",
    property: "REC-9",
    mistake: "the registry takes an erased record with a manifest",
    changes: [["if (isErased ? described != 0 : next.manifestHash == 0) return false;", ""]],
  },
];
